/** Of which Pods the logs are shown, where the user wants to see only some. */
import type { Pod } from "../kinds/kubernetes.ts";

export class ChosenPods {
  #uids: ReadonlySet<string> = new Set();

  /** @param max so many at a time; 0: all of them */
  constructor(private readonly max: number) {}

  /** Who was chosen stays so while it exists; a place that is free goes to the next by name. What has failed for good keeps no place, for its successor is of interest. */
  of(pods: readonly Pod[]): readonly Pod[] {
    if (this.max === 0) return pods;
    const chosen = pods.filter((pod) => this.#uids.has(uidOf(pod)));
    const places = this.max - chosen.filter(isAlive).length;
    const others = pods.filter((pod) => !this.#uids.has(uidOf(pod))).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const now = [...chosen, ...others.slice(0, Math.max(0, places))];
    this.#uids = new Set(now.map(uidOf));
    return now;
  }
}

function isAlive({ status }: Pod): boolean {
  return status?.phase !== "Failed";
}

function uidOf({ metadata }: Pod): string {
  return metadata?.uid ?? "";
}

function nameOf({ metadata }: Pod): string {
  return metadata?.name ?? "";
}
