/** What only somebody else can set going again: a target that is not there, one that was deleted, one that is paused. */
import type { Incident } from "../kinds/assessment.ts";
import type { Live } from "./live.ts";
import type { Policy } from "./target.ts";

export class Standstill {
  #missingSince: number | undefined;

  constructor(readonly policy: Policy) {}

  /** Applies the user's wish for what is paused. */
  wished(live: Live): Live {
    return live.status === "paused" && this.policy.onPaused === "ready" ? { ...live, status: "ready" } : live;
  }

  /** Failures by the user's wishes alone: no controller reports them. */
  incidents({ status, reason, message }: Live, at: number): readonly Incident[] {
    this.#missingSince = status === "missing" ? (this.#missingSince ?? at) : undefined;
    const { onDelete, onPaused, waitForCreateMs } = this.policy;
    if (status === "paused" && onPaused === "fail") return [permanent(reason, message)];
    if (status !== "missing") return [];
    if (reason === "Deleted" && onDelete === "fail") return [permanent(reason, "was deleted")];
    const dueAt = this.dueAt ?? Number.POSITIVE_INFINITY;
    const what = reason === "Deleted" ? "was deleted and not created again" : "does not exist";
    return at >= dueAt ? [permanent(reason, `${what} for ${waitForCreateMs / 1000} s (--wait-for-create): are its name and namespace right?`)] : [];
  }

  /** When it has been away too long (our clock, ms); undefined: never, or it is there. */
  get dueAt(): number | undefined {
    const { waitForCreateMs } = this.policy;
    return this.#missingSince === undefined || waitForCreateMs === 0 ? undefined : this.#missingSince + waitForCreateMs;
  }
}

function permanent(reason: string, message: string): Incident {
  return { class: "permanent", fault: "create", reason, message, pod: "", container: "", round: 0, counts: "immediate" };
}
