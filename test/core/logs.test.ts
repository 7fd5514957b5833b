import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import type { LogPolicy } from "../../src/core/target.ts";
import { applied, at, crashed, deleted, deployment, ended, endedTail, events, job, listed, logged, opening, pod, replicaSet, running, serving, starting, story, tailed, target, terminated, webOwner } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const restarted = (seconds: number): KubeObject => pod("web-abc-1", webOwner, { restarts: 1, state: running(seconds), lastState: terminated(3, seconds - 1), probe: true });
const logs = (changes: Partial<LogPolicy>) => ({ logs: { ...target("Deployment", "web").logs, ...changes } });
const jobOwner = ["Job", "migrate"] as const;
const jobRuns = job("migrate", { active: 1 });
const jobDone = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
const jobFailed = job("migrate", { failed: 1, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] });
const jobPod = (state: object, phase = "Running"): KubeObject => pod("migrate-1", jobOwner, { ready: phase === "Running", state }, { restartPolicy: "Never", phase });
const quiet = { heartbeatMs: -1 };

story("a Pod's logs are shown until it is ready, later lines are dropped and earlier ones still printed (checklist 12, 66)", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [
    [0, ...opening(web, starting(0)), listed("Job", jobRuns)],
    [1, logged("web-abc-1", 0, 1, "booting", "still booting")],
    [5, applied(serving(5)), applied(webUp)],
    [5.1, logged("web-abc-1", 0, 4.9, "late but early"), logged("web-abc-1", 0, 5.1, "too late")],
    [5.3],
    [6, applied(jobDone)],
    [8],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1 main │ booting",
    "deploy/web po/web-abc-1 main │ still booting",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web po/web-abc-1 main │ late but early",
    "job/migrate: ready",
    "deploy/web   ready  5s",
    "job/migrate  ready  6s",
    "2 ready in 6s",
  ],
  exitCode: 0,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
    [],
    [],
  ],
});

story("a Pod that was ready before the start has no logs", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)]],
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: undefined,
  wanted: [
    [],
  ],
});

story("with --logs-since it has those since then, read once (checklist 25)", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)], [0.2, logged("web-abc-1", 0, -70, "starting"), logged("web-abc-1", 0, -30, "a request")]],
  policy: { logsSince: 600_000, logsSinceGiven: true },
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1 main │ starting",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 from 11:50:00"],
    ["web-abc-1/main run 0 from 11:50:00"],
  ],
});

story("--logs-since all asks for logs from their beginning (checklist 25)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(-60))]],
  policy: { logsSince: "all", logsSinceGiven: true },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 follow"],
  ],
});

story("logs are taken up again when readiness is lost, from 10 s before", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [
    [0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)],
    [30, applied(starting(-60)), applied(web)],
    [30.1, logged("web-abc-1", 0, 29, "pool exhausted")],
    [40, applied(serving(40)), applied(webUp)],
    [41],
  ],
  policy: quiet,
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1 main │ pool exhausted",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
  ],
  exitCode: undefined,
  wanted: [
    [],
    ["web-abc-1/main run 0 from 12:00:20 follow"],
    ["web-abc-1/main run 0 from 12:00:20 follow"],
    ["web-abc-1/main run 0 from 12:00:20 follow"],
    [],
  ],
});

story("a restarted container's next run is followed, and what is left of the one before (checklist 78)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web, starting(0))],
    [2, logged("web-abc-1", 0, 1, "first run"), ended("web-abc-1", 0)],
    [3, applied(restarted(3))],
    [4, logged("web-abc-1", 1, 4, "second run")],
    [5, ended("web-abc-1", 0)],
    [6, applied(crashed(1, 6))],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1 main │ first run",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-1 main │ second run",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
  ],
});

story("a run that was missed is read with the previous log (checklist 78)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web)], [3, applied(restarted(3))], [3.5, logged("web-abc-1", 0, 2, "cannot reach the database")], [3.6, ended("web-abc-1", 0)]],
  policy: quiet,
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "deploy/web po/web-abc-1 main │ cannot reach the database",
  ],
  exitCode: undefined,
  wanted: [
    [],
    ["web-abc-1/main run 0 previous from 12:00:00 follow", "web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 0 previous from 12:00:00 follow", "web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
  ],
});

story("a Job's logs are shown to their end, however long its Pods are ready (checklist 66)", {
  targets: [target("Job", "migrate")],
  steps: [
    [0, listed("Job", jobRuns), listed("Pod", jobPod(running(0))), events()],
    [10, logged("migrate-1", 0, 9, "step 1")],
    [20, logged("migrate-1", 0, 20, "step 2")],
    [21, applied(jobPod(terminated(0, 21, "Completed"), "Succeeded")), applied(jobDone)],
    [21.2, logged("migrate-1", 0, 21.1, "bye, by a clock that is ahead")],
    [21.4],
    [21.5, ended("migrate-1", 0)],
    [22],
  ],
  policy: quiet,
  lines: [
    "job/migrate po/migrate-1: Running, 1/1 ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate po/migrate-1 main │ step 1",
    "job/migrate po/migrate-1 main │ step 2",
    "job/migrate po/migrate-1: Completed",
    "job/migrate: ready",
    "job/migrate po/migrate-1 main │ bye, by a clock that is ahead",
    "job/migrate  ready  21s",
    "1 ready in 21s",
  ],
  exitCode: 0,
  wanted: [
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    [],
    [],
  ],
});

