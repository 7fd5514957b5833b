/** When the cluster itself showed something: what the program's own times are measured against. */
import type { ContainerStatus, KubeObject, Observation } from "./api.ts";

/** Whether the controllers call the object rolled out, as `kubectl rollout status` and `kubectl wait` would. */
export function isReady({ kind, metadata, spec, status = {} }: KubeObject): boolean {
  if (kind === "Job") return hasCondition("Complete")({ status });
  if (kind === "Pod") return hasCondition("Ready")({ status });
  if (status.observedGeneration !== metadata.generation) return false;
  const wanted = spec?.replicas ?? 1;
  if (kind === "DaemonSet") return status.desiredNumberScheduled === status.updatedNumberScheduled && status.desiredNumberScheduled === status.numberAvailable;
  if (kind === "StatefulSet") return status.updatedReplicas === wanted && status.readyReplicas === wanted;
  return status.replicas === wanted && status.updatedReplicas === wanted && status.availableReplicas === wanted;
}

/** Whether its containers are judged by how long they stay up, since no probe tells. */
export function isSettling({ kind, spec }: KubeObject): boolean {
  return kind !== "Job" && (spec?.template?.spec.containers ?? spec?.containers ?? []).some(({ readinessProbe }) => readinessProbe === undefined);
}

/** ms since the epoch; undefined while it was never so. */
export function shownAt(seen: readonly Observation[], isShown: (object: KubeObject) => boolean): number | undefined {
  return seen.find(({ object }) => isShown(object))?.at;
}

export type Evidence = (seen: readonly Observation[]) => number | undefined;

/** By reason, when the cluster had shown all that the default budget (one failure is allowed) waits for. */
export const evidence: { readonly [reason: string]: Evidence } = {
  BackoffLimitExceeded: (seen) => shownAt(seen, hasCondition("Failed")),
  ProgressDeadlineExceeded: (seen) => shownAt(seen, hasCondition("Progressing", "ProgressDeadlineExceeded")),
  FailedCreate: (seen) => shownAt(seen, hasCondition("ReplicaFailure")),
  CrashLoopBackOff: secondCrash,
  OOMKilled: secondCrash,
  ImagePullBackOff: secondPull,
};

function secondCrash(seen: readonly Observation[]): number | undefined {
  return shownAt(seen, (object) => containersOf(object).some(({ restartCount, state }) => restartCount >= 2 && state?.waiting?.reason === "CrashLoopBackOff"));
}

/** The kubelet tries again, and says so, after it has waited. */
function secondPull(seen: readonly Observation[]): number | undefined {
  const isWaiting = (reason: string) => (object: KubeObject) => containersOf(object).some(({ state }) => state?.waiting?.reason === reason);
  const waitedAt = shownAt(seen, isWaiting("ImagePullBackOff")) ?? Number.POSITIVE_INFINITY;
  return shownAt(seen.filter(({ at }) => at > waitedAt), isWaiting("ErrImagePull"));
}

function hasCondition(type: string, reason?: string): (object: Pick<KubeObject, "status">) => boolean {
  return ({ status }) => (status?.conditions ?? []).some((condition) => condition.type === type && (reason === undefined ? condition.status === "True" : condition.reason === reason));
}

function containersOf({ status }: KubeObject): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}
