/** Before bad news what is judged is read afresh: a watch can be behind without a word. */
import { applied, deployment, job, listed, opening, running, pod, serving, starting, story, target, webOwner } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const failedJob = job("migrate", { failed: 2, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] });
const up = pod("web-abc-1", webOwner, { ready: true, state: running(20), probe: true }, { readyAt: 20 });

story("a watch that had not told that all is ready: the timeout's look sees it", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 0), starting(0))], [61]],
  untold: [deployment("web", 1, 1, 1), up],
  policy: { ...quiet, timeoutMs: 60_000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "! warning: a fresh look at deploy/web shows what the watch had not told: going on",
    "deploy/web  ready  1m",
    "1 ready in 1m",
  ],
  exitCode: 0,
});

story("a watch that had not told of a step forward: nothing has failed, and the time without progress begins anew", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 2, 2, 0), starting(0))], [61], [100], [130]],
  untold: [deployment("web", 2, 2, 1), up],
  policy: { ...quiet, noProgressMs: 60_000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "deploy/web: progressing, 1 of 2 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "! warning: a fresh look at deploy/web shows what the watch had not told: going on",
    "! deploy/web ERROR: NoProgress: nothing has moved for 1 min (--no-progress-timeout): 1 of 2 updated replicas available",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  2m  1 error  NoProgress: nothing has moved for 1 min (--no-progress-timeout): 1 of 2 updated replicas available",
    "  next: kubectl describe deployment web -n shop",
    "1 failed in 2m",
    "! deploy/web failed: NoProgress: nothing has moved for 1 min (--no-progress-timeout): 1 of 2 updated replicas available",
  ],
  exitCode: 1,
});

story("a server that does not answer the look is waited for 3 s", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 0), starting(0))], [64]],
  isDeaf: true,
  policy: { ...quiet, timeoutMs: 60_000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web  unfinished  1m3s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 unfinished in 1m3s",
    "! deploy/web track failed: context deadline exceeded: ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
  ],
  exitCode: 3,
});

story("what had failed before the start is looked at once more, and said to be so (corner case 3)", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", failedJob), listed("Pod")], [1], [3]],
  policy: quiet,
  lines: [
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 failed in 0s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("a failure that was over when it was looked at again is none", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 0, { conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "timed out" }] }), starting(0))], [5]],
  untold: [deployment("web", 1, 1, 1), serving(0)],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "! warning: a fresh look at deploy/web shows what the watch had not told: going on",
    "deploy/web  ready  0s",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("what fails after it was seen alive had not failed before", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", job("migrate", { active: 1 })), listed("Pod")], [5, applied(failedJob)], [8]],
  policy: quiet,
  lines: [
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  5s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  next: kubectl describe job migrate -n shop",
    "1 failed in 5s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("an object that was there all the time, untold, is not missing", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job"), listed("Pod")], [61]],
  untold: [job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] })],
  policy: { ...quiet, waitForCreateMs: 60_000 },
  lines: [
    "job/migrate: missing, does not exist in namespace shop yet, waiting for it to be created",
    "job/migrate: ready",
    "! warning: a fresh look at job/migrate shows what the watch had not told: going on",
    "job/migrate  ready  1m",
    "1 ready in 1m",
  ],
  exitCode: 0,
});
