/** The HTTP side: real connections on loopback, answered from the store. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { ContainerLogs } from "./container-log.ts";
import { aggregatedDiscoveryOf, discoveryOf } from "./discovery.ts";
import { Faults } from "./faults.ts";
import { listAnswer } from "./list-answer.ts";
import { logOf, logQueryOf } from "./log-answer.ts";
import { builtInResources, type Resource } from "./resource.ts";
import { routeOf, type Route } from "./route.ts";
import { selectorOf } from "./selector.ts";
import { BadRequest, notFound, status, tooOld, unknownResource, type StatusBody } from "./status.ts";
import type { Store } from "./store.ts";
import { isA } from "./stored.ts";
import { Streams } from "./streams.ts";
import { expiredLine, WatchStream } from "./watch-stream.ts";

/** PEM text. Clients must show a certificate that `ca` has signed. */
export type ServerTls = { readonly ca: string; readonly cert: string; readonly key: string };

export type SeenRequest = { readonly method: string; readonly path: string; readonly query: { readonly [key: string]: string } };

export type ApiServerOptions = {
  readonly tls: ServerTls | undefined;
  /** "": anyone may ask. */
  readonly token: string;
  readonly bookmarkEveryMs: number;
  /** Called after each request has been taken in and after each stream has ended. */
  readonly changed: () => void;
};

export class ApiServer {
  readonly streams = new Streams();
  readonly faults = new Faults();
  readonly requests: SeenRequest[] = [];
  readonly resources: Resource[] = [...builtInResources];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #watches = new Set<WatchStream>();
  readonly #timers = new Set<Timer>();
  #port = 0;

  constructor(
    readonly store: Store,
    readonly logs: ContainerLogs,
    readonly options: ApiServerOptions,
  ) {
    this.#server = options.tls === undefined ? createServer() : createTlsServer({ ...options.tls, requestCert: true, rejectUnauthorized: true });
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => this.#take(request, response));
    this.#server.on("connection", (socket: Socket) => this.#keep(socket));
    const ticker = setInterval(() => this.bookmark(), options.bookmarkEveryMs);
    ticker.unref();
    this.#timers.add(ticker);
  }

  get port(): number {
    return this.#port;
  }

  /** The first time on any free port, afterwards on the same one. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#port, "127.0.0.1", () => {
        this.#server.off("error", reject);
        const address = this.#server.address();
        this.#port = typeof address === "object" && address !== null ? address.port : 0;
        resolve();
      });
    });
  }

  /** Refuses connections from now on, and breaks those there are. */
  close(): void {
    this.#server.close();
    this.hangUp();
  }

  hangUp(): void {
    for (const socket of [...this.#sockets]) socket.destroy();
  }

  /** A bookmark to every watch that allows them, now. */
  bookmark(): void {
    for (const watch of this.#watches) watch.bookmark();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.close();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    // A client that goes away in the middle is a client's right.
    socket.on("error", () => socket.destroy());
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const query: { [key: string]: string } = Object.fromEntries(url.searchParams);
    this.requests.push({ method: request.method ?? "", path: url.pathname, query });
    this.#after(this.faults.delayMs, () => this.#answer(request, response, url));
    this.options.changed();
  }

  #answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    response.sendDate = false;
    response.setHeader("date", new Date(this.store.now()).toUTCString());
    response.setHeader("cache-control", "no-cache, private");
    const { token } = this.options;
    const route = routeOf(url.pathname, url.searchParams, this.resources);
    const refusal = this.faults.refusalOf(url.pathname + url.search, route);
    if (token !== "" && request.headers.authorization !== `Bearer ${token}`) return sendStatus(response, status(401, "Unauthorized"));
    if (refusal !== undefined) return sendStatus(response, refusal);
    if (request.method !== "GET") return sendStatus(response, status(405, "the server does not allow this method on the requested resource", {}));
    try {
      if (route.type === "discovery") return this.#discover(response, route.path, request.headers.accept ?? "");
      this.#serve(response, route, url.searchParams);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      sendStatus(response, status(400, error.message));
    }
  }

  #discover(response: ServerResponse, path: string, accept: string): void {
    const aggregated = aggregatedDiscoveryOf(path, accept, this.resources);
    send(response, aggregated?.body ?? discoveryOf(path, this.resources), aggregated?.contentType);
  }

  #serve(response: ServerResponse, route: Exclude<Route, { type: "discovery" }>, query: URLSearchParams): void {
    if (route.type === "unknownPath") return sendText(response, 404, "404 page not found\n");
    if (route.type === "unknownResource") return sendStatus(response, unknownResource());
    if (route.type === "list") return send(response, listAnswer(this.store, route.resource, route.namespace, query));
    if (route.type === "watch") return this.#watch(response, route.resource, route.namespace, query);
    const { resource, namespace, name } = route;
    const object = this.store.find(resource.apiVersion, resource.kind, namespace, name);
    if (object === undefined) return sendStatus(response, notFound(resource, name));
    if (route.type === "get") return send(response, object);
    if (isA("Pod", object)) this.#log(response, logOf(this.logs, object, query), query);
  }

