import { applied, crashed, deployment, event, events, job, listed, opening, pod, running, serving, starting, story, target, terminated, unpulled, waiting, webOwner } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const jobFailed = job("migrate", { failed: 2, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] });
const jobDone = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
const jobRuns = job("migrate", { active: 1 });
const dbUp = deployment("db", 1, 1, 1);
const db = deployment("db", 1, 1, 0);

story("a failure within the budget is told and tracking goes on, one more stops the run (checklist 51)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [12, applied(pod("web-abc-1", webOwner, { restarts: 2, state: running(12), lastState: terminated(3, 2), probe: true }))], [13, applied(crashed(2, 13))], [13.2], [13.5], [16]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 2 restarts",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  13s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 15s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("without a budget the first failure stops the run (checklist 75)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [5]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  2s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 4s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("a target that fails at once ends the others unfinished", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobFailed)], [3]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "deploy/web   unfinished  0s           ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "job/migrate  failed      0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 unfinished, 1 failed in 0s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("a failed Job fails at once whatever its budget (checklist 40)", {
  targets: [target("Job", "migrate", { allowedFailures: 10 })],
  steps: [[0, listed("Job", jobRuns), listed("Pod"), events()], [4, applied(jobFailed)]],
  lines: [
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  4s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  next: kubectl describe job migrate -n shop",
    "1 failed in 4s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("hoping, a failure does not count while others are active, and is counted when the last of them has finished (checklist 54)", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess" }), target("Deployment", "db"), target("Job", "migrate")],
  steps: [
    [0, listed("Deployment", web, db), listed("ReplicaSet"), listed("Pod"), listed("Job", jobRuns), events()],
    [0.1, ...opening(web, starting(0)).slice(1)],
    [0.2, applied(db), applied(crashed(1, 0.2))],
    [1, applied(crashed(2, 1))],
    [2, applied(dbUp)],
    [4, applied(jobDone)],
    [6, applied(crashed(3, 6))],
    [9],
  ],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/db: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): deploy/db, job/migrate",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): deploy/db, job/migrate",
    "deploy/db: progressing, up, waiting 3 s to see that its containers stay up",
    "job/migrate: ready",
    "deploy/db: ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 3 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 3 restarts",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/db    ready   5s",
    "job/migrate  ready   4s",
    "deploy/web   failed  6s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 3 restarts (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "2 ready, 1 failed in 8s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 3 restarts (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("two hoping targets do not wait for each other", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess", allowedFailures: 0 }), target("Job", "migrate", { failMode: "HopeUntilEndOfDeployProcess" })],
  steps: [
    [0, ...opening(web, starting(0)), listed("Job", job("migrate", {}))],
    [1, applied(crashed(1, 1))],
    [2, applied(event(job("migrate", {}), "FailedCreate", 'Error creating: pods "migrate-" is forbidden: something odd', 2))],
    [5],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 0 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate",
    "! job/migrate ERROR: FailedCreate: no Pod can be created: something odd",
    "1/1 allowed errors occurred for job/migrate: continue tracking",
  ],
  exitCode: undefined,
});

story("a hoping target that became ready in the meantime is ready", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess", allowedFailures: 0 }), target("Job", "migrate")],
  steps: [
    [0, ...opening(web, starting(0)), listed("Job", jobRuns)],
    [1, applied(crashed(1, 1))],
    [2, applied(serving(2)), applied(webUp)],
    [3, applied(jobDone)],
    [5],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "job/migrate: ready",
    "deploy/web   ready  2s",
    "job/migrate  ready  3s",
    "2 ready in 3s",
  ],
  exitCode: 0,
});

