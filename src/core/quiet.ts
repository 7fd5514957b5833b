/** How long nothing has been heard of a target, and what that means. */
import type { Family, Incident } from "../kinds/assessment.ts";
import { kindOf } from "../kinds/kinds.ts";
import { addressMs, noStatusMs, quietMs } from "./live.ts";
import type { Target } from "./target.ts";

export class Quiet {
  #latest: Family | undefined;
  #newsAt: number;
  /** What no rule of ours is about is judged by its quiet. */
  readonly isCustom: boolean;
  /** The quiets that mean something else than the ones before. */
  readonly #limitsMs: readonly number[];

  constructor(
    readonly target: Target,
    startedAt: number,
  ) {
    this.#newsAt = startedAt;
    this.isCustom = kindOf(target.apiVersion, target.kind) === undefined;
    this.#limitsMs = this.isCustom ? [quietMs, noStatusMs] : target.kind === "Ingress" ? [addressMs] : [];
  }

  /** Notices whether the object, or an Event about it, is new. */
  observe(family: Family | undefined, at: number): void {
    if (family?.object === this.#latest?.object && family?.events.length === this.#latest?.events.length) return;
    this.#latest = family;
    this.#newsAt = at;
  }

  forMs(at: number): number {
    return at - this.#newsAt;
  }

  /** Nothing has been heard for the time that the user gave: a failure each time. */
  incidents(at: number): readonly Incident[] {
    const { noActivityMs } = this.target;
    const rounds = noActivityMs > 0 ? Math.floor(this.forMs(at) / noActivityMs) : 0;
    if (rounds === 0) return [];
    const message = `marking resource as failed because no activity for ${goDuration(noActivityMs)}`;
    return [{ class: "probable", fault: "resource", reason: "NoActivity", message, pod: "", container: "", round: rounds, counts: "once" }];
  }

  /** When the quiet begins to mean something else. */
  times(at: number): readonly number[] {
    const { noActivityMs } = this.target;
    const silentAt = noActivityMs > 0 ? this.#newsAt + noActivityMs * (Math.floor(this.forMs(at) / noActivityMs) + 1) : 0;
    return [...this.#limitsMs.map((limitMs) => this.#newsAt + limitMs), silentAt].filter((time) => time > at);
  }
}

/** As Go writes it: `4m0s`, `1m30s`, `45s`. */
function goDuration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
