import { describe, expect, test } from "bun:test";
import { ContainerLog } from "../../src/cluster/container-log.ts";
import { cutMark, logLineCharsMax } from "../../src/cluster/lines.ts";
import { followLog, type ContainerRunLog, type LogEvent } from "../../src/cluster/logs.ts";
import type { Request } from "../../src/cluster/transport.ts";
import { FakeTransport, inTurn, reset, Stream, type Answer } from "./fake-transport.ts";
import { idle, VirtualTime } from "./virtual-time.ts";

const run0: ContainerRunLog = {
  namespace: "shop",
  pod: "web-1",
  podUid: "u1",
  container: "main",
  run: 0,
  sinceMs: 0,
  follow: true,
  tail: 0,
};

/** `12:00:SS.fraction text` of a fixed day. */
function at(second: string, text: string): string {
  return `2026-01-02T12:00:${second}Z ${text}`;
}

function body(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

type ContainerState = { readonly restartCount?: number; readonly state?: object; readonly lastState?: object; readonly uid?: string; readonly phase?: string };

function podIs({ restartCount = 0, state = { running: {} }, lastState = {}, uid = "u1", phase = "Running" }: ContainerState): Answer {
  const containerStatuses = [{ name: "main", restartCount, state, lastState }];
  return { body: { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", uid }, status: { phase, containerStatuses } } };
}

const terminated = podIs({ state: { terminated: { exitCode: 0 } } });
const restarted = podIs({ restartCount: 1, lastState: { terminated: { exitCode: 1 } } });
const runs = podIs({});
const podGone: Answer = { status: 404, body: { kind: "Status", message: 'pods "web-1" not found' } };

function waiting(message: string): Answer {
  return { status: 400, body: { kind: "Status", message } };
}

type Answers = { readonly log: (request: Request, number: number) => Answer | Error; readonly pod?: (request: Request, number: number) => Answer | Error };

/** One followed log. `log` and `pod` answer the requests of the two sorts, each counted by itself. */
class Following implements Disposable {
  readonly events: LogEvent[] = [];
  readonly time = new VirtualTime();
  readonly transport: FakeTransport;
  readonly over = new AbortController();
  readonly #closing = new AbortController();
  readonly done: Promise<void>;
  isOver = false;
  room: () => Promise<void> = async () => {};

  constructor({ log, pod = () => runs }: Answers, source: Partial<ContainerRunLog> = {}, shared = new ContainerLog()) {
    const asked = { log: 0, pod: 0 };
    this.transport = new FakeTransport((request) =>
      request.path.endsWith("/log") ? log(request, (asked.log += 1)) : pod(request, (asked.pod += 1)),
    );
    const options = {
      signal: this.#closing.signal,
      over: this.over.signal,
      emit: (event: LogEvent) => this.#note(event),
      room: () => this.room(),
      timing: this.time,
    };
    this.done = followLog(this.transport, { ...run0, ...source }, shared, options).finally(() => (this.isOver = true));
  }

  /** Lines by their text, other events in words. */
  get told(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.type === "logged") return event.lines.map((line) => line.slice(line.indexOf(" ") + 1));
      return event.type === "lost" || event.type === "refused" ? `${event.type} ${event.status} ${event.message}` : event.type;
    });
  }

  get logQueries() {
    return this.transport.queries.filter((_, index) => this.transport.paths[index]?.endsWith("/log"));
  }

  async toTheEnd(): Promise<readonly string[]> {
    await this.time.until(() => this.isOver);
    return this.told;
  }

  async toldMin(count: number): Promise<readonly string[]> {
    await this.time.until(() => this.told.length >= count);
    return this.told;
  }

  close(): void {
    this.#closing.abort();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #note(event: LogEvent): void {
    this.events.push(event);
  }
}

test("a log is followed with times from its first line to the end of its run", async () => {
  using following = new Following({ log: inTurn({ body: body(at("01.5", "one"), at("02.5", "two")) }), pod: inTurn(terminated) });
  expect(await following.toTheEnd()).toEqual(["one", "two", "ended"]);
  expect(following.events[0]).toEqual({ type: "logged", lines: ["2026-01-02T12:00:01.5Z one", "2026-01-02T12:00:02.5Z two"] });
  expect(following.transport.paths).toEqual(["/api/v1/namespaces/shop/pods/web-1/log", "/api/v1/namespaces/shop/pods/web-1"]);
  expect(following.logQueries).toEqual([
    { container: "main", timestamps: true, follow: true, previous: undefined, tailLines: undefined, sinceTime: undefined },
  ]);
});

