import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import type { FactBody, WatchSource } from "../../src/core/fact.ts";
import { ownWatchOf, watchOf } from "../../src/core/wanted-sources.ts";
import { applied, deleted, story, target } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const backup = target("Job", "backup", { apiVersion: "batch/v1", kind: "CronJob", plural: "cronjobs", goal: "run" });

function cronJob(spec: object = {}): KubeObject {
  return { apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "backup", namespace: "shop", uid: "uid-backup" }, spec };
}

let version = 0;
function run(name: string, creationTimestamp: string, status: object): KubeObject {
  version += 1;
  const ownerReferences = [{ apiVersion: "batch/v1", kind: "CronJob", name: "backup", uid: "uid-backup", controller: true }];
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name, namespace: "shop", uid: `uid-${name}`, creationTimestamp, ownerReferences, resourceVersion: `r${version}` }, spec: { completions: 1, backoffLimit: 0 }, status };
}

const listed = (source: WatchSource, ...objects: readonly KubeObject[]): FactBody => ({ type: "listed", source, objects });
const ended = (type: string, reason: string, message: string) => ({ startTime: "2026-01-01T13:00:00Z", conditions: [{ type, status: "True", reason, message }] });
const before = run("backup-1", "2026-01-01T11:00:00Z", ended("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
const first = [listed(ownWatchOf(backup), cronJob()), listed(watchOf("Job", "shop"), before), listed(watchOf("Pod", "shop"))] as const;
const waits = "cronjob/backup: progressing, waiting for the next Job that it starts";

story("a CronJob whose next run is awaited is ready when that is complete, however long it takes to begin", {
  targets: [backup],
  steps: [
    [0, ...first],
    [3600, applied(run("backup-2", "2026-01-01T13:00:00Z", { startTime: "2026-01-01T13:00:00Z", active: 1 }))],
    [3660, applied(run("backup-2", "2026-01-01T13:00:00Z", { ...ended("Complete", "", ""), succeeded: 1 }))],
  ],
  policy: { ...quiet, noProgressMs: 600_000 },
  lines: [waits, "cronjob/backup: progressing, job/backup-2: 0 of 1 succeeded, 0 failed (backoff limit 0), 1 active", "cronjob/backup: ready, job/backup-2 is complete", "cronjob/backup  ready  1h1m  job/backup-2 is complete", "1 ready in 1h1m"],
  exitCode: 0,
});

story("a CronJob whose next run fails has failed", {
  targets: [backup],
  steps: [[0, ...first], [60, applied(run("backup-2", "2026-01-01T12:01:00Z", ended("Failed", "DeadlineExceeded", "Job was active longer than specified deadline")))]],
  policy: quiet,
  lines: [
    waits,
    "! cronjob/backup ERROR: DeadlineExceeded: Job was active longer than specified deadline",
    "Critical failure for cronjob/backup has been occurred: stop tracking immediately!",
    "cronjob/backup  failed  1m  1 error  DeadlineExceeded: Job was active longer than specified deadline",
    "  next: kubectl describe cronjob backup -n shop",
    "1 failed in 1m",
    "! cronjob/backup failed: DeadlineExceeded: Job was active longer than specified deadline",
  ],
  exitCode: 1,
});

story("a suspended CronJob whose next run is awaited is paused", {
  targets: [backup],
  steps: [[0, listed(ownWatchOf(backup), cronJob({ suspend: true })), ...first.slice(1)]],
  policy: quiet,
  lines: ["cronjob/backup: paused, suspended, nothing will run"],
  exitCode: undefined,
});

const active = { startTime: "2026-01-01T13:00:00Z", active: 1 };
const complete = run("backup-2", "2026-01-01T13:00:00Z", { ...ended("Complete", "", ""), succeeded: 1 });
const failed = run("backup-2", "2026-01-01T12:01:00Z", ended("Failed", "DeadlineExceeded", "Job was active longer than specified deadline"));

story("a run that is complete and deleted at once is the one that was awaited", {
  targets: [backup],
  steps: [[0, ...first], [3600, applied(run("backup-2", "2026-01-01T13:00:00Z", active))], [3660, applied(complete), deleted(complete)]],
  policy: quiet,
  lines: [waits, "cronjob/backup: progressing, job/backup-2: 0 of 1 succeeded, 0 failed (backoff limit 0), 1 active", "cronjob/backup: ready, job/backup-2 is complete", "cronjob/backup  ready  1h1m  job/backup-2 is complete", "1 ready in 1h1m"],
  exitCode: 0,
});

story("a run that fails and is deleted at once has failed", {
  targets: [backup],
  steps: [[0, ...first], [60, applied(failed), deleted(failed)]],
  policy: quiet,
  lines: [
    waits,
    "! cronjob/backup ERROR: DeadlineExceeded: Job was active longer than specified deadline",
    "Critical failure for cronjob/backup has been occurred: stop tracking immediately!",
    "cronjob/backup  failed  1m  1 error  DeadlineExceeded: Job was active longer than specified deadline",
    "  next: kubectl describe cronjob backup -n shop",
    "1 failed in 1m",
    "! cronjob/backup failed: DeadlineExceeded: Job was active longer than specified deadline",
  ],
  exitCode: 1,
});

const later = run("backup-3", "2026-01-01T12:01:30Z", active);
const replaced = run("backup-2", "2026-01-01T13:00:00Z", active);

story("a run that the next one replaces is said to be deleted, unlike one of before, and the next one is followed", {
  targets: [backup],
  steps: [[0, ...first], [3600, applied(replaced)], [5000, deleted(before)], [7200, deleted(replaced), applied(run("backup-3", "2026-01-01T14:00:00Z", active))]],
  policy: quiet,
  lines: [
    waits,
    "cronjob/backup: progressing, job/backup-2: 0 of 1 succeeded, 0 failed (backoff limit 0), 1 active",
    "cronjob/backup: progressing, job/backup-2 was deleted before its result was seen",
    "cronjob/backup: progressing, job/backup-3: 0 of 1 succeeded, 0 failed (backoff limit 0), 1 active",
  ],
  exitCode: undefined,
});

story("following for ever, neither a failed run nor a later one is said to be deleted before its result", {
  targets: [backup],
  steps: [[0, ...first], [60, applied(failed), applied(later)], [70, deleted(later)], [80, deleted(failed)]],
  policy: { ...quiet, mode: "follow" },
  lines: [
    waits,
    "! cronjob/backup ERROR: DeadlineExceeded: Job was active longer than specified deadline",
    "1 errors occurred for cronjob/backup",
  ],
  exitCode: undefined,
});