  #watch(response: ServerResponse, resource: Resource, namespace: string, query: URLSearchParams): void {
    const version = query.get("resourceVersion") ?? "";
    if (!/^\d*$/.test(version)) return sendStatus(response, status(500, `resourceVersion: Invalid value: "${version}": strconv.ParseUint: parsing "${version}": invalid syntax`));
    const since = version === "" || version === "0" ? undefined : Number(version);
    const expired = since !== undefined && since < this.store.oldest;
    if (expired && this.faults.expiredAs === "status") return sendStatus(response, tooOld(since, this.store.oldest));
    const matches = selectorOf(query);
    open(response, "application/json");
    if (expired) {
      response.end(expiredLine(since, this.store.oldest));
      return;
    }
    const stream = this.streams.open(response, () => {
      this.#watches.delete(watch);
      watch[Symbol.dispose]();
      this.options.changed();
    });
    const bookmarks = query.get("allowWatchBookmarks") === "true";
    const watch = new WatchStream(this.store, { resource, namespace, matches, since, bookmarks }, stream);
    this.#watches.add(watch);
    const timeout = Number(query.get("timeoutSeconds") ?? "0");
    if (timeout > 0) response.on("close", this.#after(timeout * 1000, () => stream.end()));
  }

  #log(response: ServerResponse, log: ReturnType<typeof logOf>, query: URLSearchParams): void {
    const logQuery = logQueryOf(query);
    if (log === undefined) return sendText(response, 204, "");
    if (query.get("follow") !== "true") return sendText(response, 200, log.read(logQuery));
    open(response, "text/plain");
    const stream = this.streams.open(response, () => {
      stop();
      this.options.changed();
    });
    const follow = () => log.follow(logQuery, { chunk: (text) => stream.write(text), ended: () => stream.end() });
    let stop = log.big === undefined ? follow() : () => undefined;
    log.big?.send(response, logQuery.timestamps).then(() => (stop = follow()), () => response.destroy());
  }

  /** Returns how to cancel it. */
  #after(delayMs: number, run: () => void): () => void {
    if (delayMs <= 0) {
      run();
      return () => undefined;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }
}

function open(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { "content-type": contentType });
  response.flushHeaders();
}

function send(response: ServerResponse, body: StatusBody | object | string, contentType = "application/json"): void {
  if (typeof body === "string") return sendText(response, 200, body);
  if ("code" in body && typeof body.code === "number") response.statusCode = body.code;
  response.setHeader("content-type", contentType);
  response.end(JSON.stringify(body));
}

function sendStatus(response: ServerResponse, body: StatusBody): void {
  if ([429, 503, 504].includes(body.code)) response.setHeader("retry-after", "1");
  send(response, body);
}

function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}
