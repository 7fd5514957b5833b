/** How far a Pod has come on its way to being ready. */
import { trueCondition } from "./conditions.ts";
import { timeMs } from "./durations.ts";
import type { Pod } from "./kubernetes.ts";

/** In their order. */
export const stages = ["scheduled", "initialised", "started", "ready"] as const;

/** A judgement of thousands of Pods, of which one has changed, must not begin anew with each. */
const known = new WeakMap<Pod, { readonly stage: number; readonly startupEndsMs: number }>();

/** How many of the stages it has reached, and until when the startup probes that still run may fail (server time, ms); 0 when none runs. */
export function podWay(pod: Pod): { readonly stage: number; readonly startupEndsMs: number } {
  const way = known.get(pod) ?? { stage: podStage(pod), startupEndsMs: startupEndsMs(pod) };
  known.set(pod, way);
  return way;
}

function podStage(pod: Pod): number {
  if (trueCondition(pod, "Ready") !== undefined || pod.status?.phase === "Succeeded") return stages.length;
  const containers = pod.status?.containerStatuses ?? [];
  if (containers.length > 0 && containers.every(({ state }) => state?.running || state?.terminated)) return stages.indexOf("ready");
  if (trueCondition(pod, "Initialized") !== undefined) return stages.indexOf("started");
  return pod.spec?.nodeName ? stages.indexOf("initialised") : 0;
}

function startupEndsMs(pod: Pod): number {
  const ends = (pod.status?.containerStatuses ?? []).map(({ name, state, started }) => {
    const probe = pod.spec?.containers.find((container) => container.name === name)?.startupProbe;
    const startedAt = timeMs(state?.running?.startedAt);
    if (probe == null || started === true || Number.isNaN(startedAt)) return 0;
    return startedAt + ((probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3)) * 1000;
  });
  return Math.max(0, ...ends);
}
