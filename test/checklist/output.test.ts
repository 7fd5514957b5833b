/** Checklist 65 to 76: blocks, tables, summaries, as a whole run prints them. */
import { expect, test } from "bun:test";
import { cannotPull, exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment, job } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { type Given, kubedog, type Result, Terminal, tracking } from "../cli/terminal.ts";
import { bareDeployment, deployments, image, namespace, place, tracked } from "./shop.ts";

const drawn = ["multitrack", "--log-style", "block", "--status", "table"];

/** A Deployment of two Pods that print and become ready, and a Job beside it. */
async function rollout(argv: readonly string[], given: Given = {}): Promise<Result> {
  using simulator = await Simulator.start({ speed: 20 });
  const long = `a line ${"that is too long ".repeat(12)}for the window`;
  simulator.apply(deployment({ name: "web", ...place, replicas: 2 }), { main: runs({ readyAfterMs: 20_000, lines: lines(3000, "web is starting", long, "日本語\tand \x1b[31mred\x1b[0m\rthen") }) });
  simulator.apply(job({ name: "migrate", ...place, backoffLimit: 0 }), { main: exits({ code: 0, afterMs: 24_000 }, { lines: lines(2000, "step 1", "step 2") }) });
  const { stdin, env } = tracking(simulator, { Deployments: [tracked("web", { ShowServiceMessages: true })], Jobs: [tracked("migrate")] });
  return await kubedog([...drawn, "--status-progress-period", "500ms", ...argv], { stdin, ...given, env: { ...env, ...given.env } });
}

/** Headers of the blocks in a text, in their order. @throws what is wrong with their frames */
function blocksOf(text: string): readonly string[] {
  const headers: string[] = [];
  let open: string | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("┌ ")) {
      if (open !== undefined) throw new Error(`${line} begins inside of ${open}`);
      open = line.slice(2);
      headers.push(open);
    } else if (line.startsWith("└ ")) {
      if (open !== line.slice(2)) throw new Error(`${line} ends ${open}`);
      open = undefined;
    } else if (line.startsWith("│") !== (open !== undefined)) throw new Error(`${open} holds ${line}`);
  }
  if (open !== undefined) throw new Error(`${open} stays open`);
  return headers;
}

function tablesOf(text: string): readonly string[] {
  return text.split("┌ Status progress\n").slice(1).map((part) => part.slice(0, part.indexOf("└ Status progress")));
}

const widths: readonly (readonly [title: string, given: Given, width: number])[] = [
  ["KUBEDOG_TERMINAL_WIDTH (checklist 29)", { columns: 120, env: { KUBEDOG_TERMINAL_WIDTH: "70" } }, 70],
  ["the terminal (checklist 74)", { columns: 90 }, 90],
  ["nobody, 140 columns (checklist 74)", {}, 140],
];

test.each(widths)("logs, service messages and tables stand in whole frames, as wide as is told by %s", async (_, given, width) => {
  const { code, out, err } = await rollout([], given);
  expect([code, err]).toEqual([0, ""]);
  const headers = blocksOf(out);
  expect(headers.some((header) => /^deploy\/web po\/web-\w+-\w+ container\/main logs$/.test(header))).toBe(true);
  expect(headers).toContain("deploy/web service messages");
  expect(headers).toContain("Status progress");
  const framed = out.split("\n").filter((line) => /^[┌│└]/.test(line));
  expect(Math.max(...framed.map((line) => Bun.stringWidth(line)))).toBe(width);
  const wrapped = framed.filter((line) => line.endsWith(" ↵"));
  expect(new Set(wrapped.map((line) => Bun.stringWidth(line)))).toEqual(new Set([width]));
  expect(out).not.toMatch(/[\t\r]|\n\n\n/);
});

test("a block is set apart by a blank line, and consecutive lines of one log share theirs (checklist 65)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(job({ name: "migrate", ...place, backoffLimit: 0 }), { main: exits({ code: 0, afterMs: 4000 }, { lines: lines(500, "step 1", "step 2", "step 3") }) });
  const { out } = await kubedog(["multitrack", "--log-style", "block"], tracking(simulator, { Jobs: [tracked("migrate")] }));
  const name = /po\/(\S+) container/.exec(out)?.[1];
  expect(out).toContain(`\n┌ job/migrate po/${name} container/main logs\n│ step 1\n│ step 2\n│ step 3\n└ job/migrate po/${name} container/main logs\n\njob/migrate po/${name}: Completed\n`);
});