test("`since` is asked for in whole seconds", async () => {
  using following = new Following({ log: inTurn({ body: "" }), pod: inTurn(terminated) }, { sinceMs: Date.parse("2026-01-02T12:00:01.999Z") });
  await following.done;
  expect(following.logQueries).toMatchObject([{ sinceTime: "2026-01-02T12:00:01Z" }]);
});

test("last lines alone are not followed, and nothing is asked about the Pod", async () => {
  using following = new Following({ log: inTurn({ body: body(at("01", "one")) }) }, { follow: false, tail: 20 });
  expect(await following.toTheEnd()).toEqual(["one", "ended"]);
  expect(following.logQueries).toMatchObject([{ tailLines: 20, follow: undefined }]);
  expect(following.transport.paths.length).toBe(1);
});

test("last lines are given again though they were shown before: they are evidence", async () => {
  const shared = new ContainerLog();
  const answers = { log: inTurn({ body: body(at("01", "one")) }), pod: inTurn(terminated) };
  using first = new Following(answers, {}, shared);
  await first.done;
  using second = new Following(answers, { follow: false, tail: 20 }, shared);
  expect(await second.toTheEnd()).toEqual(["one", "ended"]);
});

test("a run that was followed and is then read once goes on where it was left", async () => {
  const shared = new ContainerLog();
  const open = new Stream().send(body(at("01", "one")));
  using first = new Following({ log: inTurn({ body: open }) }, {}, shared);
  await first.toldMin(1);
  first.close();
  using second = new Following({ log: inTurn({ body: body(at("01", "one"), at("02", "two")) }) }, { follow: false }, shared);
  expect(await second.toTheEnd()).toEqual(["two", "ended"]);
});

test("a broken connection is said once; the log goes on where it was, nothing lost, nothing twice (checklist 79)", async () => {
  const first = new Stream().send(body(at("01.1", "a"), at("01.2", "b"))).send("2026-01-02T12:00:01.3Z half a li").hangUp();
  const whole = body(at("01.1", "a"), at("01.2", "b"), at("01.3", "half a line"), at("02", "d"));
  using following = new Following({ log: inTurn({ body: first }, reset(), { body: new Stream().send(whole) }) });
  expect(await following.toldMin(6)).toEqual(["a", "b", "lost 0 the connection was reset", "half a line", "d", "regained"]);
  expect(following.logQueries.map(({ sinceTime }) => sinceTime)).toEqual([undefined, "2026-01-02T12:00:00Z", "2026-01-02T12:00:00Z"]);
});

test("a clean end while the container runs is not the end: the log goes on (checklist 79)", async () => {
  const again = new Stream().send(body(at("01", "one"), at("02", "two")));
  using following = new Following({ log: inTurn({ body: body(at("01", "one")) }, { body: again }) });
  expect(await following.toldMin(2)).toEqual(["one", "two"]);
});

test("a server that ends the log at once again and again is asked less and less often", async () => {
  using following = new Following({ log: inTurn({ body: body(at("01", "one")) }) });
  await following.time.pass(60_000);
  expect(following.told).toEqual(["one"]);
  expect(following.logQueries.length).toBeLessThan(15);
});

test("lines of many equal times are counted", async () => {
  const many = Array.from({ length: 50 }, (_, index) => at("01", `line ${index}`));
  const first = new Stream().send(body(...many.slice(0, 20))).hangUp();
  using following = new Following({ log: inTurn({ body: first }, { body: body(...many) }), pod: inTurn(terminated) });
  const told = await following.toTheEnd();
  expect(told.filter((line) => line.startsWith("line"))).toEqual(many.map((_, index) => `line ${index}`));
});

test("a server that does not know sinceTime gives nothing twice", async () => {
  const lines = [at("01", "a"), at("05", "b"), at("09", "c"), at("12", "d")];
  const first = new Stream().send(body(...lines.slice(0, 3))).hangUp();
  using following = new Following({ log: inTurn({ body: first }, { body: body(...lines) }), pod: inTurn(runs, terminated) });
  expect(await following.toTheEnd()).toEqual(["a", "b", "c", "lost 0 the connection was reset", "d", "regained", "ended"]);
});

