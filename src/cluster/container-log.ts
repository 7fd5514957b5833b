/** The log of one container across its runs. */
import { LogMark } from "./log-mark.ts";

/** Marks of runs before the last ones are not needed: the server has their logs no more. */
const runsMax = 3;

export class ContainerLog {
  readonly #marks = new Map<number, LogMark>();
  readonly #reading = new Map<number, Promise<void>>();

  markOf(run: number): LogMark {
    const mark = this.#marks.get(run) ?? new LogMark();
    this.#marks.set(run, mark);
    for (const known of this.#marks.keys()) if (known <= run - runsMax) this.#marks.delete(known);
    return mark;
  }

  /** What was read for this run was the next one's: its reader goes on from there. */
  handOn(run: number): void {
    const mark = this.markOf(run);
    this.#marks.set(run, new LogMark());
    if (!this.#marks.has(run + 1)) this.#marks.set(run + 1, mark);
  }

  /** Reads a run after those before it: only then is it known where it starts. */
  async inTurn(run: number, read: () => Promise<void>): Promise<void> {
    const earlier = [...this.#reading].filter(([other]) => other <= run).map(([, reading]) => reading);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#reading.set(run, promise);
    try {
      await Promise.all(earlier);
      await read();
    } finally {
      if (this.#reading.get(run) === promise) this.#reading.delete(run);
      resolve();
    }
  }

  get isIdle(): boolean {
    return this.#reading.size === 0;
  }
}
