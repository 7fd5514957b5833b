/** The beginning of a log that is too big to keep: the same lines, so many times over. For measuring. */
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

export class BigLog {
  readonly #sent = Promise.withResolvers<void>();

  /** `lines` are whole lines without times; with their times they get all the same one. */
  constructor(
    private readonly lines: string,
    private readonly time: string,
    private readonly times: number,
  ) {}

  /** Resolves when a reader has got it all. */
  get sent(): Promise<void> {
    return this.#sent.promise;
  }

  /** Writes no faster than it is read. Rejects when the reader goes away. */
  async send(response: ServerResponse, timestamps: boolean): Promise<void> {
    const text = timestamps ? this.lines.replace(/^(?=.)/gm, `${this.time} `) : this.lines;
    await pipeline(repeated(Buffer.from(text), this.times), response, { end: false });
    this.#sent.resolve();
  }
}

function* repeated(bytes: Uint8Array, times: number): Generator<Uint8Array> {
  for (let left = times; left > 0; left -= 1) yield bytes;
}
