/** A time that passes only while everything else waits. */
import type { Timing } from "../../src/cluster/timing.ts";

/** More steps than any story takes: a loop without a wait in it is told, not waited for. */
const stepsMax = 20_000;

export class VirtualTime implements Timing {
  #nowMs: number;
  #timers: { readonly atMs: number; readonly call: () => void }[] = [];
  readonly startMs: number;

  constructor(startMs = 0, private readonly randomly: () => number = () => 1) {
    this.startMs = startMs;
    this.#nowMs = startMs;
  }

  now = (): number => this.#nowMs;

  /** Milliseconds since the start. */
  get elapsedMs(): number {
    return Math.round(this.#nowMs - this.startMs);
  }

  random(): number {
    return this.randomly();
  }

  after(ms: number, call: () => void): Disposable {
    const timer = { atMs: this.#nowMs + ms, call };
    this.#timers.push(timer);
    return { [Symbol.dispose]: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
  }

  /** Lets time pass until the condition holds. */
  async until(condition: () => boolean): Promise<void> {
    for (let step = 0; step < stepsMax; step += 1) {
      await idle();
      if (condition()) return;
      this.#next(Infinity);
    }
    throw new Error("this never comes to be");
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await idle();
    while (this.#next(endMs)) await idle();
    this.#nowMs = endMs;
  }

  #next(endMs: number): boolean {
    const [first] = this.#timers.toSorted((a, b) => a.atMs - b.atMs);
    if (first === undefined || first.atMs > endMs) return false;
    this.#timers = this.#timers.filter((timer) => timer !== first);
    this.#nowMs = Math.max(this.#nowMs, first.atMs);
    first.call();
    return true;
  }
}

/** Resolves when every promise that can go on has gone on. */
export function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
