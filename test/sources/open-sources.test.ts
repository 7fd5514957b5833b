import { expect, test } from "bun:test";
import type { Request } from "../../src/cluster/transport.ts";
import type { Fact, LogSource, Source, WatchSource } from "../../src/core/fact.ts";
import { OpenSources } from "../../src/sources/open-sources.ts";
import { openingMax, withOpeningLimit } from "../../src/sources/opening-limit.ts";
import { FactQueue } from "../../src/sources/queue.ts";
import { FakeTransport, Stream, type Answer } from "../cluster/fake-transport.ts";
import { idle, VirtualTime } from "../cluster/virtual-time.ts";

const pods: WatchSource = { type: "watch", apiVersion: "v1", kind: "Pod", plural: "pods", namespace: "shop", name: "", look: 0 };
const jobs: WatchSource = { type: "watch", apiVersion: "batch/v1", kind: "Job", plural: "jobs", namespace: "shop", name: "", look: 0 };
const log: LogSource = {
  type: "log",
  namespace: "shop",
  pod: "web-1",
  podUid: "u1",
  container: "main",
  run: 0,
  previous: false,
  sinceMs: 0,
  follow: true,
  tail: 0,
};

const empty: Answer = { body: { metadata: { resourceVersion: "5" }, items: [] } };

class Opened implements Disposable {
  readonly time = new VirtualTime();
  readonly queue = new FactQueue(this.time.now);
  readonly transport: FakeTransport;
  readonly sources: OpenSources;

  constructor(answer: (request: Request, number: number) => Answer | Error) {
    this.transport = new FakeTransport(answer);
    this.sources = new OpenSources(this.transport, this.queue, this.time);
  }

  async next(): Promise<readonly string[]> {
    return (await this.queue.take()).map(words);
  }

  [Symbol.dispose](): void {
    this.sources[Symbol.dispose]();
  }
}

function words(fact: Fact): string {
  const source = "source" in fact ? (fact.source.type === "watch" ? fact.source.plural : `${fact.source.pod}/${fact.source.run}`) : "";
  const lines = fact.type === "logged" ? ` ${fact.lines.map((line) => line.split(" ")[1]).join(" ")}` : "";
  return `${fact.type} ${source}${lines}`.trim();
}

/** Collections are empty and quiet; logs are what the test says. */
function quiet(logs: (request: Request) => Answer | Error = () => ({ body: new Stream() })) {
  return (request: Request): Answer | Error => {
    if (request.path.endsWith("/log")) return logs(request);
    return request.query?.["watch"] === true ? { body: new Stream() } : empty;
  };
}

test("what is wanted is opened once, however often it is wanted", async () => {
  using opened = new Opened(quiet());
  opened.sources.reconcile([pods, jobs]);
  opened.sources.reconcile([{ ...pods }, jobs]);
  await opened.time.until(() => opened.transport.paths.length >= 4);
  opened.sources.reconcile([pods, jobs]);
  await idle();
  expect(opened.transport.paths.toSorted()).toEqual([
    "/api/v1/namespaces/shop/pods",
    "/api/v1/namespaces/shop/pods",
    "/apis/batch/v1/namespaces/shop/jobs",
    "/apis/batch/v1/namespaces/shop/jobs",
  ]);
  expect(await opened.next()).toEqual(["listed pods", "listed jobs"]);
});

test("a fresh look takes connections of its own for each page and for its watch", async () => {
  const asked: string[] = [];
  using opened = new Opened((request) => {
    const { query = {}, ownConnection } = request;
    asked.push(`${query["watch"] ? "watch" : "list"} ${query["continue"] ?? ""} ${ownConnection}`);
    const isFirstPage = query["watch"] === undefined && query["continue"] === undefined;
    return isFirstPage ? { body: { metadata: { resourceVersion: "5", continue: "next" }, items: [] } } : quiet()(request);
  });
  opened.sources.reconcile([pods]);
  await opened.time.until(() => asked.length === 3);
  opened.sources.reconcile([{ ...pods, look: 1 }]);
  await opened.time.until(() => asked.length === 6);
  expect(asked).toEqual(["list  false", "list next false", "watch  false", "list  true", "list next true", "watch  true"]);
});

