/** The one line in which all facts stand, each with its time. */
import type { Fact, FactBody } from "../core/fact.ts";

/** Log text that waits to be taken; its producers stop there. Everything else is small and never waits. */
export const queuedLogCharsMax = 1024 * 1024;

export class FactQueue {
  #facts: Fact[] = [];
  #logChars = 0;
  #lastAt = 0;
  #failure: { readonly error: unknown } | undefined;
  #arrival = Promise.withResolvers<void>();
  #space = Promise.withResolvers<void>();

  /** `now`: milliseconds since the epoch. */
  constructor(private readonly now: () => number) {}

  /** Stamps the fact with the time; no fact is older than the one before. */
  push(body: FactBody): void {
    this.#lastAt = Math.max(this.#lastAt, Math.floor(this.now()));
    this.#facts.push({ at: this.#lastAt, ...body });
    if (body.type === "logged") for (const line of body.lines) this.#logChars += line.length;
    this.#arrival.resolve();
  }

  /** All facts there are, at least one. Throws what `fail` was told. For one caller. */
  async take(): Promise<readonly Fact[]> {
    await this.#arrival.promise;
    if (this.#failure !== undefined) throw this.#failure.error;
    const facts = this.#facts;
    this.#facts = [];
    this.#logChars = 0;
    this.#arrival = Promise.withResolvers();
    this.#space.resolve();
    this.#space = Promise.withResolvers();
    return facts;
  }

  /** Resolves when there is room for more log lines. */
  async room(): Promise<void> {
    while (this.#logChars > queuedLogCharsMax) await this.#space.promise;
  }

  /** Something that must not happen has happened: `take` throws it. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#arrival.resolve();
  }
}
