/** Keeps one Pod a node; an update replaces one at a time. */
import type { Controllers } from "./controllers.ts";
import { isLeaving, isReady } from "./pod-status.ts";
import { templateHash } from "./pod-template.ts";
import { isA, type StoredOf } from "./stored.ts";

const generationKey = "deprecated.daemonset.template.generation";

export function reconcileDaemonSet(controllers: Controllers, set: StoredOf<"DaemonSet">): void {
  const { store } = controllers;
  const { uid } = set.metadata;
  const hash = templateHash(set.spec?.template ?? {});
  store.change("DaemonSet", uid, (now) => ({ ...now, metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, [generationKey]: generationOf(now) } } }));
  const pods = store.children("Pod", uid);
  for (const node of controllers.nodes) {
    if (pods.some((pod) => nodeOf(pod) === node)) continue;
    const labels = { "controller-revision-hash": hash, "pod-template-generation": generationOf(set) };
    const pod = controllers.createPod(set, { ...set.spec?.template, spec: { containers: [], ...set.spec?.template?.spec, nodeName: node } }, { node, labels });
    controllers.say(set, "Normal", "SuccessfulCreate", `Created pod: ${pod?.metadata.name}`);
  }
  const outdated = pods.find((pod) => !isCurrent(pod, hash));
  if (outdated !== undefined && pods.every((pod) => isReady(pod))) {
    controllers.kubelet.stop(outdated);
    controllers.say(set, "Normal", "SuccessfulDelete", `Deleted pod: ${outdated.metadata.name}`);
  }
  writeStatus(controllers, uid, hash);
}

function writeStatus({ store, nodes }: Controllers, uid: string, hash: string): void {
  const set = store.byUid(uid);
  if (!isA("DaemonSet", set)) return;
  const pods = store.children("Pod", uid).filter((pod) => !isLeaving(pod));
  const ready = pods.filter(isReady).length;
  const updated = pods.filter((pod) => isCurrent(pod, hash)).length;
  const status = {
    currentNumberScheduled: pods.length,
    numberMisscheduled: 0,
    desiredNumberScheduled: nodes.length,
    numberReady: ready,
    observedGeneration: set.metadata.generation ?? 1,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(ready > 0 ? { numberAvailable: ready } : {}),
    ...(ready < nodes.length ? { numberUnavailable: nodes.length - ready } : {}),
  };
  store.replace({ ...set, status });
}

/** The template's generation; only templates change here, so it is the object's. */
function generationOf({ metadata }: StoredOf<"DaemonSet">): string {
  return String(metadata.generation ?? 1);
}

function isCurrent({ metadata }: StoredOf<"Pod">, hash: string): boolean {
  return metadata.labels?.["controller-revision-hash"] === hash;
}

function nodeOf({ spec }: StoredOf<"Pod">): string {
  return spec?.nodeName ?? "";
}
