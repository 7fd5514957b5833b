/** The streams that this state needs. The shell opens those missing and closes the rest. */
import type { ContainerStatus, Pod } from "../kinds/kubernetes.ts";
import { kindOf, kinds } from "../kinds/kinds.ts";
import { isRunToCompletion } from "../kinds/pod.ts";
import type { LogSource, WatchSource } from "./fact.ts";
import { isAboutExistence } from "./goal.ts";
import { lastLinesMax, type PodMemory } from "./history.ts";
import type { ClassicKind, Policy, Target } from "./target.ts";

/** Lines stamped before a Pod was Ready may arrive so much later. */
export const logDrainMs = 300;

const apiVersions = {
  Deployment: "apps/v1",
  ReplicaSet: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  Job: "batch/v1",
  Pod: "v1",
} as const satisfies Record<ClassicKind, string>;

/** The watch of a kind whose place in the API is known. */
export function watchOf(kind: ClassicKind, namespace: string): WatchSource {
  return watch(apiVersions[kind], kind, namespace);
}

/** The watch of the target itself. */
export function ownWatchOf({ apiVersion, kind, plural, namespace }: Target): WatchSource {
  return { type: "watch", apiVersion, kind, plural, namespace, name: "", look: 0 };
}

/** One watch for each kind in use and namespace: the target's own, what it owns, and the Events about them. */
export function watchesOf(target: Target, { watchesEvents }: Pick<Policy, "watchesEvents">): readonly WatchSource[] {
  const { apiVersion, kind, namespace } = target;
  if (isAboutExistence(target.goal)) return [ownWatchOf(target)];
  const owned = target.goal === "run" ? ["Job", "Pod"] : (kindOf(apiVersion, kind)?.owns ?? []);
  return [
    ownWatchOf(target),
    ...kinds.filter((known) => owned.includes(known.kind)).map((known) => watch(known.apiVersion, known.kind, namespace)),
    // Events about objects of the whole cluster are kept in the namespace default.
    ...(watchesEvents ? [watch("v1", "Event", namespace || "default")] : []),
  ];
}

/** The watch of a kind whose plural ends in a plain s. */
export function watch(apiVersion: string, kind: string, namespace: string): WatchSource {
  return { type: "watch", apiVersion, kind, plural: `${kind.toLowerCase()}s`, namespace, name: "", look: 0 };
}

export type LogNeed = {
  readonly target: Target;
  /** Lines before this are not shown (server time, ms); 0: from the first. */
  readonly sinceMs: number;
  /** The server's time now, ms. */
  readonly nowMs: number;
  readonly isEnded: (source: LogSource) => boolean;
};

/** The logs of a Pod that are to be shown now: each run of each container, until the Pod is ready or the container's end. */
export function logsOf(pod: Pod, memory: PodMemory, need: LogNeed): readonly LogSource[] {
  const { logsUntil, isPast, logsFrom } = memory;
  const isFollowed = logsUntil === undefined || isRunToCompletion(pod) || need.nowMs < logsUntil + logDrainMs;
  if (!isFollowed && !(isPast && logsUntil > need.sinceMs)) return [];
  return containersOf(pod)
    .filter(({ name }) => isShown(name, need.target))
    .flatMap((status) => runsOf(pod, status, Math.max(need.sinceMs, logsFrom), isFollowed))
    .filter((source) => !need.isEnded(source));
}

/** The last lines of a container's failed run, where its log is not followed. */
export function lastLinesOf(pod: Pod, container: string): LogSource | undefined {
  const status = containersOf(pod).find(({ name }) => name === container);
  if (status === undefined) return undefined;
  const run = failedRun(status);
  return run === undefined ? undefined : { ...logOf(pod, status, run, 0), follow: false, tail: lastLinesMax };
}

/** Which run of the container failed last; undefined while none has. */
export function failedRun({ restartCount, state, lastState }: ContainerStatus): number | undefined {
  if (state?.terminated && state.terminated.exitCode !== 0) return restartCount;
  if (state?.waiting && lastState?.terminated) return restartCount;
  return state?.running && lastState?.terminated ? restartCount - 1 : undefined;
}

export function containersOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function isShown(container: string, { logs }: Target): boolean {
  if (logs.skip || logs.skipContainers.includes(container)) return false;
  return logs.onlyContainers.length === 0 || logs.onlyContainers.includes(container);
}

function runsOf(pod: Pod, status: ContainerStatus, sinceMs: number, follow: boolean): readonly LogSource[] {
  const { restartCount, state, lastState } = status;
  const hasRun = state?.running || state?.terminated || lastState?.terminated;
  if (!hasRun) return [];
  const current = { ...logOf(pod, status, restartCount, sinceMs), follow };
  const finishedAt = Date.parse(lastState?.terminated?.finishedAt ?? "");
  const isPreviousShown = restartCount > 0 && (state?.running || state?.terminated) && finishedAt >= sinceMs;
  return isPreviousShown ? [{ ...current, run: restartCount - 1, previous: true }, current] : [current];
}

function logOf({ metadata }: Pod, { name, restartCount }: ContainerStatus, run: number, sinceMs: number): LogSource {
  const { namespace = "", name: pod = "", uid: podUid = "" } = metadata ?? {};
  return { type: "log", namespace, pod, podUid, container: name, run, previous: run < restartCount, sinceMs, follow: true, tail: 0 };
}
