/**
 * The corner cases of the reference that only a run of some length can show, by their numbers there: what one object's assessment decides
 * stands in test/kinds/corner-cases.test.ts. The facts come in the order and with the states in between that API servers send.
 */
import { expect, test } from "bun:test";
import type { Fact, FactBody } from "../../src/core/fact.ts";
import type { SummaryReport } from "../../src/core/report.ts";
import { Rollout } from "../../src/core/rollout.ts";
import type { Policy, Target } from "../../src/core/target.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, at, crashed, deleted, deployment, ended, events, job, listed, logged, opening, pod, policy, replicaSet, running, Server, serving, starting, startMs, statefulSet, story, target, terminated, waiting } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const web = target("Deployment", "web");
const migrate = target("Job", "migrate");
const hope = { failMode: "HopeUntilEndOfDeployProcess" } as const;
const ignore = { failMode: "IgnoreAndContinueDeployProcess" } as const;

type Step = readonly [seconds: number, ...facts: FactBody[]];
type Outcome = { readonly exitCode: number | undefined; readonly results: readonly string[]; readonly reasons: readonly string[] };

/** How a run comes out, where its words are not the point: each target's result, and the reasons of its causes. A look a second. */
function outcome(targets: readonly Target[], steps: readonly Step[], changes: Partial<Policy> = {}): Outcome {
  const rollout = new Rollout(targets, { ...policy, ...quiet, ...changes }, { startedAt: startMs, matches: () => true });
  const server = new Server();
  let summary: SummaryReport["targets"] = [];
  const take = (facts: readonly Fact[]) => {
    facts.forEach((fact) => server.observe(fact));
    for (const report of rollout.take(facts)) if (report.type === "summary") summary = report.targets;
  };
  for (let second = 0; second <= (steps.at(-1)?.[0] ?? 0); second += 1) {
    const happened = steps.find(([seconds]) => seconds === second)?.slice(1) ?? [];
    const facts = happened.flatMap((fact) => (typeof fact === "number" ? [] : [fact]));
    const taken = facts.length > 0 ? facts : [{ type: "ticked" } as const];
    const at = startMs + second * 1000;
    take(taken.map((fact) => ({ at, ...fact })));
    for (const look of server.looks(rollout.wanted().values())) take([{ at, ...look }]);
  }
  return { exitCode: rollout.exitCode, results: summary.map(({ label, result }) => `${label} ${result}`).sort(), reasons: summary.flatMap(({ causes }) => causes.map(({ reason }) => reason)) };
}

function changed(object: KubeObject, metadata: object): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

function terminating(object: KubeObject, seconds: number, ...finalizers: string[]): KubeObject {
  return changed(object, { deletionTimestamp: at(seconds), finalizers });
}

/** The one that was created under its name after it. */
function again(object: KubeObject): KubeObject {
  return changed(object, { uid: `${object.metadata.uid}-again` });
}

/** Owned by the one that was created again. */
function ownedAnew(object: KubeObject): KubeObject {
  return changed(object, { ownerReferences: (object.metadata.ownerReferences ?? []).map((reference) => ({ ...reference, uid: `${reference.uid}-again` })) });
}

/** Deployment `web` after its spec was changed, as the controller has seen it. */
function secondSpec(revision: string, observedGeneration: number, object: KubeObject): KubeObject {
  return { ...changed(object, { generation: 2, annotations: { "deployment.kubernetes.io/revision": revision } }), status: { ...statusOf(object), observedGeneration } };
}

function statusOf({ status }: KubeObject): object {
  return typeof status === "object" && status !== null ? status : {};
}

function revisionSet(hash: string, revision: string, createdAt: string): KubeObject {
  return changed(replicaSet("web", hash), { creationTimestamp: createdAt, annotations: { "deployment.kubernetes.io/revision": revision } });
}

/** A Pod of the ReplicaSet with this hash, with a readiness probe. */
function podOf(hash: string, seconds: number, ready: boolean): KubeObject {
  return pod(`web-${hash}-1`, ["ReplicaSet", `web-${hash}`], { ready, state: running(seconds), probe: true }, { readyAt: seconds });
}

