/** What only somebody else can set going again: a target that is not there, one that was deleted, one that is paused. */
import type { Incident } from "../kinds/assessment.ts";
import { fieldOf } from "../kinds/fields.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import type { Live } from "./live.ts";
import type { Policy } from "./target.ts";

export class Standstill {
  #missingSince: number | undefined;

  constructor(readonly policy: Policy) {}

  /** Applies the user's wishes for what is paused, and for what has to be updated by hand. */
  wished(live: Live, object: KubeObject | undefined): Live {
    const { onPaused, onManualUpdate } = this.policy;
    const isByHand = live.reason === "ReplicasNotUpdated" && fieldOf(object?.spec, "updateStrategy", "type") === "OnDelete";
    const isWished = (live.status === "paused" && onPaused === "ready") || (isByHand && onManualUpdate === "ready");
    return isWished ? { ...live, status: "ready" } : live;
  }

  observe({ status }: Live, at: number): void {
    this.#missingSince = status === "missing" ? (this.#missingSince ?? at) : undefined;
  }

  /** Failures by the user's wishes alone: no controller reports them. */
  incidents({ status, reason, message }: Live, at: number): readonly Incident[] {
    const { onDelete, onPaused } = this.policy;
    if (status === "paused" && onPaused === "fail") return [permanent(reason, message)];
    // Nobody can take a deletion back, whatever finalizers still hold the object.
    if (status === "deleting" && onDelete === "fail") return [permanent(reason, message)];
    if (status !== "missing") return [];
    const [deleted = ""] = message.split(", waiting ");
    if (reason === "Deleted" && onDelete === "fail") return [permanent(reason, deleted)];
    if (this.dueAt === undefined || at < this.dueAt) return [];
    return [permanent(reason, reason === "Deleted" ? `${deleted} and not created again ${this.#waited}` : `does not exist ${this.#waited}: are its name and namespace right?${insteadOf(message)}`)];
  }

  get #waited(): string {
    return `for ${this.policy.waitForCreateMs / 1000} s (--wait-for-create)`;
  }

  /** When it has been away too long (our clock, ms); undefined: never, or it is there. */
  get dueAt(): number | undefined {
    const { waitForCreateMs } = this.policy;
    return this.#missingSince === undefined || waitForCreateMs === 0 ? undefined : this.#missingSince + waitForCreateMs;
  }
}

/** The names that are there, of the message that says what is missing. */
function insteadOf(message: string): string {
  const [, ...names] = message.split("; ");
  return names.map((there) => ` T${there.slice(1)}`).join("");
}

function permanent(reason: string, message: string): Incident {
  return { class: "permanent", fault: "create", reason, message, pod: "", container: "", round: 0, counts: "immediate" };
}
