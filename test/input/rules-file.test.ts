import { describe, expect, test } from "bun:test";
import { readRules } from "../../src/input/read-rules.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Rule } from "../../src/kinds/rules/rule.ts";
import { rules as bundled } from "../../src/kinds/rules/rules.ts";
import { familyOf, objectOf } from "../kinds/family.ts";

async function rulesIn(text: string): Promise<readonly Rule[]> {
  const result = await readRules(text, "rules.yaml");
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  return result.rules;
}

/** A list of one rule of Widgets, with these lines. */
const widget = (...lines: readonly string[]) => ["- group: shop.example.com", "  kind: Widget", ...lines.map((line) => `  ${line}`)].join("\n");
const ready = "ready: [{condition: Ready}]";

describe("rules are read", () => {
  test("in YAML and JSON, keys in any case, with one kind or several", async () => {
    const expected: readonly Rule[] = [{ group: "shop.example.com", kinds: ["Widget"], ready: [{ condition: "Ready" }] }];
    expect(await rulesIn(widget("Ready: [{Condition: Ready}]"))).toEqual(expected);
    expect(await rulesIn('\ufeff[{"group": "shop.example.com", "kind": ["Widget"], "ready": [{"condition": "Ready"}]}]')).toEqual(expected);
    expect(await rulesIn("[]")).toEqual([]);
  });

  test("with words that YAML takes for something else", async () => {
    const [rule] = await rulesIn(widget("failed: [{condition: Ready, is: False}, {path: status.code, values: [3, true, off]}]", ready));
    expect(rule?.failed).toEqual([{ condition: "Ready", is: "False" }, { path: "status.code", values: ["3", "true", "off"] }]);
  });

  test("and those that name a kind come before those for a group, and these before those for many groups", async () => {
    const rule = (group: string, kind: string) => `- {group: "${group}", ${kind}${ready}}\n`;
    const read = await rulesIn([rule("*.example.com", ""), rule("*.example.com", "kind: A, "), rule("a.example.com", ""), rule("a.example.com", "kind: A, ")].join(""));
    expect(read.map(({ group, kinds = [] }) => [group, ...kinds])).toEqual([["a.example.com", "A"], ["a.example.com"], ["*.example.com", "A"], ["*.example.com"]]);
  });

  test("in the form of every bundled rule", async () => {
    for (const rule of bundled) {
      const { kinds, ...judged } = rule;
      expect(await rulesIn(JSON.stringify([{ ...judged, ...(kinds !== undefined && { kind: kinds }) }]))).toEqual([rule]);
    }
  });
});

const word = "expected a text, a whole number, true or false (anything else in quotes)";
const path = "expected the names of fields with dots between, such as status.phase; * is each item of a list or a map";
const anyTest = 'expected a test: {"condition": "Ready"}, {"path": "status.phase", "values": ["Running"]} or {"less": ["status.readyReplicas", "spec.replicas"]}';
const group = 'expected an API group without its version, such as "example.com", or "*.example.com" for all below it; "" is the core group';
const two = 'expected two paths, such as ["status.readyReplicas", "spec.replicas"]';
const readyTests = 'expected a list of tests of which one makes it ready: without, nothing of this kind ever would be; or "exists", for what needs no status';
const stray = "does not go with the rest of this test: put it into a test of its own, below and or unless if both are meant";

