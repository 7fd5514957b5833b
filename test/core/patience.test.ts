/** What may still come right by somebody's hand counts only when it has lasted. */
import { applied, at, event, events, job, listed, story, target } from "./story.ts";

const unmade = job("migrate", { startTime: at(-1) });
const created = job("migrate", { startTime: at(-1), active: 1 });
const missing = 'no Pod can be created: serviceaccount "shop" not found: create it or correct serviceAccountName in the Pod template';
const refused = event(unmade, "FailedCreate", 'Error creating: pods "migrate-" is forbidden: error looking up service account shop/shop: serviceaccount "shop" not found', 0);
const quiet = { heartbeatMs: -1, patienceMs: 60_000 };

const unmendedCases = [
  { title: "a missing ServiceAccount is said at once, and fails when nobody has made it for as long as the patience", changes: {}, seconds: 60, told: "1m" },
  { title: "a target's own patience stands in place of the run's", changes: { patienceMs: 20_000 }, seconds: 20, told: "20s" },
];

for (const { title, changes, seconds, told } of unmendedCases) {
  story(title, {
    targets: [target("Job", "migrate", changes)],
    steps: [[0, listed("Job", unmade), listed("Pod"), events(refused)], [seconds - 1], [seconds]],
    policy: quiet,
    lines: [
      `job/migrate: progressing, ${missing} (succeeded 0/1)`,
      `! job/migrate ERROR: FailedCreate: ${missing}`,
      "Critical failure for job/migrate has been occurred: stop tracking immediately!",
      "Failed resource job/migrate service messages:",
      '  │ event: FailedCreate: Error creating: pods "migrate-" is forbidden: error looking up service account shop/shop: serviceaccount "shop" not found',
      `job/migrate  failed  ${told}  1 error  FailedCreate: ${missing}`,
      "  next: kubectl get serviceaccounts -n shop",
      `1 failed in ${told}`,
      `! job/migrate failed: FailedCreate: ${missing}`,
    ],
    exitCode: 1,
  });
}

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
