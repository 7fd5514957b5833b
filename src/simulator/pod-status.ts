/** A Pod's phase and conditions, as the kubelet derives them from its containers. Pure. */
import type { ContainerStatus, Pod } from "../kinds/kubernetes.ts";
import { seconds } from "./store.ts";
import type { StoredOf } from "./stored.ts";

type PodCondition = NonNullable<NonNullable<Pod["status"]>["conditions"]>[number];

/** Changes one container's status, and all that follows from it. */
export function withContainer(pod: StoredOf<"Pod">, name: string, atMs: number, change: (status: ContainerStatus) => ContainerStatus): StoredOf<"Pod"> {
  const changed = (statuses: ContainerStatus[] = []) => statuses.map((status) => (status.name === name ? change(status) : status));
  const { containerStatuses, initContainerStatuses } = pod.status ?? {};
  const init = initContainerStatuses === undefined ? {} : { initContainerStatuses: changed(initContainerStatuses) };
  return withConditions({ ...pod, status: { ...pod.status, ...init, containerStatuses: changed(containerStatuses) } }, atMs);
}

/** Phase and conditions anew; a condition keeps its transition time while its status stays. */
export function withConditions(pod: StoredOf<"Pod">, atMs: number): StoredOf<"Pod"> {
  const phase = phaseOf(pod);
  const observedGeneration = pod.metadata.generation ?? 1;
  const before = pod.status?.conditions ?? [];
  const conditions = conditionsOf(pod, phase).map((condition) => {
    const same = before.find(({ type, status }) => type === condition.type && status === condition.status);
    return { ...condition, observedGeneration, lastTransitionTime: same?.lastTransitionTime ?? seconds(atMs) };
  });
  return { ...pod, status: { ...pod.status, observedGeneration, phase, conditions } };
}

function conditionsOf(pod: StoredOf<"Pod">, phase: string): PodCondition[] {
  const { initContainerStatuses = [], containerStatuses = [], podIP } = pod.status ?? {};
  const uninitialised = initContainerStatuses.filter((status) => !initialised(pod, status)).map(({ name }) => name);
  const sidecars = initContainerStatuses.filter(({ name }) => isSidecar(pod, name));
  const unready = [...sidecars, ...containerStatuses].filter(({ ready }) => !ready).map(({ name }) => name);
  const over = phase === "Succeeded" ? "PodCompleted" : phase === "Failed" ? "PodFailed" : "";
  const ready = over !== "" ? no(over, "") : unready.length > 0 ? no("ContainersNotReady", `containers with unready status: [${unready.join(" ")}]`) : yes;
  const incomplete = `containers with incomplete status: [${uninitialised.join(" ")}]`;
  return [
    { type: "PodReadyToStartContainers", ...(podIP !== undefined && over === "" ? yes : { status: "False" }) },
    { type: "Initialized", ...(uninitialised.length > 0 ? no("ContainersNotInitialized", incomplete) : yes) },
    { type: "Ready", ...ready },
    { type: "ContainersReady", ...ready },
    { type: "PodScheduled", ...yes },
  ];
}

const yes = { status: "True" };

function no(reason: string, message: string) {
  return { status: "False", reason, ...(message === "" ? {} : { message }) };
}

function phaseOf(pod: StoredOf<"Pod">): string {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const never = pod.spec?.restartPolicy === "Never";
  if (initContainerStatuses.some((status) => !initialised(pod, status))) {
    return never && initContainerStatuses.some((status) => exitCode(status) > 0) ? "Failed" : "Pending";
  }
  const codes = containerStatuses.map(exitCode);
  if (codes.every((code) => code === 0) && pod.spec?.restartPolicy !== "Always" && codes.length > 0) return "Succeeded";
  const leaves = never || pod.metadata.deletionTimestamp !== undefined;
  if (leaves && codes.length > 0 && codes.every((code) => code >= 0)) return codes.some((code) => code > 0) ? "Failed" : "Succeeded";
  return containerStatuses.some(({ state, lastState }) => state?.waiting === undefined || lastState?.terminated !== undefined) ? "Running" : "Pending";
}

/** -1 while it has not ended. */
function exitCode({ state }: ContainerStatus): number {
  return state?.terminated?.exitCode ?? -1;
}

function initialised(pod: StoredOf<"Pod">, status: ContainerStatus): boolean {
  return isSidecar(pod, status.name) ? status.started === true : exitCode(status) === 0;
}

/** A native sidecar: an init container that is restarted runs beside the others. */
export function isSidecar({ spec }: StoredOf<"Pod">, container: string): boolean {
  return (spec?.initContainers ?? []).some(({ name, restartPolicy }) => name === container && restartPolicy === "Always");
}

/** A Pod that is leaving does not count as ready. */
export function isReady(pod: StoredOf<"Pod">): boolean {
  return !isLeaving(pod) && pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true;
}

export function isLeaving({ metadata }: StoredOf<"Pod">): boolean {
  return metadata.deletionTimestamp !== undefined;
}
