/** A server whose every answer a test decides. */
import { ConnectionError, type Query, type Request, type Response, type Transport } from "../../src/cluster/transport.ts";

export type Answer = {
  readonly status?: number;
  readonly headers?: Response["headers"];
  /** Text at once, an object as JSON, or a stream that a test steers. */
  readonly body?: string | object | Stream;
};

export class FakeTransport implements Transport {
  readonly server = "https://cluster.test";
  readonly queries: Query[] = [];
  readonly paths: string[] = [];

  /** An answer may be an error: there was none. */
  constructor(private readonly answer: (request: Request, number: number) => Answer | Error) {}

  async get(request: Request): Promise<Response> {
    if (request.signal?.aborted) throw new ConnectionError("cancelled", "ABORT_ERR");
    this.paths.push(request.path);
    this.queries.push(request.query ?? {});
    const answer = this.answer(request, this.paths.length);
    if (answer instanceof Error) throw answer;
    const { status = 200, headers = {}, body = "" } = answer;
    return { status, headers, body: body instanceof Stream ? body.read(request.signal) : once(body) };
  }

  [Symbol.dispose](): void {}
}

/** Answers in this order, the last again and again. */
export function inTurn(...answers: readonly (Answer | Error)[]): (request: Request, number: number) => Answer | Error {
  return (_, number) => answers[Math.min(number, answers.length) - 1] ?? reset();
}

export function reset(): ConnectionError {
  return new ConnectionError("the connection was reset", "ECONNRESET");
}

/** A body that is written while it is read. */
export class Stream {
  readonly #pieces: (Uint8Array | Error | undefined)[] = [];
  #arrival = Promise.withResolvers<void>();
  isRead = false;
  isClosed = false;

  send(piece: string | object | Uint8Array): this {
    const text = typeof piece === "string" ? piece : `${JSON.stringify(piece)}\n`;
    return this.#push(piece instanceof Uint8Array ? piece : new TextEncoder().encode(text));
  }

  end(): this {
    return this.#push(undefined);
  }

  hangUp(): this {
    return this.#push(reset());
  }

  async *read(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    this.isRead = true;
    const abort = () => this.#push(new ConnectionError("cancelled", "ABORT_ERR"));
    signal?.addEventListener("abort", abort);
    try {
      for (;;) {
        while (this.#pieces.length === 0) await this.#arrival.promise;
        const piece = this.#pieces.shift();
        if (piece instanceof Error) throw piece;
        if (piece === undefined) return;
        yield piece;
      }
    } finally {
      this.isClosed = true;
      signal?.removeEventListener("abort", abort);
    }
  }

  #push(piece: Uint8Array | Error | undefined): this {
    this.#pieces.push(piece);
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
    return this;
  }
}

async function* once(body: string | object): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}