test("a rolling update's tables: Deployments first, old->new, the Pods as a tree, what is waited for (checklist 70)", async () => {
  const { out } = await rollout([]);
  const tables = tablesOf(out);
  const [first = ""] = tables;
  expect(first).toMatch(/^│ DEPLOYMENT +REPLICAS +AVAILABLE +UP-TO-DATE\n│ web +\S*2\/2 +0 +\S*2\n│ │ {3}POD +READY +RESTARTS +STATUS +---\n│ ├── /);
  expect(first).toMatch(/Waiting for: available 0->2/);
  expect(first).toMatch(/\n│ JOB +ACTIVE +DURATION +SUCCEEDED\/FAILED\n│ migrate +1 +\d+s +0\/0\n/);
  expect(tables.some((table) => /\n│ web +2\/2 +0->2 +2\n/.test(table))).toBe(true);
});

/** An object that a controller owns, which has the same name but for its last part. */
function owned(simulator: Simulator, kind: string, name: string, ownerKind: string, status: object): void {
  const owner = simulator.get({ kind: ownerKind, namespace, name: name.replace(/-[^-]*$/, "") });
  if (owner === undefined) throw new Error(`${name} has no owner`);
  const { apiVersion, metadata } = owner;
  const ownerReferences = [{ apiVersion, kind: ownerKind, name: metadata.name, uid: metadata.uid, controller: true }];
  const containers = [{ name: "main", image, readinessProbe: {} }];
  simulator.apply({ apiVersion: kind === "Pod" ? "v1" : "apps/v1", kind, metadata: { name, namespace, ownerReferences }, spec: { replicas: 1, containers }, status });
}

