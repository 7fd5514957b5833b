/** Checklist 82 to 92 and 96: how the API is used, and what does not leak. */
import { expect, test } from "bun:test";
import { heapStats } from "bun:jsc";
import { Rollout } from "../../src/core/rollout.ts";
import type { FactBody, LogSource } from "../../src/core/fact.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment } from "../../src/simulator/manifest.ts";
import { populate } from "../../src/simulator/populate.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "../cli/terminal.ts";
import { applied, deployment as deploymentObject, events, listed, pod, policy, replicaSet, running, startMs, target } from "../core/story.ts";
import { custom, namespace, place, runningPod, tracked } from "./shop.ts";

test("50 Deployments of 4 Pods cost one LIST and one WATCH a kind, and a stream a container, all open within seconds (checklist 82)", async () => {
  using simulator = await Simulator.start();
  const spec = populate(simulator, { namespace, deployments: 50, podsEach: 4, logLinesPerSecond: 0, readyAfterMs: 3_600_000 });
  await simulator.until(() => simulator.list("Pod").filter(({ status }) => Object(status).phase === "Running").length === 200);
  const terminal = new Terminal(tracking(simulator, spec));
  const startedAt = performance.now();
  const run = terminal.run(["multitrack"]);
  await simulator.until(() => simulator.openStreams === 204);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  terminal.send("SIGINT");
  expect((await run).code).toBe(130);
  // The pages of a LIST are one.
  const asked = simulator.requests.filter(({ query }) => query["continue"] === undefined).map(({ path, query }) => (path.endsWith("/log") ? "log" : `${query["watch"] === "true" ? "WATCH" : "LIST"} ${path.split("/").at(-1)}`));
  const counted = Object.fromEntries([...new Set(asked)].sort().map((what) => [what, asked.filter((each) => each === what).length]));
  expect(counted).toEqual({
    "LIST deployments": 1,
    "LIST events": 1,
    "LIST pods": 1,
    "LIST replicasets": 1,
    "WATCH deployments": 1,
    "WATCH events": 1,
    "WATCH pods": 1,
    "WATCH replicasets": 1,
    log: 200,
  });
}, 30_000);

test("after a 410 no failure is counted again and no Event told again (checklist 83)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const crashing = exits({ code: 3, afterMs: 1000 }, { readyAfterMs: 500_000 });
  simulator.apply(deployment({ name: "web", ...place }), { main: crashing });
  await simulator.until(() => simulator.list("Pod").some(({ status }) => JSON.stringify(status).includes("CrashLoopBackOff")));
  const terminal = new Terminal(tracking(simulator, { Deployments: [tracked("web", { AllowFailuresCount: 1, ShowServiceMessages: true })] }));
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("1/1 allowed errors occurred for deploy/web: continue tracking\n"));
  const asked = simulator.requests.length;
  simulator.expireHistory();
  simulator.hangUp();
  await simulator.until(() => simulator.requests.slice(asked).filter(({ path, query }) => path.endsWith("/pods") && query["watch"] !== "true").length > 0);
  terminal.send("SIGINT");
  const { out, err } = await run;
  const told = `${out}${err}`.split("\n").filter((line) => /ERROR|allowed errors| event: /.test(line));
  expect(told).toEqual([...new Set(told)]);
});

const rounds = 15;
const names = Array.from({ length: 200 }, (_, number) => `app-${number}`);
const podNames = names.flatMap((name) => Array.from({ length: 10 }, (_, number) => [`${name}-abc-${number}`, `${name}-abc`] as const));

function podIn(name: string, owner: string, seconds: number): KubeObject {
  return pod(name, ["ReplicaSet", owner], { state: running(0), probe: true, restarts: seconds % 2 });
}

function logOf(name: string): LogSource {
  return { type: "log", namespace, pod: name, podUid: `uid-${name}`, container: "main", run: 0, previous: false, sinceMs: 0, follow: true, tail: 0 };
}

