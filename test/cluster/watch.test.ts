import { expect, test } from "bun:test";
import type { Timing } from "../../src/cluster/timing.ts";
import type { Request } from "../../src/cluster/transport.ts";
import { collectionPath, watchCollection, type Collection, type WatchEvent } from "../../src/cluster/watch.ts";
import { FakeTransport, inTurn, reset, Stream, type Answer } from "./fake-transport.ts";
import { VirtualTime } from "./virtual-time.ts";

const pods = { apiVersion: "v1", kind: "Pod", plural: "pods", namespace: "shop", name: "" };

function pod(name: string, resourceVersion: string) {
  return { apiVersion: "v1", kind: "Pod", metadata: { name, resourceVersion } };
}

function list(resourceVersion: string, names: readonly string[], next?: string): Answer {
  const items = names.map((name) => ({ metadata: { name, resourceVersion } }));
  return { body: { kind: "PodList", apiVersion: "v1", metadata: { resourceVersion, ...(next && { continue: next }) }, items } };
}

function status(code: number, message = "", more: object = {}): Answer {
  return { status: code, body: { kind: "Status", apiVersion: "v1", status: "Failure", code, message, ...more } };
}

const gone = { type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired", message: "too old resource version: 5 (9)" } };
const tooLarge = { details: { causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }] } };

/** One watch of a server that answers so. */
class Watching implements Disposable {
  readonly events: WatchEvent[] = [];
  readonly time: VirtualTime;
  readonly transport: FakeTransport;
  readonly #closing = new AbortController();
  isOver = false;
  readonly done: Promise<void>;

  constructor(answer: (request: Request, number: number) => Answer | Error, random: () => number = () => 1, collection: Collection = pods) {
    this.time = new VirtualTime(0, random);
    this.transport = new FakeTransport(answer);
    const timing: Timing = this.time;
    const options = { signal: this.#closing.signal, emit: (event: WatchEvent) => this.#note(event), timing, ownConnections: false };
    this.done = watchCollection(this.transport, collection, options).finally(() => (this.isOver = true));
  }

  async requests(count: number): Promise<void> {
    await this.time.until(() => this.transport.paths.length >= count);
  }

  async told(count: number): Promise<readonly string[]> {
    await this.time.until(() => this.events.length >= count);
    return this.events.map(words);
  }

  #note(event: WatchEvent): void {
    this.events.push(event);
  }

