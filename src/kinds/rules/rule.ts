/** How one kind of resource is judged, as data: what its operator documents. */
import { fieldOf, textOf } from "../fields.ts";
import type { KubeObject } from "../kubernetes.ts";
import { quote } from "../quote.ts";
import { conditionMessage, conditionNamed, conditionText, reportedConditions } from "../reported-condition.ts";
import { failed, paused, progressing, ready, type Rung } from "../rung.ts";
import { statusMessage } from "../status-message.ts";
import { wordOf } from "../words.ts";

/** Where nothing matches, and so where a field is absent, the object is on its way. Words are compared without regard to case and separators. */
export type Rule = {
  /** Exact, or `*.` and the end of it. */
  readonly group: string;
  /** Those named, or each of the group. */
  readonly kinds?: readonly string[];
  /** The first list with a match decides, in this order. */
  readonly failed?: readonly Match[];
  readonly paused?: readonly Match[];
  readonly progressing?: readonly Match[];
  readonly ready?: readonly Match[];
  /** Path of the sentence that explains it; without, the condition's or the usual fields. */
  readonly message?: string;
};

/** Holds if `and` all hold, too, and none of `unless` does. */
export type Match = Test & { readonly and?: readonly Test[]; readonly unless?: readonly Test[] };

export type Test = FieldTest | ConditionTest;

/** The field is there, with one of the values, or with another one than these. */
type FieldTest = { readonly path: string; readonly values?: readonly string[]; readonly except?: readonly string[] };

/** The condition is there with this status (True if not said), for one of the reasons, or another one than these. */
type ConditionTest = {
  readonly condition: string;
  readonly is?: "True" | "False" | "Unknown";
  readonly reasons?: readonly string[];
  readonly exceptReasons?: readonly string[];
  readonly severities?: readonly string[];
};

const rungs = { failed, paused, progressing } as const;

/** What the rule makes of the object. */
export function ruleRung(rule: Rule, object: KubeObject): Rung {
  for (const status of ["failed", "paused", "progressing"] as const) {
    const match = rule[status]?.find((candidate) => holdsAll(candidate, object));
    if (match !== undefined) return rungs[status](foundText(match, object), messageOf(match, rule, object));
  }
  return rule.ready?.some((candidate) => holdsAll(candidate, object)) ? ready : waitingRung(rule, object);
}

function holdsAll({ and = [], unless = [], ...test }: Match, object: KubeObject): boolean {
  return holds(test, object) && and.every((other) => holds(other, object)) && !unless.some((other) => holds(other, object));
}

function holds(test: Test, object: KubeObject): boolean {
  if ("path" in test) return isAmong(valueAt(object, test.path), test.values, test.except);
  const found = conditionNamed(reportedConditions(object), test.condition);
  if (found === undefined || found.status !== (test.is ?? "True")) return false;
  return isAmong(found.reason, test.reasons, test.exceptReasons) && isAmong(found.severity, test.severities);
}

function isAmong(value: string | undefined, values?: readonly string[], except: readonly string[] = []): boolean {
  if (value === undefined) return false;
  const isWord = (word: string) => wordOf(word) === wordOf(value);
  return (values === undefined || values.some(isWord)) && !except.some(isWord);
}

/** Texts, numbers and booleans as text; undefined where nothing or something larger stands. */
function valueAt(object: KubeObject, path: string): string | undefined {
  const value = fieldOf(object, ...path.split("."));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? `${value}` : undefined;
}

/** `status.phase=Failed`, `Ready=False (ReconciliationError)` */
function foundText(test: Test, object: KubeObject): string {
  if ("path" in test) return `${test.path}=${quote(valueAt(object, test.path) ?? "")}`;
  const found = conditionNamed(reportedConditions(object), test.condition);
  return found === undefined ? test.condition : conditionText(found);
}

function messageOf(test: Test, { message }: Rule, object: KubeObject): string {
  const said = message === undefined ? "" : quote(textOf(fieldOf(object, ...message.split("."))));
  if (said !== "") return said;
  if ("path" in test) return statusMessage(object) || `${test.path} is ${quote(valueAt(object, test.path) ?? "")}`;
  const found = conditionNamed(reportedConditions(object), test.condition);
  return found === undefined ? `condition ${test.condition} is not there` : conditionMessage(found);
}

/** Nothing matched: say how the first thing that would make it ready stands. */
function waitingRung(rule: Rule, object: KubeObject): Rung {
  const [first] = rule.ready ?? [];
  if (first === undefined) return progressing("NotReported", "its controller has not said that it is ready");
  if (isThere(first, object)) return progressing(foundText(first, object), messageOf(first, rule, object));
  const what = "path" in first ? first.path : `condition ${first.condition}`;
  return progressing("NotReported", `waiting for ${what}`);
}

function isThere(test: Test, object: KubeObject): boolean {
  if ("path" in test) return valueAt(object, test.path) !== undefined;
  return conditionNamed(reportedConditions(object), test.condition) !== undefined;
}
