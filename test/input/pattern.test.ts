import { describe, expect, test } from "bun:test";
import { lineMatcher, patternProblem } from "../../src/input/pattern.ts";

const matches: readonly { readonly pattern: string; readonly shown: readonly string[]; readonly hidden: readonly string[] }[] = [
  { pattern: "error", shown: ["an error"], hidden: ["ERROR", ""] },
  { pattern: "(?i)error|warn", shown: ["ERROR", "a Warning"], hidden: ["info"] },
  { pattern: "a*", shown: ["aab"], hidden: ["baa", "b", ""] },
  { pattern: "^$", shown: [], hidden: ["", "a"] },
  { pattern: "\\b", shown: [], hidden: ["word"] },
  { pattern: "\\Aab\\z", shown: ["ab"], hidden: ["xab", "abx"] },
  { pattern: "[[:alpha:]]{3}", shown: ["1abc"], hidden: ["ab1c"] },
  { pattern: "\\Q.*\\E", shown: ["x.*"], hidden: ["xyz"] },
  { pattern: "(?P<level>warn)", shown: ["warn"], hidden: ["info"] },
  { pattern: "\\pL\\x{41}", shown: ["äA"], hidden: ["1A"] },
  { pattern: "(a+)+$|b$", shown: [`${"a".repeat(40)}b`], hidden: [`${"a".repeat(40)}c`] },
];

describe("a line is shown if the first match in it is not empty:", () => {
  for (const { pattern, shown, hidden } of matches) {
    test(pattern, () => {
      const isShown = lineMatcher(pattern);
      expect([...shown, ...hidden].filter(isShown)).toEqual([...shown]);
    });
  }
});

const problems: readonly (readonly [pattern: string, problem: string | undefined])[] = [
  ["[a", "error parsing regexp: missing closing ]: `[a`"],
  ["a)", "error parsing regexp: unexpected ): `a)`"],
  ["*a", "error parsing regexp: missing argument to repetition operator: `*`"],
  ["\\1", "error parsing regexp: invalid escape sequence: `\\1`"],
  ["(?=x)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ["((x{100}){100}){100}", "error parsing regexp: invalid repeat count: `{100}`"],
  ["", undefined],
  ["[]a]", undefined],
];

test("what is no pattern is said in Go's words", () => {
  expect(problems.map(([pattern]) => [pattern, patternProblem(pattern)])).toEqual(problems.map(([pattern, problem]) => [pattern, problem]));
});

test("100000 nested groups are refused or taken, and do no harm", () => {
  expect(patternProblem("(".repeat(100_000) + ")".repeat(100_000))).toStartWith("error parsing regexp: expression nests too deeply");
});
