/** The lines of kubedog's older trackers, kind by kind. */
import { describe, expect, test } from "bun:test";
import type { Report, TargetRef } from "../../src/core/report.ts";
import { singleTextRenderer } from "../../src/render/single-text.ts";
import type { SingleShape } from "../../src/render/single-words.ts";
import { cause, db, ended, event, incident, log, migrate, notice, podState, probe, state, summary, web } from "./sample.ts";
import { written } from "./transcript.ts";

const agent: TargetRef = { kind: "DaemonSet", namespace: "shop", name: "agent", label: "ds/agent" };

type Case = { readonly title: string; readonly reports: readonly Report[]; readonly shape?: SingleShape; readonly colour?: boolean; readonly prefix?: string; readonly inline?: boolean; readonly timestamps?: boolean; readonly shown: string };

function check(cases: readonly Case[]): void {
  for (const { title, reports, shown, shape = "rolloutTrack", colour = false, prefix = "", inline = false, timestamps = false } of cases) {
    test(title, () => {
      const lines = written(singleTextRenderer({ shape, colour, prefix, inline, timestamps }), reports);
      expect(lines.map(({ to, text }) => (to === "err" ? text.replace(/^(?=.)/gm, "2> ") : text)).join("")).toBe(shown);
    });
  }
}

const added = (target: TargetRef, object = "") => event({ target, what: "added", object, reason: "Added", message: "added", replicaSet: target === web && object !== "" ? "web-7d4f" : "" });
const ready = (target: TargetRef) => event({ target, what: "ready", object: "", reason: "Ready", message: "become READY" });
const done = (target: TargetRef) => event({ target, what: "done", object: "", reason: "Succeeded", message: "succeeded" });

const failed = { exitCode: 1, outcome: "failed" } as const;
const crash = cause("exits with 3 after 1 s", { reason: "CrashLoopBackOff", pod: "web-7d4f-x2", container: "main" });

const deploymentLife = [
  added(web),
  added(web, "rs/web-7d4f"),
  added(web, "po/web-7d4f-x2"),
  event({ object: "", reason: "ScalingReplicaSet", message: "Scaled up replica set web-7d4f to 3" }),
  event({ reason: "Pulling", message: "Pulling image" }),
  log(["l1"]),
  ready(web),
  state({ status: "ready", isTold: true }),
  summary([ended(web, "ready")]),
];

describe("what goes well", () => {
  check([
    {
      title: "rollout track tells a Deployment in kubedog's lines, and of states nothing (checklist 32)",
      reports: [state({ message: "0 of 1 replicas updated" }), podState("Running", "0/1"), ...deploymentLife],
      shown: `# deploy/web added
# deploy/web rs/web-7d4f added
# deploy/web po/web-7d4f-x2 added
# deploy/web event: ScalingReplicaSet: Scaled up replica set web-7d4f to 3
# deploy/web event: po/web-7d4f-x2 Pulling: Pulling image
>> po/web-7d4f-x2 main
l1
# deploy/web become READY
`,
    },
    {
      title: "follow of a Deployment says of which ReplicaSet its Pods are (checklist 32)",
      reports: deploymentLife,
      shape: "follow",
      shown: `# deploy/web added
# deploy/web new rs/web-7d4f added
# deploy/web rs/web-7d4f(new) po/web-7d4f-x2 added
# deploy/web event: ScalingReplicaSet: Scaled up replica set web-7d4f to 3
# deploy/web event: po/web-7d4f-x2 Pulling: Pulling image
>> deploy/web rs/web-7d4f(new) po/web-7d4f-x2 main
l1
# deploy/web become READY
`,
    },
    {
      title: "a StatefulSet's and a Job's Pods are named alike in both",
      reports: [added(db), added(db, "po/db-0"), added(migrate), added(migrate, "po/migrate-x"), log(["l1"], { target: db, pod: "db-0", replicaSet: "" }), done(migrate), done(probe)],
      shape: "follow",
      shown: `# sts/db added
# sts/db po/db-0 added
# job/migrate added
# job/migrate po/migrate-x added
>> po/db-0 main
l1
# job/migrate succeeded
# po/probe succeeded
`,
    },
    {
      title: "why a resource that nobody understands counts as ready is said",
      reports: [ready(web), state({ status: "ready", reason: "Assumed", message: "assumed ready: no status" })],
      shown: "# deploy/web become READY\n# deploy/web: assumed ready: no status\n",
    },
    {
      title: "a heartbeat is a line of its own, a warning stands on stderr",
      reports: [notice("info", "", [{ target: web, message: "0 of 1 updated replicas available" }]), notice("warning", "events are forbidden")],
      shown: "# still waiting for deploy/web: 0 of 1 updated replicas available\n2> warning: events are forbidden\n",
    },
  ]);
});

