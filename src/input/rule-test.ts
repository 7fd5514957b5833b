/** What a rule asks of an object: a field, a condition or two numbers. */
import * as v from "valibot";

const word = "expected a text, a whole number, true or false (anything else in quotes)";
const wordList = 'expected a list of words such as ["Running", "Ready"]';
const path = "expected the names of fields with dots between, such as status.phase; * is each item of a list or a map";
const type = 'expected a condition\'s type such as "Ready"';
const isWhat = "expected True, False or Unknown";
const two = 'expected two paths, such as ["status.readyReplicas", "spec.replicas"]';
const oneTest = 'expected a test: {"condition": "Ready"}, {"path": "status.phase", "values": ["Running"]} or {"less": ["status.readyReplicas", "spec.replicas"]}';
const testList = "expected a list of tests, of which one is enough";
const noNumbers = "two numbers do not tell what is ready: put them into progressing, where they hold as long as the first number is less than the second";

/** A key that may be left out. */
export function described<const Schema extends v.GenericSchema>(schema: Schema, description: string) {
  return v.exactOptional(v.pipe(schema, v.description(description)));
}

const pathPattern = /^[^.\s{}[\]$]+(\.[^.\s{}[\]]+)*$/;

/** YAML reads some words as something else. */
const Word = v.pipe(v.union([v.string(), v.boolean(), v.pipe(v.number(), v.integer())], word), v.transform(String));
const Words = v.pipe(v.array(Word, wordList), v.minLength(1, wordList));
export const Path = v.pipe(v.string(path), v.regex(pathPattern, path));
const NumberPath = v.pipe(v.string(two), v.regex(pathPattern, two));
const Status = v.pipe(v.union([v.picklist(["True", "False", "Unknown"]), v.boolean()], isWhat), v.transform(statusText));

function statusText(value: "True" | "False" | "Unknown" | boolean): "True" | "False" | "Unknown" {
  return typeof value === "string" ? value : value ? "True" : "False";
}

const fieldEntries = {
  path: v.pipe(Path, v.description("The field is there, with one of the values, or with another one than these. * is each item, and one is enough.")),
  values: described(Words, "Compared without regard to case and separators. Absent: any."),
  except: described(Words, "These do not count."),
};
const conditionEntries = {
  condition: v.pipe(v.string(type), v.minLength(1, type), v.description("The type of a condition that is there, with this status, for one of the reasons, or another one than these.")),
  is: described(Status, "Its status. Absent: True."),
  reasons: described(Words, "Absent: any."),
  exceptReasons: described(Words, "These do not count."),
  severities: described(Words, "Cluster API's: Error, Warning, Info. Absent: any."),
  at: described(Path, "Where the conditions are, if not in status.conditions."),
};
const numberEntries = {
  less: v.pipe(v.strictTuple([NumberPath, NumberPath], two), v.description("The paths of two numbers of which the first is less than the second; an absent one is 0.")),
  within: described(Path, "Where the two paths start, if not from the object itself; with * the first place counts where it holds."),
};
const strayKeys = "does not go with the rest of this test: put it into a test of its own, below and or unless if both are meant";
const wording = ({ expected }: { readonly expected: string | null }) => (expected === "never" ? strayKeys : oneTest);

const FieldTest = v.strictObject(fieldEntries, wording);
const ConditionTest = v.strictObject(conditionEntries, wording);
const NumberTest = v.strictObject(numberEntries, wording);
const AnyTest = v.union([FieldTest, ConditionTest, NumberTest], oneTest);

/** By its first key, so that what is wrong is said of the test that was meant. */
const Test = v.lazy((input) => ofForm(input, FieldTest, ConditionTest, NumberTest) ?? AnyTest);

const Tests = v.pipe(v.array(Test, testList), v.minLength(1, testList));
const more = { and: described(Tests, "These must hold, too."), unless: described(Tests, "And none of these.") };

const FieldMatch = v.strictObject({ ...fieldEntries, ...more }, wording);
const ConditionMatch = v.strictObject({ ...conditionEntries, ...more }, wording);
const NumberMatch = v.strictObject({ ...numberEntries, ...more }, wording);
const AnyMatch = v.union([FieldMatch, ConditionMatch, NumberMatch], oneTest);
const AnyReadyMatch = v.union([FieldMatch, ConditionMatch], oneTest);
const NoNumbers = v.never(noNumbers);

const Match = v.lazy((input) => ofForm(input, FieldMatch, ConditionMatch, NumberMatch) ?? AnyMatch);
const ReadyMatch = v.lazy((input) => ofForm(input, FieldMatch, ConditionMatch, NoNumbers) ?? AnyReadyMatch);

function ofForm<Field, Condition, Numbers>(input: unknown, field: Field, condition: Condition, numbers: Numbers): Field | Condition | Numbers | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  if ("path" in input) return field;
  if ("condition" in input) return condition;
  return "less" in input ? numbers : undefined;
}

export const Matches = v.pipe(v.array(Match, testList), v.minLength(1, testList));

/** A list, or the word `exists`. */
export function readiness(message: string) {
  const list = v.pipe(v.array(ReadyMatch, message), v.minLength(1, message));
  const either = v.union([v.literal("exists"), list], message);
  return v.lazy((input) => (Array.isArray(input) ? list : either));
}

export const testKeys = Object.keys({ ...fieldEntries, ...conditionEntries, ...numberEntries });
export const matchKeys = [...testKeys, ...Object.keys(more)];
