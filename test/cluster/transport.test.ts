import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ClusterAccess } from "../../src/cluster/access.ts";
import { getJson } from "../../src/cluster/get-json.ts";
import { openTransport, type TransportOptions } from "../../src/cluster/https-transport.ts";
import { ConnectionError, type Transport } from "../../src/cluster/transport.ts";
import { chunk, chunkedHead, pki, RawServer, reply, type Received } from "./raw-server.ts";

const alice = { cert: pki("client.crt"), key: pki("client.key") };

function open(port: number, changes: Partial<ClusterAccess> = {}, options: Partial<TransportOptions> = {}): Transport {
  const access: ClusterAccess = {
    contextName: "main",
    namespace: "",
    server: `https://127.0.0.1:${port}`,
    ca: pki("ca.crt"),
    tlsServerName: undefined,
    skipVerify: false,
    proxyUrl: undefined,
    disableCompression: false,
    impersonation: {},
    clientCertificate: alice,
    login: { type: "none" },
    ...changes,
  };
  const defaults = { readFile: () => undefined, now: () => 0, isInteractive: false, writeStderr: () => {} };
  return openTransport(access, { version: "1.2.3", ...defaults, ...options });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  return text;
}

/** The code and message of a failure, the port left out. */
async function failure(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(() => undefined, (error) => error);
  if (!(error instanceof ConnectionError)) throw error ?? new Error("it succeeded");
  return `${error.code}: ${error.message.replace(/:\d{4,5}/g, ":PORT")}`;
}

const hello = (_: Received, socket: Socket) => socket.write(reply(200, "{}"));

test("a request carries the client certificate, the agent's name, the path prefix and the query", async () => {
  await using server = await RawServer.open(hello);
  using transport = open(server.port, {
    server: `https://127.0.0.1:${server.port}/k8s/clusters/c-1`,
    login: { type: "token", token: "t" },
    impersonation: { "Impersonate-User": "jÃ¼rgen", "Impersonate-Group": ["dev", "ops"] },
  });
  await getJson(transport, { path: "/api/v1/pods", query: { labelSelector: "a=b,c", limit: 500, continue: undefined } });
  expect(server.requests.map(({ line, client }) => ({ line, client }))).toEqual([
    { line: "GET /k8s/clusters/c-1/api/v1/pods?labelSelector=a%3Db%2Cc&limit=500", client: "alice" },
  ]);
  expect(server.requests[0]?.headers.split("\n").filter((line) => !/^(Host|Connection)/i.test(line))).toEqual([
    "Impersonate-User: jÃ¼rgen",
    "Impersonate-Group: dev",
    "Impersonate-Group: ops",
    "Authorization: Bearer t",
    "Accept: application/json",
    "User-Agent: kubedog/1.2.3",
    "Accept-Encoding: gzip",
  ]);
});

const zipped: { title: string; path: string; query?: { [name: string]: string | boolean }; off?: boolean; asks: boolean }[] = [
  { title: "a list", path: "/api/v1/pods", asks: true },
  { title: "a list that says watch=false", path: "/api/v1/pods", query: { watch: false }, asks: true },
  { title: "a watch", path: "/api/v1/pods", query: { watch: true }, asks: false },
  { title: "a log", path: "/api/v1/namespaces/x/pods/y/log", asks: false },
  { title: "a list with compression disabled", path: "/api/v1/pods", off: true, asks: false },
];

test.each(zipped)("gzip is asked for as fits: $title", async ({ path, query, off, asks }) => {
  await using server = await RawServer.open(hello);
  using transport = open(server.port, { disableCompression: off ?? false });
  await getJson(transport, { path, ...(query && { query }) });
  expect(server.requests[0]?.headers.includes("Accept-Encoding: gzip")).toBe(asks);
});

test("a zipped list is unzipped", async () => {
  const body = gzipSync(JSON.stringify({ items: ["x".repeat(200_000)] }));
  await using server = await RawServer.open((_, socket) => socket.write(reply(200, body, ["Content-Encoding: gzip"])));
  using transport = open(server.port);
  expect((await getJson(transport, { path: "/" })).body).toEqual({ items: ["x".repeat(200_000)] });
});

