/** Keeps a StatefulSet's Pods: one after another, each when those before it are ready; updates from the last to the first. */
import type { Controllers } from "./controllers.ts";
import { isLeaving, isReady } from "./pod-status.ts";
import { templateHash } from "./pod-template.ts";
import { isA, type StoredOf } from "./stored.ts";

type Pod = StoredOf<"Pod">;

export function reconcileStatefulSet(controllers: Controllers, set: StoredOf<"StatefulSet">): void {
  const { uid, name } = set.metadata;
  const revision = `${name}-${templateHash(set.spec?.template ?? {})}`;
  step(controllers, set, revision);
  writeStatus(controllers, uid, revision);
}

/** One thing at a time: the set waits for each Pod that is not ready or on its way out. */
function step(controllers: Controllers, set: StoredOf<"StatefulSet">, revision: string): void {
  const wanted = set.spec?.replicas ?? 1;
  const pods = new Map(controllers.store.children("Pod", set.metadata.uid).map((pod) => [pod.metadata.name, pod]));
  const ordinals = Array.from({ length: wanted }, (_, ordinal) => ordinal);
  for (const ordinal of ordinals) {
    const pod = pods.get(`${set.metadata.name}-${ordinal}`);
    if (pod === undefined) return createPod(controllers, set, ordinal, revision);
    if (!isReady(pod)) return;
  }
  const all = [...pods.values()];
  const surplus = all.filter((pod) => ordinalOf(pod) >= wanted);
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  const outdated = all.filter((pod) => revisionOf(pod) !== revision && ordinalOf(pod) >= partition);
  const leaving = [...surplus, ...outdated].toSorted((a, b) => ordinalOf(b) - ordinalOf(a))[0];
  if (leaving === undefined || all.some(isLeaving)) return;
  controllers.kubelet.stop(leaving);
  controllers.say(set, "Normal", "SuccessfulDelete", `delete Pod ${leaving.metadata.name} in StatefulSet ${set.metadata.name} successful`);
}

function createPod(controllers: Controllers, set: StoredOf<"StatefulSet">, ordinal: number, revision: string): void {
  const name = `${set.metadata.name}-${ordinal}`;
  const labels = { "apps.kubernetes.io/pod-index": String(ordinal), "controller-revision-hash": revision, "statefulset.kubernetes.io/pod-name": name };
  controllers.createPod(set, set.spec?.template ?? {}, { name, labels });
  controllers.say(set, "Normal", "SuccessfulCreate", `create Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

function writeStatus({ store }: Controllers, uid: string, updateRevision: string): void {
  const set = store.byUid(uid);
  if (!isA("StatefulSet", set)) return;
  const pods = store.children("Pod", uid);
  const ready = pods.filter(isReady).length;
  const updated = pods.filter((pod) => revisionOf(pod) === updateRevision && !isLeaving(pod)).length;
  const done = updated === (set.spec?.replicas ?? 1) && ready === updated;
  const currentRevision = done ? updateRevision : (set.status?.currentRevision ?? updateRevision);
  const current = pods.filter((pod) => revisionOf(pod) === currentRevision).length;
  const status = {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: pods.length,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(current > 0 ? { currentReplicas: current } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    currentRevision,
    updateRevision,
    collisionCount: 0,
    availableReplicas: ready,
  };
  store.replace({ ...set, status });
}

function ordinalOf({ metadata }: Pod): number {
  return Number(metadata.name.slice(metadata.name.lastIndexOf("-") + 1));
}

function revisionOf({ metadata }: Pod): string {
  return metadata.labels?.["controller-revision-hash"] ?? "";
}