story("a permanent failure of a hoping target lets the others go on to their end, then fails (checklist 40)", {
  targets: [target("Job", "migrate", { failMode: "HopeUntilEndOfDeployProcess" }), target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobFailed)], [5, applied(webUp), applied(serving(5))], [8]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web   ready   5s",
    "job/migrate  failed  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 ready, 1 failed in 5s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("a target that is not waited for does not keep a hoping one from being counted", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess", allowedFailures: 0 }), target("Deployment", "db", { terminationMode: "NonBlocking" })],
  steps: [[0, listed("Deployment", web, db), listed("ReplicaSet"), listed("Pod"), events()], [0.1, ...opening(web, starting(0)).slice(1)], [1, applied(crashed(1, 1))], [4]],
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/db: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/db   unfinished  3s           ReplicasNotAvailable: 0 of 1 updated replicas available",
    "deploy/web  failed      1s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 unfinished, 1 failed in 3s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("ignored failures are counted without end and readiness is still waited for (checklist 55)", {
  targets: [target("Deployment", "web", { failMode: "IgnoreAndContinueDeployProcess", allowedFailures: 0 })],
  steps: [[0, ...opening(web, starting(0))], [1, applied(crashed(1, 1))], [2, applied(crashed(2, 2))], [3, applied(crashed(3, 3))], [4, applied(serving(4)), applied(webUp)], [7]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1 errors occurred for deploy/web",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "2 errors occurred for deploy/web",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 3 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 3 restarts",
    "3 errors occurred for deploy/web",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  4s  3 errors",
    "1 ready in 4s",
  ],
  exitCode: 0,
});

story("a failed Job that is ignored ends as failed, ignored, and the run is a success (checklist 40, 55)", {
  targets: [target("Job", "migrate", { failMode: "IgnoreAndContinueDeployProcess" }), target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobFailed)], [5, applied(serving(5)), applied(webUp)], [7]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate is ignored (IgnoreAndContinueDeployProcess fail mode is active): stop tracking it",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web   ready            5s",
    "job/migrate  failed, ignored  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 ready, 1 ignored in 5s",
  ],
  exitCode: 0,
});

story("targets that are not waited for end the run after one look (checklist 56)", {
  targets: [target("Deployment", "web", { terminationMode: "NonBlocking" })],
  steps: [[0, ...opening(web, starting(0))], [0.3], [1]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web  unfinished  0s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "1 unfinished in 0s",
  ],
  exitCode: 0,
});

story("a target that is not waited for is dropped with the last one that is (checklist 56)", {
  targets: [target("Deployment", "web", { terminationMode: "NonBlocking" }), target("Job", "migrate")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobRuns)], [2, applied(jobDone)], [4]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate: ready",
    "job/migrate  ready       2s",
    "deploy/web   unfinished  2s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "1 ready, 1 unfinished in 2s",
  ],
  exitCode: 0,
});

story("a target that is not waited for and fails stops the run all the same", {
  targets: [target("Deployment", "web", { terminationMode: "NonBlocking", allowedFailures: 0 }), target("Job", "migrate")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobRuns)], [2, applied(crashed(1, 2))], [4]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "job/migrate  unfinished  4s           Running: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web   failed      2s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 unfinished, 1 failed in 4s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("failures before the threshold do not count, one that still stands then counts then (checklist 8)", {
  targets: [target("Deployment", "web", { allowedFailures: 0, failureThresholdMs: 20_000 })],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [8, applied(crashed(2, 8))], [23]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web: progressing, po/web-abc-1 container/main: exits with 3 after 1 s, 1 restart (updated 1/1, ready 0/1, available 0/1)",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "deploy/web: progressing, po/web-abc-1 container/main: exits with 3 after 1 s, 2 restarts (updated 1/1, ready 0/1, available 0/1)",
    "still waiting for deploy/web: po/web-abc-1 container/main: exits with 3 after 1 s, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  20s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 22s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("failures that healed before the threshold never count (checklist 8)", {
  targets: [target("Deployment", "web", { allowedFailures: 0, failureThresholdMs: 20_000 })],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [8, applied(starting(8))], [21, applied(serving(21)), applied(webUp)], [23]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web: progressing, po/web-abc-1 container/main: exits with 3 after 1 s, 1 restart (updated 1/1, ready 0/1, available 0/1)",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  21s",
    "1 ready in 21s",
  ],
  exitCode: 0,
});