const timedOut = { conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: 'ReplicaSet "web-abc" has timed out progressing.', lastUpdateTime: at(-100) }] };
const moving = { conditions: [{ type: "Progressing", status: "True", reason: "ReplicaSetUpdated", lastUpdateTime: at(1) }] };
const webAt = (available: number, more: object = {}) => deployment("web", 1, 1, available, more);
const migrating = "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active";
const unavailable = "deploy/web: progressing, 0 of 1 updated replicas available";
const unseen = "deploy/web: progressing, waiting for the controller to see the new spec";
const away = "deploy/web: missing, was deleted, waiting for it to be created again";
const anew = "deploy/web: progressing, was created anew, following it from its start";

// 3 and 4: the deadline

const failedBefore = [
  { title: "whose container crashes", pod: () => crashed(6, -30), reasons: ["CrashLoopBackOff", "ProgressDeadlineExceeded"] },
  { title: "whose Pod is not ready", pod: () => starting(-900), reasons: ["ProgressDeadlineExceeded"] },
];

for (const { title, pod: made, reasons } of failedBefore) {
  test(`an apply without changes of a failed Deployment ${title} fails at once, not after another deadline (corner case 3)`, () => {
    const again = [listed("Deployment", webAt(0, timedOut)), listed("ReplicaSet", replicaSet("web", "abc")), listed("Pod", made())];
    const steps: readonly Step[] = [[0, ...opening(webAt(0, timedOut), made())], [1, ...again], [10]];
    expect(outcome([web], steps)).toEqual({ exitCode: 1, results: ["deploy/web failed"], reasons });
  });
}

story("the deadline that the spec before has missed says nothing of the new one (corner case 3)", {
  targets: [web],
  steps: [
    [0, ...opening(secondSpec("1", 1, webAt(0, timedOut)), crashed(6, -30))],
    [1, applied(revisionSet("def", "2", at(1))), applied(secondSpec("2", 2, webAt(0, { ...moving, replicas: 2 }))), applied(podOf("def", 1, false))],
    [4, applied(podOf("def", 4, true)), applied(terminating(crashed(6, -30), 4)), applied(secondSpec("2", 2, webAt(1, moving)))],
    [7],
  ],
  policy: quiet,
  lines: [
    unseen,
    "deploy/web po/web-def-1: Running, 0/1 ready",
    "deploy/web: progressing, 1 old replica is being terminated (updated 1/1, ready 0/1, available 0/1)",
    "deploy/web po/web-def-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  4s",
    "1 ready in 4s",
  ],
  exitCode: 0,
});

story("a Deployment that is complete is ready whatever its old condition says (corner case 3)", {
  targets: [web],
  steps: [[0, ...opening(webAt(1, timedOut), serving(-60))]],
  policy: quiet,
  lines: ["deploy/web: ready", "deploy/web  ready  0s", "1 ready in 0s"],
  exitCode: 0,
});

/** The deadline passes at 600 s, and 20 s later the Deployment comes up after all. */
const lateRecovery: readonly Step[] = [
  [0, ...opening(webAt(0), starting(0)), listed("Job", job("migrate", { active: 1 }))],
  [600, applied(webAt(0, timedOut))],
  [620, applied(serving(620)), applied(webAt(1))],
  [640, applied(job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] }))],
  [660],
];

test("a Deployment that comes up after its deadline has failed all the same (corner case 4)", () => {
  const failed = { exitCode: 1, results: ["deploy/web failed", "job/migrate ready"], reasons: ["ProgressDeadlineExceeded"] };
  expect(outcome([target("Deployment", "web", hope), migrate], lateRecovery)).toEqual(failed);
  expect(outcome([web], lateRecovery)).toEqual({ ...failed, results: ["deploy/web failed"] });
});

test("a Deployment that comes up after its deadline stays failed, and ignored, where the user ignores failures (corner case 4)", () => {
  expect(outcome([target("Deployment", "web", ignore), migrate], lateRecovery)).toEqual({ exitCode: 0, results: ["deploy/web ignored", "job/migrate ready"], reasons: ["ProgressDeadlineExceeded"] });
});

// 26: the Job's TTL