test("what is no longer wanted is closed, and says nothing more", async () => {
  const stream = new Stream().send("2026-01-02T12:00:00Z one\n");
  using opened = new Opened(quiet(() => ({ body: stream })));
  opened.sources.reconcile([log]);
  expect(await opened.next()).toEqual(["logged web-1/0 one"]);
  opened.sources.reconcile([]);
  stream.send("2026-01-02T12:00:00Z two\n");
  await opened.time.until(() => stream.isClosed);
  opened.queue.push({ type: "ticked" });
  expect(await opened.next()).toEqual(["ticked"]);
});

test("a log that is wanted again goes on where it was left", async () => {
  const lines = "2026-01-02T12:00:00Z one\n";
  using opened = new Opened(quiet(({ query }) => ({ body: new Stream().send(query?.["sinceTime"] ? `${lines}2026-01-02T12:00:00Z two\n` : lines) })));
  opened.sources.reconcile([log]);
  expect(await opened.next()).toEqual(["logged web-1/0 one"]);
  opened.sources.reconcile([]);
  opened.sources.reconcile([log]);
  expect(await opened.next()).toEqual(["logged web-1/0 two"]);
});

test("a stream that has ended is not opened again while it is wanted, but when it is wanted anew", async () => {
  using opened = new Opened(() => ({ status: 403, body: { message: "forbidden" } }));
  opened.sources.reconcile([pods]);
  expect(await opened.next()).toEqual(["refused pods"]);
  opened.sources.reconcile([pods]);
  await idle();
  expect(opened.transport.paths.length).toBe(1);
  opened.sources.reconcile([]);
  opened.sources.reconcile([pods]);
  expect(await opened.next()).toEqual(["refused pods"]);
});

test("that a run is over is handed to its stream, and the next run follows it", async () => {
  const first = new Stream().send("2026-01-02T12:00:00Z one\n");
  const answers = quiet(({ query }) => {
    if (query?.["previous"] === true) return { body: "2026-01-02T12:00:00Z one\n2026-01-02T12:00:01Z two\n" };
    return first.isRead ? { body: new Stream().send("2026-01-02T12:00:02Z three\n") } : { body: first };
  });
  using opened = new Opened(answers);
  opened.sources.reconcile([log]);
  expect(await opened.next()).toEqual(["logged web-1/0 one"]);
  opened.sources.reconcile([{ ...log, previous: true }, { ...log, run: 1 }]);
  await opened.time.until(() => opened.transport.paths.length >= 3);
  await idle();
  expect(await opened.next()).toEqual(["logged web-1/0 two", "ended web-1/0", "logged web-1/1 three"]);
});

test("facts name the source as it was wanted first", async () => {
  using opened = new Opened(quiet());
  opened.sources.reconcile([pods]);
  const [fact] = await opened.queue.take();
  expect(fact).toEqual({ at: 0, type: "listed", source: pods, objects: [] });
});

test("a mistake of ours inside of a stream ends the run", async () => {
  using opened = new Opened(() => new TypeError("undefined is not a function"));
  opened.sources.reconcile([pods]);
  await expect(opened.queue.take()).rejects.toThrow("undefined is not a function");
});

test("all streams close at the end", async () => {
  const streams = [new Stream(), new Stream()];
  const opened = new Opened((request, number) => (request.query?.["watch"] === true ? { body: streams[number - 3] ?? "" } : empty));
  const wanted: Source[] = [pods, jobs];
  opened.sources.reconcile(wanted);
  await opened.time.until(() => streams.every(({ isRead }) => isRead));
  opened[Symbol.dispose]();
  await idle();
  expect(streams.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});

test("no more than so many logs are opened at the same time, and all in the end", async () => {
  let opening = 0;
  let most = 0;
  const answers: (() => void)[] = [];
  const slow = new FakeTransport(() => ({ body: "" }));
  const transport = withOpeningLimit({
    server: "",
    async get(request) {
      opening += 1;
      most = Math.max(most, opening);
      await new Promise<void>((resolve) => answers.push(resolve));
      opening -= 1;
      return slow.get(request);
    },
    [Symbol.dispose]() {},
  });
  const all = Promise.all(Array.from({ length: openingMax * 2 + 5 }, () => transport.get({ path: "/log" })));
  while (slow.paths.length < openingMax * 2 + 5) {
    await idle();
    for (const answer of answers.splice(0)) answer();
  }
  expect([(await all).length, most]).toEqual([openingMax * 2 + 5, openingMax]);
});