test("with 200 Deployments of 10 Pods memory does not grow with what happens to them (checklist 89)", () => {
  const rollout = new Rollout(names.map((name) => target("Deployment", name)), { ...policy, heartbeatMs: -1 }, { startedAt: startMs, matches: () => true });
  const take = (seconds: number, facts: readonly FactBody[]) => rollout.take(facts.map((fact) => ({ at: startMs + seconds * 1000, ...fact })));
  const first = podNames.map(([name, owner]) => podIn(name, owner, 0));
  take(0, [listed("Deployment", ...names.map((name) => deploymentObject(name, 10, 10, 0))), listed("ReplicaSet", ...names.map((name) => replicaSet(name, "abc"))), listed("Pod", ...first), events()]);
  const heap = () => (Bun.gc(true), heapStats().heapSize);
  let warm = 0;
  for (let round = 1; round <= rounds; round++) {
    const text = Array.from({ length: 10 }, (_, line) => `2026-01-01T12:00:${`${round}`.padStart(2, "0")}Z line ${line} of round ${round} ${"x".repeat(60)}`);
    take(round, podNames.flatMap(([name, owner]) => [applied(podIn(name, owner, round)), { type: "logged", source: logOf(name), lines: text }]));
    if (round === 5) warm = heap();
  }
  expect(warm).toBeLessThan(100_000_000);
  expect(heap() - warm).toBeLessThan(8_000_000);
  expect(rollout.exitCode).toBeUndefined();
}, 30_000);

test("two runs in one process, in two clusters, share nothing (checklist 90)", async () => {
  using red = await Simulator.start({ speed: 20, token: "red" });
  using blue = await Simulator.start({ speed: 20, token: "blue" });
  red.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 2000, lines: lines(100, "red is up") }) });
  blue.apply(deployment({ name: "web", ...place }), { main: exits({ code: 3, afterMs: 1000 }, { readyAfterMs: 90_000, lines: lines(100, "blue crashes") }) });
  const run = (simulator: Simulator) => kubedog(["multitrack", "--settle", "0"], tracking(simulator, { Deployments: [tracked("web", { AllowFailuresCount: 0 })] }));
  const [first, second] = await Promise.all([run(red), run(blue)]);
  expect([first.code, first.err, first.out.includes("red is up"), first.out.includes("blue")]).toEqual([0, "", true, false]);
  expect([second.code, second.out.includes("blue crashes"), second.out.includes("red")]).toEqual([1, true, false]);
  const again = await run(red);
  expect([again.code, again.out.includes("deploy/web: ready\n")]).toEqual([0, true]);
});

test("passwords in Events and messages are masked, in text and in JSON (checklist 92)", async () => {
  const message = 'Failed to pull image "x": Get "https://ci:hunter2@r.example/v2/": strange';
  const saidBy = async (...argv: readonly string[]) => {
    using simulator = await Simulator.start();
    custom(simulator, "example.com/v1", "Widget", "widgets", "w1", { phase: "Failed", message });
    const about = { kind: "Widget", namespace, name: "w1" };
    simulator.every(200, () => simulator.event({ about, type: "Warning", reason: "Failed", message }));
    const item = { Name: "w1", Namespace: namespace, GroupVersionKind: { Group: "example.com", Version: "v1", Kind: "Widget" }, ShowServiceMessages: true };
    return await kubedog(["multitrack", "-t", "2", ...argv], tracking(simulator, { Generics: [item] }));
  };
  for (const { all } of await Promise.all([saidBy(), saidBy("-o", "json")])) {
    expect(all).not.toContain("hunter2");
    expect(all.match(/https:\/\/\*\*\*@r\.example/g)?.length).toBeGreaterThan(2);
  }
});

test("Pods of the spec are followed on their own (checklist 96)", async () => {
  using simulator = await Simulator.start();
  runningPod(simulator, "web");
  const { code, out } = await kubedog(["multitrack", "--strict", "--settle", "0"], tracking(simulator, { Pods: [tracked("web")] }));
  expect([code, out.replaceAll(/\d\.?\d*s/g, "0s")]).toEqual([0, "po/web: ready\npo/web  ready  0s\n1 ready in 0s\n"]);
  const missing = await kubedog(["multitrack", "-t200ms"], tracking(simulator, { Pods: [tracked("gone")] }));
  expect([missing.code, missing.out.split("\n")[0]]).toEqual([3, expect.stringContaining("po/gone: missing, does not exist in namespace shop yet")]);
});
