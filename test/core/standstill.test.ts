import { applied, deleted, deployment, listed, opening, pod, replicaSet, running, statefulSet, story, target, webOwner } from "./story.ts";

const web = target("Deployment", "web");
const nothing = [listed("Deployment"), listed("ReplicaSet"), listed("Pod")];
const quiet = { heartbeatMs: -1 };

story("a target that is never created has failed after the time to wait for it (checklist 64)", {
  targets: [web],
  steps: [[0, ...nothing], [59], [61]],
  policy: { ...quiet, waitForCreateMs: 60_000 },
  lines: [
    "deploy/web: missing, does not exist in namespace shop yet, waiting for it to be created",
    "! deploy/web ERROR: NotCreated: does not exist for 60 s (--wait-for-create): are its name and namespace right?",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  1m  1 error  NotCreated: does not exist for 60 s (--wait-for-create): are its name and namespace right?",
    "  next: kubectl get deployment -n shop",
    "1 failed in 1m",
    "! deploy/web failed: NotCreated: does not exist for 60 s (--wait-for-create): are its name and namespace right?",
  ],
  exitCode: 1,
});

story("with no time to wait it is waited for for ever (checklist 23, 64)", {
  targets: [web],
  steps: [[0, ...nothing], [100_000]],
  policy: { ...quiet, waitForCreateMs: 0 },
  lines: [
    "deploy/web: missing, does not exist in namespace shop yet, waiting for it to be created",
  ],
  exitCode: undefined,
});

story("a deleted target fails at once where the user says so (checklist 63)", {
  targets: [web],
  steps: [[0, listed("Deployment", deployment("web", 1, 1, 0)), listed("ReplicaSet", replicaSet("web", "abc")), listed("Pod")], [1, deleted(deployment("web", 1, 1, 0))]],
  policy: { ...quiet, onDelete: "fail" },
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! deploy/web ERROR: Deleted: was deleted",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  1s  1 error  Deleted: was deleted",
    "  next: kubectl get deployment -n shop",
    "1 failed in 1s",
    "! deploy/web failed: Deleted: was deleted",
  ],
  exitCode: 1,
});

story("a target that is deleted and stays away has failed after the time to wait for it (checklist 63, 64)", {
  targets: [web],
  steps: [[0, listed("Deployment", deployment("web", 1, 1, 0)), listed("ReplicaSet", replicaSet("web", "abc")), listed("Pod")], [1, deleted(deployment("web", 1, 1, 0))], [62]],
  policy: { ...quiet, waitForCreateMs: 60_000 },
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: missing, was deleted, waiting for it to be created again",
    "! deploy/web ERROR: Deleted: was deleted and not created again for 60 s (--wait-for-create)",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  1m1s  1 error  Deleted: was deleted and not created again for 60 s (--wait-for-create)",
    "  next: kubectl get deployment -n shop",
    "1 failed in 1m1s",
    "! deploy/web failed: Deleted: was deleted and not created again for 60 s (--wait-for-create)",
  ],
  exitCode: 1,
});

const up = deployment("web", 1, 1, 0);
const going = { ...up, metadata: { ...up.metadata, deletionTimestamp: "2026-01-01T12:00:01Z", finalizers: ["shop/backup"] } };

story("a target that is being deleted fails before its finalizers let it go, where the user says so (checklist 63)", {
  targets: [web],
  steps: [[0, listed("Deployment", up), listed("ReplicaSet", replicaSet("web", "abc")), listed("Pod")], [1, applied(going)]],
  policy: { ...quiet, onDelete: "fail" },
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! deploy/web ERROR: Deleting: being deleted, held by finalizer shop/backup",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  1s  1 error  Deleting: being deleted, held by finalizer shop/backup",
    "  next: kubectl describe deployment web -n shop",
    "1 failed in 1s",
    "! deploy/web failed: Deleting: being deleted, held by finalizer shop/backup",
  ],
  exitCode: 1,
});

const paused = { ...deployment("web", 3, 1, 1), spec: { replicas: 3, paused: true, selector: {}, template: {} } };

story("a Deployment that is paused half-way fails where the user says so (checklist 35)", {
  targets: [web],
  steps: [[0, listed("Deployment", paused), listed("ReplicaSet"), listed("Pod")]],
  policy: { ...quiet, onPaused: "fail" },
  lines: [
    "! deploy/web ERROR: Paused: paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  0s  1 error  Paused: paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
    "  next: kubectl rollout resume deployment/web -n shop",
    "1 failed in 0s",
    "! deploy/web failed: Paused: paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
  ],
  exitCode: 1,
});

story("a Deployment that is paused half-way is ready where the user says so (checklist 35)", {
  targets: [web],
  steps: [[0, listed("Deployment", paused), listed("ReplicaSet"), listed("Pod")]],
  policy: { ...quiet, onPaused: "ready" },
  lines: [
    "deploy/web: ready, paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
    "deploy/web  ready  0s  paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("a target that does not exist is told with the names that are nearest to it", {
  targets: [target("Deployment", "web-fronted")],
  steps: [[0, listed("Deployment", deployment("cache", 1, 1, 1), deployment("web-frontend", 1, 1, 1), deployment("web", 1, 1, 1), deployment("migrations", 1, 1, 1)), listed("ReplicaSet"), listed("Pod")]],
  policy: quiet,
  lines: ["deploy/web-fronted: missing, does not exist in namespace shop yet, waiting for it to be created; there are web-frontend, web"],
  exitCode: undefined,
});

const byHand = statefulSet("db", { replicas: 2, updateStrategy: { type: "OnDelete" } }, { replicas: 2, readyReplicas: 2, currentReplicas: 1, updatedReplicas: 1, currentRevision: "db-1", updateRevision: "db-2" });

story("a StatefulSet whose old Pods nobody deletes is waited for, with the command to delete them (checklist 37)", {
  targets: [target("StatefulSet", "db")],
  steps: [[0, listed("StatefulSet", byHand), listed("Pod")], [100]],
  policy: quiet,
  lines: ["sts/db: progressing, 1 of 2 replicas updated; with updateStrategy OnDelete delete the old Pods by hand"],
  exitCode: undefined,
});

story("a StatefulSet whose old Pods nobody deletes is ready where the user says so (checklist 37)", {
  targets: [target("StatefulSet", "db")],
  steps: [[0, listed("StatefulSet", byHand), listed("Pod")], [10]],
  policy: { ...quiet, onManualUpdate: "ready" },
  lines: [
    "sts/db: ready, 1 of 2 replicas updated; with updateStrategy OnDelete delete the old Pods by hand",
    "sts/db  ready  0s  1 of 2 replicas updated; with updateStrategy OnDelete delete the old Pods by hand",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("a paused Deployment with nothing left to do has to stay up like any other", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 1, {}, { paused: true }), pod("web-abc-1", webOwner, { ready: true, state: running(0) }))], [5], [8]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web: ready, paused, complete; resume with: kubectl rollout resume deployment/web -n shop",
    "deploy/web  ready  6s  paused, complete; resume with: kubectl rollout resume deployment/web -n shop",
    "1 ready in 6s",
  ],
  exitCode: 0,
});