test("a zipped list that breaks off is a failure, not a short list", async () => {
  const body = reply(200, gzipSync(crypto.getRandomValues(Buffer.alloc(50_000))), ["Content-Encoding: gzip"]);
  await using server = await RawServer.open((_, socket) => socket.end(body.subarray(0, 20_000)));
  using transport = open(server.port);
  expect(await failure(getJson(transport, { path: "/" }))).toBe(
    "ECONNRESET: the connection to https://127.0.0.1:PORT was reset",
  );
});

test("requests one after the other share a connection, requests at once do not wait", async () => {
  await using server = await RawServer.open(hello);
  using transport = open(server.port);
  for (const path of ["/1", "/2"]) await getJson(transport, { path });
  await Promise.all(["/3", "/4", "/5"].map((path) => getJson(transport, { path })));
  const connectionsOf = (...paths: string[]) =>
    new Set(server.requests.filter(({ line }) => paths.includes(line)).map(({ connection }) => connection)).size;
  expect([connectionsOf("GET /1", "GET /2"), connectionsOf("GET /3", "GET /4", "GET /5")]).toEqual([1, 3]);
});

const schemes = [
  { scheme: "https", tls: {} },
  { scheme: "http", tls: "plain" },
] as const;

test.each(schemes)("a request over a connection of its own passes by the pool, before and after: $scheme", async ({ scheme, tls }) => {
  await using server = await RawServer.open(hello, tls);
  using transport = open(server.port, { server: `${scheme}://127.0.0.1:${server.port}` });
  await getJson(transport, { path: "/pooled" });
  for (const path of ["/own", "/own"]) await getJson(transport, { path, ownConnection: true });
  await getJson(transport, { path: "/pooled" });
  expect(server.requests.map(({ line, connection }) => `${line} ${connection}`)).toEqual([
    "GET /pooled 1",
    "GET /own 2",
    "GET /own 3",
    "GET /pooled 1",
  ]);
});

test("a connection of a request's own is closed after the answer", async () => {
  await using server = await RawServer.open(hello);
  using transport = open(server.port);
  const closed = Promise.withResolvers<void>();
  server.onceEmpty(closed.resolve);
  await getJson(transport, { path: "/", ownConnection: true });
  await closed.promise;
});

test("the server's clock is told with the times of request and response", async () => {
  await using server = await RawServer.open(hello);
  let clock = 100;
  using transport = open(server.port, {}, { now: () => clock++ });
  const seen: number[][] = [];
  transport.onDate = (...times) => seen.push(times);
  await getJson(transport, { path: "/" });
  const [[serverMs, sentMs = 0, receivedMs] = []] = seen;
  expect([seen.length, serverMs, receivedMs]).toEqual([1, Date.UTC(2030, 0, 1), sentMs + 1]);
});

test("an IPv6 server is reached", async () => {
  await using server = await RawServer.open(hello, {}, "::1");
  using transport = open(server.port, { server: `https://[::1]:${server.port}` });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
});

test("a plain http server is reached", async () => {
  await using server = await RawServer.open(hello, "plain");
  using transport = open(server.port, { server: `http://127.0.0.1:${server.port}` });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
});

test("tls-server-name is checked instead of the host", async () => {
  const tls = { cert: pki("other-name.crt"), key: pki("other-name.key") };
  await using server = await RawServer.open(hello, tls);
  using transport = open(server.port, { tlsServerName: "elsewhere.test" });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
});

test("skip-verify takes any certificate", async () => {
  await using server = await RawServer.open(hello);
  using transport = open(server.port, { ca: undefined, skipVerify: true });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
});

