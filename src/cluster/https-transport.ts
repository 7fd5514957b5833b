/** The transport over node:https. Not over fetch, which holds 256 requests at once and no more. */

import type { Agent, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { AgentOptions } from "node:https";
import type { ClientCertificate, ClusterAccess } from "./access.ts";
import { Credentials, type Credential, type CredentialOptions } from "./credentials.ts";
import { exchange, type Engine } from "./exchange.ts";
import { responseBody } from "./response-body.ts";
import type { Query, Request, Response, Transport } from "./transport.ts";

const headersTimeoutMs = 30_000;
/** A peer that vanished is noticed after about ten more seconds. */
const keepAliveMs = 30_000;

export type TransportOptions = CredentialOptions & {
  /** kubedog's version, for the User-Agent. */
  readonly version: string;
};

/** Opens no connection yet. Each `get` may throw a UserError when a credential plugin fails. */
export function openTransport(access: ClusterAccess, options: TransportOptions): Transport {
  return new HttpsTransport(access, options);
}

class HttpsTransport implements Transport {
  onDate?: NonNullable<Transport["onDate"]>;
  readonly #access: ClusterAccess;
  readonly #options: TransportOptions;
  readonly #credentials: Credentials;
  #engine: Promise<HttpEngine> | undefined;
  /** Two a client certificate, with a pool and without: the streams of the one before a rotation live on. */
  readonly #agents = new Map<string, Agent>();

  constructor(access: ClusterAccess, options: TransportOptions) {
    this.#access = access;
    this.#options = options;
    this.#credentials = new Credentials(access, options);
  }

  get server(): string {
    return this.#access.server;
  }

  /** The server for messages: a proxy on the way may be what fails. */
  get #way(): string {
    const { server, proxyUrl } = this.#access;
    return proxyUrl === undefined ? server : `${server} (through the proxy ${new URL(proxyUrl).host})`;
  }

  async get(request: Request): Promise<Response> {
    const message = await this.#authorized(request);
    const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: message.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      body: responseBody(message, this.#way, request.signal),
    };
  }

  [Symbol.dispose]() {
    this.#credentials[Symbol.dispose]();
    for (const agent of this.#agents.values()) agent.destroy();
  }

  async #authorized(request: Request): Promise<IncomingMessage> {
    const credential = await this.#credentials.current();
    const message = await this.#send(request, credential);
    if (message.statusCode !== 401) return message;
    const fresh = await this.#credentials.refreshed(credential);
    if (fresh === undefined) return message;
    message.destroy();
    return this.#send(request, fresh);
  }

  async #send(request: Request, credential: Credential): Promise<IncomingMessage> {
    this.#engine ??= loadEngine(this.#access);
    const engine = await this.#engine;
    const sentMs = this.#options.now();
    const message = await exchange({
      engine,
      agent: this.#agentFor(credential.clientCertificate, request.ownConnection ?? false, engine),
      url: requestUrl(this.server, request),
      headers: this.#headers(request, credential),
      headersTimeoutMs: request.headersTimeoutMs ?? headersTimeoutMs,
      signal: request.signal,
      server: this.#way,
    });
    const serverMs = Date.parse(message.headers.date ?? "");
    if (!Number.isNaN(serverMs)) this.onDate?.(serverMs, sentMs, this.#options.now());
    return message;
  }

  #headers(request: Request, credential: Credential): OutgoingHttpHeaders {
    const mayZip = !this.#access.disableCompression && isList(request);
    return {
      ...credential.headers,
      Accept: request.accept ?? "application/json",
      "User-Agent": `kubedog/${this.#options.version}`,
      ...(mayZip && { "Accept-Encoding": "gzip" }),
    };
  }

  #agentFor(certificate: ClientCertificate | undefined, ownConnection: boolean, engine: HttpEngine): Agent {
    const key = JSON.stringify([ownConnection, certificate]);
    const agent = this.#agents.get(key) ?? engine.openAgent(certificate);
    // Nothing is pooled then. `keepAlive: false` would also end the probes that notice a vanished peer; as an option, 0 is not taken.
    if (ownConnection) agent.maxFreeSockets = 0;
    this.#agents.set(key, agent);
    return agent;
  }
}

type HttpEngine = Engine & { readonly openAgent: (certificate: ClientCertificate | undefined) => Agent };

/** Loaded late, so that what needs no cluster starts at once. */
async function loadEngine(access: ClusterAccess): Promise<HttpEngine> {
  const pool = { keepAlive: true, keepAliveMsecs: keepAliveMs, maxSockets: Infinity };
  const { proxyUrl } = access;
  if (access.server.startsWith("http:")) {
    const { request, Agent } = await import("node:http");
    return { request, openAgent: () => new Agent({ ...pool, ...(proxyUrl && { proxyEnv: { HTTP_PROXY: proxyUrl } }) }) };
  }
  const { request, Agent } = await import("node:https");
  const tls = {
    ca: access.ca ?? (access.skipVerify ? [] : await trustedAuthorities()),
    rejectUnauthorized: !access.skipVerify,
    ...(access.tlsServerName && { servername: access.tlsServerName }),
    ...(proxyUrl && { proxyEnv: { HTTPS_PROXY: proxyUrl } }),
  } satisfies AgentOptions;
  return { request, openAgent: (certificate) => new Agent({ ...pool, ...tls, ...certificate }) };
}

/** As kubectl, what the machine trusts; and what Mozilla trusts, for images that have no such list. */
async function trustedAuthorities(): Promise<string[]> {
  const { getCACertificates } = await import("node:tls");
  return [...getCACertificates("default"), ...getCACertificates("system")];
}

export function requestUrl(server: string, { path, query }: Request): URL {
  const url = new URL(server + path);
  for (const [name, value] of Object.entries<Query[string]>(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** A zipped watch or log would arrive late. */
function isList({ path, query }: Request): boolean {
  const isWatch = query?.["watch"] !== undefined && String(query["watch"]) !== "false";
  return !isWatch && !path.endsWith("/log");
}
