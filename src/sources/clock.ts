/** Time as facts: when the core wants to be woken, and how far the server's clock is from ours. */
import type { Timing } from "../cluster/timing.ts";
import type { FactQueue } from "./queue.ts";

/** Date headers name whole seconds. */
const dateStepMs = 1_000;
/** A smaller change is not worth a fact. */
const skewStepMs = 100;
/** The longest wait of a timer: 2³¹ − 1 ms. */
const timerMaxMs = 2_147_483_647;

export class Clock implements Disposable {
  #wakeAtMs: number | undefined;
  #timer: Disposable | undefined;
  /** The skew lies between. */
  #lowestMs = -Infinity;
  #highestMs = Infinity;
  #toldMs = 0;

  constructor(
    private readonly queue: Pick<FactQueue, "push">,
    private readonly timing: Pick<Timing, "now" | "after">,
  ) {}

  /** Pushes `ticked` once at that time (milliseconds since the epoch) instead of at any told before; undefined: never. */
  wakeAt(atMs: number | undefined): void {
    if (atMs === this.#wakeAtMs) return;
    this.#wakeAtMs = atMs;
    this.#arm();
  }

  /** What a response's Date header tells, with our times (ms) of request and response: for `Transport.onDate`. */
  serverDate(serverMs: number, sentMs: number, receivedMs: number): void {
    const lowestMs = serverMs - receivedMs;
    const highestMs = serverMs + dateStepMs - sentMs;
    this.#lowestMs = Math.max(this.#lowestMs, lowestMs);
    this.#highestMs = Math.min(this.#highestMs, highestMs);
    if (this.#lowestMs > this.#highestMs) {
      // A clock was set anew: what was known before is worth nothing.
      this.#lowestMs = lowestMs;
      this.#highestMs = highestMs;
    }
    this.#tellSkew();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#wakeAtMs = undefined;
  }

  #arm(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    if (this.#wakeAtMs === undefined) return;
    const waitMs = Math.ceil(this.#wakeAtMs - this.timing.now());
    this.#timer = this.timing.after(Math.min(Math.max(waitMs, 0), timerMaxMs), () => this.#wake());
  }

  #wake(): void {
    if (this.#wakeAtMs === undefined) return;
    // Timers may be early.
    if (Math.floor(this.timing.now()) < this.#wakeAtMs) return this.#arm();
    this.#wakeAtMs = undefined;
    this.queue.push({ type: "ticked" });
  }

  /** No skew unless one is certain. */
  #tellSkew(): void {
    const ms = Math.round(Math.max(this.#lowestMs, Math.min(0, this.#highestMs)));
    if (Math.abs(ms - this.#toldMs) <= skewStepMs) return;
    this.#toldMs = ms;
    this.queue.push({ type: "skewed", ms });
  }
}