const tlsFailures: { title: string; access: Partial<ClusterAccess>; message: string }[] = [
  {
    title: "an unknown authority",
    access: { ca: pki("unknown-ca.crt") },
    message:
      "SELF_SIGNED_CERT_IN_CHAIN: the certificate of https://127.0.0.1:PORT is signed by an unknown authority — is certificate-authority missing or wrong?",
  },
  {
    title: "no authority",
    access: { ca: undefined },
    message:
      "SELF_SIGNED_CERT_IN_CHAIN: the certificate of https://127.0.0.1:PORT is signed by an unknown authority — is certificate-authority missing or wrong?",
  },
  {
    title: "another name",
    access: { tlsServerName: "wrong.test" },
    message:
      "ERR_TLS_CERT_ALTNAME_INVALID: the certificate of https://127.0.0.1:PORT is for another name: Hostname/IP does not match certificate's altnames: Host: wrong.test. is not in the cert's altnames: IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:localhost, DNS:api.test — is tls-server-name missing or wrong?",
  },
  {
    title: "a missing client certificate",
    access: { clientCertificate: undefined },
    message:
      "ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED: https://127.0.0.1:PORT requires a client certificate, and the user has none",
  },
];

test.each(tlsFailures)("TLS: $title is explained", async ({ access, message }) => {
  // An authority that the server's chain carries makes OpenSSL's word the same for both kinds of strangers.
  await using server = await RawServer.open(hello, { cert: pki("server.crt") + pki("ca.crt") });
  using transport = open(server.port, access);
  expect(await failure(transport.get({ path: "/" }))).toBe(message);
});

test("TLS spoken to a plain server is explained", async () => {
  using plain = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: (socket) => { socket.end("SSH-2.0\r\n"); } } });
  using transport = open(plain.port);
  expect(await failure(transport.get({ path: "/" }))).toBe(
    "ERR_SSL_WRONG_VERSION_NUMBER: https://127.0.0.1:PORT does not speak TLS — is it an http:// server?",
  );
});

test("a refused connection names the server", async () => {
  const server = await RawServer.open(hello);
  const { port } = server;
  await server[Symbol.asyncDispose]();
  using transport = open(port);
  expect(await failure(transport.get({ path: "/" }))).toBe("ECONNREFUSED: connection refused by https://127.0.0.1:PORT");
});

test("an unknown host names the server", async () => {
  using transport = open(0, { server: "https://nowhere.invalid" });
  expect(await failure(transport.get({ path: "/" }))).toBe("ENOTFOUND: the host of https://nowhere.invalid is unknown (DNS)");
});

test("a server that says nothing is given up after the headers' timeout", async () => {
  await using server = await RawServer.open(() => {});
  using transport = open(server.port);
  expect(await failure(transport.get({ path: "/", headersTimeoutMs: 50 }))).toBe(
    "ETIMEDOUT: no answer from https://127.0.0.1:PORT within 0.05 s",
  );
});

test("a stream outlives the headers' timeout and comes as it is written", async () => {
  await using server = await RawServer.open((_, socket) => {
    socket.write(chunkedHead + chunk("one"));
    setTimeout(() => socket.write(chunk("two") + chunk("")), 150);
  });
  using transport = open(server.port);
  const { body } = await transport.get({ path: "/", headersTimeoutMs: 100 });
  expect(await textOf(body)).toBe("onetwo");
});

const breaks: { title: string; answer: string }[] = [
  { title: "in a chunked stream", answer: chunkedHead + chunk("part") },
  { title: "before the promised length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart" },
];

test.each(breaks)("a break $title is thrown after what had come", async ({ answer }) => {
  await using server = await RawServer.open((_, socket) => socket.end(answer));
  using transport = open(server.port);
  const { body } = await transport.get({ path: "/" });
  let text = "";
  const reading = (async () => {
    for await (const bytes of body) text += new TextDecoder().decode(bytes);
  })();
  expect(await failure(reading)).toBe("ECONNRESET: the connection to https://127.0.0.1:PORT was reset");
  expect(text).toBe("part");
});

test("a break before anybody reads ends nothing, and is told to the reader", async () => {
  await using server = await RawServer.open((_, socket) => socket.write(chunkedHead + chunk("part")));
  using transport = open(server.port);
  const { body, status } = await transport.get({ path: "/" });
  const gone = Promise.withResolvers<void>();
  server.onceEmpty(gone.resolve);
  server.hangUp();
  await gone.promise;
  expect(status).toBe(200);
  expect(await failure(textOf(body))).toBe("ECONNRESET: the connection to https://127.0.0.1:PORT was reset");
});

