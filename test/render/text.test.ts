import { describe, expect, test } from "bun:test";
import type { Report } from "../../src/core/report.ts";
import { cause, db, ended, event, incident, log, migrate, notice, podState, probe, state, summary, web } from "./sample.ts";
import { transcript } from "./transcript.ts";

type Case = { readonly title: string; readonly reports: readonly Report[]; readonly colour?: boolean; readonly prefix?: string; readonly shown: string };

function check(cases: readonly Case[]): void {
  for (const { title, reports, shown, ...options } of cases) {
    test(title, () => expect(transcript(reports, options)).toBe(shown));
  }
}

const logCases: readonly Case[] = [
  {
    title: "a log line says where it comes from and loses its time",
    reports: [log(["listening on :8080", "  indented\tand tabbed", ""])],
    shown: `deploy/web po/web-7d4f-x2 main │ listening on :8080
deploy/web po/web-7d4f-x2 main │   indented\tand tabbed
deploy/web po/web-7d4f-x2 main │ `,
  },
  {
    title: "a Pod that is the target itself is named once",
    reports: [log(["hello"], { target: probe, pod: "probe", container: "check" })],
    shown: "po/probe check │ hello",
  },
  {
    title: "a remark of the kubelet without a time is shown whole",
    reports: [log([], { lines: ["unable to retrieve container logs for containerd://0a1b"] })],
    shown: "deploy/web po/web-7d4f-x2 main │ unable to retrieve container logs for containerd://0a1b",
  },
  {
    title: "times of any length and zone are cut, other dates stay",
    reports: [log([], { lines: ["2026-01-01T00:00:00Z short", "2026-01-01T02:00:00.5+02:00 zoned", "2026-01-01T00:00:00.123456789Z", "2026-01-01 is a date"] })],
    shown: `deploy/web po/web-7d4f-x2 main │ short
deploy/web po/web-7d4f-x2 main │ zoned
deploy/web po/web-7d4f-x2 main │ 
deploy/web po/web-7d4f-x2 main │ 2026-01-01 is a date`,
  },
  { title: "a log report without lines is silent", reports: [log([])], shown: "" },
];

const stateCases: readonly Case[] = [
  {
    title: "a target says where it stands and what it waits for, until it is ready",
    reports: [
      state({ status: "missing", reason: "NotFound", message: "does not exist yet" }),
      state({ reason: "Updating", message: "1 of 3 replicas updated", counters: [{ name: "updated", value: 1, target: 3 }, { name: "available", value: 0, target: 3 }] }),
      state({ reason: "Unschedulable", message: "po/web-7d4f-x2: 0/3 nodes are available", counters: [{ name: "updated", value: 3, target: 3 }, { name: "available", value: 1, target: 3 }] }),
      state({ reason: "Unavailable", message: "1 of 3 updated replicas available", counters: [{ name: "available", value: 1, target: 3 }] }),
      state({ reason: "Settling", message: "up, waiting 3 s to see that its containers stay up", counters: [{ name: "available", value: 3, target: 3 }] }),
      state({ status: "ready" }),
    ],
    shown: `deploy/web: missing, does not exist yet
deploy/web: progressing, 1 of 3 replicas updated
deploy/web: progressing, po/web-7d4f-x2: 0/3 nodes are available (updated 3/3, available 1/3)
deploy/web: progressing, 1 of 3 updated replicas available
deploy/web: progressing, up, waiting 3 s to see that its containers stay up
deploy/web: ready`,
  },
  {
    title: "a failed target gives its reason, also when there is no sentence",
    reports: [
      state({ status: "failed", reason: "ProgressDeadlineExceeded", message: "no progress for 600 s" }),
      state({ target: migrate, status: "failed", reason: "BackoffLimitExceeded" }),
      state({ target: db, status: "paused" }),
    ],
    shown: `deploy/web: failed, ProgressDeadlineExceeded: no progress for 600 s
job/migrate: failed, BackoffLimitExceeded
sts/db: paused`,
  },
  {
    title: "a Pod says kubectl's words, and its readiness while its containers run",
    reports: [
      podState("Pending", "0/1"),
      podState("Init:0/1", "0/1"),
      podState("ContainerCreating", "0/1"),
      podState("Running", "0/1"),
      podState("CrashLoopBackOff", "0/1", 1),
      podState("Running", "1/1", 2),
      podState("Running", "1/1", 0, probe),
    ],
    shown: `deploy/web po/web-7d4f-x2: Pending
deploy/web po/web-7d4f-x2: Init:0/1
deploy/web po/web-7d4f-x2: ContainerCreating
deploy/web po/web-7d4f-x2: Running, 0/1 ready
deploy/web po/web-7d4f-x2: CrashLoopBackOff, 0/1 ready, 1 restart
deploy/web po/web-7d4f-x2: Running, 1/1 ready, 2 restarts
po/probe: Running, 1/1 ready`,
  },
  {
    title: "a change that no word shows is not a line, a change back is one",
    reports: [
      state({ message: "no Pod yet" }),
      podState("Running", "0/1"),
      state({ message: "no Pod yet", reason: "Other" }),
      podState("Running", "0/1"),
      podState("Error", "0/1"),
      podState("Running", "0/1"),
    ],
    shown: `deploy/web: progressing, no Pod yet
deploy/web po/web-7d4f-x2: Running, 0/1 ready
deploy/web po/web-7d4f-x2: Error, 0/1 ready
deploy/web po/web-7d4f-x2: Running, 0/1 ready`,
  },
];

