import { expect, test } from "bun:test";
import { openTransport } from "../../src/cluster/https-transport.ts";
import { loadKubeconfig } from "../../src/cluster/kubeconfig.ts";
import { realTiming } from "../../src/cluster/timing.ts";
import type { Transport } from "../../src/cluster/transport.ts";
import type { Fact, LogSource, Source, WatchSource } from "../../src/core/fact.ts";
import { pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { OpenSources } from "../../src/sources/open-sources.ts";
import { FactQueue } from "../../src/sources/queue.ts";

const pods: WatchSource = { type: "watch", apiVersion: "v1", kind: "Pod", plural: "pods", namespace: "default", name: "", look: 0 };

/** The streams of one run against a simulated cluster, over real connections. */
class Streaming implements Disposable {
  readonly facts: Fact[] = [];
  readonly #queue = new FactQueue(realTiming.now);
  readonly #sources: OpenSources;

  static async from(simulator: Simulator): Promise<Streaming> {
    const edges = { env: {}, homeDir: "/nowhere", readFile: () => undefined };
    const access = await loadKubeconfig({ ...edges, kubeconfigBase64: Buffer.from(simulator.kubeconfig()).toString("base64") });
    return new Streaming(openTransport(access, { ...edges, version: "1.2.3", isInteractive: false, writeStderr: () => {}, now: realTiming.now }));
  }

  private constructor(private readonly transport: Transport) {
    this.#sources = new OpenSources(transport, this.#queue);
  }

  want(...sources: readonly Source[]): void {
    this.#sources.reconcile(sources);
  }

  async until(condition: (told: readonly string[]) => boolean): Promise<readonly string[]> {
    while (!condition(this.told)) this.facts.push(...(await this.#queue.take()));
    return this.told;
  }

  get told(): readonly string[] {
    return this.facts.flatMap((fact) => {
      if (fact.type === "logged") return fact.lines.map((line) => line.slice(line.indexOf(" ") + 1));
      if (fact.type === "listed") return `listed ${fact.objects.map(({ metadata }) => metadata.name).join(" ")}`;
      return fact.type === "applied" || fact.type === "deleted" ? `${fact.type} ${fact.object.metadata.name}` : fact.type;
    });
  }

  [Symbol.dispose](): void {
    this.#sources[Symbol.dispose]();
    this.transport[Symbol.dispose]();
  }
}

function web(name: string) {
  return pod({ name, image: "shop/web:1" });
}

function logOf(simulator: Simulator, run: number, previous = false): LogSource {
  const podUid = simulator.get({ kind: "Pod", name: "web" })?.metadata.uid ?? "";
  return { type: "log", namespace: "default", pod: "web", podUid, container: "main", run, previous, sinceMs: 0, follow: true, tail: 0 };
}

function running(simulator: Simulator): void {
  simulator.apply(web("web"));
  simulator.startContainer("web", "main");
}

test("a watch lists and tells every change, with one LIST and one WATCH", async () => {
  using simulator = await Simulator.start();
  simulator.apply(web("a"));
  using streaming = await Streaming.from(simulator);
  streaming.want(pods);
  await streaming.until((told) => told.length === 1);
  await simulator.until(() => simulator.openStreams === 1);
  simulator.apply(web("b"));
  simulator.remove({ kind: "Pod", name: "a" });
  expect(await streaming.until((told) => told.length === 3)).toEqual(["listed a", "applied b", "deleted a"]);
  expect(simulator.requests.length).toBe(2);
});

test("every connection broken: said once, nothing lost, nothing twice", async () => {
  using simulator = await Simulator.start();
  using streaming = await Streaming.from(simulator);
  streaming.want(pods);
  await simulator.until(() => simulator.openStreams === 1);
  simulator.hangUp();
  simulator.apply(web("a"));
  expect(await streaming.until((told) => told.includes("regained"))).toEqual(["listed ", "lost", "applied a", "regained"]);
});

test.each(["event", "status"] as const)("history expired, told as %s: listed again, nothing said", async (as) => {
  using simulator = await Simulator.start();
  using streaming = await Streaming.from(simulator);
  streaming.want(pods);
  await simulator.until(() => simulator.openStreams === 1);
  await streaming.until((told) => told.length === 1);
  simulator.down();
  simulator.apply(web("a"));
  simulator.expireHistory(as);
  await simulator.up();
  const told = await streaming.until((all) => all.includes("regained"));
  expect(told).toEqual(["listed ", "lost", "listed a", "regained"]);
});

test("a log is followed over a broken connection to its end", async () => {
  using simulator = await Simulator.start();
  running(simulator);
  using streaming = await Streaming.from(simulator);
  streaming.want(logOf(simulator, 0));
  simulator.writeLog("web", "main", "one\ntwo\n");
  await streaming.until((told) => told.length === 2);
  simulator.hangUp();
  simulator.writeLog("web", "main", "three\n");
  await streaming.until((told) => told.includes("three"));
  simulator.writeLog("web", "main", "four");
  simulator.endContainer("web", "main");
  const told = await streaming.until((all) => all.includes("ended"));
  expect(told.filter((line) => line !== "lost" && line !== "regained")).toEqual(["one", "two", "three", "four", "ended"]);
});

test("two runs of a container: each line of each, in order", async () => {
  using simulator = await Simulator.start();
  running(simulator);
  using streaming = await Streaming.from(simulator);
  streaming.want(logOf(simulator, 0));
  simulator.writeLog("web", "main", "first run\n");
  await streaming.until((told) => told.length === 1);
  simulator.hangUp();
  simulator.writeLog("web", "main", "last words\n");
  simulator.endContainer("web", "main", 1);
  simulator.startContainer("web", "main");
  simulator.writeLog("web", "main", "second run\n");
  streaming.want(logOf(simulator, 0, true), logOf(simulator, 1));
  const told = await streaming.until((all) => all.includes("second run"));
  expect(told.filter((line) => line !== "lost" && line !== "regained")).toEqual(["first run", "last words", "ended", "second run"]);
});

test("200 logs are followed within a moment, each with one request", async () => {
  using simulator = await Simulator.start();
  const names = Array.from({ length: 200 }, (_, index) => `web-${index}`);
  const logs = names.map((name): LogSource => {
    const { uid } = simulator.apply(web(name)).metadata;
    simulator.startContainer(name, "main");
    simulator.writeLog(name, "main", `hello from ${name}\n`);
    return { ...logOf(simulator, 0), pod: name, podUid: uid };
  });
  using streaming = await Streaming.from(simulator);
  streaming.want(...logs);
  const told = await streaming.until((all) => all.length === 200);
  expect(told.toSorted()).toEqual(names.map((name) => `hello from ${name}`).toSorted());
  expect(simulator.requests.length).toBe(200);
});