  close(): void {
    this.#closing.abort();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function words(event: WatchEvent): string {
  switch (event.type) {
    case "listed":
      return `listed ${event.objects.map(({ metadata }) => metadata.name).join(" ")}`;
    case "applied":
    case "deleted":
      return `${event.type} ${event.object.metadata.name}`;
    case "lost":
    case "refused":
      return `${event.type} ${event.status} ${event.message}`;
    case "regained":
      return "regained";
  }
}

test("the first LIST names no resourceVersion, and the WATCH goes on from it", async () => {
  const stream = new Stream().send({ type: "ADDED", object: pod("b", "6") }).send({ type: "DELETED", object: pod("a", "7") });
  using watching = new Watching(inTurn(list("5", ["a"]), { body: stream }));
  expect(await watching.told(3)).toEqual(["listed a", "applied b", "deleted a"]);
  expect(watching.transport.paths).toEqual(["/api/v1/namespaces/shop/pods", "/api/v1/namespaces/shop/pods"]);
  expect(watching.transport.queries).toEqual([
    { limit: 500 },
    { watch: true, allowWatchBookmarks: true, timeoutSeconds: 600, resourceVersion: "5" },
  ]);
});

test("of one object alone, LIST and WATCH select its name, after a 410 too (checklist 88)", async () => {
  const answers = inTurn(list("5", ["web-1"]), { body: new Stream().send(gone) }, list("9", ["web-1"]), { body: new Stream() });
  using watching = new Watching(answers, () => 0, { ...pods, name: "web-1" });
  expect(await watching.told(2)).toEqual(["listed web-1", "listed web-1"]);
  await watching.requests(4);
  const fieldSelector = "metadata.name=web-1";
  expect(watching.transport.queries).toEqual([
    { fieldSelector, limit: 500 },
    { fieldSelector, watch: true, allowWatchBookmarks: true, timeoutSeconds: 300, resourceVersion: "5" },
    { fieldSelector, limit: 500, resourceVersion: "5", resourceVersionMatch: "NotOlderThan" },
    { fieldSelector, watch: true, allowWatchBookmarks: true, timeoutSeconds: 300, resourceVersion: "9" },
  ]);
});

test.each([
  [0, 300],
  [0.5, 450],
  [0.999, 599],
])("the server is asked to end a watch at a random time: %d", async (random, seconds) => {
  using watching = new Watching(inTurn(list("5", []), { body: new Stream() }), () => random);
  await watching.requests(2);
  expect(watching.transport.queries[1]).toMatchObject({ timeoutSeconds: seconds });
});

test("paths: core and other groups, namespaced and not, hostile names harmless", () => {
  expect(collectionPath(pods)).toBe("/api/v1/namespaces/shop/pods");
  expect(collectionPath({ apiVersion: "apps/v1", kind: "Deployment", plural: "deployments", namespace: "" })).toBe("/apis/apps/v1/deployments");
  expect(collectionPath({ ...pods, namespace: "../kube-system" })).toBe("/api/v1/namespaces/..%2Fkube-system/pods");
});

test("a LIST comes in pages, of which only the first names a version", async () => {
  const answers = inTurn(list("5", ["a"]), { body: new Stream().send(gone) }, list("9", ["a", "b"], "token"), list("9", ["c"]), { body: new Stream() });
  using watching = new Watching(answers);
  expect(await watching.told(2)).toEqual(["listed a", "listed a b c"]);
  expect(watching.transport.queries.slice(2, 4)).toEqual([
    { limit: 500, resourceVersion: "5", resourceVersionMatch: "NotOlderThan" },
    { limit: 500, continue: "token" },
  ]);
});

test("a page's token that has expired: listed again, at once and without pages", async () => {
  using watching = new Watching(inTurn(list("5", ["a"], "token"), status(410, "token expired"), list("6", ["a", "b"]), { body: new Stream() }));
  expect(await watching.told(1)).toEqual(["listed a b"]);
  expect(watching.transport.queries[2]).toEqual({});
});

test("items without kind get that of the collection, and the parts that nobody may keep are gone", async () => {
  const item = {
    metadata: {
      name: "a",
      managedFields: [{ manager: "kubectl" }],
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}", note: "kept" },
    },
    spec: { containers: [{ name: "main", env: [{ name: "PASSWORD", value: "secret" }, { name: "REF", valueFrom: { fieldRef: {} } }] }] },
  };
  using watching = new Watching(inTurn({ body: { metadata: { resourceVersion: "5" }, items: [item] } }, { body: new Stream() }));
  await watching.told(1);
  expect<unknown>(watching.events).toEqual([
    {
      type: "listed",
      objects: [
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "a", annotations: { note: "kept" } },
          spec: { containers: [{ name: "main", env: [{ name: "PASSWORD" }, { name: "REF", valueFrom: { fieldRef: {} } }] }] },
        },
      ],
    },
  ]);
});

test("a bookmark is not told, but the next WATCH starts from it (checklist 84)", async () => {
  const stream = new Stream().send({ type: "BOOKMARK", object: { kind: "Pod", metadata: { resourceVersion: "77" } } }).end();
  using watching = new Watching(inTurn(list("5", []), { body: stream }, { body: new Stream() }));
  await watching.requests(3);
  expect(watching.transport.queries[2]).toMatchObject({ resourceVersion: "77" });
  expect(watching.events.map(words)).toEqual(["listed "]);
});