const withTtl = (status: object) => job("migrate", status, { ttlSecondsAfterFinished: 0 });
const jobPod = (state: object, phase: string) => pod("migrate-1", ["Job", "migrate"], { state }, { restartPolicy: "Never", phase });
const jobRuns = [listed("Job", withTtl({ active: 1 })), listed("Pod", jobPod(running(0), "Running")), events()];
const webBegins = [listed("Deployment", webAt(0)), listed("ReplicaSet", replicaSet("web", "abc"))];
const webComesUp: readonly Step[] = [[9, applied(serving(9)), applied(webAt(1))], [15]];
const complete = withTtl({ succeeded: 1, conditions: [{ type: "SuccessCriteriaMet", status: "True", reason: "CompletionsReached" }, { type: "Complete", status: "True", reason: "CompletionsReached" }] });
const completed = jobPod(terminated(0, 5, "Completed"), "Succeeded");
const givenUp = (type: string) => withTtl({ failed: 2, conditions: [{ type, status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] });
const exited = jobPod(terminated(3, 5), "Failed");

story("a Job that its TTL deletes after its success has succeeded (corner case 26)", {
  targets: [migrate, web],
  steps: [
    [0, ...jobRuns, ...webBegins],
    [5, applied(completed), applied(complete)],
    [5.1, applied(terminating(complete, 5, "foregroundDeletion")), applied(terminating(completed, 5))],
    [5.2, deleted(completed), deleted(complete)],
    ...webComesUp,
  ],
  policy: { ...quiet, onDelete: "fail" },
  lines: [
    "job/migrate po/migrate-1: Running, 0/1 ready",
    migrating,
    unavailable,
    "job/migrate po/migrate-1: Completed",
    "job/migrate: ready",
    "deploy/web: ready",
    "job/migrate  ready  5s",
    "deploy/web   ready  9s",
    "2 ready in 11s",
  ],
  exitCode: 0,
});

const endings: readonly (readonly [title: string, afterwards: readonly Step[]])[] = [
  ["that its TTL deletes", []],
  ["that is deleted and created again", [[6, applied(again(withTtl({ active: 1 })))]]],
];

for (const [title, afterwards] of endings) {
  story(`of a Job ${title} after its failure the cause and the last lines are kept (corner case 26)`, {
    targets: [target("Job", "migrate", hope), web],
    steps: [
      [0, ...jobRuns, ...webBegins],
      [4, logged("migrate-1", 0, 4, "connecting", "no such table: users")],
      [5, applied(exited), ended("migrate-1", 0), applied(givenUp("Failed"))],
      [5.1, applied(terminating(givenUp("Failed"), 5, "foregroundDeletion")), deleted(exited)],
      [5.2, deleted(givenUp("Failed"))],
      ...afterwards,
      ...webComesUp,
    ],
    policy: quiet,
    lines: [
      "job/migrate po/migrate-1: Running, 0/1 ready",
      migrating,
      unavailable,
      "job/migrate po/migrate-1 main │ connecting",
      "job/migrate po/migrate-1 main │ no such table: users",
      "job/migrate po/migrate-1: Error, 0/1 ready",
      "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 3 after 1 s",
      "Critical failure for job/migrate has been occurred: stop tracking immediately!",
      "deploy/web: ready",
      "deploy/web   ready   9s",
      "job/migrate  failed  5s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 3 after 1 s (node node-1)",
      "  po/migrate-1 container/main: image shop/web:2",
      "  last lines of po/migrate-1 container/main:",
      "  │ connecting",
      "  │ no such table: users",
      "  next: kubectl logs migrate-1 -c main -n shop",
      "1 ready, 1 failed in 9s",
      "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 3 after 1 s (node node-1)",
    ],
    exitCode: 1,
  });
}

story("a Job that is complete and deleted before anybody looks has succeeded (corner case 26)", {
  targets: [migrate],
  steps: [[0, ...jobRuns], [5, applied(completed), applied(complete), deleted(complete)], [9]],
  policy: quiet,
  lines: ["job/migrate po/migrate-1: Running, 0/1 ready", migrating, "job/migrate po/migrate-1: Completed", "job/migrate: ready", "job/migrate  ready  5s", "1 ready in 7s"],
  exitCode: 0,
});

test("what has ended has ended, though it was being deleted when it was first seen (corner case 26)", () => {
  const steps = (last: KubeObject): readonly Step[] => [[0, listed("Job", terminating(last, 0, "foregroundDeletion")), listed("Pod"), events()], [1, listed("Job", terminating(last, 0, "foregroundDeletion")), listed("Pod")], [9]];
  expect(outcome([migrate], steps(complete), { onDelete: "fail" })).toEqual({ exitCode: 0, results: ["job/migrate ready"], reasons: [] });
  expect(outcome([migrate], steps(givenUp("Failed")))).toEqual({ exitCode: 1, results: ["job/migrate failed"], reasons: ["BackoffLimitExceeded"] });
  expect(outcome([migrate], steps(withTtl({ active: 1 })))).toEqual({ exitCode: undefined, results: [], reasons: [] });
});

test("a Job that had failed and is gone when it is looked at once more has failed (corner case 26)", () => {
  const steps: readonly Step[] = [[0, listed("Job", givenUp("Failed")), listed("Pod"), events()], [1, listed("Job"), listed("Pod")], [9]];
  expect(outcome([migrate], steps)).toEqual({ exitCode: 1, results: ["job/migrate failed"], reasons: ["BackoffLimitExceeded"] });
});

story("a Job whose end nobody saw has succeeded where its Pods tell that it had (corner case 26)", {
  targets: [migrate],
  steps: [[0, ...jobRuns], [5, applied(completed)], [8, listed("Job"), listed("Pod")], [9]],
  policy: quiet,
  lines: [
    "job/migrate po/migrate-1: Running, 0/1 ready",
    migrating,
    "job/migrate po/migrate-1: Completed",
    "job/migrate: ready, its TTL deleted it after it had succeeded",
    "job/migrate  ready  8s  its TTL deleted it after it had succeeded",
    "1 ready in 8s",
  ],
  exitCode: 0,
});

story("a Job that went while nobody saw how it ended is told with its TTL (corner case 26)", {
  targets: [migrate],
  steps: [[0, ...jobRuns], [8, listed("Job"), listed("Pod")], [80]],
  policy: { ...quiet, waitForCreateMs: 60_000 },
  lines: [
    "job/migrate po/migrate-1: Running, 0/1 ready",
    migrating,
    "job/migrate: missing, was deleted, perhaps by its TTL, before its result was seen, waiting for it to be created again",
    "! job/migrate ERROR: Deleted: was deleted, perhaps by its TTL, before its result was seen and not created again for 60 s (--wait-for-create)",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  1m8s  1 error  Deleted: was deleted, perhaps by its TTL, before its result was seen and not created again for 60 s (--wait-for-create)",
    "  next: kubectl get job -n shop",
    "1 failed in 1m8s",
    "! job/migrate failed: Deleted: was deleted, perhaps by its TTL, before its result was seen and not created again for 60 s (--wait-for-create)",
  ],
  exitCode: 1,
});

test("a Job that is created again after its end is not followed again (corner case 26)", () => {
  const failedAgain: readonly Step[] = [[0, ...jobRuns, ...webBegins], [5, applied(complete)], [6, deleted(complete)], [7, applied(again(withTtl({ active: 1 })))], [8, applied(again(givenUp("Failed")))], ...webComesUp];
  expect(outcome([migrate, web], failedAgain)).toEqual({ exitCode: 0, results: ["deploy/web ready", "job/migrate ready"], reasons: [] });
});

test("a Job has failed when it says that it will, so its TTL comes too late to hide it (corner case 26)", () => {
  const steps: readonly Step[] = [[0, ...jobRuns], [5, applied(exited), applied(givenUp("FailureTarget"))], [6, listed("Job"), listed("Pod")], [20]];
  expect(outcome([migrate], steps)).toEqual({ exitCode: 1, results: ["job/migrate failed"], reasons: ["BackoffLimitExceeded"] });
});

// 27: deleted

/** As `kubectl delete` does it: first the Deployment, then by and by what it owned. */
const deletion: readonly Step[] = [
  [5, deleted(webAt(0))],
  [6, deleted(replicaSet("web", "abc")), applied(terminating(starting(0), 6))],
  [8, deleted(starting(0))],
];
const webStarts = opening(webAt(0), starting(0));

test("a Deployment that is deleted and stays away has failed after the time to wait for it, and not before (corner case 27)", () => {
  const patient = { waitForCreateMs: 60_000 };
  expect(outcome([web], [[0, ...webStarts], ...deletion, [64]], patient)).toEqual({ exitCode: undefined, results: [], reasons: [] });
  expect(outcome([web], [[0, ...webStarts], ...deletion, [65]], patient)).toEqual({ exitCode: 1, results: ["deploy/web failed"], reasons: ["Deleted"] });
});

test("a Deployment that was ready and is deleted before the run is over has failed too (corner case 27)", () => {
  const steps: readonly Step[] = [[0, ...opening(webAt(1), serving(-60)), listed("Job", job("migrate", { active: 1 }))], [5, deleted(webAt(1))], [10, applied(complete)], [65]];
  expect(outcome([web, migrate], steps, { waitForCreateMs: 60_000 })).toEqual({ exitCode: 1, results: ["deploy/web failed", "job/migrate ready"], reasons: ["Deleted"] });
  expect(outcome([web, migrate], steps, { onDelete: "fail" })).toMatchObject({ exitCode: 1, results: ["deploy/web failed", "job/migrate unfinished"] });
});

test("a Deployment that had failed before it was deleted has failed once, with the first cause (corner case 27)", () => {
  const gone: readonly Step[] = [[610, deleted(webAt(0))], [615, applied(again(webAt(1)))]];
  const steps = [...lateRecovery.filter(([seconds]) => seconds <= 600), ...gone, ...lateRecovery.filter(([seconds]) => seconds >= 640)];
  expect(outcome([target("Deployment", "web", hope), migrate], steps)).toEqual({ exitCode: 1, results: ["deploy/web failed", "job/migrate ready"], reasons: ["ProgressDeadlineExceeded"] });
});

story("what had gone wrong before the deletion is named beside it (corner case 27)", {
  targets: [web],
  steps: [[0, ...webStarts], [3, applied(crashed(1, 3))], [6, deleted(webAt(0))], [8]],
  policy: { ...quiet, onDelete: "fail" },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    unavailable,
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "! deploy/web ERROR: Deleted: was deleted",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  6s  2 errors  Deleted: was deleted",
    "                                  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main)",
    "  next: kubectl get deployment -n shop",
    "1 failed in 6s",
    "! deploy/web failed: Deleted: was deleted",
  ],
  exitCode: 1,
});

