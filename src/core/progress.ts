/** When to say how all targets stand: not twice the same, not more often than asked for, and at the end. */
import type { Moment } from "./moment.ts";
import type { ProgressReport } from "./report.ts";

export class Progress {
  #saidAt: number;
  #said = "";
  #hasChanged = false;

  constructor(
    startedAt: number,
    /** 0: never; -1: at the end. */
    readonly periodMs: number,
  ) {
    this.#saidAt = startedAt;
  }

  /** Something was judged anew. */
  changed(): void {
    this.#hasChanged = true;
  }

  /** Our clock, ms; undefined: when something changes. */
  get dueAt(): number | undefined {
    return this.periodMs > 0 && this.#hasChanged ? this.#saidAt + this.periodMs : undefined;
  }

  take({ at }: Moment, now: () => ProgressReport): readonly ProgressReport[] {
    if (this.dueAt === undefined || at < this.dueAt) return [];
    this.#saidAt = at;
    this.#hasChanged = false;
    const report = now();
    const text = JSON.stringify(report);
    if (text === this.#said) return [];
    this.#said = text;
    return [report];
  }

  /** Before the summary, whatever was said before. */
  last(now: () => ProgressReport): readonly ProgressReport[] {
    if (this.periodMs === 0) return [];
    const report = now();
    return report.targets.length === 0 ? [] : [report];
  }
}