describe("logs", () => {
  check([
    {
      title: "the header stands where the container changes, with a blank line before each but the first, whatever stands between (checklist 32)",
      reports: [log(["a"]), event({ reason: "Started", message: "Started container" }), log(["b", ""]), log(["c"], { container: "proxy" }), log(["d"])],
      shown: `>> po/web-7d4f-x2 main
a
# deploy/web event: po/web-7d4f-x2 Started: Started container
b


>> po/web-7d4f-x2 proxy
c

>> po/web-7d4f-x2 main
d
`,
    },
    {
      title: "inline, the header stands before each line (checklist 29)",
      reports: [log(["a", "b"]), log(["c"], { container: "proxy" })],
      inline: true,
      shown: ">> po/web-7d4f-x2 main: a\n>> po/web-7d4f-x2 main: b\n>> po/web-7d4f-x2 proxy: c\n",
    },
    {
      title: "inline, follow's header is as long as it is",
      reports: [log(["a"])],
      shape: "follow",
      inline: true,
      shown: ">> deploy/web rs/web-7d4f(new) po/web-7d4f-x2 main: a\n",
    },
    {
      title: "a line commands neither a terminal nor a CI system, although nothing stands before it",
      reports: [log(["\x1b[2J\x1b[31mred\x1b[0m\r", "::error::x", "  ::set-output name=a::b", "##vso[task.complete]", "a::b"])],
      shown: `>> po/web-7d4f-x2 main
\\x1b[2Jred
\\::error::x
  \\::set-output name=a::b
##vso\\[task.complete]
a::b
`,
    },
    {
      title: "with --timestamps each line starts with its time, a log line with its own",
      reports: [added(web), log(["a"]), log([], { container: "proxy", lines: ["2026-01-01T02:00:05+02:00 b", "the kubelet's remark"] }), notice("warning", "events are forbidden")],
      timestamps: true,
      prefix: "p| ",
      shown: `p| 2026-01-01T00:00:00.000Z # deploy/web added
p| 2026-01-01T00:00:00.000Z >> po/web-7d4f-x2 main
p| 2026-01-01T00:00:00.123Z a
p| 2026-01-01T00:00:00.000Z
p| 2026-01-01T00:00:00.000Z >> po/web-7d4f-x2 proxy
p| 2026-01-01T00:00:05.000Z b
p| 2026-01-01T00:00:00.000Z the kubelet's remark
2> p| 2026-01-01T00:00:00.000Z warning: events are forbidden
`,
    },
    { title: "colours of log lines are kept where colour is on, and nothing else is coloured", reports: [added(web), log(["\x1b[31mred"])], colour: true, shown: "# deploy/web added\n>> po/web-7d4f-x2 main\n\x1b[31mred\x1b[0m\n" },
    {
      title: "the output prefix stands before every line, blank ones too (checklist 73)",
      reports: [log(["a"]), log(["b"], { container: "proxy" }), incident({ effect: "exceeded" }), summary([ended(web, "failed", { causes: [crash] })], failed)],
      prefix: "p| ",
      shown: `p| >> po/web-7d4f-x2 main
p| a
p| 
p| >> po/web-7d4f-x2 proxy
p| b
p| # deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s
2> p| deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3 after 1 s
`,
    },
  ]);
});

/** As rollout track ends with it, and as follow goes on. */
const container = (target: TargetRef, pod: string) => incident({ target, pod, replicaSet: target === web ? "web-7d4f" : "", effect: "exceeded", allowed: 0 });
const whole = (target: TargetRef, report: object) => incident({ target, pod: "", container: "", effect: "critical", class: "permanent", ...report });
const end = (target: TargetRef) => summary([ended(target, "failed")], failed);

