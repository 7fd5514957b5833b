/** What a run prints, and in which clothes. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { ReportLine } from "../../src/render/report-schema.ts";
import { type Given, kubedog, type Result, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const hostile = [
  "::error::boom",
  "\x1b[31mred\x1b[0m \x1b[2Jgone \x1b]0;title\x07",
  "##vso[task.complete]",
  "nul\0 bell\x07 back\b",
  "half\rover",
  `long ${"x".repeat(1_000_000)} end`,
];

/** A Pod that printed hostile lines and failed, with a hostile Event. */
async function run(argv: readonly string[], given: Given = {}): Promise<Result> {
  using simulator = await Simulator.start();
  const bare = pod({ name: "web", namespace: "shop", image });
  simulator.apply({ ...bare, spec: { containers: [{ name: "main", image }], restartPolicy: "Never" } });
  simulator.startContainer("shop/web", "main");
  simulator.writeLog("shop/web", "main", hostile.map((line) => `${line}\n`).join(""));
  simulator.endContainer("shop/web", "main", 7);
  const about = { kind: "Pod", namespace: "shop", name: "web" };
  simulator.patchStatus(about, { phase: "Failed", message: "##[error]no\x1b[2J" });
  const spec = { Pods: [{ ResourceName: "web", Namespace: "shop", ShowServiceMessages: true }] };
  const { stdin, env } = tracking(simulator, spec);
  const terminal = new Terminal({ stdin, ...given, env: { ...env, ...given.env } });
  const result = terminal.run(["multitrack", "--logs-since", "all", ...argv]);
  simulator.event({ about, type: "Warning", reason: "Odd\x1b[2J", message: "one\n::error::two\r\n##[error]three" });
  return await result;
}

test("texts of the cluster can steer neither terminal nor CI system, and none is lost", async () => {
  const { code, out, err } = await run([]);
  expect(code).toBe(1);
  expect(out + err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]|^::|##vso\[|##\[/m);
  for (const shown of ["│ ::error::boom\n", "│ red \\x1b[2Jgone \\x1b]0;title\\x07\n", "│ nul\\x00 bell\\x07 back\\x08\n", "│ half\\rover\n"]) expect(out).toContain(shown);
  expect(out).toMatch(/│ long x{1000000} end\n/);
});

test("JSON keeps the texts, validates line by line, and no raw control character is in it (checklist 76)", async () => {
  const { code, out, err } = await run(["-o", "json"]);
  const reports = out.trimEnd().split("\n").map((line) => v.parse(ReportLine, JSON.parse(line)));
  const logged = reports.flatMap((report) => (report.type === "log" ? [report.line] : []));
  expect([code, err, logged]).toEqual([1, "", hostile]);
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]|##vso\[/);
  expect(reports.at(-1)).toMatchObject({ type: "summary", exitCode: 1, outcome: "failed" });
});

test("--output-prefix stands before every line of both streams (checklist 73)", async () => {
  const { all } = await run(["--output-prefix", "ci| "]);
  expect(all.split("\n").slice(0, -1).map((line) => line.replace(/^2> /, "")).filter((line) => !line.startsWith("ci| "))).toEqual([]);
});

const clothes: readonly (readonly [title: string, given: Given, isColoured: boolean])[] = [
  ["a pipe", {}, false],
  ["a terminal", { outIsTerminal: true }, true],
  ["a dumb terminal", { outIsTerminal: true, env: { TERM: "dumb" } }, false],
  ["a terminal with NO_COLOR", { outIsTerminal: true, env: { NO_COLOR: "1" } }, false],
  ["a terminal with KUBEDOG_NO_COLOR", { outIsTerminal: true, env: { KUBEDOG_NO_COLOR: "on" } }, false],
  ["a terminal with an empty NO_COLOR", { outIsTerminal: true, env: { NO_COLOR: "" } }, true],
  ["a pipe with FORCE_COLOR", { env: { FORCE_COLOR: "1" } }, true],
  ["a terminal with FORCE_COLOR=0", { outIsTerminal: true, env: { FORCE_COLOR: "0" } }, false],
  ["a pipe with FORCE_COLOR and KUBEDOG_NO_COLOR", { env: { FORCE_COLOR: "1", KUBEDOG_NO_COLOR: "true" } }, false],
];

test.each(clothes)("on %s colour is used as it should (checklist 29)", async (_, given, isColoured) => {
  const { out } = await kubedog(["assess"], { stdin: '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"status":{"phase":"Failed"}}', ...given });
  expect(out.includes("\x1b[")).toBe(isColoured);
});

test("--color wins over the variables and the terminal", async () => {
  const stdin = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"status":{"phase":"Failed"}}';
  const always = await kubedog(["assess", "--color", "always"], { stdin, env: { NO_COLOR: "1" } });
  const never = await kubedog(["assess", "--color=never"], { stdin, outIsTerminal: true, env: { FORCE_COLOR: "1" } });
  const wrong = await kubedog(["assess", "--color", "pink"], { stdin });
  expect([always.out.includes("\x1b["), never.out.includes("\x1b[")]).toEqual([true, false]);
  expect([wrong.code, wrong.err]).toEqual([2, "--color pink: expected auto, always or never\n"]);
});

test("--no-logs shows none, but the last lines of what failed", async () => {
  const { out } = await run(["--no-logs"]);
  expect(out).not.toContain(" main │ ");
  expect(out).toContain("\n  last lines of po/");
});

/** Waits for a Pod that never comes, until the second heartbeat or `ms` are over. */
async function waiting(argv: readonly string[]): Promise<Terminal> {
  using simulator = await Simulator.start();
  simulator.apply(pod({ name: "web", namespace: "shop", image }));
  const terminal = new Terminal(tracking(simulator, { Pods: [{ ResourceName: "web", Namespace: "shop" }] }));
  await terminal.run(["multitrack", "-t", "12", ...argv]);
  return terminal;
}

test("a heartbeat says what is waited for; --status-progress-period -1 is silent until the end (checklist 72)", async () => {
  const [heard, silent] = await Promise.all([waiting(["-o", "json"]), waiting(["-o", "json", "--status-progress-period", "-1"])]);
  const beats = ({ out }: Terminal) => out.split("\n").filter((line) => line.includes('"type":"notice"')).length;
  expect([beats(heard), beats(silent)]).toEqual([1, 0]);
}, 20_000);