test("a clean end after a while: on at once, nothing said (checklist 84)", async () => {
  const stream = new Stream();
  using watching = new Watching(inTurn(list("5", []), { body: stream }, { body: new Stream() }));
  await watching.requests(2);
  await watching.time.pass(60_000);
  stream.send({ type: "MODIFIED", object: pod("a", "8") }).end();
  await watching.requests(3);
  expect(watching.time.elapsedMs).toBe(60_000);
  expect(watching.transport.queries[2]).toMatchObject({ resourceVersion: "8" });
  expect(watching.events.map(words)).toEqual(["listed ", "applied a"]);
});

test("a server that ends each watch at once is asked less and less often, and nothing is said", async () => {
  using watching = new Watching((_, number) => (number === 1 ? list("5", []) : { body: "" }));
  await watching.requests(4);
  expect(watching.time.elapsedMs).toBe(200);
  await watching.time.pass(60_000);
  expect(watching.transport.paths.length).toBe(13);
  expect(watching.events.map(words)).toEqual(["listed "]);
});

test("an event that the clean end cut in two is read again whole", async () => {
  const half = JSON.stringify({ type: "ADDED", object: pod("b", "6") }).slice(0, 30);
  const answers = inTurn(list("5", []), { body: half }, { body: new Stream().send({ type: "ADDED", object: pod("b", "6") }) });
  using watching = new Watching(answers);
  expect(await watching.told(2)).toEqual(["listed ", "applied b"]);
  expect(watching.transport.queries[2]).toMatchObject({ resourceVersion: "5" });
});

test("a broken connection is said once for the whole outage, waited out longer and longer, and its end is said", async () => {
  const answers = inTurn(list("5", []), { body: new Stream().hangUp() }, reset(), reset(), reset(), { body: new Stream() });
  using watching = new Watching(answers);
  expect(await watching.told(3)).toEqual(["listed ", "lost 0 the connection was reset", "regained"]);
  expect(watching.transport.paths.length).toBe(6);
  // 100, 200, 400 and 800 ms of waiting, then one second until the stream counts as working.
  expect(watching.time.elapsedMs).toBe(2_500);
  expect(watching.transport.queries[5]).toMatchObject({ resourceVersion: "5" });
});

test("waits grow to ten seconds and no further, and are shortened at random by up to half (checklist 85)", async () => {
  using watching = new Watching((_, number) => (number === 1 ? list("5", []) : reset()), () => 0);
  await watching.time.pass(60_000);
  const before = watching.transport.paths.length;
  await watching.time.pass(60_000);
  expect(watching.transport.paths.length - before).toBe(12);
  expect(watching.events.map(words)).toEqual(["listed ", "lost 0 the connection was reset"]);
});

test("a second outage is said again", async () => {
  const second = new Stream();
  using watching = new Watching(inTurn(list("5", []), { body: new Stream().hangUp() }, { body: second }, { body: new Stream() }));
  await watching.told(3);
  second.hangUp();
  expect(await watching.told(5)).toEqual([
    "listed ",
    "lost 0 the connection was reset",
    "regained",
    "lost 0 the connection was reset",
    "regained",
  ]);
});

test("a server that is not there at first is waited for, and a trouble that turns into another is told anew", async () => {
  using watching = new Watching(inTurn(reset(), status(500, "etcd is away"), list("5", ["a"]), { body: new Stream() }));
  expect(await watching.told(4)).toEqual(["lost 0 the connection was reset", "lost 500 etcd is away", "listed a", "regained"]);
});

test("410 as an event: listed again, not older than what was seen, nothing else said (checklist 83)", async () => {
  const stream = new Stream().send({ type: "MODIFIED", object: pod("a", "8") }).send(gone);
  using watching = new Watching(inTurn(list("5", ["a"]), { body: stream }, list("9", ["b"]), { body: new Stream() }));
  expect(await watching.told(3)).toEqual(["listed a", "applied a", "listed b"]);
  expect(watching.transport.queries[2]).toEqual({ limit: 500, resourceVersion: "8", resourceVersionMatch: "NotOlderThan" });
  expect(watching.transport.queries[3]).toMatchObject({ resourceVersion: "9" });
});

