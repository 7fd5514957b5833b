/** One HTTP request and the head of its answer. */

import type { Agent, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from "node:http";
import { connectionFailure } from "./connection-failure.ts";
import { ConnectionError } from "./transport.ts";

/** node:http or node:https, loaded when first needed. */
export type Engine = { readonly request: typeof import("node:http").request };

export type Exchange = {
  readonly engine: Engine;
  readonly agent: Agent;
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly headersTimeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** For messages. */
  readonly server: string;
};

/**
 * Resolves when the answer's headers are there; its body is still to come.
 * @throws ConnectionError when there was no answer; its code is ABORT_ERR when `signal` ended it.
 */
export async function exchange(request: Exchange): Promise<IncomingMessage> {
  try {
    return await attempt(request);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    // The server had closed an idle connection just as we reused it. A GET can be sent again.
    return await attempt(request);
  }
}

class StaleConnection extends ConnectionError {}

function attempt({ engine, agent, url, headers, headersTimeoutMs, signal, server }: Exchange): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  if (signal?.aborted) return Promise.reject(aborted(server));
  const outgoing = engine.request(requestOptions(url, headers, agent));
  let answer: IncomingMessage | undefined;
  // An answer that is complete gives its connection back: broken off then, the connection's error would be nobody's to hear.
  const abort = () => answer?.complete || outgoing.destroy(aborted(server));
  const timer = setTimeout(() => outgoing.destroy(timedOut(server, headersTimeoutMs)), headersTimeoutMs);
  signal?.addEventListener("abort", abort);
  outgoing.on("response", (message) => {
    clearTimeout(timer);
    answer = message;
    // A break is thrown to whoever reads the body. Unread, it must not end the process.
    message.on("error", () => {});
    resolve(message);
  });
  // After the response this does nothing, and has to be there for the same reason.
  outgoing.on("error", (error) => reject(failure(error, server, outgoing.reusedSocket)));
  outgoing.on("close", () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    reject(connectionFailure(new Error("closed before an answer"), server));
  });
  outgoing.end();
  return promise;
}

function requestOptions(url: URL, headers: OutgoingHttpHeaders, agent: Agent): RequestOptions {
  const { hostname, port, pathname, search } = url;
  return { host: hostname.replace(/^\[|\]$/g, ""), ...(port && { port }), path: pathname + search, headers, agent };
}

function failure(error: Error, server: string, isReused: boolean): ConnectionError {
  const known = connectionFailure(error, server);
  const isStale = isReused && (known.code === "ECONNRESET" || known.code === "EPIPE");
  return isStale ? new StaleConnection(known.message, known.code) : known;
}

export function aborted(server: string): ConnectionError {
  return new ConnectionError(`the request to ${server} was cancelled`, "ABORT_ERR");
}

function timedOut(server: string, timeoutMs: number): ConnectionError {
  return new ConnectionError(`no answer from ${server} within ${timeoutMs / 1000} s`, "ETIMEDOUT");
}