story("a Job that had ended before the start has its whole log shown (checklist 25, 39, 67)", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", jobDone), listed("Pod", jobPod(terminated(0, -60, "Completed"), "Succeeded")), events()], [0.2, logged("migrate-1", 0, -61, "migrated")], [0.4, ended("migrate-1", 0)]],
  lines: [
    "job/migrate po/migrate-1: Completed",
    "job/migrate: ready",
    "job/migrate po/migrate-1 main │ migrated",
    "job/migrate  ready  0s",
    "1 ready in 0s",
  ],
  exitCode: 0,
  wanted: [
    ["migrate-1/main run 0 follow"],
    ["migrate-1/main run 0 follow"],
    [],
  ],
});

story("a failed Job's last lines stand with its cause (checklist 67)", {
  targets: [target("Job", "migrate", logs({ skip: true }))],
  steps: [[0, listed("Job", jobFailed), listed("Pod", jobPod(terminated(1, -2), "Failed")), events()], [0.2, tailed("migrate-1", 0, -2, "connecting", "no such table: users"), endedTail("migrate-1", 0)], [1]],
  lines: [
    "job/migrate po/migrate-1: Error, 0/1 ready",
    "! job/migrate ERROR: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 1 after 1 s",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  0s  1 error  BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 1 after 1 s (node node-1)",
    "  it had already failed when this run began",
    "  po/migrate-1 container/main: image shop/web:2",
    "  last lines of po/migrate-1 container/main:",
    "  │ connecting",
    "  │ no such table: users",
    "  next: kubectl logs migrate-1 -c main -n shop",
    "1 failed in 0s",
    "! job/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit: po/migrate-1 container/main exits with 1 after 1 s (node node-1)",
  ],
  exitCode: 1,
  wanted: [
    ["migrate-1/main run 0 tail 20"],
    [],
    [],
  ],
});

story("the last lines of a container that failed are read although logs are skipped", {
  targets: [target("Deployment", "web", { allowedFailures: 0, ...logs({ skip: true }) })],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [2.1, tailed("web-abc-1", 1, 1.5, "panic: no config"), endedTail("web-abc-1", 1)]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  2s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  last lines of po/web-abc-1 container/main:",
    "  │ panic: no config",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 2s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
  wanted: [
    [],
    ["web-abc-1/main run 1 tail 20"],
    [],
  ],
});

story("the last 20 lines of a container that failed are kept, also when a pattern showed none of them", {
  targets: [target("Deployment", "web", { allowedFailures: 0, ...logs({ pattern: "^never$" }) })],
  steps: [[0, ...opening(web, starting(0))], [1, logged("web-abc-1", 0, 1, ...Array.from({ length: 30 }, (_, index) => `line ${index + 1}`))], [2, applied(pod("web-abc-1", webOwner, { state: terminated(3, 2), probe: true })), ended("web-abc-1", 0)], [3, applied(crashed(1, 3))], [3.1, logged("web-abc-1", 1, 3, "line 31"), ended("web-abc-1", 1)]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Error, 0/1 ready",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  3s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  last lines of po/web-abc-1 container/main:",
    "  │ line 31",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 3s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

story("closing waits for the log of what failed as long as its lines come, and 2 s more (checklist 67)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, starting(0))], [2, applied(crashed(1, 2))], [2.4], [3.9, logged("web-abc-1", 1, 1.9, "panic: no config")], [5.9], [6, logged("web-abc-1", 1, 1.9, "after the end")]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web po/web-abc-1 main │ panic: no config",
    "deploy/web  failed  2s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  last lines of po/web-abc-1 container/main:",
    "  │ panic: no config",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 5s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
    [],
    [],
  ],
});

story("closing waits for what a ready Pod has said before, not for a stream that goes on", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [5, applied(serving(5)), applied(webUp)], [5.2, logged("web-abc-1", 0, 4.8, "listening")], [5.3]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web po/web-abc-1 main │ listening",
    "deploy/web  ready  5s",
    "1 ready in 5s",
  ],
  exitCode: 0,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
  ],
});