test("what had gone wrong is named beside a deletion that finalizers hold, too (corner case 27)", () => {
  const steps: readonly Step[] = [[0, ...webStarts], [3, applied(crashed(1, 3))], [6, applied(terminating(webAt(0), 6, "shop/backup"))], [9]];
  expect(outcome([web], steps, { onDelete: "fail" })).toEqual({ exitCode: 1, results: ["deploy/web failed"], reasons: ["Deleting", "CrashLoopBackOff"] });
});

story("of a deletion after the verdict, while the last logs are awaited, nothing is told (corner case 27)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...webStarts], [3, applied(crashed(1, 3))], [4, applied(crashed(2, 4)), deleted(webAt(0))], [9]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    unavailable,
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  3s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 5s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a Deployment that is created again in time is followed to its end (corner case 27)", {
  targets: [web],
  steps: [
    [0, ...webStarts],
    ...deletion,
    [50, applied(again(webAt(0))), applied(again(ownedAnew(replicaSet("web", "abc"))))],
    [51, applied(ownedAnew(starting(51, "web-abc-2")))],
    [55, applied(ownedAnew(serving(55, "web-abc-2"))), applied(again(webAt(1)))],
    [58],
  ],
  policy: { ...quiet, waitForCreateMs: 60_000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    unavailable,
    away,
    anew,
    unavailable,
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  55s",
    "1 ready in 55s",
  ],
  exitCode: 0,
});