story("a failure that stands uncured counts again after the patience (checklist 50)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, unpulled("ErrImagePull", "no basic idea"))], [2, applied(unpulled("ImagePullBackOff", "Back-off pulling image \"shop/web:2\""))], [125]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ErrImagePull: image shop/web:2 cannot be pulled (no basic idea)",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: ImagePullBackOff: image shop/web:2 cannot be pulled",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  2m  2 errors  ImagePullBackOff: image shop/web:2 cannot be pulled (po/web-abc-1 container/main, node node-1)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 2m",
    "! deploy/web failed: ImagePullBackOff: image shop/web:2 cannot be pulled (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("what others may still create counts only after the patience, and is said at once (checklist 53)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, pod("web-abc-1", webOwner, { state: waiting("CreateContainerConfigError", 'secret "web" not found') }, { phase: "Pending" }))], [119], [123]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: CreateContainerConfigError, 0/1 ready",
    "deploy/web: progressing, po/web-abc-1 container/main: secret \"web\" not found: create it or correct its name in the Pod template (updated 1/1, ready 0/1, available 0/1)",
    "! deploy/web ERROR: po/web-abc-1 container/main: CreateContainerConfigError: secret \"web\" not found: create it or correct its name in the Pod template",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  2m  1 error  CreateContainerConfigError: secret \"web\" not found: create it or correct its name in the Pod template (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl get secrets -n shop",
    "1 failed in 2m",
    "! deploy/web failed: CreateContainerConfigError: secret \"web\" not found: create it or correct its name in the Pod template (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("trouble of the environment is said and never counted", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, unpulled("ErrImagePull", "unexpected status code 503 Service Unavailable"))], [2, applied(unpulled("ImagePullBackOff", "Back-off pulling image \"shop/web:2\": 503 Service Unavailable"))], [300]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: ErrImagePull, 0/1 ready",
    "deploy/web: progressing, po/web-abc-1 container/main: image shop/web:2 cannot be pulled now: the registry or the way to it is in trouble; the kubelet tries again (unexpected status code 503 Service Unavailable) (updated 1/1, ready 0/1, available 0/1)",
    "deploy/web po/web-abc-1: ImagePullBackOff, 0/1 ready",
    "deploy/web: progressing, po/web-abc-1 container/main: image shop/web:2 cannot be pulled now: the registry or the way to it is in trouble; the kubelet tries again (503 Service Unavailable) (updated 1/1, ready 0/1, available 0/1)",
  ],
  exitCode: undefined,
});

story("what was hoped about and still stands counts again after the patience (checklist 54)", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess" }), target("Job", "migrate")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobRuns)], [1, applied(crashed(1, 1))], [2, applied(jobDone)], [130]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate",
    "job/migrate: ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "job/migrate  ready   2s",
    "deploy/web   failed  2m2s  2 errors  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 ready, 1 failed in 2m4s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("rounds that were hoped about in several replicas count once together", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess" }), target("Job", "migrate")],
  steps: [
    [0, ...opening(deployment("web", 2, 2, 0), starting(0), starting(0, "web-abc-2")), listed("Job", jobRuns)],
    [1, applied(crashed(1, 1)), applied(crashed(1, 1, "web-abc-2"))],
    [2, applied(crashed(2, 2))],
    [3, applied(jobDone)],
    [4, applied(crashed(2, 2))],
  ],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: 2 Pods: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "Error occurred for deploy/web, waiting until following resources are ready before counting errors (HopeUntilEndOfDeployProcess fail mode is active): job/migrate",
    "job/migrate: ready",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 2 restarts",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
});

story("a permanent failure within the threshold counts when it has passed", {
  targets: [target("Job", "migrate", { failureThresholdMs: 5000 })],
  steps: [[0, listed("Job", jobFailed), listed("Pod"), events()], [6]],
  lines: [
    "job/migrate: progressing, Job has reached the specified backoff limit (succeeded 0/1)",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  5s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 failed in 5s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit",
  ],
  exitCode: 1,
});

story("a brief unreadiness after ready wakes nobody, whatever was counted before", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobRuns)], [1, applied(crashed(1, 1))], [5, applied(serving(5)), applied(webUp)], [6, applied(starting(5)), applied(web)], [300]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
});