story("until the controller is ready, a ready Pod's logs go on until its target is ready (checklist 12)", {
  targets: [target("Deployment", "web", logs({ until: "ControllerIsReady" })), target("Job", "migrate")],
  steps: [
    [0, ...opening(deployment("web", 2, 2, 0), serving(-60), starting(0, "web-abc-2")), listed("Job", jobRuns)],
    [3, logged("web-abc-1", 0, 3, "a request")],
    [5, applied(serving(5, "web-abc-2")), applied(deployment("web", 2, 2, 2))],
    [5.1, logged("web-abc-1", 0, 5.1, "a request too late"), logged("web-abc-2", 0, 4.9, "listening")],
    [6],
  ],
  lines: [
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 2 updated replicas available",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1 main │ a request",
    "deploy/web po/web-abc-2: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web po/web-abc-2 main │ listening",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow", "web-abc-2/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow", "web-abc-2/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow", "web-abc-2/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow", "web-abc-2/main run 0 from 12:00:00 follow"],
    [],
  ],
});

story("until the end of the deploy, logs go on to the end of the run (checklist 12)", {
  targets: [target("Deployment", "web", logs({ until: "EndOfDeploy" })), target("Job", "migrate")],
  steps: [
    [0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)],
    [8, logged("web-abc-1", 0, 8, "a request")],
    [9, applied(jobDone)],
    [9.1, logged("web-abc-1", 0, 8.9, "a last request"), logged("web-abc-1", 0, 9.1, "a request after the end")],
    [9.3],
  ],
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1 main │ a request",
    "job/migrate: ready",
    "deploy/web po/web-abc-1 main │ a last request",
    "deploy/web   ready  0s",
    "job/migrate  ready  9s",
    "2 ready in 9s",
  ],
  exitCode: 0,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
  ],
});

story("a pattern chooses the lines, a container's own replaces it (checklist 10)", {
  targets: [target("Deployment", "web", logs({ pattern: "ERROR|WARN" })), target("Job", "migrate", logs({ pattern: "ERROR", patternByContainer: { main: "^step" } }))],
  steps: [
    [0, ...opening(web, starting(0)).slice(0, 2), listed("Pod", starting(0), jobPod(running(0))), events(), listed("Job", jobRuns)],
    [1, logged("web-abc-1", 0, 1, "INFO fine", "WARN odd", "ERROR bad", "2026-01-01 WARN")],
    [2, logged("migrate-1", 0, 2, "step 1", "ERROR bad")],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate po/migrate-1: Running, 1/1 ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web po/web-abc-1 main │ WARN odd",
    "deploy/web po/web-abc-1 main │ ERROR bad",
    "deploy/web po/web-abc-1 main │ 2026-01-01 WARN",
    "job/migrate po/migrate-1 main │ step 1",
  ],
  exitCode: undefined,
});

story("only the containers that the user wants are followed (checklist 11)", {
  targets: [target("Deployment", "web", logs({ onlyContainers: ["sidecar"] })), target("Job", "migrate", logs({ skipContainers: ["main"], onlyContainers: ["main"] }))],
  steps: [[0, ...opening(web, starting(0)).slice(0, 2), listed("Pod", starting(0), jobPod(running(0))), events(), listed("Job", jobRuns)]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate po/migrate-1: Running, 1/1 ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: undefined,
  wanted: [
    [],
  ],
});

story("logs of older revisions and of Pods that are being deleted are not shown (checklist 62)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, listed("Deployment", web), listed("ReplicaSet", replicaSet("web", "abc"), older(replicaSet("web", "old"))), events(), listed("Pod", starting(0), pod("web-old-1", ["ReplicaSet", "web-old"], { state: running(-60) }))],
    [1, logged("web-abc-1", 0, 1, "booting")],
    [2, applied({ ...starting(0), metadata: { ...starting(0).metadata, deletionTimestamp: at(2) } })],
    [3, deleted(starting(0))],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1 main │ booting",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
    [],
  ],
});

story("a Pod that is a target of its own and belongs to another has its log shown once", {
  targets: [target("Pod", "web-abc-1"), target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [1, logged("web-abc-1", 0, 1, "booting")], [2, applied(serving(2)), applied(webUp)], [3]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "po/web-abc-1: progressing, container/main: running",
    "deploy/web po/web-abc-1 main │ booting",
    "po/web-abc-1: ready",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "po/web-abc-1  ready  2s",
    "deploy/web    ready  2s",
    "2 ready in 2s",
  ],
  exitCode: 0,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
  ],
});

story("a log that the server refuses is said once and not asked for again", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...opening(web, starting(0))],
    [1, { type: "refused", source: { type: "log", namespace: "shop", pod: "web-abc-1", podUid: "uid-web-abc-1", container: "main", run: 0, previous: false, sinceMs: 0, follow: true, tail: 0 }, status: 403, message: "pods/log is forbidden" }],
    [2, applied(restarted(2))],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! warning: going on without logs: pods/log is forbidden",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
  ],
  exitCode: undefined,
  wanted: [
    ["web-abc-1/main run 0 from 12:00:00 follow"],
    [],
    ["web-abc-1/main run 1 from 12:00:00 follow"],
  ],
});

function older(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": "0" } } };
}