const replaced: readonly Step[] = [
  [6, deleted(webAt(0)), deleted(replicaSet("web", "abc")), deleted(starting(0))],
  [7, applied(again(webAt(0))), applied(again(ownedAnew(replicaSet("web", "abc")))), applied(ownedAnew(starting(7, "web-abc-2")))],
];
const crashedAnew = (restarts: number, seconds: number) => applied(ownedAnew(crashed(restarts, seconds, "web-abc-2")));

story("what the one before has cost does not count for the one that was created after it (corner case 27)", {
  targets: [web],
  steps: [[0, ...webStarts], [3, applied(crashed(1, 3))], ...replaced, [10, crashedAnew(1, 10)], [20, crashedAnew(2, 20)], [25]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    unavailable,
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    away,
    anew,
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    unavailable,
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-2 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-2 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  20s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-2 container/main, node node-1)",
    "  po/web-abc-2 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-2 -c main --previous -n shop",
    "1 failed in 22s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-2 container/main, node node-1)",
  ],
  exitCode: 1,
});

test("what was hoped about the one before does not count for the one that was created after it (corner case 27)", () => {
  const steps: readonly Step[] = [[0, ...webStarts, listed("Job", job("migrate", { active: 1 }))], [3, applied(crashed(1, 3))], ...replaced, [8, applied(complete)], [20]];
  const hoping = [target("Deployment", "web", { ...hope, allowedFailures: 0 }), migrate];
  expect(outcome(hoping, steps)).toEqual({ exitCode: undefined, results: [], reasons: [] });
  expect(outcome(hoping, [...steps, [21, crashedAnew(1, 21)], [25]])).toEqual({ exitCode: 1, results: ["deploy/web failed", "job/migrate ready"], reasons: ["CrashLoopBackOff"] });
});

