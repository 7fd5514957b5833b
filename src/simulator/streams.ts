/** The responses that stay open: watches and followed logs, which can be held up as a hanging server would. */
import type { ServerResponse } from "node:http";

export type Stream = {
  write(text: string): void;
  end(): void;
};

export class Streams {
  #paused = false;
  #peak = 0;
  readonly #open = new Map<ServerResponse, string[]>();
  readonly #ending = new Set<ServerResponse>();

  /** `close` is called once, however the stream ends. */
  open(response: ServerResponse, close: () => void): Stream {
    this.#open.set(response, []);
    this.#peak = Math.max(this.#peak, this.#open.size);
    response.on("close", () => {
      this.#open.delete(response);
      this.#ending.delete(response);
      close();
    });
    return { write: (text) => this.#write(response, text), end: () => this.#end(response) };
  }

  get openNow(): number {
    return this.#open.size;
  }

  get peak(): number {
    return this.#peak;
  }

  /** Nothing is sent and nothing ends, yet no connection closes, until `resume`. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    for (const [response, held] of this.#open) {
      if (held.length > 0) response.write(held.splice(0).join(""));
    }
    for (const response of this.#ending) response.end();
  }

  #write(response: ServerResponse, text: string): void {
    if (this.#paused) this.#open.get(response)?.push(text);
    else if (this.#open.has(response)) response.write(text);
  }

  #end(response: ServerResponse): void {
    if (this.#paused) this.#ending.add(response);
    else response.end();
  }
}
