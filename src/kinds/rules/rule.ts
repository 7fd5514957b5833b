/** How one kind of resource is judged, as data: what its operator documents. */
import { fieldOf, isRecord, listOf } from "../fields.ts";
import type { KubeObject } from "../kubernetes.ts";
import { quote } from "../quote.ts";
import { conditionMessage, conditionsIn, conditionText, type ReportedCondition } from "../reported-condition.ts";
import { failed, paused, progressing, ready, type Rung } from "../rung.ts";
import { statusMessage } from "../status-message.ts";
import { wordOf } from "../words.ts";

/**
 * Where nothing matches, and so where a field is absent, the object is on its way, unless it is ready by existing. Words are compared
 * without regard to case and separators.
 */
export type Rule = {
  /** Exact, or `*.` and the end of it. */
  readonly group: string;
  /** Those named, or each of the group. */
  readonly kinds?: readonly string[];
  /** The first list with a match decides, in this order. */
  readonly failed?: readonly Match[];
  readonly paused?: readonly Match[];
  readonly progressing?: readonly Match[];
  /** exists: it needs no status; what a status says all the same is read by the general conventions. */
  readonly ready?: readonly Match<FieldTest | ConditionTest>[] | "exists";
  /** Path of the sentence that explains it; without, the condition's or the usual fields. */
  readonly message?: string;
};

/** Holds if `and` all hold, too, and none of `unless` does. */
export type Match<T extends Test = Test> = T & { readonly and?: readonly Test[]; readonly unless?: readonly Test[] };

export type Test = FieldTest | ConditionTest | NumberTest;

/** The field is there, with one of the values, or with another one than these. In a path `*` is each item of a list or a map, and one is enough. */
type FieldTest = { readonly path: string; readonly values?: readonly string[]; readonly except?: readonly string[] };

/** The first of the two numbers is less than the second; one that is absent is 0. Their paths start from the object, or from what stands at `within`. */
type NumberTest = { readonly within?: string; readonly less: readonly [string, string] };

/** The condition is there with this status (True if not said), for one of the reasons, or another one than these. */
type ConditionTest = {
  readonly condition: string;
  readonly is?: "True" | "False" | "Unknown";
  readonly reasons?: readonly string[];
  readonly exceptReasons?: readonly string[];
  readonly severities?: readonly string[];
  /** Where the conditions are, if not in `status.conditions`. */
  readonly at?: string;
};

const rungs = { failed, paused, progressing } as const;

/** What the rule makes of the object; undefined if it leaves that to the conventions. */
export function ruleRung(rule: Rule, object: KubeObject): Rung | undefined {
  for (const status of ["failed", "paused", "progressing"] as const) {
    const match = rule[status]?.find((candidate) => holdsAll(candidate, object));
    if (match !== undefined) return rungs[status](foundText(match, object), messageOf(match, rule, object));
  }
  if (rule.ready === "exists") return undefined;
  return rule.ready?.some((candidate) => holdsAll(candidate, object)) ? ready : waitingRung(rule, object, rule.ready);
}

function holdsAll({ and = [], unless = [], ...test }: Match, object: KubeObject): boolean {
  return holds(test, object) && and.every((other) => holds(other, object)) && !unless.some((other) => holds(other, object));
}

function holds(test: Test, object: KubeObject): boolean {
  if ("path" in test) return valuesAt(object, test.path).some((value) => isAmong(value, test.values, test.except));
  if ("less" in test) return shortfall(test, object) !== undefined;
  return conditionsOf(test, object).some(({ status, reason, severity }) => {
    return status === (test.is ?? "True") && isAmong(reason, test.reasons, test.exceptReasons) && isAmong(severity, test.severities);
  });
}

/** The two numbers of the first object in which one falls short of the other. */
function shortfall({ within, less }: NumberTest, object: KubeObject): readonly [number, number] | undefined {
  const places = within === undefined ? [object] : fieldsAt(object, within.split("."));
  const pairs = places.map((place) => [numberAt(place, less[0]), numberAt(place, less[1])] as const);
  return pairs.find(([first, second]) => first < second);
}

function numberAt(place: unknown, path: string): number {
  const value = fieldOf(place, ...path.split("."));
  return typeof value === "number" ? value : 0;
}

/** All of this type, whatever their status. */
function conditionsOf({ condition, at = "status.conditions" }: ConditionTest, object: KubeObject): readonly ReportedCondition[] {
  return fieldsAt(object, at.split("."))
    .flatMap((list) => conditionsIn(list, object.metadata.generation))
    .filter(({ type }) => wordOf(type) === wordOf(condition));
}

function isAmong(value: string, values?: readonly string[], except: readonly string[] = []): boolean {
  const isWord = (word: string) => wordOf(word) === wordOf(value);
  return (values === undefined || values.some(isWord)) && !except.some(isWord);
}

/** Texts, numbers and booleans as text, without what is larger. */
function valuesAt(object: KubeObject, path: string): readonly string[] {
  return fieldsAt(object, path.split(".")).flatMap((value) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? `${value}` : []));
}

function fieldsAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return value == null ? [] : [value];
  const inner = name !== "*" ? [fieldOf(value, name)] : isRecord(value) ? Object.values(value) : listOf(value);
  return inner.flatMap((item) => fieldsAt(item, rest));
}

/** `status.phase=Failed`, `Ready=False (ReconciliationError)` */
function foundText(test: Test, object: KubeObject): string {
  if ("path" in test) return `${test.path}=${foundValue(test, object)}`;
  if ("less" in test) return test.within === undefined ? test.less[0] : `${test.within}.${test.less[0]}`;
  const found = foundCondition(test, object);
  return found === undefined ? test.condition : conditionText(found);
}

function foundValue(test: FieldTest, object: KubeObject): string {
  const values = valuesAt(object, test.path);
  return quote(values.find((value) => isAmong(value, test.values, test.except)) ?? values[0] ?? "");
}

function foundCondition(test: ConditionTest, object: KubeObject): ReportedCondition | undefined {
  const all = conditionsOf(test, object);
  return all.find(({ status }) => status === (test.is ?? "True")) ?? all[0];
}

function messageOf(test: Test, { message }: Rule, object: KubeObject): string {
  const said = message === undefined ? "" : quote(valuesAt(object, message).map((text) => text.trim()).filter((text) => text !== "").join("; "));
  if (said !== "") return said;
  if ("path" in test) return statusMessage(object) || `${test.path} is ${foundValue(test, object)}`;
  if ("less" in test) return `${test.within === undefined ? "" : `${test.within}: `}${shortfall(test, object)?.join(" of ")} ${test.less[0]}`;
  const found = foundCondition(test, object);
  return found === undefined ? `condition ${test.condition} is not there` : conditionMessage(found);
}

/** Nothing matched: say how the first thing that would make it ready stands. */
function waitingRung(rule: Rule, object: KubeObject, [first]: readonly (FieldTest | ConditionTest)[] = []): Rung {
  if (first === undefined) return progressing("NotReported", "its controller has not said that it is ready");
  if (isThere(first, object)) return progressing(foundText(first, object), messageOf(first, rule, object));
  const what = "path" in first ? first.path : `condition ${first.condition}`;
  return progressing("NotReported", `waiting for ${what}`);
}

function isThere(test: FieldTest | ConditionTest, object: KubeObject): boolean {
  return "path" in test ? valuesAt(object, test.path).length > 0 : conditionsOf(test, object).length > 0;
}
