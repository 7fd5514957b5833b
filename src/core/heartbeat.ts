/** Says what is waited for while nothing changes. */

/** The first comes after so long without a change. */
const firstMs = 10_000;

export class Heartbeat {
  #saidAt: number;
  #count = 0;

  /** @param periodMs between two of them after the first; -1: none */
  constructor(
    startedAt: number,
    readonly periodMs: number,
  ) {
    this.#saidAt = startedAt;
  }

  /** Something changed and was said. */
  changed(at: number): void {
    this.#saidAt = at;
    this.#count = 0;
  }

  beat(at: number): void {
    this.#saidAt = at;
    this.#count += 1;
  }

  /** When the next is due if nothing changes (ms); undefined: never. */
  get dueAt(): number | undefined {
    if (this.periodMs < 0) return undefined;
    return this.#saidAt + (this.#count === 0 ? Math.min(firstMs, this.periodMs) : this.periodMs);
  }
}
