/** A bound on how many requests wait for their answer's headers: a thousand logs are not opened in one burst. */
import type { Request, Response, Transport } from "../cluster/transport.ts";

/** Streams that are open do not count. */
export const openingMax = 100;

/** The same transport, gently. The caller still disposes of the original. */
export function withOpeningLimit(transport: Transport): Transport {
  const waiting: (() => void)[] = [];
  let opening = 0;
  return {
    server: transport.server,
    async get(request: Request): Promise<Response> {
      if (opening < openingMax) opening += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await transport.get(request);
      } finally {
        const next = waiting.shift();
        if (next === undefined) opening -= 1;
        else next();
      }
    },
    [Symbol.dispose]() {},
  };
}
