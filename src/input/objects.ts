/** Objects as `kubectl get` prints them and as manifests hold them: a List, an array, one document or several, JSON or YAML. */
import { kubeObject, MalformedError } from "../cluster/wire.ts";
import { isRecord } from "../kinds/fields.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { UserError } from "../user-error.ts";
import { readJson } from "./json-document.ts";
import { problemLines, saidText } from "./problem.ts";

/** What should be an object, and where it stands: `document 2`, `items[3]`, "" where there is nothing else. */
export type PlacedValue = { readonly value: unknown; readonly place: string };

/** @throws UserError that names the place and what was expected there */
export async function readObjects(input: string, source: string): Promise<readonly KubeObject[]> {
  return (await readValues(input, source)).map((placed) => placedObject(placed, source));
}

/** Lists are taken apart. @throws UserError when it is neither JSON nor YAML, or empty */
export async function readValues(input: string, source: string): Promise<readonly PlacedValue[]> {
  const text = input.replace(/^\ufeff/, "");
  const first = text.trimStart().charAt(0);
  if (first === "") throw new UserError(`${source}: expected Kubernetes objects, found nothing`);
  const documents = first === "{" || first === "[" ? jsonDocuments(text, source) : await yamlDocuments(text, source);
  const isOne = documents.length === 1;
  return documents.flatMap((value, index) => valuesOf(value, isOne ? "" : `document ${index + 1}`, source));
}

/** @throws UserError when it is no object */
export function placedObject({ value, place }: PlacedValue, source: string): KubeObject {
  try {
    return kubeObject(withInvolvedObject(value));
  } catch (error) {
    if (error instanceof MalformedError) throw new UserError(`${source}${place === "" ? "" : `: ${place}`}: expected a Kubernetes object with apiVersion, kind and metadata.name: ${error.message}`);
    throw error;
  }
}

/** The first of several JSON documents on end; undefined where there is but one, or none. */
export function firstOfSeveral(text: string): unknown {
  const [first, ...others] = jsonTexts(text);
  return first === undefined || others.length === 0 ? undefined : jsonOf(first.json);
}

/** One document, or several on end: JSON Lines, or what two calls of kubectl have printed. */
function jsonDocuments(text: string, source: string): readonly unknown[] {
  const whole = jsonOf(text);
  if (whole !== undefined) return [whole];
  return jsonTexts(text).map(({ at, json }) => jsonOf(json) ?? broken(text, at, json, source));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A RangeError: nested too deep.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

type JsonText = { readonly at: number; readonly json: string };

const brackets = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs;

/** Cuts behind each bracket that closes a document; what is left over is the last one. */
function jsonTexts(text: string): readonly JsonText[] {
  const texts: JsonText[] = [];
  let at = 0;
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(brackets)) {
    if (found === "{" || found === "[") depth += 1;
    if (found !== "}" && found !== "]") continue;
    depth -= 1;
    if (depth > 0) continue;
    texts.push({ at, json: text.slice(at, index + 1) });
    at = index + 1;
    depth = 0;
  }
  return text.slice(at).trim() === "" ? texts : [...texts, { at, json: text.slice(at) }];
}

/** Where the mistake is, as the stricter reader of specs says it. */
function broken(text: string, at: number, json: string, source: string): never {
  const document = readJson(json);
  const problems = "problems" in document ? document.problems : [{ at: 0, text: "invalid JSON" }];
  const placed = problems.map((problem) => ({ ...problem, at: problem.at === "nowhere" ? at : problem.at + at }));
  throw new UserError(problemLines(placed, text, source).join("\n"));
}

async function yamlDocuments(text: string, source: string): Promise<readonly unknown[]> {
  const { parseAllDocuments } = await import("yaml");
  // Charts say keys twice, and Helm and kubectl take the last one.
  const documents = parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  const errors = documents.flatMap((document) => document.errors);
  const problems = errors.map(({ pos: [at], message }) => ({ at, text: `read as YAML: ${saidText(message.replace(/ at line \d+, column \d+:?[^]*$/, ""))}` }));
  if (problems.length > 0) throw new UserError(problemLines(problems, text, source).join("\n"));
  return documents.map((document): unknown => plain(() => document.toJS(), source)).filter((value) => value !== null && value !== undefined);
}

/** Aliases of aliases are refused by the parser: a small file must not become a large one. */
function plain(convert: () => unknown, source: string): unknown {
  try {
    return convert();
  } catch (error) {
    throw new UserError(`${source}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Lists in lists in lists: nobody means more. */
const listNestingMax = 20;

function valuesOf(value: unknown, place: string, source: string, nesting = 0): readonly PlacedValue[] {
  if (nesting > listNestingMax) throw new UserError(`${source}: expected Kubernetes objects, found lists nested deeper than ${listNestingMax} levels`);
  if (Array.isArray(value)) return value.flatMap((item, index) => valuesOf(item, `${place}[${index}]`, source, nesting + 1));
  if (isRecord(value) && isList(value)) return listItems(value, value.items ?? [], place, source, nesting + 1);
  return [{ value, place }];
}

type List = { readonly kind?: unknown; readonly apiVersion?: unknown; readonly items?: readonly unknown[] | null };

/** Go writes an empty list as null. */
function isList(value: Record<string, unknown>): value is Record<string, unknown> & List {
  const hasItems = Array.isArray(value.items) || ((value.items ?? null) === null && !(isRecord(value.metadata) && "name" in value.metadata));
  return hasItems && `${value.kind}`.endsWith("List");
}

/** Items of a typed list (`PodList`) do not say what they are. */
function listItems(list: List, items: readonly unknown[], place: string, source: string, nesting: number): readonly PlacedValue[] {
  const kind = `${list.kind}`.slice(0, -"List".length);
  const type = kind === "" ? {} : { apiVersion: list.apiVersion, kind };
  return items.flatMap((item, index) => valuesOf(isRecord(item) ? { ...type, ...item } : item, `${place === "" ? "" : `${place}.`}items[${index}]`, source, nesting));
}

/** The newer Events API names the same things otherwise. */
function withInvolvedObject(value: unknown): unknown {
  if (!isRecord(value) || value.kind !== "Event" || value.involvedObject !== undefined || !isRecord(value.regarding)) return value;
  return { ...value, apiVersion: "v1", involvedObject: value.regarding, message: value.note, count: value.deprecatedCount, lastTimestamp: value.deprecatedLastTimestamp };
}
