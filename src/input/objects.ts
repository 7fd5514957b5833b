/** Objects as `kubectl get` prints them and as manifests hold them: a List, an array, one document or several, JSON or YAML. */
import { kubeObject, MalformedError } from "../cluster/wire.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { UserError } from "../user-error.ts";
import { readJson } from "./json-document.ts";
import { problemLines } from "./problem.ts";

/** @throws UserError that names the place and what was expected there */
export async function readObjects(input: string, source: string): Promise<readonly KubeObject[]> {
  const text = input.replace(/^\ufeff/, "");
  const first = text.trimStart().charAt(0);
  if (first === "") throw new UserError(`${source}: expected Kubernetes objects, found nothing`);
  const documents = first === "{" || first === "[" ? jsonDocuments(text, source) : await yamlDocuments(text, source);
  const isOne = documents.length === 1;
  return documents.flatMap((value, index) => objectsOf(value, isOne ? "" : `document ${index + 1}`, source));
}

function jsonDocuments(text: string, source: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return jsonLines(text) ?? broken(text, source);
  }
}

/** One document a line; undefined where a line is none. */
function jsonLines(text: string): readonly unknown[] | undefined {
  try {
    return text.split("\n").filter((line) => line.trim() !== "").map((line): unknown => JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function broken(text: string, source: string): never {
  const document = readJson(text);
  const problems = "problems" in document ? problemLines(document.problems, text, source) : [`${source}: invalid JSON`];
  throw new UserError(problems.join("\n"));
}

async function yamlDocuments(text: string, source: string): Promise<readonly unknown[]> {
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  if (!Array.isArray(documents)) return [];
  const errors = documents.flatMap((document) => document.errors);
  if (errors.length > 0) throw new UserError(errors.map(({ message }) => `${source}: ${message.split("\n")[0]}`).join("\n"));
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

function objectsOf(value: unknown, place: string, source: string): readonly KubeObject[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsOf(item, `${place}[${index}]`, source));
  if (isRecord(value) && Array.isArray(value.items) && `${value.kind}`.endsWith("List")) return listItems(value, value.items, place, source);
  try {
    return [kubeObject(withInvolvedObject(value))];
  } catch (error) {
    if (error instanceof MalformedError) throw new UserError(`${source}${place === "" ? "" : `: ${place}`}: expected a Kubernetes object with apiVersion, kind and metadata.name: ${error.message}`);
    throw error;
  }
}

/** Items of a typed list (`PodList`) do not say what they are. */
function listItems(list: Record<string, unknown>, items: readonly unknown[], place: string, source: string): readonly KubeObject[] {
  const kind = `${list.kind}`.slice(0, -"List".length);
  const type = kind === "" ? {} : { apiVersion: list.apiVersion, kind };
  return items.flatMap((item, index) => objectsOf(isRecord(item) ? { ...type, ...item } : item, `${place === "" ? "" : `${place}.`}items[${index}]`, source));
}

/** The newer Events API names the same things otherwise. */
function withInvolvedObject(value: unknown): unknown {
  if (!isRecord(value) || value.kind !== "Event" || value.involvedObject !== undefined || !isRecord(value.regarding)) return value;
  return { ...value, apiVersion: "v1", involvedObject: value.regarding, message: value.note, count: value.deprecatedCount, lastTimestamp: value.deprecatedLastTimestamp };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