const failures: readonly (readonly [target: TargetRef, incident: Report, rolloutTrack: string, follow: string])[] = [
  [
    web,
    container(web, "web-7d4f-x2"),
    "# deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s\n2> deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3 after 1 s\n",
    "# deploy/web rs/web-7d4f(new) po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s\n",
  ],
  [
    db,
    container(db, "db-0"),
    "# sts/db db-0 main error: CrashLoopBackOff: exits with 3 after 1 s\n2> sts/db db-0 main failed: CrashLoopBackOff: exits with 3 after 1 s\n",
    "# sts/db db-0 main error: CrashLoopBackOff: exits with 3 after 1 s\n",
  ],
  [
    agent,
    container(agent, "agent-x"),
    "# ds/agent agent-x main error: CrashLoopBackOff: exits with 3 after 1 s\n2> ds/agent po/agent-x main failed: CrashLoopBackOff: exits with 3 after 1 s\n",
    "# ds/agent agent-x main error: CrashLoopBackOff: exits with 3 after 1 s\n",
  ],
  [
    migrate,
    container(migrate, "migrate-x"),
    "# job/migrate po/migrate-x main error: CrashLoopBackOff: exits with 3 after 1 s\n2> job/migrate po/migrate-x main failed: CrashLoopBackOff: exits with 3 after 1 s\n",
    "# job/migrate po/migrate-x main error: CrashLoopBackOff: exits with 3 after 1 s\n",
  ],
  [
    probe,
    container(probe, "probe"),
    "# po/probe main error: CrashLoopBackOff: exits with 3 after 1 s\n2> po/probe main failed: CrashLoopBackOff: exits with 3 after 1 s\n",
    "# po/probe main error: CrashLoopBackOff: exits with 3 after 1 s\n",
  ],
  [web, whole(web, { fault: "create", reason: "FailedCreate", message: "no Pod can be created" }), "# deploy/web FAIL: FailedCreate: no Pod can be created\n2> failed: FailedCreate: no Pod can be created\n", "# deploy/web FAIL: FailedCreate: no Pod can be created\n"],
  [db, whole(db, { fault: "create", reason: "FailedCreate", message: "denied" }), "# sts/db FAIL: FailedCreate: denied\n2> failed: FailedCreate: denied\n", "# sts/db FAIL: FailedCreate: denied\n"],
  [agent, whole(agent, { fault: "create", reason: "FailedCreate", message: "denied" }), "# ds/agent FAIL: FailedCreate: denied\n2> ds/agent failed: FailedCreate: denied\n", "# ds/agent FAIL: FailedCreate: denied\n"],
  [
    migrate,
    whole(migrate, { fault: "job", reason: "BackoffLimitExceeded", message: "po/migrate-x container/main exits with 1", pod: "migrate-x", container: "main" }),
    "# job/migrate FAIL: BackoffLimitExceeded\n2> failed: BackoffLimitExceeded\n",
    "# job/migrate FAIL: BackoffLimitExceeded\n",
  ],
  [probe, whole(probe, { fault: "pod", reason: "Error", message: "exits with 3 after 2 s", pod: "probe", container: "main" }), "# po/probe failed: Error\n2> po/probe failed: Error\n", "# po/probe failed: Error\n"],
];

/** All that may be known of a cause. */
const known = cause("exits with 3 after 1 s", {
  reason: "CrashLoopBackOff",
  pod: "web-7d4f-x2",
  container: "main",
  image: "shop/web:2",
  exitCode: 3,
  restarts: 2,
  probe: { kind: "readiness", definition: "GET :80/ every 10 s" },
  terminationMessage: "##[error]bye",
  warnings: [{ reason: "FailedSync", message: "no", count: 2 }],
  lastLines: ["panic: no database"],
  templateChanges: { sinceRevision: 3, changes: ["env +DB_URL"] },
  nextCommand: "kubectl get pods",
});

const knownText = `# deploy/web changed since revision 3: env +DB_URL
# po/web-7d4f-x2 container/main: image shop/web:2, 2 restarts
# readiness probe: GET :80/ every 10 s
# termination message: ##\\[error]bye
# warning: FailedSync: no (×2)
# next: kubectl get pods
`;