test("an abort before, during and after the headers is one error, and closes the connection", async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await RawServer.open(({ line }, socket) => {
    if (line === "GET /stream") socket.write(chunkedHead + chunk("one"));
    if (line === "GET /stream") socket.on("close", () => closed.resolve());
  });
  using transport = open(server.port);
  const cancelled = "ABORT_ERR: the request to https://127.0.0.1:PORT was cancelled";
  expect(await failure(transport.get({ path: "/", signal: AbortSignal.abort() }))).toBe(cancelled);
  expect(await failure(transport.get({ path: "/silent", signal: AbortSignal.timeout(50) }))).toBe(cancelled);
  const stop = new AbortController();
  const { body } = await transport.get({ path: "/stream", signal: stop.signal });
  const reading = (async () => {
    for await (const _ of body) stop.abort();
  })();
  expect(await failure(reading)).toBe(cancelled);
  await closed.promise;
});

test("leaving the loop closes the connection", async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await RawServer.open((_, socket) => {
    socket.write(chunkedHead + chunk("one"));
    socket.on("close", () => closed.resolve());
  });
  using transport = open(server.port);
  for await (const _ of (await transport.get({ path: "/" })).body) break;
  await closed.promise;
});

test("a reader that waits makes the server wait", async () => {
  const block = chunk("x".repeat(1_000_000));
  let blocks = 0;
  await using server = await RawServer.open((_, socket) => {
    const pump = () => {
      while (blocks++ < 200 && socket.write(block));
    };
    socket.write(chunkedHead);
    socket.on("drain", pump);
    pump();
  });
  using transport = open(server.port);
  for await (const _ of (await transport.get({ path: "/" })).body) {
    // Long enough for all 200 MB to pass over loopback, were nothing in the way.
    await Bun.sleep(300);
    break;
  }
  expect(blocks).toBeGreaterThan(0);
  expect(blocks).toBeLessThan(40);
});

test("an idle connection that the server closed as it was reused is not a failure", async () => {
  await using server = await RawServer.open(({ connection }, socket) => {
    if (connection === 1 && server.requests.length > 1) socket.destroy();
    else socket.write(reply(200, "{}"));
  });
  using transport = open(server.port);
  await getJson(transport, { path: "/1" });
  expect((await getJson(transport, { path: "/2" })).status).toBe(200);
  expect(server.requests.map(({ line, connection }) => `${line} ${connection}`)).toEqual(["GET /1 1", "GET /2 1", "GET /2 2"]);
});

test("a 401 refreshes the credential once and asks again", async () => {
  await using server = await RawServer.open(({ headers }, socket) =>
    socket.write(headers.includes("Bearer new") ? reply(200, "{}") : reply(401, '{"message":"Unauthorized"}')),
  );
  const login = { type: "token-file", path: "/t", token: "old" } as const;
  using transport = open(server.port, { login }, { readFile: () => "new" });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
  expect(server.requests.map(({ headers }) => /Bearer \w+/.exec(headers)?.[0])).toEqual(["Bearer old", "Bearer new"]);
});

test("a second 401 is the answer", async () => {
  await using server = await RawServer.open((_, socket) => socket.write(reply(401, '{"message":"Unauthorized"}')));
  const login = { type: "token-file", path: "/t", token: "old" } as const;
  using transport = open(server.port, { login }, { readFile: () => "new" });
  const { status, message } = await getJson(transport, { path: "/" });
  expect({ status, message, requests: server.requests.length }).toEqual({ status: 401, message: "Unauthorized", requests: 2 });
});

