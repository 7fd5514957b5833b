/** Notices that another rollout has replaced the one that is followed: a newer one, or the return to an older one. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { timeMs } from "../kinds/durations.ts";
import { incident } from "../kinds/incident.ts";

export class Supersession {
  /** The revision that is followed: the first that was seen. */
  #revision = "";

  /** @returns why the rollout that is followed will never be ready; undefined: it is still the current one */
  observe(family: Family | undefined, { revision }: Assessment): Incident | undefined {
    if (family === undefined || revision === "" || revision === this.#revision) return undefined;
    const before = this.#revision;
    this.#revision = revision;
    if (before === "") return undefined;
    const isReturn = createdMs(family, revision) < createdMs(family, before);
    const message = `revision ${before} was followed, now ${revision} is the current one: ${isReturn ? "it was rolled back" : "a newer rollout has replaced it"}`;
    return incident({ class: "environment", fault: "resource", reason: isReturn ? "RolledBack" : "Superseded", message });
  }

  /** Another object has its name now. */
  forget(): void {
    this.#revision = "";
  }
}

/** When the revision's ReplicaSet was made, ms since the epoch; NaN where there is none. */
function createdMs({ children }: Family, revision: string): number {
  return timeMs(children.find(({ object }) => object.metadata.labels?.["pod-template-hash"] === revision)?.object.metadata.creationTimestamp);
}
