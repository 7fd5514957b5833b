/** The connections to one API server with one credential. Engine-neutral: callers see a request and a response. */

export type Query = { readonly [key: string]: string | number | boolean | undefined };

export type Request = {
  /** Below the server's own path prefix: `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  readonly query?: Query;
  /** The media types to answer with, the best first. Default JSON. */
  readonly accept?: string;
  /** Ends the request and its stream. */
  readonly signal?: AbortSignal;
  /** Until the response's headers are there, connecting included. Default 30 s. */
  readonly headersTimeoutMs?: number;
  /** Opens a new connection for this request alone: those in the pool may have died silently. Default false. */
  readonly ownConnection?: boolean;
};

export type Response = {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** The bytes as they come. Throws `ConnectionError` when the connection breaks before the end. */
  readonly body: AsyncIterable<Uint8Array>;
};

export type Transport = {
  /** A GET. Resolves with whatever status the server gave; throws `ConnectionError` when there was no answer. */
  get(request: Request): Promise<Response>;
  /** The server's address as the kubeconfig gives it, for messages. */
  readonly server: string;
  /** Called with each response's Date header and the local times (ms) of request and response, to know the server's clock. */
  onDate?: (serverMs: number, sentMs: number, receivedMs: number) => void;
  /** Closes every connection. */
  [Symbol.dispose](): void;
};

/** There was no answer, or it broke off: refused, reset, timed out, TLS. `code` is Node's word (`ECONNREFUSED`). */
export class ConnectionError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = "ConnectionError";
  }
}
