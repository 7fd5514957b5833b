/** The users' own rules from text to data, with everything that is wrong with them said at once. */
import * as v from "valibot";
import { kinds } from "../kinds/kinds.ts";
import type { Rule } from "../kinds/rules/rule.ts";
import { type Found, type Keys, keysOf, withKeysBelow } from "./canonical-keys.ts";
import { type DocumentNode, readDocument } from "./document.ts";
import { issueProblem, nodeAt } from "./issue-problem.ts";
import { plainValue } from "./plain-value.ts";
import { pathText, problemLines, type Problem } from "./problem.ts";
import { groupOf } from "./rollout-kind.ts";
import { matchKeys, testKeys } from "./rule-test.ts";
import { judgesRules, RulesFile, ruleKeys } from "./rules-file.ts";

/** The rules, those that name a kind first; or lines to print, each with its place. */
export type RulesResult = { readonly rules: readonly Rule[] } | { readonly problems: readonly string[] };

/** Reads a list of rules, JSON or YAML; `source` is the file's path. */
export async function readRules(input: string, source: string): Promise<RulesResult> {
  const text = input.replace(/^\ufeff/, "");
  const lines = (problems: readonly Problem[]) => ({ problems: problemLines(problems, text, source) });
  const document = await readDocument(text);
  if ("problems" in document) return lines(document.problems);
  const { root, nextAt } = document;
  if (nextAt !== undefined) return lines([{ at: nextAt, text: "expected one YAML document, found a second one: put all rules into one list" }]);

  const found: Found = { unknown: [], repeated: [] };
  const list = withKeysBelow(root, [], { list: fileKeys }, found);
  const parsed = v.safeParse(RulesFile, plainValue(list), { abortPipeEarly: true });
  const rules = parsed.success ? judgesRules(parsed.output) : [];
  const problems = [
    ...(parsed.issues ?? []).map((issue) => issueProblem(issue, list)),
    ...found.unknown,
    ...found.repeated.map(({ at, text: said }) => ({ at, text: `${said}: put both into one` })),
    ...rules.flatMap((rule, index) => [...podProblems(rule), ...repeatProblems(rule, rules.slice(0, index))].map((said) => placed(said, index, list))),
  ];
  return problems.length > 0 ? lines(problems) : { rules: rules.toSorted((a, b) => breadth(a) - breadth(b)) };
}

const keysOfTests: Keys = keysOf(testKeys, () => "value");
const keysOfMatches: Keys = keysOf(matchKeys, (key) => (key === "and" || key === "unless" ? { list: keysOfTests } : "value"));
const fileKeys: Keys = keysOf(ruleKeys, (key) => (["failed", "paused", "progressing", "ready"].includes(key) ? { list: keysOfMatches } : "value"));

function placed(said: string, index: number, root: DocumentNode): Problem {
  const path = [index, "kind"];
  const at = (nodeAt(root, path) ?? nodeAt(root, [index]) ?? root).at;
  return { at, text: `${pathText(path)}: ${said}` };
}

/** What runs is known by its Pods: their crashes, their logs, their settling. A rule would be blind to them. */
function podProblems({ group, kinds: named = [] }: Rule): readonly string[] {
  const own = kinds.filter(({ apiVersion, kind, owns }) => groupOf(apiVersion) === group && (kind === "Pod" || owns.includes("Pod")) && named.some((name) => isSame(name, kind)));
  return own.map(({ kind }) => `${kind} is judged by its Pods, not by a rule: take it out`);
}

/** Of two rules for one kind the second would never be asked. */
function repeatProblems({ group, kinds: named }: Rule, before: readonly Rule[]): readonly string[] {
  return before.flatMap((other, index) => {
    if (other.group !== group) return [];
    const isWhole = named === undefined && other.kinds === undefined;
    const both = isWhole ? ["each kind"] : (named ?? []).filter((kind) => other.kinds?.some((known) => isSame(known, kind)));
    return both.map((kind) => `${kind} of ${JSON.stringify(group)} has its rule at [${index}]: put both into one`);
  });
}

function isSame(kind: string, other: string): boolean {
  return kind.toLowerCase() === other.toLowerCase();
}

/** The more a rule holds for, the later its turn: as with the bundled ones, what names its kind stands before what holds for its group. */
function breadth({ group, kinds: named }: Rule): number {
  return (named === undefined ? 1 : 0) + (group.startsWith("*.") ? 2 : 0);
}
