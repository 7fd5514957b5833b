/** The users' own rules beside the bundled ones and the ladders of kinds. */
import { expect, test } from "bun:test";
import { assess } from "../../../src/kinds/kinds.ts";
import type { Rule } from "../../../src/kinds/rules/rule.ts";
import { familyOf, objectOf } from "../family.ts";

const phase = (...values: readonly string[]): NonNullable<Rule["ready"]> => [{ path: "status.phase", values }];
const backup: Rule = { group: "longhorn.io", kinds: ["bAcKuP"], ready: phase("Fine") };

type Case = readonly [title: string, of: string, status: object, rules: readonly Rule[], said: string];
const cases: readonly Case[] = [
  ["comes before a bundled one, in any case of its kind", "longhorn.io/v1beta2 Backup", { state: "Completed", phase: "Fine" }, [backup], "ready"],
  ["decides alone", "longhorn.io/v1beta2 Backup", { state: "Completed", phase: "Poor" }, [backup], "progressing status.phase=Poor"],
  ["is about no other kind", "longhorn.io/v1beta2 Volume", { state: "attached", phase: "Poor" }, [backup], "ready"],
  ["is about no other group", "example.com/v1 Backup", { phase: "Ready" }, [backup], "ready"],
  ["of a whole group is about each of its kinds", "example.com/v1 Thing", { phase: "Fine" }, [{ group: "example.com", ready: phase("Fine") }], "ready"],
  ["of a whole group leaves those alone that have a ladder", "v1 Service", {}, [{ group: "", ready: phase("Fine") }], "ready"],
  ["that names a kind with a ladder takes its place", "v1 Service", {}, [{ group: "", kinds: ["Service"], ready: phase("Fine") }], "progressing NotReported"],
  ["compares two numbers of the whole object", "example.com/v1 Ring", { up: 1, all: 2 }, [{ group: "example.com", progressing: [{ less: ["status.up", "status.all"] }], ready: [{ path: "status.up" }] }], "progressing status.up"],
];

test.each(cases)("a rule of one's own %s (checklist 48)", (_, of, status, rules, said) => {
  const [apiVersion = "", kind = ""] = of.split(" ");
  const found = assess(familyOf(objectOf(apiVersion, kind, "x", { spec: {}, status })), rules);
  expect(`${found.status} ${found.reason}`.trim()).toBe(said);
});

test("rules hold for the judgement that they are given to, and for no other (checklist 90)", () => {
  const family = familyOf(objectOf("longhorn.io/v1beta2", "Backup", "x", { status: { state: "Completed" } }));
  expect([assess(family).status, assess(family, [backup]).status, assess(family).status]).toEqual(["ready", "progressing", "ready"]);
});
