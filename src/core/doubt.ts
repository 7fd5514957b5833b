/** Bad news that waits for a fresh look: it came failed, or nothing moves. */
import type { Assessment } from "../kinds/assessment.ts";
import type { Live } from "./live.ts";

export class Doubt {
  #cameFailed: boolean | undefined;

  observe(assessment: Assessment, { status }: Live): void {
    this.#cameFailed = (this.#cameFailed ?? true) && status === "failed" && isSaidByItself(assessment);
  }

  /** By its own status it had failed when it was first seen, and has not been seen otherwise since. */
  get cameFailed(): boolean {
    return this.#cameFailed === true;
  }

  /**
   * Since when a fresh look would count (our clock, ms); undefined: there is nothing to doubt.
   * @param at our clock, ms
   * @param dueAt when nothing will have moved for too long; undefined: never
   */
  since(at: number, dueAt: number | undefined): number | undefined {
    if (this.cameFailed) return 0;
    return dueAt !== undefined && at >= dueAt ? dueAt : undefined;
  }
}

/** Not we find that it has failed: its controller has given up. */
function isSaidByItself({ final, incidents }: Assessment): boolean {
  return final || incidents.some(({ fault }) => fault === "deadline");
}