const mistakes: readonly (readonly [title: string, text: string, ...said: readonly string[]])[] = [
  ["nothing", " ", "unexpected end of JSON input (rules.yaml)"],
  ["no list", "group: a.example.com", 'the document: expected a list of rules such as [{"group": "example.com", "kind": "Widget", "ready": [{"condition": "Ready"}]}], found an object (line 1, column 1 of rules.yaml)'],
  ["broken YAML", "- group: [", "read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (line 1, column 11 of rules.yaml)"],
  ["two documents", `${widget(ready)}\n---\n[]`, "expected one YAML document, found a second one: put all rules into one list (line 5, column 1 of rules.yaml)"],
  ["a rule that is a text", "- Widget", '[0]: expected a rule such as {"group": "example.com", "kind": "Widget", "ready": [{"condition": "Ready"}]}, found "Widget" (line 1, column 3 of rules.yaml)'],
  ["a mistyped key", widget("redy: [{condition: Ready}]"), `[0].ready: ${readyTests}, found nothing (line 1, column 3 of rules.yaml)`, '[0].redy: unknown key, did you mean "ready"? (line 3, column 3 of rules.yaml)'],
  ["a mistyped key of a test", widget("ready: [{condition: Ready, reason: [A]}]"), '[0].ready[0].reason: unknown key, did you mean "reasons"? (line 3, column 30 of rules.yaml)'],
  ["a key given twice", widget("ready: [{path: a}]", "Ready: [{path: b}]"), "[0].ready: given again: put both into one (line 4, column 3 of rules.yaml)"],
  ["a group with its version", `- {group: shop.example.com/v1, ${ready}}`, `[0].group: ${group}, found "shop.example.com/v1" (line 1, column 11 of rules.yaml)`],
  ["no group", `- {kind: Widget, ${ready}}`, `[0].group: ${group}, found nothing (line 1, column 3 of rules.yaml)`],
  ["a path in the manner of JSONPath", widget('ready: [{path: "{.status.phase}"}]'), `[0].ready[0].path: ${path}, found "{.status.phase}" (line 3, column 18 of rules.yaml)`],
  ["a fraction as a word", widget("ready: [{path: a, values: [1.5]}]"), `[0].ready[0].values[0]: ${word}, found 1.5 (line 3, column 30 of rules.yaml)`],
  ["a word in place of a list", widget("ready: [{path: a, values: Up}]"), '[0].ready[0].values: expected a list of words such as ["Running", "Ready"], found "Up" (line 3, column 29 of rules.yaml)'],
  ["a status that no condition has", widget("ready: [{condition: Ready, is: Maybe}]"), '[0].ready[0].is: expected True, False or Unknown, found "Maybe" (line 3, column 34 of rules.yaml)'],
  ["a test of nothing", widget("ready: [{}]"), `[0].ready[0]: ${anyTest}, found an object (line 3, column 11 of rules.yaml)`],
  ["a test of two things", widget("ready: [{path: a, reasons: [B]}]"), `[0].ready[0].reasons: ${stray} (line 3, column 30 of rules.yaml)`],
  ["one number", widget("progressing: [{less: [a]}]", ready), `[0].progressing[0].less[1]: ${two}, found nothing (line 3, column 24 of rules.yaml)`],
  ["a word that makes nothing ready", widget("ready: Ready"), `[0].ready: ${readyTests}, found "Ready" (line 3, column 10 of rules.yaml)`],
  ["no test that makes it ready", widget("ready: []"), `[0].ready: ${readyTests}, found an array (line 3, column 10 of rules.yaml)`],
  ["numbers that make it ready", widget("ready: [{less: [a, b]}]"), "[0].ready[0]: two numbers do not tell what is ready: put them into progressing, where they hold as long as the first number is less than the second (line 3, column 11 of rules.yaml)"],
  ["a mistake below and", widget("ready: [{path: a, and: [{path: .b}]}]"), `[0].ready[0].and[0].path: ${path}, found ".b" (line 3, column 34 of rules.yaml)`],
  ["what has Pods", `- {group: apps, kind: [Widget, deployment], ${ready}}`, "[0].kind: Deployment is judged by its Pods, not by a rule: take it out (line 1, column 23 of rules.yaml)"],
  ["a kind with two rules", `${widget(ready)}\n${widget(ready).replace("Widget", "[Gadget, widget]")}`, '[1].kind: widget of "shop.example.com" has its rule at [0]: put both into one (line 5, column 9 of rules.yaml)'],
];

describe("what is wrong with a file of rules is said with its place and what to write:", () => {
  for (const [title, text, ...said] of mistakes) {
    test(title, async () => {
      expect(await readRules(text, "rules.yaml")).toEqual({ problems: said });
    });
  }
});

const document = await Bun.file(new URL("../../docs/rules.md", import.meta.url)).text();
const examples = [...document.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = ""]) => text);
const failing = { type: "Ready", status: "False", reason: "Broken", message: "no wheels" };

type Example = readonly [index: number, of: string, fields: { readonly spec?: object; readonly status?: object }, said: string];
const judged: readonly Example[] = [
  [0, "Widget", { status: { conditions: [{ type: "Ready", status: "True" }] } }, "ready"],
  [0, "Widget", { status: { conditions: [failing] } }, "failed Ready=False (Broken): no wheels"],
  [0, "Widget", { status: { conditions: [{ ...failing, reason: "WaitingForDatabase" }] } }, "progressing Ready=False (WaitingForDatabase): no wheels"],
  [0, "Widget", {}, "progressing NotReported: waiting for condition Ready"],
  [1, "Import", { status: { phase: "done" } }, "ready"],
  [1, "Export", { status: { phase: "Aborted", lastError: "disk full" } }, "failed status.phase=Aborted: disk full"],
  [1, "Export", { status: { phase: "awaiting-approval" } }, "paused status.phase=awaiting-approval: status.phase is awaiting-approval"],
  [1, "Import", { status: { phase: "Reading" } }, "progressing status.phase=Reading: status.phase is Reading"],
  [2, "Ring", { spec: { nodes: 3 }, status: { readyNodes: 2 } }, "progressing status.readyNodes: 2 of 3 status.readyNodes"],
  [2, "Ring", { spec: { nodes: 3 }, status: { readyNodes: 3 } }, "ready"],
  [2, "Ring", { spec: { nodes: 3 } }, "progressing status.readyNodes: 0 of 3 status.readyNodes"],
  [3, "Coupon", {}, "ready"],
  [3, "Coupon", { status: { redeemed: 12 } }, "ready"],
  [3, "Coupon", { status: { conditions: [{ ...failing, reason: "Reconciling" }] } }, "progressing Ready=False (Reconciling): no wheels"],
  [3, "Coupon", { status: { rejectedBy: "billing" } }, "failed status.rejectedBy=billing: status.rejectedBy is billing"],
];

test.each(judged)("the document's example %d judges a %s with %j: %s", async (index, kind, fields, said) => {
  const rules = await rulesIn(examples[index] ?? "");
  const found = assess(familyOf(objectOf(`${rules[0]?.group}/v1`, kind, "x", fields)), rules);
  expect(`${found.status} ${found.reason}: ${found.message}`.replace(/ : $/, "")).toBe(said);
});
