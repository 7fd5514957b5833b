/** One stream's trouble: told once, waited out longer and longer, and told again when it is over. */
import { sleep, type Timing } from "./timing.ts";

export type LostEvent = { readonly type: "lost"; readonly status: number; readonly message: string };
export type RegainedEvent = { readonly type: "regained" };
export type RefusedEvent = { readonly type: "refused"; readonly status: number; readonly message: string };

/** A stream that has been open for so long works. */
export const settledMs = 1_000;

const backoffFirstMs = 100;
const backoffMaxMs = 10_000;
const retryAfterMaxMs = 60_000;
/** So many "too many requests" in a row are the server's pace, not news. */
const throttledQuietlyMax = 4;
const refusalsDoubtedMax = 3;

export class Outage {
  /** What was told last of the trouble that there is. */
  #told: string | undefined;
  #failures = 0;
  #hasWorked = false;
  #doubts = 0;

  constructor(
    private readonly timing: Timing,
    private readonly emit: (event: LostEvent | RegainedEvent) => void,
    private readonly signal: AbortSignal,
    /** Ends a wait too, once. */
    private readonly wake?: AbortSignal,
  ) {}

  /** The stream broke or was not opened: tells it, unless it was told, and waits. A trouble that turns into another is told anew: the end names the latest. */
  async lost(status: number, message: string, retryAfterMs = 0): Promise<void> {
    const throttled = status === 429 && this.#failures < throttledQuietlyMax;
    if (this.#told !== message && !throttled) {
      this.#told = message;
      this.emit({ type: "lost", status, message });
    }
    await this.pause(retryAfterMs);
  }

  /** A try was in vain but no trouble: the wait grows with each in a row. */
  async pause(atLeastMs = 0): Promise<void> {
    const fullMs = Math.min(backoffFirstMs * 2 ** this.#failures, backoffMaxMs);
    this.#failures += 1;
    const jitteredMs = fullMs * (0.5 + this.timing.random() / 2);
    const ms = Math.max(jitteredMs, Math.min(atLeastMs, retryAfterMaxMs));
    if (this.wake === undefined || this.wake.aborted) return sleep(this.timing, ms, this.signal);
    return sleep(this.timing, ms, this.signal, this.wake);
  }

  /** The server ended the stream as it may at any time: on at once, unless it does so again and again. */
  async ended(): Promise<void> {
    if (this.#failures > 0) return this.pause();
    this.#failures = 1;
  }

  /** Whether a refusal is not to be believed yet: a server may refuse for a moment, after its start, what it has allowed before. */
  doubts(): boolean {
    if (!this.#hasWorked) return false;
    this.#doubts += 1;
    return this.#doubts <= refusalsDoubtedMax;
  }

  /** The stream works. */
  settled(): void {
    this.#hasWorked = true;
    this.#failures = 0;
    this.#doubts = 0;
    if (this.#told === undefined) return;
    this.#told = undefined;
    this.emit({ type: "regained" });
  }
}
