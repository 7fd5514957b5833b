/** Keeps as many Pods as a ReplicaSet asks for. */
import type { Controllers } from "./controllers.ts";
import { isLeaving, isReady } from "./pod-status.ts";
import { isA, type StoredOf } from "./stored.ts";

export function reconcileReplicaSet(controllers: Controllers, set: StoredOf<"ReplicaSet">): void {
  const { uid } = set.metadata;
  const wanted = set.spec?.replicas ?? 1;
  const pods = controllers.store.children("Pod", uid).filter((pod) => !isLeaving(pod));
  for (let missing = wanted - pods.length; missing > 0; missing -= 1) createPod(controllers, set);
  // Those that are not ready go first, then the newest.
  const byWorth = pods.toReversed().toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)));
  for (const pod of byWorth.slice(0, Math.max(0, pods.length - wanted))) {
    controllers.kubelet.stop(pod);
    controllers.say(set, "Normal", "SuccessfulDelete", `Deleted pod: ${pod.metadata.name}`);
  }
  writeStatus(controllers, uid);
}

function createPod(controllers: Controllers, set: StoredOf<"ReplicaSet">): void {
  const pod = controllers.createPod(set, set.spec?.template ?? {}, {});
  controllers.say(set, "Normal", "SuccessfulCreate", `Created pod: ${pod?.metadata.name}`);
}

function writeStatus({ store }: Controllers, uid: string): void {
  const pods = store.children("Pod", uid).filter((pod) => !isLeaving(pod));
  const ready = pods.filter(isReady).length;
  const set = store.byUid(uid);
  if (!isA("ReplicaSet", set)) return;
  const counted = ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready };
  const replicas = pods.length === 0 ? { replicas: 0 } : { replicas: pods.length, fullyLabeledReplicas: pods.length };
  store.replace({ ...set, status: { ...replicas, ...counted, observedGeneration: set.metadata.generation ?? 1 } });
}