test("a plugin's new client certificate is used on a new connection", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-transport-"));
  const answer = (name: string) =>
    JSON.stringify({
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: { clientCertificateData: pki(`${name}.crt`), clientKeyData: pki(`${name}.key`) },
    });
  writeFileSync(join(folder, "first"), answer("client"));
  writeFileSync(join(folder, "second"), answer("second-client"));
  const command = join(folder, "plugin");
  writeFileSync(command, `#!/bin/sh\ncd "${folder}"\ncat first; [ ! -e second ] || mv second first\n`, { mode: 0o755 });
  const plugin = {
    userName: "u",
    apiVersion: "client.authentication.k8s.io/v1",
    command,
    args: [],
    env: { PATH: "/usr/bin:/bin" },
    interactiveMode: "Never",
    installHint: "",
    cluster: undefined,
  } as const;
  await using server = await RawServer.open(({ client }, socket) =>
    socket.write(client === "bob" ? reply(200, "{}") : reply(401, "{}")),
  );
  using transport = open(server.port, { clientCertificate: undefined, login: { type: "exec", plugin } });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
  expect(server.requests.map(({ client, connection }) => `${client} ${connection}`)).toEqual(["alice 1", "bob 2"]);
  rmSync(folder, { recursive: true });
});

/** A proxy that answers CONNECT with this, and then only passes bytes on. */
function openProxy(port: number, status = "200 OK"): Promise<RawServer> {
  return RawServer.open((_, socket) => {
    socket.write(`HTTP/1.1 ${status}\r\n\r\n`);
    socket.removeAllListeners("data");
    if (!status.startsWith("200")) {
      socket.end();
      return;
    }
    const onward = connect(port, "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  }, "plain");
}

test("a proxy is asked to connect, with its password, and TLS goes through it to the server", async () => {
  await using server = await RawServer.open(hello);
  await using proxy = await openProxy(server.port);
  using transport = open(server.port, { proxyUrl: `http://me:p%40ss@127.0.0.1:${proxy.port}/` });
  expect((await getJson(transport, { path: "/" })).status).toBe(200);
  expect(proxy.requests.map(({ line }) => line)).toEqual([`CONNECT 127.0.0.1:${server.port}`]);
  expect(proxy.requests[0]?.headers).toMatch(/^proxy-authorization: Basic bWU6cEBzcw==$/im);
  expect(server.requests.map(({ client }) => client)).toEqual(["alice"]);
});

test("a proxy that refuses is named without its password", async () => {
  await using proxy = await openProxy(0, "407 Proxy Authentication Required");
  using transport = open(6443, { proxyUrl: `http://me:s3cret@127.0.0.1:${proxy.port}/` });
  const message = await failure(transport.get({ path: "/" }));
  expect(message).toStartWith("ERR_PROXY_TUNNEL: the proxy would not connect to https://127.0.0.1:PORT");
  expect(message).toContain("407 Proxy Authentication Required");
  expect(message).not.toContain("s3cret");
});

const refusals: { title: string; status: number; body: string; message: string }[] = [
  { title: "a Status", status: 403, body: '{"kind":"Status","message":"pods is forbidden"}', message: "pods is forbidden" },
  { title: "a text", status: 404, body: "404 page not found\n", message: "404 page not found" },
  { title: "a page", status: 502, body: "<html>Bad gateway</html>", message: "HTTP 502" },
  { title: "nothing", status: 500, body: "", message: "HTTP 500" },
  { title: "other JSON", status: 500, body: "[1]", message: "HTTP 500: [1]" },
];

test.each(refusals)("a refusal gives its message: $title", async ({ status, body, message }) => {
  await using server = await RawServer.open((_, socket) => socket.write(reply(status, body)));
  using transport = open(server.port);
  const found = await getJson(transport, { path: "/" });
  expect({ status: found.status, message: found.message }).toEqual({ status, message });
});

test("a success that is not JSON is not taken for an API server's", async () => {
  const page = reply(200, "<html>Sign in</html>", ["Content-Type: text/html"]);
  await using server = await RawServer.open((_, socket) => socket.write(page));
  using transport = open(server.port);
  expect(await failure(getJson(transport, { path: "/" }))).toBe(
    "ERR_NOT_JSON: https://127.0.0.1:PORT answered with text/html, not JSON — is it an API server?",
  );
});

test("closing the transport closes its connections", async () => {
  await using server = await RawServer.open(hello);
  const transport = open(server.port);
  await getJson(transport, { path: "/" });
  const closed = Promise.withResolvers<void>();
  expect(server.openSockets).toBe(1);
  server.onceEmpty(closed.resolve);
  transport[Symbol.dispose]();
  await closed.promise;
});
