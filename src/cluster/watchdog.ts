/** Calls once when it was not fed for too long. */
import type { Timing } from "./timing.ts";

export class Watchdog implements Disposable {
  hasBarked = false;
  #fedAt: number;
  #timer: Disposable;

  constructor(
    private readonly timing: Timing,
    private readonly patienceMs: number,
    private readonly bark: () => void,
  ) {
    this.#fedAt = timing.now();
    this.#timer = timing.after(patienceMs, () => this.#look());
  }

  /** Cheap: the timer is not touched. */
  fed(): void {
    this.#fedAt = this.timing.now();
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #look(): void {
    const leftMs = this.#fedAt + this.patienceMs - this.timing.now();
    if (leftMs > 0) {
      this.#timer = this.timing.after(leftMs, () => this.#look());
      return;
    }
    this.hasBarked = true;
    this.bark();
  }
}