const replacedUnseen: Step = [50, listed("Deployment", again(webAt(0))), listed("ReplicaSet", again(ownedAnew(replicaSet("web", "abc")))), listed("Pod", ownedAnew(starting(0, "web-abc-2")))];

story("a Deployment that was created again while nobody saw it away is told from its start (corner case 27)", {
  targets: [web],
  steps: [[0, ...webStarts], replacedUnseen, [52]],
  policy: quiet,
  lines: ["deploy/web po/web-abc-1: Running, 0/1 ready", unavailable, anew, "deploy/web po/web-abc-2: Running, 0/1 ready", unavailable],
  exitCode: undefined,
});

test("the time without progress begins with the one that was created (corner case 27)", () => {
  const impatient = { noProgressMs: 60_000 };
  expect(outcome([web], [[0, ...webStarts], replacedUnseen, [109]], impatient)).toEqual({ exitCode: undefined, results: [], reasons: [] });
  expect(outcome([web], [[0, ...webStarts], replacedUnseen, [115]], impatient)).toEqual({ exitCode: 1, results: ["deploy/web failed"], reasons: ["NoProgress"] });
});

// 28: created again, while Pods of the old one are still there

story("Pods of the deleted Deployment that crash on their way out do not fail the one that has its name now (corner case 28)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...webStarts],
    [5, deleted(webAt(0))],
    [5.1, applied(again(deployment("web", 1, 0, 0))), applied(terminating(starting(0), 5))],
    [5.5, deleted(replicaSet("web", "abc")), applied(terminating(crashed(1, 5), 5))],
    [6, applied(ownedAnew(replicaSet("web", "def"))), applied(podOf("def", 6, false)), applied(again(webAt(0)))],
    [7, applied(terminating(crashed(2, 7), 5))],
    [9, applied(podOf("def", 9, true)), applied(again(webAt(1)))],
    [12],
  ],
  policy: quiet,
  lines: ["deploy/web po/web-abc-1: Running, 0/1 ready", unavailable, away, anew, "deploy/web: progressing, 0 of 1 replicas updated", "deploy/web po/web-def-1: Running, 0/1 ready", unavailable, "deploy/web po/web-def-1: Running, 1/1 ready", "deploy/web: ready", "deploy/web  ready  9s", "1 ready in 9s"],
  exitCode: 0,
});

const dbPod = (uid: string, owner: string, container: Parameters<typeof pod>[2]) =>
  changed(pod("db-0", ["StatefulSet", "db"], container), { uid, labels: { "controller-revision-hash": "db-1" }, ownerReferences: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "db", uid: owner, controller: true }] });
const dbAt = (replicas: number, readyReplicas: number) => statefulSet("db", { replicas: 1 }, { replicas, readyReplicas, availableReplicas: readyReplicas, updatedReplicas: replicas, currentRevision: "db-1", updateRevision: "db-1" });
const dbCrash = { restarts: 1, state: waiting("CrashLoopBackOff"), lastState: terminated(3, 6) };

