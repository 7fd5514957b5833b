/** An answer that is not what was asked for. */
import type { JsonResponse } from "./get-json.ts";
import { ConnectionError, type Response } from "./transport.ts";
import { MalformedError, serverStatus } from "./wire.ts";

export type Failure = {
  readonly type: "failure";
  /** The HTTP code; 0 without an answer, or without one that can be understood. */
  readonly status: number;
  readonly message: string;
  /** From the server's Retry-After; 0 without. */
  readonly retryAfterMs: number;
  /** The server does not know the resourceVersion yet that it was asked for. */
  readonly versionTooLarge: boolean;
  /** What came so far cannot be continued from. */
  readonly isBroken: boolean;
};

const bodyBytesMax = 64 * 1024;

/** Reads the body of a refusal. @throws ConnectionError */
export async function readFailure({ status, headers, body }: Response): Promise<Failure> {
  const text = await startOf(body);
  const json = jsonOf(text);
  const line = text.trim().split("\n", 1)[0] ?? "";
  return failureOf({ status, headers, body: json, message: line.startsWith("<") ? "" : line });
}

/** `message` is for bodies that hold none themselves. */
export function failureOf({ status, headers, body, message }: JsonResponse): Failure {
  const said = serverStatus(body, status);
  return {
    type: "failure",
    status,
    message: said.message || message || `HTTP ${status}`,
    retryAfterMs: retryAfterMs(headers),
    versionTooLarge: said.versionTooLarge,
    isBroken: false,
  };
}

/** What a stream can be expected to throw, as a value; anything else is our mistake and is thrown on. */
export function failureFrom(error: unknown): Failure {
  const isBroken = error instanceof MalformedError;
  if (!isBroken && !(error instanceof ConnectionError)) throw error;
  return { type: "failure", status: 0, message: error.message, retryAfterMs: 0, versionTooLarge: false, isBroken };
}

/** Whether the same request may succeed later. */
export function isPassing({ status }: Failure): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

async function startOf(body: Response["body"]): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > bodyBytesMax) break;
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Kubelets and proxies answer in plain text.
    return undefined;
  }
}

/** Seconds; the other form, a date, is not in use among API servers. */
function retryAfterMs(headers: Response["headers"]): number {
  const seconds = Number(headers["retry-after"] ?? "0");
  return seconds > 0 ? seconds * 1_000 : 0;
}
