/** Says each request and how it was answered, to whoever wants to know what goes on. Nothing of headers and bodies: credentials are there. */
import { requestUrl } from "./https-transport.ts";
import { ConnectionError, type Response, type Transport } from "./transport.ts";

export type Verbosity = {
  /** Milliseconds. */
  readonly now: () => number;
  /** Takes `GET /api/v1/pods?limit=500 200 12ms`. What servers and networks say stands in it as it came. */
  readonly say: (line: string) => Promise<void>;
};

/** The same transport, also to be disposed of. */
export function verboseTransport(silent: Transport, { now, say }: Verbosity): Transport {
  const transport: Transport = {
    server: silent.server,
    async get(request) {
      const sentAt = now();
      const { pathname, search } = requestUrl(silent.server, request);
      const told = (answer: string) => say(`GET ${pathname}${search} ${answer}`);
      let response: Response;
      try {
        response = await silent.get(request);
      } catch (error) {
        await told(`${failureText(error)} after ${now() - sentAt}ms`);
        throw error;
      }
      await told(`${response.status} ${now() - sentAt}ms`);
      return response;
    },
    [Symbol.dispose]: () => silent[Symbol.dispose](),
  };
  silent.onDate = (...times) => transport.onDate?.(...times);
  return transport;
}

/** Of a credential plugin's failure the first line: what follows is what the plugin printed. */
function failureText(error: unknown): string {
  if (error instanceof ConnectionError && error.code === "ABORT_ERR") return "cancelled";
  const [reason = ""] = (error instanceof Error ? error.message : `${error}`).split("\n", 1);
  return `failed: ${reason}`;
}
