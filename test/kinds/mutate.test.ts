import { expect, test } from "bun:test";
import { rungsOf } from "../../scripts/mutate.ts";

const ladder = `export function rung(a: number): string {
  if (a === 1) return "one";
  if (a === 2) {
    note(a);
    return "two";
  }
  if (a === 3) {
    note(a);
  }
  return first(a) ?? second(a);
}
`;

const table = `export const rules = [
  {
    group: "example.com",
    failed: [{ path: "a", values: ["b", "c"] }, { path: "d" }],
    ready: [
      { path: "e" },
    ],
  },
];
`;

test("a branch that returns and an entry of a chain are rungs, what only notes is none", () => {
  expect(rungsOf(ladder).map(({ line, text }) => [line, text])).toEqual([
    [2, 'if (a === 1) return "one";'],
    [3, "if (a === 2) {"],
    [10, "first(a)"],
    [10, "second(a)"],
  ]);
});

test("a list of a rule and each of its matches are rungs, what names the rule is none", () => {
  expect(rungsOf(table).map(({ line, text }) => [line, text])).toEqual([
    [4, 'failed: [{ path: "a", values: ["b", "c"] }, { path: "d" }],'],
    [4, '{ path: "a", values: ["b", "c"] }'],
    [4, '{ path: "d" }'],
    [6, '{ path: "e" },'],
  ]);
});

test("what is taken out is the rung alone", () => {
  expect(rungsOf(ladder)[1]?.without).toBe(ladder.replace(/ {2}if \(a === 2\)[^}]*}\n/, ""));
  expect(rungsOf(ladder)[2]?.without).toBe(ladder.replace("first(a) ?? ", ""));
});
