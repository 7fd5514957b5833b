import { applied, deployment, events, job, listed, pod, replicaSet, running, serving, starting, story, target, terminated, waiting } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const made = (hash: string, revision: string, createdAt: string) => {
  const object = replicaSet("web", hash);
  return { ...object, metadata: { ...object.metadata, creationTimestamp: createdAt, annotations: { "deployment.kubernetes.io/revision": revision } } };
};
const at = (revision: string, available = 0) => {
  const object = deployment("web", 1, 1, available);
  return { ...object, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": revision } } };
};
const older = made("old", "1", "2026-01-01T11:00:00Z");
const first = made("abc", "2", "2026-01-01T12:00:00Z");
const second = made("def", "3", "2026-01-01T12:00:05Z");
const opening = [listed("Deployment", at("2")), listed("ReplicaSet", older, first), listed("Pod", starting(0)), events()];
const begun = ["deploy/web po/web-abc-1: Running, 0/1 ready", "deploy/web: progressing, 0 of 1 updated replicas available"];

story("a rollout that a newer one replaces ends with both revisions named, and with exit code 5", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(second), applied(at("3"))], [9]],
  policy: quiet,
  lines: [
    ...begun,
    "deploy/web: progressing, superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "deploy/web  superseded  5s  Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 5s",
    "! deploy/web superseded: Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
  ],
  exitCode: 5,
});

const back = { ...older, metadata: { ...older.metadata, resourceVersion: "900", annotations: { "deployment.kubernetes.io/revision": "3" } } };

story("a rollout that is rolled back is said to be so", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(back), applied(at("3"))], [9]],
  policy: quiet,
  lines: [
    ...begun,
    "deploy/web: progressing, superseded: revision abc was followed, now old is the current one: it was rolled back",
    "deploy/web  superseded  5s  RolledBack: revision abc was followed, now old is the current one: it was rolled back",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 5s",
    "! deploy/web superseded: RolledBack: revision abc was followed, now old is the current one: it was rolled back",
  ],
  exitCode: 5,
});

for (const changes of [{ failMode: "IgnoreAndContinueDeployProcess" }, { terminationMode: "NonBlocking" }] as const) {
  story(`a rollout that is replaced does not fail the run with ${JSON.stringify(changes)}`, {
    targets: [target("Deployment", "web", changes), target("Job", "migrate")],
    steps: [[0, ...opening, listed("Job", job("migrate", { active: 1 }))], [5, applied(second), applied(at("3"))], [9, applied(job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] }))], [12]],
    policy: quiet,
    lines: [
      ...begun,
      "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
      "deploy/web: progressing, superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
      "job/migrate: ready",
      "job/migrate  ready       9s",
      "deploy/web   superseded  5s  Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
      "  next: kubectl rollout history deployment/web -n shop",
      "1 ready, 1 superseded in 9s",
      "! deploy/web superseded: Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    ],
    exitCode: 0,
  });
}

const newPod = (ready: boolean) => applied(pod("web-def-1", ["ReplicaSet", "web-def"], { ready, state: running(6), probe: true }, { readyAt: 7 }));
const following = "deploy/web: progressing, revision abc was followed, now def is the current one: a newer rollout has replaced it; following it";

story("who follows the latest goes on with it, and the summary says so", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(second), applied(at("3"))], [6, newPod(false)], [7, newPod(true), applied(at("3", 1))], [12]],
  policy: { ...quiet, followsLatest: true },
  lines: [
    ...begun,
    following,
    "deploy/web po/web-def-1: Running, 0/1 ready",
    "deploy/web po/web-def-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  7s  revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "1 ready in 7s",
  ],
  exitCode: 0,
});

const third = made("ghi", "4", "2026-01-01T12:00:07Z");

story("who follows the latest follows the one after it, too", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(second), applied(at("3"))], [7, applied(third), applied(at("4"))]],
  policy: { ...quiet, followsLatest: true },
  lines: [...begun, following, "deploy/web: progressing, revision def was followed, now ghi is the current one: a newer rollout has replaced it; following it"],
  exitCode: undefined,
});

story("a rollout that is rolled back is the end for who follows the latest, too", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(back), applied(at("3"))], [9]],
  policy: { ...quiet, followsLatest: true },
  lines: [
    ...begun,
    "deploy/web: progressing, superseded: revision abc was followed, now old is the current one: it was rolled back",
    "deploy/web  superseded  5s  RolledBack: revision abc was followed, now old is the current one: it was rolled back",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 5s",
    "! deploy/web superseded: RolledBack: revision abc was followed, now old is the current one: it was rolled back",
  ],
  exitCode: 5,
});

