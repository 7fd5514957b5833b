import { applied, deployment, events, listed, pod, replicaSet, running, starting, story, target } from "./story.ts";

const quiet = { heartbeatMs: -1 };
const made = (hash: string, revision: string, createdAt: string) => {
  const object = replicaSet("web", hash);
  return { ...object, metadata: { ...object.metadata, creationTimestamp: createdAt, annotations: { "deployment.kubernetes.io/revision": revision } } };
};
const at = (revision: string) => {
  const object = deployment("web", 1, 1, 0);
  return { ...object, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": revision } } };
};
const older = made("old", "1", "2026-01-01T11:00:00Z");
const first = made("abc", "2", "2026-01-01T12:00:00Z");
const second = made("def", "3", "2026-01-01T12:00:05Z");
const opening = [listed("Deployment", at("2")), listed("ReplicaSet", older, first), listed("Pod", starting(0)), events()];
const begun = ["deploy/web po/web-abc-1: Running, 0/1 ready", "deploy/web: progressing, 0 of 1 updated replicas available"];

story("a rollout that a newer one replaces ends with both revisions named, and with exit code 5", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(second), applied(at("3"))], [9]],
  policy: quiet,
  lines: [
    ...begun,
    "deploy/web: progressing, superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "deploy/web  superseded  5s  Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 5s",
    "! deploy/web superseded: Superseded: revision abc was followed, now def is the current one: a newer rollout has replaced it",
  ],
  exitCode: 5,
});

const back = { ...older, metadata: { ...older.metadata, resourceVersion: "900", annotations: { "deployment.kubernetes.io/revision": "3" } } };

story("a rollout that is rolled back is said to be so", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(back), applied(at("3"))], [9]],
  policy: quiet,
  lines: [
    ...begun,
    "deploy/web: progressing, superseded: revision abc was followed, now old is the current one: it was rolled back",
    "deploy/web  superseded  5s  RolledBack: revision abc was followed, now old is the current one: it was rolled back",
    "  next: kubectl rollout history deployment/web -n shop",
    "1 superseded in 5s",
    "! deploy/web superseded: RolledBack: revision abc was followed, now old is the current one: it was rolled back",
  ],
  exitCode: 5,
});

story("who follows the latest goes on with it", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening], [5, applied(second), applied(at("3"))], [6, applied(pod("web-def-1", ["ReplicaSet", "web-def"], { state: running(6), probe: true }))]],
  policy: { ...quiet, followsLatest: true },
  lines: [...begun, "deploy/web po/web-def-1: Running, 0/1 ready"],
  exitCode: undefined,
});
