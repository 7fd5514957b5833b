import { applied, deleted, deployment, job, listed, story, target } from "./story.ts";

const web = deployment("web", 3, 1, 0);
const going = { ...web, metadata: { ...web.metadata, deletionTimestamp: "2026-01-01T12:00:00Z", finalizers: ["shop/backup"] } };
const quiet = { heartbeatMs: -1 };

story("what is to be gone is waited for until it is, and what holds it is told (checklist 95)", {
  targets: [target("Deployment", "web", { goal: "gone" }), target("Deployment", "db", { goal: "gone" })],
  steps: [[0, listed("Deployment", web)], [1, { type: "applied", object: going }], [5, deleted(going)]],
  policy: quiet,
  lines: [
    "deploy/web: progressing, still exists, and nobody has deleted it yet",
    "deploy/db: ready, is gone",
    "deploy/web: deleting, being deleted, held by finalizer shop/backup",
    "deploy/web: ready, is gone",
    "deploy/web  ready  5s  is gone",
    "deploy/db   ready  0s  is gone",
    "2 ready in 5s",
  ],
  exitCode: 0,
});

const finished = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
const held = { ...finished, metadata: { ...finished.metadata, deletionTimestamp: "2026-01-01T12:00:01Z", finalizers: ["foregroundDeletion"] } };

story("a Job that has ended and is being deleted is not gone yet (checklist 95)", {
  targets: [target("Job", "migrate", { goal: "gone" })],
  steps: [[0, listed("Job", finished)], [1, applied(held)], [5, deleted(held)]],
  policy: { ...quiet, onDelete: "fail" },
  lines: [
    "job/migrate: progressing, still exists, and nobody has deleted it yet",
    "job/migrate: deleting, being deleted, held by finalizer foregroundDeletion",
    "job/migrate: ready, is gone",
    "job/migrate  ready  5s  is gone",
    "1 ready in 5s",
  ],
  exitCode: 0,
});

const other = target("Deployment", "web", { goal: "gone" });

story("a Job that is gone and is created again is waited for again", {
  targets: [target("Job", "migrate", { goal: "gone" }), other],
  steps: [[0, listed("Job", finished), listed("Deployment", web)], [1, deleted(finished)], [2, applied({ ...finished, metadata: { ...finished.metadata, uid: "uid-again" } })], [3, deleted(web)]],
  policy: quiet,
  lines: [
    "job/migrate: progressing, still exists, and nobody has deleted it yet",
    "deploy/web: progressing, still exists, and nobody has deleted it yet",
    "job/migrate: ready, is gone",
    "job/migrate: progressing, was created anew, following it from its start",
    "job/migrate: progressing, still exists, and nobody has deleted it yet",
    "deploy/web: ready, is gone",
  ],
  exitCode: undefined,
});

story("what is to be there is waited for whatever its state, and for longer than a target that is to be ready (checklist 93)", {
  targets: [target("Deployment", "web", { goal: "present" })],
  steps: [[0, listed("Deployment")], [400, { type: "applied", object: web }]],
  policy: quiet,
  lines: [
    "deploy/web: missing, does not exist in namespace shop yet, waiting for it to be created",
    "deploy/web: ready, exists",
    "deploy/web  ready  6m40s  exists",
    "1 ready in 6m40s",
  ],
  exitCode: 0,
});

story("what is to be gone and is not when the time is over ends the run as timed out", {
  targets: [target("Deployment", "web", { goal: "gone" })],
  steps: [[0, listed("Deployment", going)], [6]],
  policy: { ...quiet, timeoutMs: 5000 },
  lines: [
    "deploy/web: deleting, being deleted, held by finalizer shop/backup",
    "deploy/web  unfinished  5s  Deleting: being deleted, held by finalizer shop/backup",
    "  next: kubectl describe deployment web -n shop",
    "1 unfinished in 5s",
    "! deploy/web track failed: context deadline exceeded: Deleting: being deleted, held by finalizer shop/backup",
  ],
  exitCode: 3,
});
