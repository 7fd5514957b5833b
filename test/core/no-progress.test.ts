import { applied, crashed, deployment, event, job, listed, opening, pod, running, starting, story, target, webOwner } from "./story.ts";

const quiet = { heartbeatMs: -1, noProgressMs: 600_000 };
const web = deployment("web", 2, 2, 0);
const mounting = pod("web-abc-1", webOwner, { state: { waiting: { reason: "ContainerCreating" } } }, { phase: "Pending" });

story("a target of which nothing moves for the time has failed, and what it is stuck on is named (checklist 61)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, mounting)], [1, applied(event(mounting, "FailedMount", "MountVolume.SetUp failed for volume data", 1))], [599], [602]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "deploy/web: progressing, po/web-abc-1: a volume cannot be mounted: MountVolume.SetUp failed for volume data (updated 2/2, ready 0/2, available 0/2)",
    "! deploy/web ERROR: NoProgress: nothing has moved for 10 min (--no-progress-timeout)",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "Failed resource deploy/web service messages:",
    "  │ event: po/web-abc-1 FailedMount: MountVolume.SetUp failed for volume data",
    "deploy/web  failed  10m  1 error  FailedMount: a volume cannot be mounted: MountVolume.SetUp failed for volume data (po/web-abc-1, node node-1)",
    "                                  NoProgress: nothing has moved for 10 min (--no-progress-timeout)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 10m",
    "! deploy/web failed: FailedMount: a volume cannot be mounted: MountVolume.SetUp failed for volume data (po/web-abc-1, node node-1)",
  ],
  exitCode: 1,
});

story("a crash, and reaching again what had been reached, are no steps forward", {
  targets: [target("Deployment", "web", { allowedFailures: 100 })],
  steps: [
    [0, ...opening(web, starting(0))],
    [300, applied(crashed(1, 299))],
    [400, applied(starting(400))],
    [599],
    [601],
  ],
  policy: { ...quiet, patienceMs: 10_000_000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/100 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "! deploy/web ERROR: NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  10m  2 errors  NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running (node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 10m",
    "! deploy/web failed: NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running (node node-1)",
  ],
  exitCode: 1,
});

const evicted = pod("web-abc-0", webOwner, {}, { phase: "Failed" });

story("what is stuck is told of the Pod that the sentence names, not of one that has ended", {
  targets: [target("Deployment", "web", { skipEvents: true })],
  steps: [[0, ...opening(web, evicted, starting(0))], [599], [602]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-0: Failed, 0/1 ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "! deploy/web ERROR: NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  10m  1 error  NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running (node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 10m",
    "! deploy/web failed: NoProgress: nothing has moved for 10 min (--no-progress-timeout): 0 of 2 updated replicas available; po/web-abc-1 container/main: running (node node-1)",
  ],
  exitCode: 1,
});

story("a Job that works may take its time", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", job("migrate", { active: 1 })), listed("Pod", pod("migrate-1", ["Job", "migrate"], { state: running(0) }, { restartPolicy: "Never" }))], [5000]],
  policy: quiet,
  lines: [
    "job/migrate po/migrate-1: Running, 0/1 ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: undefined,
});

story("a longer progressDeadlineSeconds is the time, and 0 is never", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 2, 2, 0, {}, { progressDeadlineSeconds: 3600 }))], [3000]],
  policy: quiet,
  lines: ["deploy/web: progressing, 0 of 2 updated replicas available"],
  exitCode: undefined,
});

story("a Pod that comes further than so many had before is a step forward, and starts the time anew", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [500, applied(starting(500, "web-abc-2"))], [1099]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
  ],
  exitCode: undefined,
});

const paused = "paused at 1 of 2 updated; resume with: kubectl rollout resume deployment/web -n shop";

story("what nobody resumes is not waited for for ever", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 2, 1, 1, {}, { paused: true }))], [59], [61]],
  policy: { ...quiet, noProgressMs: 60_000 },
  lines: [
    `deploy/web: ${paused}`,
    `! deploy/web ERROR: NoProgress: nothing has moved for 1 min (--no-progress-timeout): ${paused}`,
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    `deploy/web  failed  1m  1 error  NoProgress: nothing has moved for 1 min (--no-progress-timeout): ${paused}`,
    "  next: kubectl describe deployment web -n shop",
    "1 failed in 1m",
    `! deploy/web failed: NoProgress: nothing has moved for 1 min (--no-progress-timeout): ${paused}`,
  ],
  exitCode: 1,
});