story("a StatefulSet that was created again waits for the old Pod to leave its name, and is not blamed for it (corner case 28)", {
  targets: [target("StatefulSet", "db", { allowedFailures: 0 })],
  steps: [
    [0, listed("StatefulSet", dbAt(1, 0)), listed("Pod", dbPod("uid-first", "uid-db", { state: running(0), probe: true })), events()],
    [5, deleted(dbAt(1, 0)), applied(terminating(dbPod("uid-first", "uid-db", { state: running(0), probe: true }), 5))],
    [6, applied(again(dbAt(0, 0))), applied(terminating(dbPod("uid-first", "uid-db", dbCrash), 5))],
    [20, deleted(dbPod("uid-first", "uid-db", dbCrash))],
    [20.1, applied(dbPod("uid-second", "uid-db-again", { state: waiting("ContainerCreating") })), applied(again(dbAt(1, 0)))],
    [21, applied(dbPod("uid-second", "uid-db-again", { state: running(21), probe: true }))],
    [23, applied(dbPod("uid-second", "uid-db-again", { ready: true, state: running(21), probe: true })), applied(again(dbAt(1, 1)))],
    [26],
  ],
  policy: quiet,
  lines: [
    "sts/db po/db-0: Running, 0/1 ready",
    "sts/db: progressing, 0 of 1 replicas ready",
    "sts/db: missing, was deleted, waiting for it to be created again",
    "sts/db: progressing, was created anew, following it from its start",
    "sts/db: progressing, 0 of 1 replicas ready",
    "sts/db po/db-0: ContainerCreating",
    "sts/db po/db-0: Running, 0/1 ready",
    "sts/db po/db-0: Running, 1/1 ready",
    "sts/db: ready",
    "sts/db  ready  23s",
    "1 ready in 23s",
  ],
  exitCode: 0,
});

story("orphaned Pods that the new Deployment takes over are its own (corner case 28)", {
  targets: [web],
  steps: [
    [0, ...webStarts],
    [5, deleted(webAt(0))],
    [6, applied(again({ ...deployment("web", 1, 0, 0), status: {} }))],
    [7, applied(ownedAnew(replicaSet("web", "abc"))), applied(again(webAt(0)))],
    [8, applied(serving(8)), applied(again(webAt(1)))],
    [11],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    unavailable,
    away,
    anew,
    unseen,
    unavailable,
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  8s",
    "1 ready in 8s",
  ],
  exitCode: 0,
});

// 29 and 30: superseded, rolled back

const older = revisionSet("old", "1", "2025-12-31T12:00:00Z");
const ours = revisionSet("abc", "2", at(0));
const atRevision = (revision: string, object: KubeObject) => changed(object, { annotations: { "deployment.kubernetes.io/revision": revision } });
const updating = [listed("Deployment", atRevision("2", webAt(1, { replicas: 2 }))), listed("ReplicaSet", older, ours), listed("Pod", podOf("old", -900, true), starting(0)), events()];
const updatingLines = ["deploy/web po/web-abc-1: Running, 0/1 ready", "deploy/web: progressing, 1 old replica is being terminated"];
const changedSpec = applied(secondSpec("2", 1, webAt(1, { replicas: 2 })));
const superseding: readonly Step[] = [
  [5, changedSpec],
  [6, applied(revisionSet("def", "3", at(5))), applied(secondSpec("3", 2, webAt(1, { replicas: 3 }))), applied(podOf("def", 5, false)), applied(terminating(starting(0), 6))],
  [8, deleted(starting(0)), applied(podOf("def", 8, true)), applied(secondSpec("3", 2, webAt(1)))],
];
const rollingBack: readonly Step[] = [
  [5, changedSpec],
  [6, applied(revisionSet("old", "3", "2025-12-31T12:00:00Z")), applied(terminating(starting(0), 6)), applied(secondSpec("3", 2, webAt(1)))],
  [7, deleted(starting(0))],
];

story("a rollout that a newer one replaces ends as superseded, both revisions named (corner case 29)", {
  targets: [web],
  steps: [[0, ...updating], ...superseding, [12]],
  policy: quiet,
  lines: [
    ...updatingLines,
    unseen,
    "deploy/web po/web-def-1: Running, 0/1 ready",
    "deploy/web: progressing, superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "deploy/web  superseded  6s  Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 6s",
    "! deploy/web superseded: Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
  ],
  exitCode: 5,
});

