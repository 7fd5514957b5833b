/** Runs that are recorded and played again. */
import { expect, test } from "bun:test";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment, job } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { type Given, kubedog, type Result, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop", ShowServiceMessages: true }], Jobs: [{ ResourceName: "migrate", Namespace: "shop", LogRegex: "." }] };

/** A run that fails after some lines, recorded in `/run`. */
async function recorded(argv: readonly string[], given: Given = {}): Promise<Result> {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image, replicas: 2 }), { main: runs({ lines: lines(40, "::error::one", "\x1b[31mtwo\x1b[0m", "three") }) });
  simulator.apply(job({ name: "migrate", namespace: "shop", image, backoffLimit: 0 }), { main: exits({ code: 7, afterMs: 3000 }, { lines: lines(200, "migrate: connected", "error: locked") }) });
  return await kubedog(["multitrack", "--settle", "0", "--record", "/run", ...argv], { ...tracking(simulator, spec), ...given });
}

function replayed({ written }: Pick<Result, "written">, argv: readonly string[] = []): Promise<Result> {
  return kubedog(["replay", "/run", ...argv], { files: { "/run": written.get("/run") ?? "" } });
}

const ways: readonly (readonly [title: string, argv: readonly string[], given: Given])[] = [
  ["text", [], {}],
  ["text with a prefix", ["--output-prefix", "> "], {}],
  ["coloured text", [], { outIsTerminal: true }],
  ["JSON", ["-o", "json"], {}],
];

test.each(ways)("a replay prints the same %s, byte for byte, with the same exit code", async (_, argv, given) => {
  const run = await recorded(argv, given);
  const again = await replayed(run);
  expect(run.code).toBe(1);
  expect(again.all).toBe(run.all);
  expect(again.code).toBe(run.code);
});

test("a text run replays as JSON", async () => {
  const { code, out } = await replayed(await recorded([]), ["-o", "json"]);
  expect([code, JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").outcome]).toEqual([1, "failed"]);
});

test("without log text the replay says how many lines are missing, and the recording holds none", async () => {
  const run = await recorded(["--record-logs", "off"]);
  const shown = run.out.match(/ main │ /g)?.length ?? 0;
  const { code, err } = await replayed(run);
  expect(code).toBe(1);
  expect(err).toMatch(/^\d+ log lines are missing: they were not recorded$/m);
  expect(Number(/^(\d+) log lines/m.exec(err)?.[1])).toBeGreaterThanOrEqual(shown);
  expect(run.written.get("/run")?.includes("three")).toBe(false);
});

test("a recording that cannot be written is said once, and the run goes on", async () => {
  const { code, err } = await recorded(["--output-prefix", "> "], { unwritable: new Error("EROFS: read-only file system, open '/run'") });
  expect(code).toBe(1);
  expect(err.match(/cannot record.*/g)).toEqual(["cannot record to /run: EROFS: read-only file system, open '/run'; the run goes on without a recording"]);
  expect(err.split("\n").filter((line) => line !== "" && !line.startsWith("> "))).toEqual([]);
});

test("a recording that stops in the middle says what it knows, and that it ends early", async () => {
  const { written } = await recorded([]);
  const text = written.get("/run") ?? "";
  const half = text.slice(0, text.length / 2);
  const { code, err } = await replayed({ written: new Map([["/run", half]]) });
  expect([code, err.split("\n").at(-2)]).toEqual([3, "the recording ends before the run did"]);
});

const damages: readonly (readonly [title: string, damage: (text: string) => string, said: string])[] = [
  ["an empty file", () => "", "the recording is empty — was it written with --record?"],
  ["another file", () => "hello\n", "the recording's line 1 is not JSON"],
  ["another JSON file", () => "[]\n", "the recording's line 1 is not a JSON object"],
  ["another version", (text) => text.replace('"v":1', '"v":99'), "the recording has version 99, this kubedog reads 1 — replay it with kubedog 1.0.0"],
  ["a head without targets", (text) => text.replace('"targets"', '"tragets"'), "/run: line 1 is not the head of a recording of this version: targets"],
  ["a head with half a target", (text) => text.replace('"patternByContainer"', '"x"'), "/run: line 1 is not the head of a recording of this version: targets.0.logs.patternByContainer"],
  ["a pattern that does not compile", (text) => text.replace('"pattern":"."', '"pattern":"(?<"'), "/run: line 1 holds a pattern that cannot be used: error parsing regexp"],
  ["garbage in a line", (text) => text.replace("\n", "\ngarbage\n"), "the recording's line 2 is not JSON"],
  ["an unknown fact", (text) => text.replace("\n", '\n{"at":1,"type":"dreamt"}\n'), "the recording's line 2 is no fact"],
];

test.each(damages)("%s is refused with its line and exit code 2", async (_, damage, said) => {
  const text = (await recording).written.get("/run") ?? "";
  const { code, out, err } = await replayed({ written: new Map([["/run", damage(text)]]) });
  expect([code, out, err.slice(0, said.length)]).toEqual([2, "", said]);
});

const recording = recorded([]);

test("a recording that is not there is said", async () => {
  const { code, err } = await kubedog(["replay", "/nope"]);
  expect([code, err]).toEqual([2, "/nope: there is no such file\n"]);
});

test("seeded damage to a recording never ends in a bug", async () => {
  const text = (await recording).written.get("/run") ?? "";
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const junk = ["null", "1e999", '""', "[]", "{}", "true", "-1"];
  for (let round = 0; round < 150; round++) {
    const damaged = text.replaceAll(/(?<=":)("[^"]*"|\d+|true|false)/g, (value) => (random(400) === 0 ? (junk[random(junk.length)] ?? "") : value));
    const { code, err } = await replayed({ written: new Map([["/run", damaged]]) });
    expect([round, code === 70 ? err : ""]).toEqual([round, ""]);
  }
});