test("after a rotation of the file, lines are told by their times, whose last zeros may be missing", async () => {
  const first = new Stream().send(body(at("01.1", "a"), at("01.25", "b"), at("01.3", "c"))).hangUp();
  const rotated = body(at("01.300000000", "c"), at("01.31", "d"), at("01.4", "e"));
  using following = new Following({ log: inTurn({ body: first }, { body: rotated }), pod: inTurn(runs, terminated) });
  expect(await following.toTheEnd()).toEqual(["a", "b", "c", "lost 0 the connection was reset", "d", "e", "regained", "ended"]);
});

test("times in the node's own zone are understood", async () => {
  const first = new Stream().send("2026-01-02T14:00:01.5+02:00 a\n").hangUp();
  using following = new Following({ log: inTurn({ body: first }, { body: "2026-01-02T14:00:01.5+02:00 a\n" }), pod: inTurn(terminated) });
  expect(await following.toTheEnd()).toEqual(["a", "lost 0 the connection was reset", "regained", "ended"]);
  expect(following.logQueries[1]).toMatchObject({ sinceTime: "2026-01-02T12:00:00Z" });
});

describe("the end of a run", () => {
  test.each([
    ["terminated", podIs({ state: { terminated: { exitCode: 1 } } })],
    ["waiting for its next start", podIs({ state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: { exitCode: 1 } } })],
    ["in a Pod that has failed", podIs({ phase: "Failed", state: { waiting: {} } })],
    ["in a Pod that is gone", podGone],
    ["in a Pod of the same name but another UID", podIs({ uid: "u2" })],
    ["restarted twice", podIs({ restartCount: 2 })],
    ["in a Pod that we may not look at", { status: 403, body: {} }],
  ])("a container that is %s", async (_, pod) => {
    using following = new Following({ log: inTurn({ body: body(at("01", "one")) }), pod: inTurn(pod) });
    expect(await following.toTheEnd()).toEqual(["one", "ended"]);
    expect(following.logQueries.length).toBe(1);
  });

  test("a status that lags behind is waited for", async () => {
    using following = new Following({ log: inTurn({ body: body(at("01", "one")) }), pod: inTurn(runs, runs, terminated) });
    expect(await following.toTheEnd()).toEqual(["one", "ended"]);
    expect(following.time.elapsedMs).toBe(300);
  });

  test("an API server that is away when the Pod is looked at: said, and looked again", async () => {
    using following = new Following({ log: inTurn({ body: body(at("01", "one")) }), pod: inTurn(reset(), terminated) });
    expect(await following.toTheEnd()).toEqual(["one", "lost 0 the connection was reset", "regained", "ended"]);
  });

  test("a container that has restarted: the rest of its run is in the previous log (checklist 78)", async () => {
    const first = new Stream().send(body(at("01", "one"))).hangUp();
    const log = inTurn({ body: first }, { body: body(at("05", "of the next run")) }, { body: body(at("01", "one"), at("02", "last words")) });
    using following = new Following({ log, pod: inTurn(restarted) });
    expect(await following.toTheEnd()).toEqual(["one", "lost 0 the connection was reset", "last words", "regained", "ended"]);
    expect(following.logQueries[2]).toMatchObject({ previous: true, follow: undefined, sinceTime: "2026-01-02T12:00:00Z" });
  });

  test("told that its run is over, a stream may drain and is then replaced by the previous log", async () => {
    const stuck = new Stream().send(body(at("01", "one")));
    using following = new Following({ log: inTurn({ body: stuck }, { body: body(at("01", "one"), at("02", "two")) }) });
    await following.toldMin(1);
    following.over.abort();
    expect(await following.toTheEnd()).toEqual(["one", "two", "ended"]);
    expect(following.time.elapsedMs).toBe(1_000);
    expect(stuck.isClosed).toBe(true);
  });

  test("a previous log that is gone is an end", async () => {
    using following = new Following({ log: inTurn(waiting('previous terminated container "main" in pod "web-1" not found')) });
    following.over.abort();
    expect(await following.toTheEnd()).toEqual(["ended"]);
  });

  test("a kubelet that fails for ever to give a previous log does not hold up the end", async () => {
    using following = new Following({ log: inTurn({ status: 500, body: { message: "broken" } }) });
    following.over.abort();
    expect(await following.toTheEnd()).toEqual(["lost 500 broken", "regained", "ended"]);
  });
});