const eventCases: readonly Case[] = [
  {
    title: "an event names its object, its reason and how often it occurred",
    reports: [
      event({ warning: true, reason: "FailedScheduling", message: "0/3 nodes are available:\n  3 Insufficient cpu.\n", count: 14 }),
      event({ object: "", reason: "ScalingReplicaSet", message: "Scaled up replica set web-7d4f to 3" }),
    ],
    shown: `deploy/web event: po/web-7d4f-x2 FailedScheduling: 0/3 nodes are available: ⏎ 3 Insufficient cpu. (×14)
deploy/web event: ScalingReplicaSet: Scaled up replica set web-7d4f to 3`,
  },
  {
    title: "a service message about a new object is kubedog's",
    reports: [event({ what: "added", object: "", reason: "Added", message: "added" }), event({ what: "added", object: "rs/web-7d4f", reason: "Added", message: "added" }), event({ what: "ready", object: "", message: "become READY" })],
    shown: `deploy/web added
deploy/web rs/web-7d4f added
deploy/web become READY`,
  },
];

const incidentCases: readonly Case[] = [
  {
    title: "an error goes to stderr, then its consequence to stdout",
    reports: [incident({}), incident({ failures: 2, effect: "exceeded" })],
    shown: `2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
1/1 allowed errors occurred for deploy/web: continue tracking
2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!`,
  },
  {
    title: "an error of the target itself names no Pod, one of many Pods counts them",
    reports: [
      incident({ target: migrate, class: "permanent", reason: "DeadlineExceeded", message: "ran longer than 60 s", pod: "", container: "", effect: "critical" }),
      incident({ pods: 3, effect: "ignored", failures: 3 }),
      incident({ target: probe, pod: "probe", effect: "ended" }),
    ],
    shown: `2> job/migrate ERROR: DeadlineExceeded: ran longer than 60 s
Critical failure for job/migrate has been occurred: stop tracking immediately!
2> deploy/web ERROR: 3 Pods: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
3 errors occurred for deploy/web
2> po/probe ERROR: container/main: CrashLoopBackOff: exits with 3 after 1 s
Critical failure for po/probe is ignored (IgnoreAndContinueDeployProcess fail mode is active): stop tracking it`,
  },
  {
    title: "a hoping error names what it waits for",
    reports: [incident({ effect: "hoping", waitingFor: ["job/migrate", "sts/db"] })],
    shown: `2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate, sts/db`,
  },
  {
    title: "forgiveness is no error",
    reports: [incident({ effect: "forgiven", message: "all its Pods have been ready for 30 s", failures: 0 })],
    shown: "Errors of deploy/web are forgiven: all its Pods have been ready for 30 s, 0/1 allowed errors remain counted",
  },
];