test("410 as a status: the same (checklist 83)", async () => {
  using watching = new Watching(inTurn(list("5", ["a"]), status(410, "gone"), list("9", ["b"]), { body: new Stream() }));
  expect(await watching.told(2)).toEqual(["listed a", "listed b"]);
});

test("410 again and again is not answered in a hot loop", async () => {
  using watching = new Watching((_, number) => (number % 2 === 1 ? list("5", ["a"]) : status(410)));
  await watching.time.pass(60_000);
  expect(watching.transport.paths.length).toBeLessThan(30);
});

test("a relist from a version that the server has forgotten asks for the newest", async () => {
  using watching = new Watching(inTurn(list("5", []), status(410), status(410), list("9", ["b"]), { body: new Stream() }));
  expect(await watching.told(2)).toEqual(["listed ", "listed b"]);
  expect(watching.transport.queries[3]).toEqual({});
});

test.each([
  ["by the cause", status(504, "Timeout", tooLarge)],
  ["in words", status(504, "Too large resource version: 5, current: 3")],
])("a server that does not know the version yet, %s: the newest is listed", async (_, answer) => {
  using watching = new Watching(inTurn(list("5", []), answer, list("3", ["b"]), { body: new Stream() }));
  expect(await watching.told(2)).toEqual(["listed ", "listed b"]);
  expect(watching.transport.queries.slice(2)).toMatchObject([{ limit: 500 }, { resourceVersion: "3" }]);
});

test.each([429, 503])("Retry-After of a %d is respected (checklist 86)", async (code) => {
  using watching = new Watching(inTurn({ ...status(code, "busy"), headers: { "retry-after": "7" } }, list("5", ["a"]), { body: new Stream() }));
  await watching.time.until(() => watching.events.some(({ type }) => type === "listed"));
  expect(watching.time.elapsedMs).toBe(7_000);
});

test("being asked to wait is no news, until it goes on", async () => {
  using watching = new Watching(() => ({ ...status(429, "too many requests"), headers: { "retry-after": "1" } }));
  await watching.time.pass(3_500);
  expect(watching.events).toEqual([]);
  await watching.time.pass(3_000);
  expect(watching.events.map(words)).toEqual(["lost 429 too many requests"]);
});

test.each([
  [401, "Unauthorized"],
  [403, 'pods is forbidden: User "ci" cannot list resource "pods" in API group "" in the namespace "shop"'],
  [404, "the server could not find the requested resource"],
  [400, "bad request"],
  [422, "invalid"],
])("%d is a refusal, and the end", async (code, message) => {
  using watching = new Watching(inTurn(status(code, message)));
  await watching.done;
  expect(watching.events).toEqual([{ type: "refused", status: code, message }]);
});

test("a refusal in plain text is told by its first line, one in HTML by its code", async () => {
  using plain = new Watching(inTurn({ status: 403, body: "no entry\nreally" }));
  using html = new Watching(inTurn({ status: 404, body: "<html>not here</html>" }));
  await Promise.all([plain.done, html.done]);
  expect([...plain.events, ...html.events].map(words)).toEqual(["refused 403 no entry", "refused 404 HTTP 404"]);
});

test("a watch that may list but not watch is refused", async () => {
  using watching = new Watching(inTurn(list("5", []), status(403, "pods is forbidden")));
  await watching.done;
  expect(watching.events.map(words)).toEqual(["listed ", "refused 403 pods is forbidden"]);
});

