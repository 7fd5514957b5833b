/** Checklist 77 to 81: whose logs are read, and that no line is lost or doubled. */
import { expect, test } from "bun:test";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "../cli/terminal.ts";
import { deployments, image, loggedBy, place, runningPod, tracked } from "./shop.ts";

test("init and app containers of new Pods are followed (checklist 77)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const behaviour = { prepare: exits({ code: 0, afterMs: 400 }, { lines: lines(100, "fetched", "unpacked") }), main: runs({ readyAfterMs: 2000, lines: lines(100, "listening", "warm") }) };
  simulator.apply(deployment({ name: "web", ...place, initContainers: [{ name: "prepare", image }] }), behaviour);
  const result = await kubedog(["multitrack", "-o", "json", "--settle", "0"], tracking(simulator, deployments("web")));
  expect([result.code, loggedBy(result)]).toEqual([0, ["prepare: fetched", "prepare: unpacked", "main: listening", "main: warm"]]);
});

const since: readonly (readonly [when: string, shown: readonly string[]])[] = [
  ["now", ["main: 3", "main: 4"]],
  ["1m", ["main: 2", "main: 3", "main: 4"]],
  ["all", ["main: 1", "main: 2", "main: 3", "main: 4"]],
];

test.each(since)("--logs-since %s says from when on (checklist 77)", async (when, shown) => {
  let aheadMs = -7_200_000;
  using simulator = await Simulator.start({ now: () => Date.now() + aheadMs });
  runningPod(simulator, "web", false);
  simulator.writeLog("shop/web", "main", "1\n");
  aheadMs = -30_000;
  simulator.writeLog("shop/web", "main", "2\n");
  aheadMs = 0;
  const terminal = new Terminal(tracking(simulator, { Pods: [tracked("web")] }));
  const run = terminal.run(["multitrack", "-o", "json", "--logs-since", when]);
  await terminal.until(() => terminal.out.includes('"type":"state"'));
  simulator.writeLog("shop/web", "main", "3\n");
  await terminal.until(() => terminal.out.includes('"line":"3"'));
  simulator.writeLog("shop/web", "main", "4\n");
  await terminal.until(() => terminal.out.includes('"line":"4"'));
  terminal.send("SIGINT");
  expect(loggedBy(await run)).toEqual([...shown]);
});

test("a container that restarts has the logs of both its runs shown, each line once (checklist 78)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const main = exits({ code: 3, afterMs: 2000, timesMax: 1 }, { readyAfterMs: 4000, lines: lines(200, "starting", "cannot reach the database") });
  simulator.apply(deployment({ name: "web", ...place }), { main });
  const result = await kubedog(["multitrack", "-o", "json"], tracking(simulator, deployments("web")));
  const run = ["main: starting", "main: cannot reach the database"];
  expect([result.code, loggedBy(result)]).toEqual([0, [...run, ...run]]);
});

test.each([400, 404, 500, 503])("a log request that is answered with %d at first is asked again (checklist 80)", async (status) => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.failNext(/\/log\?/, status, 2);
  simulator.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 40_000, lines: lines(100, "starting", "up") }) });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run(["multitrack", "-o", "json"]);
  await terminal.until(() => terminal.out.includes('"line":"up"'));
  terminal.send("SIGINT");
  expect(loggedBy(await run)).toEqual(["main: starting", "main: up"]);
});

test("empty lines, CRLF, a megabyte in one line, and a last line that nothing ends are shown as they are (checklist 81)", async () => {
  using simulator = await Simulator.start();
  runningPod(simulator, "web", false);
  const terminal = new Terminal(tracking(simulator, { Pods: [tracked("web")] }));
  const run = terminal.run(["multitrack", "-o", "json", "--logs-since", "all"]);
  const big = "x".repeat(1_000_000);
  simulator.writeLog("shop/web", "main", `\nfirst\r\n${big}\nжура\u{1f426}вль\nthe end`);
  await terminal.until(() => terminal.out.includes('"line":"жура'));
  simulator.endContainer("shop/web", "main", 7);
  await terminal.until(() => terminal.out.includes('"line":"the end"'));
  terminal.send("SIGINT");
  expect(loggedBy(await run)).toEqual(["main: ", "main: first", `main: ${big}`, "main: жура\u{1f426}вль", "main: the end"]);
});
