/** The bytes of an answer as they come, unzipped. */

import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import { connectionFailure } from "./connection-failure.ts";
import { aborted } from "./exchange.ts";

/** Reads no faster than it is read. Leaving the loop closes the connection. @throws ConnectionError when it breaks off. */
export async function* responseBody(
  message: IncomingMessage,
  server: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* await decoded(message);
  } catch (error) {
    throw signal?.aborted ? aborted(server) : connectionFailure(error, server);
  }
}

async function decoded(message: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  if (message.headers["content-encoding"] !== "gzip") return message;
  const { createGunzip } = await import("node:zlib");
  // The reader of the result sees every error; this callback only tells pipeline that we know.
  return pipeline(message, createGunzip(), () => {});
}