const noticeCases: readonly Case[] = [
  {
    title: "information goes to stdout, warnings and errors to stderr",
    reports: [notice("info", "watching 3 resources"), notice("warning", "no answer from the server, trying again"), notice("error", "events are forbidden")],
    shown: `watching 3 resources
2> warning: no answer from the server, trying again
2> error: events are forbidden`,
  },
  {
    title: "a heartbeat is one line with what is being waited for",
    reports: [notice("info", "", [{ target: web, message: "1 of 3 updated replicas available" }, { target: db, message: "" }])],
    shown: "still waiting for deploy/web: 1 of 3 updated replicas available; sts/db",
  },
  {
    title: "a heartbeat about many targets names five and counts the others",
    reports: [notice("info", "no answer from the server", Array.from({ length: 17 }, (_, n) => ({ target: { ...web, label: `deploy/w${n}` }, message: "no Pod yet" })))],
    shown:
      "no answer from the server; still waiting for deploy/w0: no Pod yet; deploy/w1: no Pod yet; deploy/w2: no Pod yet; deploy/w3: no Pod yet; deploy/w4: no Pod yet; and 12 more",
  },
];

const crash = cause("exits with 3 after 1 s, 4 restarts", {
  reason: "CrashLoopBackOff",
  pod: "web-7d4f-x2",
  container: "main",
  node: "worker-1",
  lastLines: ["reading config", "\x1b[31mno such file: app.yaml\x1b[0m", "::error::stop"],
});
const noImage = cause("image shop/web:2 not found", { reason: "ImagePullBackOff", pod: "web-7d4f-x3", container: "web" });
const failedWeb = ended(web, "failed", { elapsedMs: 72_000, failures: 2, reason: "Failed", causes: [crash, noImage] });
const lateMigrate = ended(migrate, "unfinished", { status: "progressing", elapsedMs: 3_605_000, reason: "Running", message: "1 Pod still runs" });

const summaryCases: readonly Case[] = [
  {
    title: "the summary lists every target with time and cause, the failed last, then last words, totals and errors",
    reports: [summary([failedWeb, ended(db, "ready"), lateMigrate, ended(probe, "ignored", { failures: 1, message: "exits with 1" })], { outcome: "failed" })],
    shown: `sts/db       ready            31s
po/probe     failed, ignored  31s    1 error   exits with 1
job/migrate  unfinished       1h               Running: 1 Pod still runs
deploy/web   failed           1m12s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 4 restarts (po/web-7d4f-x2 container/main, node worker-1)
                                               ImagePullBackOff: image shop/web:2 not found (po/web-7d4f-x3 container/web)
  last lines of po/web-7d4f-x2 container/main:
  │ reading config
  │ no such file: app.yaml
  │ ::error::stop
1 ready, 1 ignored, 1 unfinished, 1 failed in 1m12s
2> deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 4 restarts (po/web-7d4f-x2 container/main, node worker-1)`,
  },
  {
    title: "a timeout says of every unfinished target what it waits for, sorted",
    reports: [summary([lateMigrate, ended(web, "unfinished", { causes: [noImage] })], { outcome: "timedOut" })],
    shown: `job/migrate  unfinished  1h   Running: 1 Pod still runs
deploy/web   unfinished  31s  ImagePullBackOff: image shop/web:2 not found (po/web-7d4f-x3 container/web)
2 unfinished in 1m12s
2> deploy/web track failed: context deadline exceeded: ImagePullBackOff: image shop/web:2 not found (po/web-7d4f-x3 container/web)
2> job/migrate track failed: context deadline exceeded: Running: 1 Pod still runs`,
  },
  {
    title: "a cause names nothing that its sentence names",
    reports: [
      summary([
        ended(web, "ignored", { causes: [cause("container main of po/web-1 was evicted from node worker-1", { pod: "web-1", container: "main", node: "worker-1" })] }),
        ended(probe, "ignored", { causes: [cause("", { reason: "Evicted", message: "Evicted by the kubelet", pod: "probe", node: "worker-1" })] }),
      ]),
    ],
    shown: `deploy/web  failed, ignored  31s  container main of po/web-1 was evicted from node worker-1
po/probe    failed, ignored  31s  Evicted by the kubelet (node worker-1)
2 ignored in 1m12s`,
  },
  {
    title: "an interrupted run says so in its totals",
    reports: [summary([lateMigrate], { outcome: "interrupted", message: "interrupted by SIGINT" })],
    shown: `job/migrate  unfinished  1h  Running: 1 Pod still runs
1 unfinished in 1m12s: interrupted by SIGINT`,
  },
  {
    title: "a refusal is an error",
    reports: [summary([ended(web, "unfinished", { elapsedMs: 0 })], { outcome: "refused", elapsedMs: 0, message: "pods are forbidden in shop" })],
    shown: `deploy/web  unfinished  0s
1 unfinished in 0s
2> error: pods are forbidden in shop`,
  },
  { title: "a run with nothing to track is silent", reports: [summary([], { outcome: "nothing" })], shown: "" },
  {
    title: "a run with nothing to track says what there is to say",
    reports: [summary([], { outcome: "nothing", message: "nothing to track" })],
    shown: "nothing to track",
  },
  {
    title: "more than twenty ready targets are named in one line",
    reports: [summary([failedWeb, ...Array.from({ length: 21 }, (_, n) => ended({ ...web, label: `deploy/w${n}` }, "ready"))], { outcome: "failed" })],
    shown: `21 ready: deploy/w0, deploy/w1, deploy/w2, deploy/w3, deploy/w4, deploy/w5, deploy/w6, deploy/w7, deploy/w8, deploy/w9, deploy/w10, deploy/w11, deploy/w12, deploy/w13, deploy/w14, deploy/w15, deploy/w16, deploy/w17, deploy/w18, deploy/w19, deploy/w20
deploy/web  failed  1m12s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 4 restarts (po/web-7d4f-x2 container/main, node worker-1)
                                     ImagePullBackOff: image shop/web:2 not found (po/web-7d4f-x3 container/web)
  last lines of po/web-7d4f-x2 container/main:
  │ reading config
  │ no such file: app.yaml
  │ ::error::stop
21 ready, 1 failed in 1m12s
2> deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 4 restarts (po/web-7d4f-x2 container/main, node worker-1)`,
  },
];

