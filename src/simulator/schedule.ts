/** What happens later. Delays are those of a real cluster; `speed` divides them. */
export class Schedule {
  readonly #timers = new Set<Timer>();

  constructor(readonly speed: number) {}

  after(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs / this.speed);
    this.#timers.add(timer);
  }

  /** Until the simulator ends. */
  every(periodMs: number, run: () => void): void {
    this.after(periodMs, () => {
      run();
      this.every(periodMs, run);
    });
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
