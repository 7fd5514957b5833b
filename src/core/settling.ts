/** When a ready status may be believed: its containers have stayed up, and its Pods, of which another watch tells, say the same. */
import type { Assessment } from "../kinds/assessment.ts";
import { isPodReady } from "../kinds/pod.ts";
import { hasEnded } from "../kinds/pod-set.ts";
import { isComplete } from "./live.ts";
import type { Moment } from "./moment.ts";
import type { PodWatch } from "./pod-watch.ts";

export class Settling {
  /** Since when (server time, ms) the status is better than its Pods'. */
  #aheadSinceMs: number | undefined;

  constructor(
    readonly pods: PodWatch,
    readonly settleMs: number,
  ) {}

  /** Whether to wait on. @param isSettled it was believed before */
  isOn(assessment: Assessment, isSettled: boolean, { serverMs }: Moment): boolean {
    const isDoubted = isComplete(assessment) && !assessment.final && !isSettled && isAheadOfPods(assessment);
    this.#aheadSinceMs = isDoubted ? (this.#aheadSinceMs ?? serverMs) : undefined;
    return this.times(assessment).some((time) => serverMs < time);
  }

  /** When (server time, ms) to look again. */
  times({ pods }: Pick<Assessment, "pods">): readonly number[] {
    const stayedUpAt = this.pods.settledAtMs(pods);
    return this.#aheadSinceMs === undefined ? [stayedUpAt] : [stayedUpAt, this.#aheadSinceMs + this.settleMs];
  }
}

/** The status counts Pods as ready that we do not see so: one of the two watches lags. */
function isAheadOfPods({ pods, counters }: Assessment): boolean {
  if (pods.length === 0) return counters.some(({ value }) => value > 0);
  return pods.some(({ object }) => !isPodReady(object) && !hasEnded(object));
}