describe("runs of one container", () => {
  test("the next run waits for the end of the one before, and repeats nothing", async () => {
    const shared = new ContainerLog();
    const first = new Stream().send(body(at("01", "a")));
    using run = new Following({ log: inTurn({ body: first }), pod: inTurn(terminated) }, {}, shared);
    using next = new Following({ log: inTurn({ body: body(at("01", "a")) }), pod: inTurn(podIs({ restartCount: 1, state: { terminated: {} } })) }, { run: 1 }, shared);
    await run.toldMin(1);
    await idle();
    expect(next.transport.paths).toEqual([]);
    first.send(body(at("02", "b"))).end();
    await run.toTheEnd();
    // The same text at the same time, but of another run: both are shown.
    expect([run.told, await next.toTheEnd()]).toEqual([["a", "b", "ended"], ["a", "ended"]]);
  });

  test("a run that restarted between the Pod's status and our first request: both runs are read, nothing twice", async () => {
    const shared = new ContainerLog();
    const ofNext = new Stream().send(body(at("05", "next 1")));
    using run = new Following({ log: inTurn({ body: ofNext }, { body: "" }, { body: body(at("01", "mine")) }), pod: inTurn(restarted) }, {}, shared);
    await run.toldMin(1);
    run.over.abort();
    using next = new Following({ log: inTurn({ body: new Stream().send(body(at("05", "next 1"), at("06", "next 2"))) }) }, { run: 1 }, shared);
    await run.toTheEnd();
    await next.toldMin(1);
    expect([run.told, next.told]).toEqual([["next 1", "mine", "ended"], ["next 2"]]);
  });
});

describe("an answer that is no log", () => {
  test.each([
    ["waiting to start", waiting('container "main" in pod "web-1" is waiting to start: ContainerCreating')],
    ["unknown to the kubelet", { status: 404, body: "pod does not exist" }],
  ])("a container %s is asked for again, and nothing is said (checklist 80)", async (_, answer) => {
    using following = new Following({ log: inTurn(answer, answer, { body: body(at("01", "one")) }), pod: inTurn(runs, runs, terminated) });
    expect(await following.toTheEnd()).toEqual(["one", "ended"]);
    expect(following.time.elapsedMs).toBe(300);
  });

  test("a Pod that is gone ends it", async () => {
    using following = new Following({ log: inTurn(podGone), pod: inTurn(podGone) });
    expect(await following.toTheEnd()).toEqual(["ended"]);
  });

  test.each([401, 403])("%d is a refusal, and the end", async (code) => {
    using following = new Following({ log: inTurn({ status: code, body: { message: "pods/log is forbidden" } }) });
    expect(await following.toTheEnd()).toEqual([`refused ${code} pods/log is forbidden`]);
  });

  test.each([500, 502, 503])("%d: the kubelet is away, which is said once (checklist 80)", async (code) => {
    const away = { status: code, body: "dial tcp 10.0.0.7:10250: connect: connection refused" };
    using following = new Following({ log: inTurn(away, away, away, { body: body(at("01", "one")) }), pod: inTurn(terminated) });
    expect(await following.toTheEnd()).toEqual([`lost ${code} dial tcp 10.0.0.7:10250: connect: connection refused`, "one", "regained", "ended"]);
  });

  test("Retry-After is respected (checklist 86)", async () => {
    const busy = { status: 429, headers: { "retry-after": "5" }, body: "" };
    using following = new Following({ log: inTurn(busy, { body: body(at("01", "one")) }), pod: inTurn(terminated) });
    expect(await following.toTheEnd()).toEqual(["one", "ended"]);
    expect(following.time.elapsedMs).toBe(5_000);
  });
});

