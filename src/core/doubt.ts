/** Bad news that waits for a fresh look: it came failed, or it is the passing of time that makes it fail. */
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
   * @param dueAts when it is over for that alone that time has passed; undefined: never
   */
  since(at: number, dueAts: readonly (number | undefined)[]): number | undefined {
    if (this.cameFailed) return 0;
    const due = dueAts.filter((dueAt) => dueAt !== undefined && dueAt <= at);
    return due.length === 0 ? undefined : Math.max(...due.map((dueAt) => dueAt ?? 0));
  }
}

/** Not we find that it has failed: its controller has given up. */
function isSaidByItself({ final, incidents }: Assessment): boolean {
  return final || incidents.some(({ fault }) => fault === "deadline");
}
