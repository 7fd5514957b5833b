/** One small question to the API server and its whole answer. */

import { ConnectionError, type Request, type Response, type Transport } from "./transport.ts";

/** Far above a page of 500 large objects. */
const bodyBytesMax = 256 * 1024 * 1024;
const messageCharsMax = 500;

export type JsonResponse = Pick<Response, "status" | "headers"> & {
  /** Undefined when a refusal (4xx, 5xx) came without JSON. */
  readonly body: unknown;
  /** "" for 2xx; else the Status message, or what can be said without one. */
  readonly message: string;
};

/** @throws ConnectionError when there was no whole answer, or a success that is not JSON: no API server gave it. */
export async function getJson(transport: Transport, request: Request): Promise<JsonResponse> {
  const { status, headers, body: bytes } = await transport.get(request);
  const text = await wholeText(bytes, transport.server);
  const body = jsonOf(text);
  const isSuccess = status >= 200 && status < 300;
  if (status >= 300 && status < 400) throw new ConnectionError(`${transport.server} redirects elsewhere (HTTP ${status}) — is it an API server?`, "ERR_REDIRECT");
  if (isSuccess && body === undefined) {
    const type = headers["content-type"] ?? "something";
    throw new ConnectionError(`${transport.server} answered with ${type}, not JSON — is it an API server?`, "ERR_NOT_JSON");
  }
  return { status, headers, body, message: isSuccess ? "" : refusalMessage(status, body, text) };
}

async function wholeText(body: AsyncIterable<Uint8Array>, server: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new ConnectionError(`an answer of ${server} is too large`, "ERR_TOO_LARGE");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalMessage(status: number, body: unknown, text: string): string {
  if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string") {
    return body.message;
  }
  const firstLine = text.trim().split("\n", 1)[0] ?? "";
  if (firstLine === "" || firstLine.startsWith("<")) return `HTTP ${status}`;
  return `${status >= 500 ? `HTTP ${status}: ` : ""}${firstLine.slice(0, messageCharsMax)}`;
}