describe("lines", () => {
  test("empty lines are kept, CRLF is not, characters split over chunks are whole, bytes that are no UTF-8 are replaced (checklist 81)", async () => {
    const bytes = new TextEncoder().encode(body(at("01", ""), at("01", "äöü€\r"), at("01", "😀")));
    const stream = new Stream();
    for (const byte of bytes) stream.send(Uint8Array.of(byte));
    stream.send(new Uint8Array([...new TextEncoder().encode(at("02", "bad ")), 0xff, 0x0a])).end();
    using following = new Following({ log: inTurn({ body: stream }), pod: inTurn(terminated) });
    expect(await following.toTheEnd()).toEqual(["", "äöü€", "😀", "bad �", "ended"]);
  });

  test("a last line that nothing ended is shown at the end of the run (checklist 81)", async () => {
    using following = new Following({ log: inTurn({ body: `${body(at("01", "one"))}${at("01", "two")}` }), pod: inTurn(terminated) });
    expect(await following.toTheEnd()).toEqual(["one", "two", "ended"]);
  });

  test("a line in which the server was cut off is not shown in two pieces", async () => {
    const again = new Stream().send(body(at("01", "one"), at("01", "two and more")));
    using following = new Following({ log: inTurn({ body: `${body(at("01", "one"))}${at("01", "two an")}` }, { body: again }) });
    expect(await following.toldMin(2)).toEqual(["one", "two and more"]);
  });

  test("a last line that nothing ends is shown though the run goes on, once", async () => {
    using following = new Following({ log: inTurn({ body: `${body(at("01", "one"))}${at("01", "prompt>")}` }) });
    await following.time.pass(60_000);
    expect(following.told).toEqual(["one", "prompt>"]);
  });

  test("a line of a megabyte is whole, a longer one is cut with a mark, and the line after it is whole (checklist 81)", async () => {
    const longest = "x".repeat(logLineCharsMax - at("01", "").length);
    const stream = new Stream();
    stream.send(at("01", "")).send(longest).send("\n").send(at("02", longest)).send("yyy").send("zzz\n").send(body(at("03", "next"))).end();
    using following = new Following({ log: inTurn({ body: stream }), pod: inTurn(terminated) });
    expect(await following.toTheEnd()).toEqual([longest, `${longest}${cutMark}`, "next", "ended"]);
  });

  test("a line without a time gets that of the line before", async () => {
    using following = new Following({ log: inTurn({ body: body("first", at("01", "one"), "rest", "") }), pod: inTurn(terminated) });
    await following.toTheEnd();
    expect(following.events[0]).toEqual({
      type: "logged",
      lines: ["1970-01-01T00:00:00Z first", "2026-01-02T12:00:01Z one", "2026-01-02T12:00:01Z rest", "2026-01-02T12:00:01Z "],
    });
  });

  test("no more is read than there is room for", async () => {
    const full = Promise.withResolvers<void>();
    const stream = new Stream().send(body(at("01", "one"))).send(body(at("02", "two")));
    using following = new Following({ log: inTurn({ body: stream }) });
    following.room = () => full.promise;
    await following.toldMin(1);
    await idle();
    expect(following.told).toEqual(["one"]);
    full.resolve();
    expect(await following.toldMin(2)).toEqual(["one", "two"]);
  });
});

test("once closed it asks for nothing and says nothing more", async () => {
  const stream = new Stream().send(body(at("01", "one")));
  const following = new Following({ log: inTurn({ body: stream }) });
  await following.toldMin(1);
  following.close();
  stream.send(body(at("02", "two")));
  await following.done;
  expect([following.told, following.transport.paths.length, stream.isClosed]).toEqual([["one"], 1, true]);
});

/** A linear congruential generator: one seed, one story. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
}

/** A file of lines in which stdout and stderr are slightly out of order, also across seconds, and many times are equal. */
function disorderlyFile(random: () => number): readonly { readonly ms: number; readonly line: string }[] {
  let ms = Date.parse("2026-01-02T11:59:50Z");
  return Array.from({ length: 300 }, (_, index) => {
    if (random() < 0.5) ms += Math.floor(random() * 700);
    const lineMs = random() < 0.2 ? ms - Math.floor(random() * 300) : ms;
    // As RFC3339Nano: without the zeros at the end.
    const time = new Date(lineMs).toISOString().replace(/\.?0+Z$/, "Z");
    return { ms: lineMs, line: `${time} line ${index}` };
  });
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))("connections cut at any byte: each line once and in order (seed %d) (checklist 79)", async (seed) => {
  const random = randomFrom(seed + 1);
  const file = disorderlyFile(random);
  let left = 40;
  const log = ({ query }: Request): Answer => {
    const sinceMs = Date.parse(String(query?.["sinceTime"] ?? "1970-01-01T00:00:00Z"));
    const bytes = new TextEncoder().encode(body(...file.filter(({ ms }) => ms >= sinceMs).map(({ line }) => line)));
    left -= 1;
    const isWhole = left <= 0;
    // Mostly long enough for some progress beyond what was read before.
    const end = isWhole ? bytes.length : Math.floor(random() * Math.min(bytes.length, 4_000));
    const stream = new Stream();
    for (let from = 0; from < end; ) {
      const size = 1 + Math.floor(random() * 700);
      stream.send(bytes.slice(from, Math.min(from + size, end)));
      from += size;
    }
    return { body: isWhole || random() < 0.3 ? stream.end() : stream.hangUp() };
  };
  using following = new Following({ log, pod: () => (left <= 0 ? terminated : runs) });
  const told = await following.toTheEnd();
  expect(told.filter((text) => text.startsWith("line "))).toEqual(file.map((_, index) => `line ${index}`));
});