test("a refusal of what was allowed before is doubted: a server that has just started refuses for a moment", async () => {
  const first = new Stream();
  using watching = new Watching(inTurn(list("5", []), { body: first }, status(403, "not yet synced"), status(403, "not yet synced"), { body: new Stream() }));
  await watching.requests(2);
  await watching.time.pass(2_000);
  first.hangUp();
  expect(await watching.told(4)).toEqual(["listed ", "lost 0 the connection was reset", "lost 403 not yet synced", "regained"]);
});

test("a refusal of what was allowed before is believed in the end", async () => {
  const first = new Stream();
  using watching = new Watching(inTurn(list("5", []), { body: first }, status(403, "forbidden")));
  await watching.requests(2);
  await watching.time.pass(2_000);
  first.end();
  await watching.time.until(() => watching.isOver);
  expect(watching.events.map(words)).toEqual(["listed ", "lost 403 forbidden", "refused 403 forbidden"]);
  expect(watching.transport.paths.length).toBe(6);
});

test.each([
  ["not JSON", "{oops\n", /^lost 0 not JSON: /],
  ["an object without a name", '{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{}}}\n', /^lost 0 an object of kind Pod has no name$/],
  ["a type that is not known", '{"type":"SHRUG"}\n', /^lost 0 a watch event of type "SHRUG"$/],
  ["an ERROR other than 410", '{"type":"ERROR","object":{"code":500,"message":"etcd: leader changed"}}\n', /^lost 500 etcd: leader changed$/],
])("%s: said, and listed again", async (_, line, said) => {
  using watching = new Watching(inTurn(list("5", ["a"]), { body: line }, list("6", ["b"]), { body: new Stream() }));
  const events = await watching.told(4);
  expect(events[1]).toMatch(said);
  expect([events[0], ...events.slice(2)]).toEqual(["listed a", "listed b", "regained"]);
});

test("a LIST that is not JSON is tried again", async () => {
  using watching = new Watching(inTurn({ body: "<html>login</html>" }, list("5", ["a"]), { body: new Stream() }));
  expect(await watching.told(2)).toEqual(["lost 0 https://cluster.test answered with something, not JSON — is it an API server?", "listed a"]);
});

test("a watch that is silent for 90 s is closed and opened again where it was, and nothing is said", async () => {
  const silent = new Stream();
  using watching = new Watching(inTurn(list("5", []), { body: silent }, { body: new Stream() }));
  await watching.requests(2);
  await watching.time.pass(50_000);
  silent.send({ type: "ADDED", object: pod("a", "6") });
  await watching.time.pass(89_999);
  expect(silent.isClosed).toBe(false);
  await watching.requests(3);
  expect(silent.isClosed).toBe(true);
  expect(watching.time.elapsedMs).toBe(140_000);
  expect(watching.transport.queries[2]).toMatchObject({ resourceVersion: "6" });
  expect(watching.events.map(words)).toEqual(["listed ", "applied a"]);
});

test("events that arrive in pieces, split inside of a character, are whole", async () => {
  const bytes = new TextEncoder().encode(`${JSON.stringify({ type: "ADDED", object: pod("größe-ü", "6") })}\n`);
  const stream = new Stream();
  for (const byte of bytes) stream.send(Uint8Array.of(byte));
  using watching = new Watching(inTurn(list("5", []), { body: stream }));
  expect(await watching.told(2)).toEqual(["listed ", "applied größe-ü"]);
});

test("once closed it asks for nothing and says nothing more", async () => {
  const stream = new Stream();
  const watching = new Watching(inTurn(list("5", []), { body: stream }));
  await watching.requests(2);
  watching.close();
  stream.send({ type: "ADDED", object: pod("a", "6") });
  await watching.done;
  expect([watching.events.map(words), watching.transport.paths.length, stream.isClosed]).toEqual([["listed "], 2, true]);
});

test("a mistake of ours is thrown, not waited out", async () => {
  const watching = new Watching(() => new TypeError("undefined is not a function"));
  await expect(watching.done).rejects.toThrow("undefined is not a function");
});