story("who follows for ever goes on with whatever comes", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(back), applied(at("3"))], [9]],
  policy: { ...quiet, mode: "follow" },
  lines: [...begun, "deploy/web: progressing, revision abc was followed, now old is the current one: it was rolled back; following it"],
  exitCode: undefined,
});

const jobRuns = job("migrate", { active: 1 });
const jobDone = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
const newCrash = pod("web-def-1", ["ReplicaSet", "web-def"], { restarts: 1, state: waiting("CrashLoopBackOff"), lastState: terminated(3, 7) });
const both = [target("Deployment", "web", { allowedFailures: 0 }), target("Job", "migrate")];
const opened = [listed("Deployment", at("2", 1)), listed("ReplicaSet", older, first), listed("Pod", serving(-60)), events(), listed("Job", jobRuns)];
const readyAtOnce = ["deploy/web: ready", "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active"];
const crashing = "deploy/web po/web-def-1: CrashLoopBackOff, 0/1 ready, 1 restart";

story("a crash of somebody's later rollout does not fail the one that became ready", {
  targets: both,
  steps: [[0, ...opening, listed("Job", jobRuns)], [1, applied(at("2", 1)), applied(serving(1))], [6, applied(second), applied(at("3"))], [8, applied(newCrash)], [200, applied(jobDone)], [203]],
  policy: quiet,
  lines: [
    ...begun,
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web: progressing, was ready; revision def is another rollout",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    crashing,
    "deploy/web: progressing, po/web-def-1 container/main: exits with 3 after 1 s, 1 restart (updated 1/1, ready 0/1, available 0/1)",
    "job/migrate: ready",
    "deploy/web   ready  1s     was ready, now po/web-def-1 container/main: exits with 3 after 1 s, 1 restart; revision def is another rollout",
    "job/migrate  ready  3m20s",
    "2 ready in 3m22s",
  ],
  exitCode: 0,
});

story("who follows the latest waits for it though the one before was ready", {
  targets: both,
  steps: [[0, ...opened], [6, applied(second), applied(at("3"))], [8, applied(jobDone)], [20]],
  policy: { ...quiet, followsLatest: true },
  lines: [...readyAtOnce, following, "deploy/web: progressing, 0 of 1 updated replicas available", "job/migrate: ready"],
  exitCode: undefined,
});

story("of what is superseded nothing more is told", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening, listed("Job", jobRuns)], [5, applied(second), applied(at("3"))], [7, applied(third), applied(at("4"))]],
  policy: quiet,
  lines: [
    ...begun,
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web: progressing, superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
  ],
  exitCode: undefined,
});

story("a later rollout that is undone again leaves no trace in the summary", {
  targets: both,
  steps: [[0, ...opened], [6, applied(second), applied(at("3"))], [8, applied(first), applied(at("2", 1))], [10, applied(jobDone)], [13]],
  policy: quiet,
  lines: [
    ...readyAtOnce,
    "deploy/web: progressing, was ready; revision def is another rollout",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: ready",
    "job/migrate: ready",
    "deploy/web   ready  0s",
    "job/migrate  ready  10s",
    "2 ready in 10s",
  ],
  exitCode: 0,
});

const failing = [
  { title: "that was ready when it was first seen: the later one may be the one that is waited for", changes: {}, says: "deploy/web: progressing, was ready; revision def is another rollout" },
  { title: "where the user follows the latest", changes: { followsLatest: true }, says: following },
  { title: "where it is to stay ready", changes: { soakMs: 60_000 }, says: "deploy/web: progressing, was ready; revision def is another rollout" },
];

for (const { title, changes, says } of failing) {
  story(`a crash of a later rollout fails the target ${title}`, {
    targets: both,
    steps: [[0, ...opened], [6, applied(second), applied(at("3"))], [8, applied(newCrash)], [11]],
    policy: { ...quiet, ...changes },
    lines: [
      ...readyAtOnce,
      says,
      "deploy/web: progressing, 0 of 1 updated replicas available",
      crashing,
      "! deploy/web ERROR: po/web-def-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
      "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
      "job/migrate  unfinished  10s           Running: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
      "deploy/web   failed      8s   1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-def-1 container/main, node node-1)",
      "  po/web-def-1 container/main: image shop/web:2",
      "  next: kubectl logs web-def-1 -c main --previous -n shop",
      "1 unfinished, 1 failed in 10s",
      "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-def-1 container/main, node node-1)",
    ],
    exitCode: 1,
  });
}