describe("failures", () => {
  for (const [target, found, rolloutTrack, follow] of failures) {
    const { reason } = found.type === "incident" ? found : { reason: "" };
    check([
      { title: `rollout track ends a ${target.kind} with ${reason} (checklist 32)`, reports: [found, end(target)], shown: rolloutTrack },
      { title: `follow goes on after ${reason} of a ${target.kind} (checklist 32)`, reports: [found], shape: "follow", shown: follow },
    ]);
  }

  check([
    {
      title: "what kubedog's last line does not tell of the causes follows it",
      reports: [
        incident({ target: migrate, fault: "job", reason: "BackoffLimitExceeded", pod: "migrate-x", effect: "critical" }),
        summary([ended(migrate, "failed", { causes: [cause("the Job has failed: po/migrate-x container/main exits with 1", { reason: "BackoffLimitExceeded", pod: "migrate-x", container: "main", node: "worker-1" })] })], failed),
      ],
      shown: `# job/migrate FAIL: BackoffLimitExceeded
2> failed: BackoffLimitExceeded
2> job/migrate: BackoffLimitExceeded: the Job has failed: po/migrate-x container/main exits with 1 (node worker-1)
`,
    },
    {
      title: "the last lines of the failing container are shown if they were not shown as its log",
      reports: [incident({ effect: "exceeded" }), summary([ended(web, "failed", { causes: [{ ...crash, lastLines: ["::error::x", "panic: no database"] }] })], failed)],
      shown: `# deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s
2> deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3 after 1 s
# last lines of po/web-7d4f-x2 container/main:
# │ ::error::x
# │ panic: no database
`,
    },
    {
      title: "what multitrack tells of a cause, and the next command, stand last",
      reports: [log(["starting", "panic: no database"]), incident({ effect: "exceeded" }), summary([ended(web, "failed", { causes: [known, cause("no node fits", { reason: "Unschedulable", nextCommand: "kubectl describe nodes" })] })], failed)],
      prefix: "p| ",
      shown: `p| >> po/web-7d4f-x2 main
p| starting
p| panic: no database
p| # deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s
2> p| deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3 after 1 s
2> p| deploy/web: Unschedulable: no node fits
${knownText.replaceAll("# ", "p| # ")}`,
    },
    {
      title: "last lines that stand above as a log are not repeated",
      reports: [log(["starting", "panic: no database"]), incident({ effect: "exceeded" }), summary([ended(web, "failed", { causes: [{ ...crash, lastLines: ["panic: no database"] }] })], failed)],
      shown: `>> po/web-7d4f-x2 main
starting
panic: no database
# deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3 after 1 s
2> deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3 after 1 s
`,
    },
  ]);
});

const late = (target: TargetRef) => summary([ended(target, "unfinished", { status: "progressing", message: "0 of 1 updated replicas available" })], { exitCode: 3, outcome: "timedOut" });

