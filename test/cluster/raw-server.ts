/** A server on loopback whose every byte the test decides, with or without TLS. */

import { readFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket, type TlsOptions } from "node:tls";

export function pki(name: string): string {
  return readFileSync(new URL(`./pki/${name}`, import.meta.url), "utf8");
}

export type Received = {
  /** `GET /path` */
  readonly line: string;
  readonly headers: string;
  /** The common name of the client's certificate. */
  readonly client: string | undefined;
  /** Counts from 1; the same number means the same connection. */
  readonly connection: number;
};

export class RawServer implements AsyncDisposable {
  readonly requests: Received[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answer: (request: Received, socket: Socket) => void;
  #connections = 0;
  #notifyEmpty = () => {};

  private constructor(answer: (request: Received, socket: Socket) => void, tls: TlsOptions | undefined) {
    this.#answer = answer;
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  }

  /** Answers each request; TLS asks for a client certificate unless told otherwise. */
  static async open(
    answer: (request: Received, socket: Socket) => void,
    tls: TlsOptions | "plain" = {},
    host = "127.0.0.1",
  ): Promise<RawServer> {
    const mutual = { cert: pki("server.crt"), key: pki("server.key"), ca: pki("ca.crt"), requestCert: true };
    const server = new RawServer(answer, tls === "plain" ? undefined : { ...mutual, rejectUnauthorized: true, ...tls });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.#server.listen(0, host, resolve);
    await promise;
    return server;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    return address !== null && typeof address === "object" ? address.port : 0;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Calls once no connection is left. */
  onceEmpty(notify: () => void) {
    this.#notifyEmpty = notify;
  }

  hangUp() {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose]() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.hangUp();
    await promise;
  }

  #accept(socket: Socket) {
    const connection = ++this.#connections;
    const client = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
    this.#sockets.add(socket);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#notifyEmpty();
    });
    // A client that breaks off is what some tests are about.
    socket.on("error", () => socket.destroy());
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [first = "", ...headers] = text.slice(0, end).split("\r\n");
      text = text.slice(end + 4);
      const name = Array.isArray(client) ? client[0] : client;
      const request = { line: first.replace(" HTTP/1.1", ""), headers: headers.join("\n"), client: name, connection };
      this.requests.push(request);
      this.#answer(request, socket);
    });
  }
}

/** A whole answer in one piece. */
export function reply(status: number, body: string | Uint8Array, headers: readonly string[] = []): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status} X`, `Content-Length: ${bytes.length}`, "Date: Tue, 01 Jan 2030 00:00:00 GMT", ...headers];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

/** The head of a stream; each `chunk` then follows. */
export const chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