test("who follows the latest is ready with the newer rollout (corner case 29)", () => {
  const steps: readonly Step[] = [[0, ...updating], ...superseding, [12]];
  expect(outcome([web], steps, { followsLatest: true })).toEqual({ exitCode: 0, results: ["deploy/web ready"], reasons: [] });
  expect(outcome([web], steps)).toEqual({ exitCode: 5, results: ["deploy/web superseded"], reasons: ["Superseded"] });
});

test("beside a superseded rollout the others go on to their end, and a failure weighs more (corner case 29)", () => {
  const steps: readonly Step[] = [[0, ...updating, listed("Job", job("migrate", { active: 1 }))], ...superseding];
  expect(outcome([web, migrate], [...steps, [15, applied(complete)], [20]])).toEqual({ exitCode: 5, results: ["deploy/web superseded", "job/migrate ready"], reasons: ["Superseded"] });
  expect(outcome([web, migrate], [...steps, [15, applied(givenUp("Failed"))], [20]])).toEqual({ exitCode: 1, results: ["deploy/web superseded", "job/migrate failed"], reasons: ["Superseded", "BackoffLimitExceeded"] });
});

story("another number of replicas is a new spec and not another rollout (corner case 29)", {
  targets: [web],
  steps: [[0, ...updating], [5, applied(secondSpec("2", 1, deployment("web", 2, 1, 1, { replicas: 2 })))], [6, applied(secondSpec("2", 2, deployment("web", 2, 2, 1, { replicas: 3 })))]],
  policy: quiet,
  lines: [...updatingLines, unseen, "deploy/web: progressing, 1 old replica is being terminated (updated 2/2, ready 1/2, available 1/2)"],
  exitCode: undefined,
});

story("a rollout that is rolled back keeps what it suffered from (corner case 30)", {
  targets: [web],
  steps: [[0, ...updating], [3, applied(crashed(1, 3))], [5, changedSpec], [6, applied(revisionSet("old", "3", "2025-12-31T12:00:00Z")), applied(terminating(crashed(1, 3), 6)), applied(secondSpec("3", 2, webAt(1)))], [9]],
  policy: quiet,
  lines: [
    ...updatingLines,
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    unseen,
    "deploy/web: progressing, superseded: revision abc was followed, now old is the current one: it was rolled back",
    "deploy/web  superseded  6s  1 error  RolledBack: revision abc was followed, now old is the current one: it was rolled back",
    "                                     CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 6s",
    "! deploy/web superseded: RolledBack: revision abc was followed, now old is the current one: it was rolled back",
  ],
  exitCode: 5,
});

test("a rollback is never a success of what was rolled out, also for who follows the latest (corner case 30)", () => {
  const undone = { exitCode: 5, results: ["deploy/web superseded"], reasons: ["RolledBack"] };
  expect(outcome([web], [[0, ...updating], ...rollingBack, [12]])).toEqual(undone);
  expect(outcome([web], [[0, ...updating], ...rollingBack, [12]], { followsLatest: true })).toEqual(undone);
});

test("a StatefulSet that is rolled back is superseded too (corner case 30)", () => {
  const dbWith = (updateRevision: string, updatedReplicas: number) => statefulSet("db", { replicas: 1 }, { replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas, currentRevision: "db-1", updateRevision });
  const steps: readonly Step[] = [[0, listed("StatefulSet", dbWith("db-2", 0)), listed("Pod"), events()], [5, applied(dbWith("db-1", 1))], [8]];
  expect(outcome([target("StatefulSet", "db")], steps)).toEqual({ exitCode: 5, results: ["sts/db superseded"], reasons: ["RolledBack"] });
  expect(outcome([target("StatefulSet", "db")], [...steps.slice(0, 1), [5, applied(dbWith("db-3", 0))], [8]])).toEqual({ exitCode: 5, results: ["sts/db superseded"], reasons: ["Superseded"] });
});

test("a Job that had ended before the start and is made anew is followed, and its failure counts (corner case 28)", () => {
  const failed = job("migrate", { failed: 2, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "too often" }] });
  const steps: readonly Step[] = [[0, listed("Job", complete), listed("Pod"), ...opening(webAt(0), starting(0))], [5, deleted(complete), applied(again(job("migrate", { active: 1 })))], [8, applied(again(failed))], [12]];
  expect(outcome([migrate, target("Deployment", "web", hope)], steps)).toMatchObject({ exitCode: 1, results: ["deploy/web unfinished", "job/migrate failed"] });
});