describe("other ends", () => {
  check([
    {
      title: "time over: kubedog's two lines, then what was waited for (checklist 24)",
      reports: [late(web)],
      shown: `2> error tracking deploy/web in ns/shop: context deadline exceeded
2> context deadline exceeded
2> still waiting for deploy/web: 0 of 1 updated replicas available
`,
    },
    {
      title: "time over for a StatefulSet has kubedog's own words",
      reports: [late(db)],
      shown: `2> error tracking StatefulSet \`db\` in namespace \`shop\`: context deadline exceeded
2> context deadline exceeded
2> still waiting for sts/db: 0 of 1 updated replicas available
`,
    },
    {
      title: "time over for what belongs to no namespace names none",
      reports: [late({ kind: "Node", namespace: "", name: "worker-1", label: "node/worker-1" })],
      shown: `2> error tracking node/worker-1: context deadline exceeded
2> context deadline exceeded
2> still waiting for node/worker-1: 0 of 1 updated replicas available
`,
    },
    { title: "time over for follow is one line where nothing is waited for", reports: [summary([ended(web, "ready")], { exitCode: 3, outcome: "timedOut" })], shape: "follow", shown: "2> context deadline exceeded\n" },
    {
      title: "follow says of what has failed no more that it waits",
      reports: [summary([ended(migrate, "unfinished", { status: "failed", reason: "BackoffLimitExceeded", message: "the Job has failed" })], { exitCode: 3, outcome: "timedOut" })],
      shape: "follow",
      shown: "2> context deadline exceeded\n2> job/migrate: BackoffLimitExceeded: the Job has failed\n",
    },
    {
      title: "each cause of a wait is named, with its container's last lines",
      reports: [summary([ended(web, "unfinished", { status: "progressing", causes: [{ ...crash, lastLines: ["no leader"] }, cause("no node fits", { reason: "Unschedulable", pod: "web-7d4f-y3" })] })], { exitCode: 3, outcome: "timedOut" })],
      shape: "follow",
      shown: `2> context deadline exceeded
2> still waiting for deploy/web: CrashLoopBackOff: exits with 3 after 1 s (po/web-7d4f-x2 container/main)
2> deploy/web: Unschedulable: no node fits (po/web-7d4f-y3)
# last lines of po/web-7d4f-x2 container/main:
# │ no leader
`,
    },
    {
      title: "a wait that has lasted too long is told like a failure, an interrupted one by its last lines alone",
      reports: [log(["panic: no database"]), summary([ended(web, "unfinished", { status: "progressing", causes: [known] })], { exitCode: 3, outcome: "timedOut" }), summary([ended(web, "unfinished", { status: "progressing", causes: [{ ...known, lastLines: ["again"] }] })], { exitCode: 130, outcome: "interrupted", message: "interrupted by SIGINT" })],
      shape: "follow",
      shown: `>> deploy/web rs/web-7d4f(new) po/web-7d4f-x2 main
panic: no database
2> context deadline exceeded
2> still waiting for deploy/web: CrashLoopBackOff: exits with 3 after 1 s (po/web-7d4f-x2 container/main)
${knownText}2> interrupted by SIGINT
2> still waiting for deploy/web: CrashLoopBackOff: exits with 3 after 1 s (po/web-7d4f-x2 container/main)
# last lines of po/web-7d4f-x2 container/main:
# │ again
`,
    },
    {
      title: "a target of which nothing moves has its cause and command, too",
      reports: [
        incident({ class: "permanent", fault: "deadline", reason: "NoProgress", message: "nothing has moved for 10 min", pod: "", container: "", replicaSet: "", effect: "critical" }),
        summary([ended(web, "failed", { causes: [cause("nothing has moved for 10 min: po/web-7d4f-x2 container/main: running", { reason: "NoProgress", pod: "web-7d4f-x2", container: "main", image: "shop/web:2", nextCommand: "kubectl describe pod web-7d4f-x2" })] })], failed),
      ],
      shown: `# deploy/web FAIL: NoProgress: nothing has moved for 10 min
2> failed: NoProgress: nothing has moved for 10 min
2> deploy/web: NoProgress: nothing has moved for 10 min: po/web-7d4f-x2 container/main: running
# po/web-7d4f-x2 container/main: image shop/web:2
# next: kubectl describe pod web-7d4f-x2
`,
    },
    {
      title: "another rollout is said, and how to see which",
      reports: [summary([ended(web, "superseded", { causes: [cause("a newer rollout has replaced it", { reason: "Superseded", nextCommand: "kubectl rollout history deployment/web" })] })], { exitCode: 5, outcome: "superseded" })],
      shown: "2> deploy/web superseded: Superseded: a newer rollout has replaced it\n# next: kubectl rollout history deployment/web\n",
    },
    {
      title: "an interruption is said, and what was waited for",
      reports: [summary([ended(web, "unfinished", { status: "progressing", message: "0 of 1 updated replicas available" })], { exitCode: 130, outcome: "interrupted", message: "interrupted by SIGINT" })],
      shown: "2> interrupted by SIGINT\n2> still waiting for deploy/web: 0 of 1 updated replicas available\n",
    },
    { title: "a refusal is an error", reports: [summary([ended(web, "unfinished")], { exitCode: 4, outcome: "refused", message: "not allowed" })], shown: "2> error: not allowed\n" },
  ]);
});
