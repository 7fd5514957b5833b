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

/**
 * By reason, when the cluster had shown all that the verdict waits for:
 * of what fails, all that the default budget (one failure is allowed) takes; of what is stuck, the obstacle itself.
 */
export const evidence: { readonly [reason: string]: Evidence } = {
  // The controller says FailureTarget as soon as it is decided, Failed when the last Pod has gone.
  BackoffLimitExceeded: (seen) => shownAt(seen, hasCondition("FailureTarget")) ?? shownAt(seen, hasCondition("Failed")),
  ProgressDeadlineExceeded: (seen) => shownAt(seen, hasCondition("Progressing", "ProgressDeadlineExceeded")),
  FailedCreate: (seen) => shownAt(seen, hasCondition("ReplicaFailure")),
  Unschedulable: (seen) => shownAt(seen, hasCondition("PodScheduled", "Unschedulable")),
  CrashLoopBackOff: secondCrash,
  OOMKilled: secondCrash,
  ImagePullBackOff: (seen) => shownAt(seen, ({ message = "", count = 0 }) => message.startsWith("Failed to pull image") && count >= 2),
  ErrImagePull: (seen) => shownAt(seen, (object) => waitsFor(object).includes("ErrImagePull")),
  CreateContainerConfigError: (seen) => shownAt(seen, (object) => waitsFor(object).includes("CreateContainerConfigError")),
};

function secondCrash(seen: readonly Observation[]): number | undefined {
  return shownAt(seen, (object) => containersOf(object).some(({ restartCount, state }) => restartCount >= 2 && state?.waiting?.reason === "CrashLoopBackOff"));
}

function waitsFor(object: KubeObject): readonly string[] {
  return containersOf(object).map(({ state }) => state?.waiting?.reason ?? "");
}

function hasCondition(type: string, reason?: string): (object: Pick<KubeObject, "status">) => boolean {
  return ({ status }) => (status?.conditions ?? []).some((condition) => condition.type === type && (reason === undefined ? condition.status === "True" : condition.reason === reason));
}

function containersOf({ status }: KubeObject): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}
