import { applied, deployment, event, opening, story, target } from "./story.ts";

const web = deployment("web", 2, 1, 1);
const failing = (reason: string, message: string, seconds: number, count = 1, changes: object = {}) => applied({ ...event(web, reason, message, seconds, count), ...changes });

story("an Event of the controller that something has failed counts once, however often it is repeated (checklist 57, 59)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web)],
    [1, failing("FailedUpdate", "cannot update the ReplicaSet", 1)],
    [2, failing("FailedUpdate", "cannot update the ReplicaSet", 2, 5, { firstTimestamp: "2026-01-01T12:00:01Z" })],
    [3, failing("FailedRollback", "no revision 3", 3)],
  ],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web: progressing, 1 of 2 replicas updated",
    "! deploy/web ERROR: FailedUpdate: cannot update the ReplicaSet",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "! deploy/web ERROR: FailedRollback: no revision 3",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "Failed resource deploy/web service messages:",
    "  │ event: FailedUpdate: cannot update the ReplicaSet (×5)",
    "  │ event: FailedRollback: no revision 3",
    "deploy/web  failed  3s  2 errors  FailedRollback: no revision 3",
    "  warning: FailedUpdate: cannot update the ReplicaSet (×5)",
    "  next: kubectl describe deployment web -n shop",
    "1 failed in 3s",
    "! deploy/web failed: FailedRollback: no revision 3",
  ],
  exitCode: 1,
});

story("what a controller puts right itself, and what began before the start, is no failure (checklist 57, 59)", {
  targets: [target("StatefulSet", "web", { allowedFailures: 0 }), target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...opening(web)],
    [1, failing("RecreatingFailedPod", "StatefulSet shop/web is recreating failed Pod web-0", 1)],
    [2, failing("FailedDelete", "cannot delete web-0", 2)],
    [3, failing("FailedUpdate", "an old story", 3, 7, { firstTimestamp: "2026-01-01T11:00:00Z" })],
  ],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web: progressing, 1 of 2 replicas updated",
    "deploy/web event: FailedUpdate: an old story (×7)",
  ],
  exitCode: undefined,
});
