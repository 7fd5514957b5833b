/** What may still come right by somebody's hand counts only when it has lasted. */
import { applied, at, event, events, job, listed, story, target } from "./story.ts";

const unmade = job("migrate", { startTime: at(-1) });
const created = job("migrate", { startTime: at(-1), active: 1 });
const missing = 'no Pod can be created: serviceaccount "shop" not found: create it or correct serviceAccountName in the Pod template';
const refused = event(unmade, "FailedCreate", 'Error creating: pods "migrate-" is forbidden: error looking up service account shop/shop: serviceaccount "shop" not found', 0);
const quiet = { heartbeatMs: -1, patienceMs: 60_000 };

story("a missing ServiceAccount is said at once, and fails when nobody has made it for as long as the patience", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", unmade), listed("Pod"), events(refused)], [59], [60]],
  policy: quiet,
  lines: [
    `job/migrate: progressing, ${missing} (succeeded 0/1)`,
    `! job/migrate ERROR: FailedCreate: ${missing}`,
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "Failed resource job/migrate service messages:",
    '  │ event: FailedCreate: Error creating: pods "migrate-" is forbidden: error looking up service account shop/shop: serviceaccount "shop" not found',
    `job/migrate  failed  1m  1 error  FailedCreate: ${missing}`,
    "  next: kubectl get serviceaccounts -n shop",
    "1 failed in 1m",
    `! job/migrate failed: FailedCreate: ${missing}`,
  ],
  exitCode: 1,
});

story("a ServiceAccount that comes within the patience is no failure", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", unmade), listed("Pod"), events(refused)], [59, applied(created)], [61]],
  policy: quiet,
  lines: [
    `job/migrate: progressing, ${missing} (succeeded 0/1)`,
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: undefined,
});

story("a target's own patience stands in place of the run's", {
  targets: [target("Job", "migrate", { patienceMs: 20_000 })],
  steps: [[0, listed("Job", unmade), listed("Pod"), events(refused)], [19], [20]],
  policy: quiet,
  lines: [
    `job/migrate: progressing, ${missing} (succeeded 0/1)`,
    `! job/migrate ERROR: FailedCreate: ${missing}`,
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "Failed resource job/migrate service messages:",
    '  │ event: FailedCreate: Error creating: pods "migrate-" is forbidden: error looking up service account shop/shop: serviceaccount "shop" not found',
    `job/migrate  failed  20s  1 error  FailedCreate: ${missing}`,
    "  next: kubectl get serviceaccounts -n shop",
    "1 failed in 20s",
    `! job/migrate failed: FailedCreate: ${missing}`,
  ],
  exitCode: 1,
});
