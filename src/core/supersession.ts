/**
 * Notices that another rollout has replaced the one that is followed: a newer one, or the return to an older one.
 *
 *   followed ──── another comes ────► superseded                  it will never be ready
 *                                 ├─► followed, the other one     --follow-latest and a newer one, or following for ever
 *                                 └─► left                        it was ready before: the other is not its matter
 */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { timeMs } from "../kinds/durations.ts";
import { fieldOf, textOf } from "../kinds/fields.ts";
import { incident } from "../kinds/incident.ts";
import type { Policy } from "./target.ts";

type Replacement = {
  readonly outcome: "superseded" | "followed" | "left";
  readonly incident: Incident;
  /** What to say of it now. */
  readonly message: string;
};

export class Supersession {
  /** The revision that is followed. */
  #followed = "";
  /** The revision that was seen last. */
  #current = "";
  /** Where the kind's status tells it: what the rollout that was seen last began from. */
  #base = "";
  /** For the summary of a ready target: which other rollouts there were; "" without one. */
  remark = "";

  constructor(readonly policy: Pick<Policy, "mode" | "followsLatest">) {}

  /** Undefined: no other rollout has come. @param isReady the target was ready before */
  observe(family: Family | undefined, { revision }: Assessment, isReady: boolean): Replacement | undefined {
    if (family === undefined || revision === "") return undefined;
    const isReturn = revision === this.#base || createdMs(family, revision) < createdMs(family, this.#followed);
    this.#base = textOf(fieldOf(family.object.status, "currentRevision"));
    if (revision === this.#current) return undefined;
    this.#current = revision;
    this.#followed ||= revision;
    if (this.isLeft) return this.#replaced(isReturn, isReady);
    this.remark = "";
    return undefined;
  }

  /** The current rollout is not the one that is followed. */
  get isLeft(): boolean {
    return this.#current !== this.#followed;
  }

  #replaced(isReturn: boolean, isReady: boolean): Replacement {
    const { mode, followsLatest } = this.policy;
    const message = `revision ${this.#followed} was followed, now ${this.#current} is the current one: ${isReturn ? "it was rolled back" : "a newer rollout has replaced it"}`;
    const found = incident({ class: "environment", fault: "resource", reason: isReturn ? "RolledBack" : "Superseded", message });
    // A release that was undone is no success, whatever is followed.
    const isFollowed = mode === "follow" || (followsLatest && !isReturn);
    const outcome = isFollowed ? "followed" : isReady ? "left" : "superseded";
    if (isFollowed) this.#followed = this.#current;
    this.remark = outcome === "left" ? `revision ${this.#current} is another rollout` : message;
    const said = { superseded: `superseded: ${message}`, followed: `${message}; following it`, left: `was ready; ${this.remark}` };
    return { outcome, incident: found, message: said[outcome] };
  }
}

/** When the revision's ReplicaSet was made, ms since the epoch; NaN where there is none. */
function createdMs({ children }: Family, revision: string): number {
  return timeMs(children.find(({ object }) => object.metadata.labels?.["pod-template-hash"] === revision)?.object.metadata.creationTimestamp);
}
