/** A Pod's row as `kubectl get pods -o wide` prints it. */
import { trueCondition } from "./conditions.ts";
import { ageText, timeMs } from "./durations.ts";
import { isTerminating } from "./family.ts";
import type { ContainerStatus, Pod } from "./kubernetes.ts";

export type PodColumns = {
  /** `1/2` */
  readonly ready: string;
  /** `Running`, `Init:0/1`, `CrashLoopBackOff` */
  readonly status: string;
  /** `3 (10s ago)` */
  readonly restarts: string;
  readonly restartCount: number;
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  /** `1/3` */
  readonly readinessGates: string;
};

const none = "<none>";

export function podColumns(pod: Pod, nowMs: number): PodColumns {
  const counted = countedStatuses(pod);
  const restartCount = counted.reduce((sum, status) => sum + status.restartCount, 0);
  return {
    ready: readyText(pod),
    status: statusText(pod),
    restarts: restartsText(restartCount, counted, nowMs),
    restartCount,
    ip: pod.status?.podIPs?.[0]?.ip || pod.status?.podIP || none,
    node: pod.spec?.nodeName || none,
    nominatedNode: pod.status?.nominatedNodeName || none,
    readinessGates: gatesText(pod),
  };
}

function statusText(pod: Pod): string {
  const word = isPastInit(pod) ? containersWord(pod) : initWord(pod);
  const { phase, reason } = pod.status ?? {};
  if (!isTerminating({ object: pod })) return word;
  if (reason === "NodeLost") return "Unknown";
  return phase === "Succeeded" || phase === "Failed" ? word : "Terminating";
}

function podWord({ status }: Pod): string {
  const isGated = status?.conditions?.some(({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated");
  return isGated ? "SchedulingGated" : status?.reason || status?.phase || "Unknown";
}

/** The init container that the Pod waits for, with its place in the list. */
function pendingInit(pod: Pod): { readonly status: ContainerStatus; readonly index: number } | undefined {
  const statuses = pod.status?.initContainerStatuses ?? [];
  const index = statuses.findIndex((status) => status.state?.terminated?.exitCode !== 0 && !isStartedSidecar(pod, status));
  const status = statuses[index];
  return status && { status, index };
}

function isSidecar({ spec }: Pod, name: string): boolean {
  return spec?.initContainers?.some((container) => container.name === name && container.restartPolicy === "Always") ?? false;
}

function isStartedSidecar(pod: Pod, { name, started }: ContainerStatus): boolean {
  return started === true && isSidecar(pod, name);
}

function isPastInit(pod: Pod): boolean {
  return pendingInit(pod) === undefined || trueCondition(pod, "Initialized") !== undefined;
}

function initWord(pod: Pod): string {
  const { status, index } = pendingInit(pod) ?? {};
  const ended = endedWord(status);
  if (ended !== "") return `Init:${ended}`;
  const waiting = status?.state?.waiting?.reason ?? "";
  if (waiting !== "" && waiting !== "PodInitializing") return `Init:${waiting}`;
  return `Init:${index ?? 0}/${pod.spec?.initContainers?.length ?? 0}`;
}

function endedWord(status: ContainerStatus | undefined): string {
  const ended = status?.state?.terminated;
  if (ended == null) return "";
  return ended.reason || (ended.signal ? `Signal:${ended.signal}` : `ExitCode:${ended.exitCode}`);
}

function containersWord(pod: Pod): string {
  const statuses = pod.status?.containerStatuses ?? [];
  const words = statuses.map((status) => status.state?.waiting?.reason || endedWord(status));
  const pending = pendingInit(pod);
  const word = words.find((candidate) => candidate !== "") ?? (pending === undefined ? podWord(pod) : initWord(pod));
  if (word !== "Completed" || !statuses.some(isServing)) return word;
  return trueCondition(pod, "Ready") !== undefined ? "Running" : "NotReady";
}

function isServing({ ready, state }: ContainerStatus): boolean {
  return ready && state?.running != null;
}

function readyText(pod: Pod): string {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === "Always");
  const started = (pod.status?.initContainerStatuses ?? []).slice(0, pendingInit(pod)?.index).filter((status) => isStartedSidecar(pod, status));
  const apps = isPastInit(pod) ? (pod.status?.containerStatuses ?? []) : [];
  const count = started.filter(({ ready }) => ready).length + apps.filter(isServing).length;
  return `${count}/${containers.length + sidecars.length}`;
}

/** While the Pod initialises its init containers' restarts count, later those of sidecars and apps. */
function countedStatuses(pod: Pod): readonly ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const pending = pendingInit(pod);
  const seen = pending === undefined ? initContainerStatuses : initContainerStatuses.slice(0, pending.index + 1);
  if (!isPastInit(pod)) return seen;
  return [...seen.filter(({ name }) => isSidecar(pod, name)), ...containerStatuses];
}

function restartsText(count: number, statuses: readonly ContainerStatus[], nowMs: number): string {
  const ends = statuses.map(({ lastState }) => timeMs(lastState?.terminated?.finishedAt)).filter((ms) => !Number.isNaN(ms));
  return count === 0 || ends.length === 0 ? `${count}` : `${count} (${ageText(nowMs - Math.max(...ends))} ago)`;
}

function gatesText(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return none;
  const passed = gates.filter(({ conditionType }) => pod.status?.conditions?.some(({ type, status }) => type === conditionType && status === "True"));
  return `${passed.length}/${gates.length}`;
}
