/** The users' own rules, and what happens to what nobody understands. */
import { expect, test } from "bun:test";
import { Simulator } from "../../src/simulator/simulator.ts";
import { custom } from "../checklist/shop.ts";
import { type Given, kubedog, type Result, tracking } from "./terminal.ts";

const rules = `
- group: example.com
  kind: cake
  failed: [{path: status.oven, values: [burnt]}]
  ready: [{path: status.oven, values: [baked]}]
  message: status.smell
`;
const item = { Name: "birthday", Namespace: "shop", GroupVersionKind: { Group: "example.com", Version: "v1", Kind: "Cake" }, AllowFailuresCount: 0 };
const files = { "rules.yaml": rules, "other.json": '[{"group": "example.com", "ready": [{"path": "status.candles"}]}]' };

function cake(status: object): string {
  return JSON.stringify({ apiVersion: "example.com/v1", kind: "Cake", metadata: { name: "birthday", namespace: "shop" }, status });
}

const judged: readonly (readonly [status: object, code: number, said: string])[] = [
  [{ oven: "baked", phase: "Pending" }, 0, "shop/cake/birthday: ready\n"],
  [{ oven: "burnt", smell: "of coal" }, 1, "shop/cake/birthday: failed, status.oven=burnt: of coal\n"],
  [{ oven: "hot", phase: "Ready" }, 3, "shop/cake/birthday: progressing, status.oven=hot: status.oven is hot\n"],
];

test.each(judged)("assess judges %j by the rule in --rules (checklist 48)", async (status, code, said) => {
  expect(await kubedog(["assess", "--rules", "rules.yaml"], { files, stdin: cake(status) })).toMatchObject({ code, out: said, err: "" });
});

/** A run on a cake in a simulated cluster. */
async function tracked(status: object, argv: readonly string[], given: Given = {}): Promise<Result> {
  using simulator = await Simulator.start();
  custom(simulator, "example.com/v1", "Cake", "cakes", "birthday", { observedGeneration: 1, ...status });
  return await kubedog(argv, { ...tracking(simulator, { Generics: [item] }), files, ...given });
}

const multitrack = ["multitrack", "--rules", "rules.yaml"];

const ways: readonly (readonly [command: string, argv: readonly string[], code: number])[] = [
  ["multitrack", multitrack, 0],
  ["rollout track", ["rollout", "track", "cake", "birthday", "-n", "shop", "--rules", "rules.yaml"], 0],
  ["wait", ["wait", "--for", "ready", "cake/birthday", "-n", "shop", "--rules", "rules.yaml"], 0],
];

test.each(ways)("%s takes the users' rules (checklist 48)", async (_, argv, code) => {
  expect((await tracked({ oven: "baked", phase: "Pending" }, argv)).code).toBe(code);
  expect((await tracked({ oven: "hot", phase: "Ready" }, [...argv, "-t", "1"])).code).toBe(3);
});

test("follow takes the users' rules (checklist 48)", async () => {
  const { out } = await tracked({ oven: "baked", phase: "Pending" }, ["follow", "cake/birthday", "-n", "shop", "--rules", "rules.yaml", "-t", "1"]);
  expect(out).toContain("birthday become READY\n");
});

test("two runs in one process share no rules (checklist 48, 90)", async () => {
  const status = { oven: "baked", candles: 0, phase: "Failed" };
  const runs = [multitrack, ["multitrack", "--rules", "other.json"], ["multitrack"]].map((argv) => tracked(status, argv));
  expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 1]);
});

test("a recording holds the rules of its run, so that it replays the same (checklist 48)", async () => {
  const run = await tracked({ oven: "burnt", smell: "of coal" }, [...multitrack, "--record", "/run"]);
  const text = run.written.get("/run") ?? "";
  const again = await kubedog(["replay", "/run"], { files: { "/run": text } });
  expect([run.code, again.code, again.all]).toEqual([1, 1, run.all]);
  const [head = ""] = text.split("\n");
  expect(JSON.parse(head).policy.rules).toEqual([{ group: "example.com", kinds: ["cake"], failed: [{ path: "status.oven", values: ["burnt"] }], ready: [{ path: "status.oven", values: ["baked"] }], message: "status.smell" }]);
});

test("a recording from before there were rules has none", async () => {
  const run = await tracked({ phase: "Ready" }, ["multitrack", "--record", "/run"]);
  const text = (run.written.get("/run") ?? "").replace('"rules":[],"strictUnknown":false,', "");
  expect(text).not.toContain("strictUnknown");
  expect(await kubedog(["replay", "/run"], { files: { "/run": text } })).toMatchObject({ code: 0, all: run.all });
});

test("mistakes in the rules and in the spec are said together, each with its place, and nothing is asked of the server (checklist 48)", async () => {
  using simulator = await Simulator.start();
  const { code, out, err } = await kubedog(["multitrack", "--rules", "bad.yaml"], { ...tracking(simulator, { Jobs: [null] }), files: { "bad.yaml": "- group: example.com\n  kinds: Cake\n  ready: [{condition: Ready}]\n" } });
  expect({ code, out, requests: simulator.requests.length }).toEqual({ code: 2, out: "", requests: 0 });
  expect(err.split("\n")).toEqual(["Error parsing MultitrackSpecs json: Jobs[0]: expected an object, found null (line 1, column 10)", '[0].kinds: unknown key, did you mean "kind"? (line 2, column 3 of bad.yaml)', ""]);
});

test.each([["assess"], ["multitrack"]])("%s says that there is no such file of rules", async (command) => {
  expect(await kubedog([command, "--rules", "nope.yaml"], { stdin: "{}" })).toMatchObject({ code: 2, out: "", err: expect.stringContaining("nope.yaml: there is no such file\n") });
});

const nobodyKnows = { flavour: "sweet" };

const strictly: readonly (readonly [title: string, status: object, loose: number, said: string])[] = [
  ["what no rule understands", nobodyKnows, 0, "unknown, NoRule: no rule understands its status"],
  ["what is assumed to be ready", { observedGeneration: 1 }, 0, "unknown, NotAssumed: not assumed ready: its controller has seen this spec and reports no condition; a rule in --rules can tell"],
  ["what no controller has reported on", {}, 3, "progressing, NoStatus: no controller has reported yet"],
];

test.each(strictly)("with --strict-unknown assess does not take for ready %s", async (_, status, loose, said) => {
  expect((await kubedog(["assess"], { stdin: cake(status) })).code).toBe(loose);
  expect(await kubedog(["assess", "--strict-unknown"], { stdin: cake(status) })).toMatchObject({ code: 3, out: `shop/cake/birthday: ${said}\n` });
});

test("with --strict-unknown tracking waits on for what is only assumed to be ready", async () => {
  const { code, err } = await tracked({}, ["multitrack", "--strict-unknown", "-t", "1"]);
  expect(code).toBe(3);
  expect(err).toEndWith("birthday track failed: context deadline exceeded: NotAssumed: not assumed ready: its controller has seen this spec and reports no condition; a rule in --rules can tell\n");
  expect((await tracked({}, ["multitrack"])).code).toBe(0);
});