test("a table is true: an error goes with its Pod, a deleted Pod goes, and the last one shows Pods as they are (checklist 71)", async () => {
  using simulator = await Simulator.start();
  bareDeployment(simulator, "web", { replicas: 1, updatedReplicas: 1, readyReplicas: 0 });
  owned(simulator, "ReplicaSet", "web-abc", "Deployment", { replicas: 1, observedGeneration: 1 });
  owned(simulator, "Pod", "web-abc-1", "ReplicaSet", { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." });
  owned(simulator, "Pod", "web-abc-2", "ReplicaSet", { phase: "Pending" });
  simulator.startContainer("shop/web-abc-2", "main", { ready: false });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run([...drawn, "--settle", "0", "--status-progress-period", "100ms"]);
  const rows = () => (tablesOf(terminal.out).at(-1) ?? "").split("\n").filter((line) => /── /.test(line)).map((line) => line.replace(/Waiting for.*/, "").replace(/ +/g, " ").trim());
  await terminal.until(() => rows().length === 3);
  expect(rows()).toEqual(["│ ├── abc-1 0/1 0 Evicted", "│ │ └── error: Evicted: The node was low on resource: memory.", "│ └── abc-2 0/1 0 Running"]);
  simulator.remove({ kind: "Pod", namespace, name: "web-abc-1" });
  await terminal.until(() => rows().length === 1);
  expect(rows()).toEqual(["│ └── abc-2 0/1 0 Running"]);
  simulator.startContainer("shop/web-abc-2", "main");
  simulator.patchStatus({ kind: "Deployment", namespace, name: "web" }, { readyReplicas: 1, availableReplicas: 1 });
  expect([(await run).code, rows()]).toEqual([0, ["│ └── abc-2 1/1 0 Running"]]);
});

test("a table says what is waited for without Pods too, and comes once while nothing changes (checklist 71, 72)", async () => {
  using simulator = await Simulator.start();
  const { code, out } = await kubedog([...drawn, "--status-progress-period", "200ms", "-t", "2"], tracking(simulator, deployments("nope")));
  const tables = tablesOf(out);
  expect([code, tables.length, tables[0] === tables[1]]).toEqual([3, 2, true]);
  expect(tables[0]).toMatch(/│ nope +- +- +-\n│ +does not exist in namespace shop yet, waiting for it to\n│ +be created\n/);
  expect(out).toContain("still waiting for deploy/nope: ");
});

test("a target that is deleted has a row of dashes until it is there again (checklist 63)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 1_000_000 }) });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run([...drawn, "--status-progress-period", "100ms"]);
  await terminal.until(() => /│ web +1\/1/.test(terminal.out));
  simulator.remove({ kind: "Deployment", namespace: "shop", name: "web" });
  await terminal.until(() => /│ web +- +- +-\n/.test(terminal.out));
  simulator.apply(deployment({ name: "web", ...place }), { main: runs() });
  expect([(await run).code, /│ web +\S*1\/1/.test(tablesOf(terminal.out).at(-1) ?? "")]).toEqual([0, true]);
});

type Ending = readonly [title: string, code: number, argv: readonly string[], change: (simulator: Simulator, terminal: Terminal) => unknown];
const endings: readonly Ending[] = [
  ["readiness (checklist 26, 72)", 0, [], (simulator) => simulator.apply(deployment({ name: "web", ...place }), { main: runs() })],
  ["a failure (checklist 26, 72)", 1, [], (simulator) => simulator.apply(deployment({ name: "web", ...place }), { main: cannotPull(image) })],
  ["a timeout (checklist 26, 72)", 3, ["-t300ms"], () => undefined],
  ["SIGINT (checklist 27, 72)", 130, [], (_, terminal) => terminal.send("SIGINT")],
  ["SIGTERM (checklist 27, 72)", 143, [], (_, terminal) => terminal.send("SIGTERM")],
];

test.each(endings)("with --status-progress-period -1 there is one table, before the summary, after %s", async (_, code, argv, change) => {
  using simulator = await Simulator.start({ speed: 20 });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run([...drawn, "--settle", "0", "--status-progress-period", "-1", ...argv]);
  await simulator.until(() => simulator.openStreams === 4);
  change(simulator, terminal);
  const result = await run;
  const table = result.out.indexOf("┌ Status progress");
  expect([result.code, blocksOf(result.out.replace(/^deploy.*|^ .*|^\d.*|^Crit.*|^Fail.*/gm, "")).filter((header) => header === "Status progress").length]).toEqual([code, 1]);
  expect(table).toBeLessThan(result.out.search(/^deploy\/web {2}/m));
});

test("a signal in the middle of a log closes its block (checklist 27)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 1_000_000, lines: lines(100, "one", "two") }) });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run([...drawn]);
  await terminal.until(() => terminal.out.includes("│ two\n"));
  terminal.send("SIGINT");
  const { code, out } = await run;
  const [logs = "", ...others] = out.replace(/^deploy\/web {2}[^]*/m, "").split("\n\n").filter((block) => block.startsWith("┌"));
  expect([code, logs.split("\n").at(-1)?.startsWith("└ deploy/web po/web-"), others.map((block) => block.split("\n")[0])]).toEqual([130, true, ["┌ Status progress"]]);
});

test("only what is not waited for: one table, and exit code 0 at once (checklist 56)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 1_000_000 }) });
  const { code, out } = await kubedog(drawn, tracking(simulator, { Deployments: [tracked("web", { TrackTerminationMode: "NonBlocking" })] }));
  expect([code, tablesOf(out).length]).toEqual([0, 1]);
});

test("an error line stands before its consequence, final lines are sorted and last (checklist 69)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  for (const name of ["b", "a"]) simulator.apply(job({ name, ...place, backoffLimit: 0 }), { main: exits({ code: 3, afterMs: 2000 }) });
  const policy = { FailMode: "HopeUntilEndOfDeployProcess" };
  const { code, all } = await kubedog(["multitrack"], tracking(simulator, { Jobs: [tracked("b", policy), tracked("a", policy)] }));
  const said = all.split("\n").filter((line) => /ERROR|Critical|^(2> )?job\/. failed: /.test(line)).map((line) => line.replace(/po\/\S+ |: BackoffLimitExceeded.*/g, ""));
  const error = (name: string) => [`2> job/${name} ERROR`, `Critical failure for job/${name} has been occurred: stop tracking immediately!`];
  expect(code).toBe(1);
  expect(said.slice(0, 4).sort()).toEqual([...error("a"), ...error("b")].sort());
  expect(said[0]?.replace("2> ", "").slice(0, 5)).toBe(said[1]?.replace("Critical failure for ", "").slice(0, 5) ?? "");
  expect(said.slice(4)).toEqual(["2> job/a failed", "job/b failed"]);
});