const everything: readonly Report[] = [
  podState("Running", "0/1"),
  state({ status: "failed", reason: "Stuck" }),
  log(["one", "", "three"]),
  incident({}),
  notice("warning", "slow"),
  event({ warning: true, reason: "Unhealthy" }),
  summary([ended(db, "ready"), ended(web, "failed", { reason: "Stuck", causes: [cause("it hangs", { lastLines: ["\x1b[32mok"] })] })]),
];

const styleCases: readonly Case[] = [
  {
    title: "colours mark good, bad and waiting, and the log's prefix is faint",
    colour: true,
    reports: everything,
    shown: `deploy/web po/web-7d4f-x2: \x1b[33mRunning\x1b[39m, 0/1 ready
deploy/web: \x1b[31mfailed\x1b[39m, Stuck
\x1b[2mdeploy/web po/web-7d4f-x2 main │\x1b[22m one
\x1b[2mdeploy/web po/web-7d4f-x2 main │\x1b[22m 
\x1b[2mdeploy/web po/web-7d4f-x2 main │\x1b[22m three
2> \x1b[31mdeploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s\x1b[39m
\x1b[1m1/1 allowed errors occurred for deploy/web: continue tracking\x1b[22m
2> \x1b[33mwarning: slow\x1b[39m
deploy/web \x1b[33mevent: po/web-7d4f-x2 Unhealthy\x1b[39m
sts/db      \x1b[32mready\x1b[39m   31s
deploy/web  \x1b[31mfailed\x1b[39m  31s  it hangs
  last lines of deploy/web:
  \x1b[2m│\x1b[22m \x1b[32mok\x1b[0m
1 ready, 1 failed in 1m12s
2> \x1b[31mdeploy/web failed: it hangs\x1b[39m`,
  },
  {
    title: "the output prefix stands before every line of both streams",
    prefix: "[ci] ",
    reports: everything,
    shown: `[ci] deploy/web po/web-7d4f-x2: Running, 0/1 ready
[ci] deploy/web: failed, Stuck
[ci] deploy/web po/web-7d4f-x2 main │ one
[ci] deploy/web po/web-7d4f-x2 main │ 
[ci] deploy/web po/web-7d4f-x2 main │ three
2> [ci] deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
[ci] 1/1 allowed errors occurred for deploy/web: continue tracking
2> [ci] warning: slow
[ci] deploy/web event: po/web-7d4f-x2 Unhealthy
[ci] sts/db      ready   31s
[ci] deploy/web  failed  31s  it hangs
[ci]   last lines of deploy/web:
[ci]   │ ok
[ci] 1 ready, 1 failed in 1m12s
2> [ci] deploy/web failed: it hangs`,
  },
];

describe("log", () => check(logCases));
describe("state", () => check(stateCases));
describe("event", () => check(eventCases));
describe("incident", () => check(incidentCases));
describe("notice", () => check(noticeCases));
describe("summary", () => check(summaryCases));
describe("style", () => check(styleCases));
