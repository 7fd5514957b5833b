/** Kubernetes manifests as specs: each object with a rollout is followed as if a spec named it and said no more than its annotations do. */
import * as v from "valibot";
import type { Target } from "../core/target.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { kindOf } from "../kinds/kinds.ts";
import { UserError } from "../user-error.ts";
import { type AnnotatedItem, annotatedItem } from "./annotation-policy.ts";
import { type Meant, type PlacedObject, sortedObjects } from "./manifest-objects.ts";
import { readValues } from "./objects.ts";
import { problemLinesMax, quoted, saidText } from "./problem.ts";
import { groupOf } from "./rollout-kind.ts";
import { Spec } from "./spec.ts";
import { specPlaces, specTargets } from "./targets.ts";

export type Manifest = {
  readonly targets: readonly Target[];
  readonly warnings: readonly string[];
  /** One line on what is followed, "" where that is everything. */
  readonly note: string;
};

/** So many are named; of the rest only the number. */
const namesMax = 8;

/** @throws UserError when an object is none, or its annotations cannot be understood */
export async function readManifest(text: string, source: string, meant: Meant): Promise<Manifest> {
  const values = await readValues(text, source);
  const { followed, hooks, nameless } = sortedObjects(values, source, meant);
  const entries = followed.map(entryOf);
  const targets = specTargets(await specOf(entries, source)).map(withEvents(entries));
  const note = noteText(values.length, followed.map(({ object }) => object));
  return { targets, warnings: [...nameless.map((what) => `${what} is not followed: only the server knows its name`), ...hooksTexts(hooks)], note };
}

function hooksTexts(hooks: readonly KubeObject[]): readonly string[] {
  if (hooks.length === 0) return [];
  const what = hooks.length === 1 ? "a Helm hook is not followed, for it" : `${hooks.length} Helm hooks are not followed, for they`;
  return [`${what} may be gone already: ${namesText(hooks)}`];
}

function noteText(count: number, followed: readonly KubeObject[]): string {
  if (count === 0) return "nothing to follow: the list is empty";
  if (followed.length === count) return "";
  if (followed.length > 0) return `following ${followed.length} of ${count} objects: ${namesText(followed)}`;
  return `nothing to follow: ${count === 1 ? "the object has no rollout" : `none of the ${count} objects has a rollout`} of its own`;
}

function namesText(objects: readonly KubeObject[]): string {
  const names = objects.slice(0, namesMax).map(labelOf);
  return objects.length > namesMax ? `${names.join(", ")} and ${objects.length - namesMax} more` : names.join(", ");
}

function labelOf({ apiVersion, kind, metadata: { name } }: KubeObject): string {
  return saidText(`${kindOf(apiVersion, kind)?.short ?? kind.toLowerCase()}/${name}`);
}

/** A spec's key, and the item of one object under it. */
type Entry = AnnotatedItem & PlacedObject & { readonly key: string };

async function specOf(entries: readonly Entry[], source: string): Promise<Spec> {
  const byKey = Map.groupBy(entries, ({ key }) => key);
  const spec = Object.fromEntries([...byKey].map(([key, of]) => [key, of.map(({ item }) => item)]));
  const { success, output, issues } = v.safeParse(Spec, spec, { abortPipeEarly: true });
  const wrong = (issues ?? []).map((issue) => issueText(issue, byKey));
  const problems = [...wrong, ...(await patternTexts(entries))];
  if (success && problems.length === 0) return output;
  const shown = problems.slice(0, problemLinesMax);
  const rest = problems.length > shown.length ? [`and ${problems.length - shown.length} more`] : [];
  throw new UserError([...shown.map((problem) => `${saidText(source)}: ${problem}`), ...rest].join("\n"));
}

/** They wait for what the release does not bring: a controller that gives addresses, a server of metrics. */
const accompanying: ReadonlySet<string> = new Set(["HorizontalPodAutoscaler", "Ingress"]);

function entryOf(placed: PlacedObject): Entry {
  const { apiVersion, kind, metadata } = placed.object;
  const { item, annotationOf } = annotatedItem(metadata.annotations ?? {}, replicasOf(placed.object));
  const key = specPlaces.find(([, place]) => place.kind === kind && groupOf(place.apiVersion) === groupOf(apiVersion))?.[0];
  const awaited = accompanying.has(kind) ? { TrackTerminationMode: "NonBlocking" } : {};
  const said = { ...awaited, ...item, Namespace: metadata.namespace ?? "" };
  if (key !== undefined) return { ...placed, key, item: { ...said, ResourceName: metadata.name }, annotationOf };
  const [Version, Group = ""] = apiVersion.split("/").reverse();
  return { ...placed, key: "Generics", item: { ...said, Name: metadata.name, GroupVersionKind: { Group, Version, Kind: kind } }, annotationOf };
}

/** A spec's Generics show their Events unless told not to. Among a whole release's objects that would be too much talk: they are shown where an annotation asks for it. */
function withEvents(entries: readonly Entry[]): (target: Target) => Target {
  const talkative = new Set(entries.filter(({ item }) => item["ShowServiceMessages"] === true).map(({ object }) => idOf(object.apiVersion, object.kind, object.metadata.name)));
  return (target) => (target.plural === "" ? { ...target, showServiceMessages: talkative.has(idOf(target.apiVersion, target.kind, target.name)) } : target);
}

function idOf(apiVersion: string, kind: string, name: string): string {
  return `${apiVersion} ${kind} ${name}`;
}

/** At least one: a budget of nothing is not what "per replica" means. */
function replicasOf({ spec }: KubeObject): number {
  const replicas: unknown = Object(spec).replicas;
  return typeof replicas === "number" && replicas > 1 ? replicas : 1;
}

function issueText(issue: v.BaseIssue<unknown>, byKey: ReadonlyMap<string, readonly Entry[]>): string {
  const [key, index, ...rest] = (issue.path ?? []).map((part) => `${part.key}`);
  const entry = byKey.get(key ?? "")?.[Number(index)];
  const found = typeof issue.input === "string" ? `, found ${quoted(issue.input)}` : "";
  return `${entry === undefined ? "" : subjectText(entry, rest.join("."))}${issue.message}${found}`;
}

/** `document 2: deploy/web: annotation werf.io/fail-mode: ` */
function subjectText({ object, place, annotationOf }: Entry, field: string): string {
  const annotation = annotationOf.get(field);
  const parts = [place, labelOf(object), annotation === undefined ? "" : `annotation ${saidText(annotation)}`];
  return parts.filter((part) => part !== "").map((part) => `${part}: `).join("");
}

/** What is wrong with log patterns, in Go's words. The engine is loaded only when there is one. */
async function patternTexts(entries: readonly Entry[]): Promise<readonly string[]> {
  const patterns = entries.flatMap((entry) => patternsOf(entry).map((pattern) => ({ entry, ...pattern })));
  if (patterns.length === 0) return [];
  const { patternProblem } = await import("./pattern.ts");
  return patterns.flatMap(({ entry, field, source }) => {
    const problem = patternProblem(source);
    return problem === undefined ? [] : [`${subjectText(entry, field)}${problem}`];
  });
}

function patternsOf({ item, annotationOf }: Entry): readonly { readonly field: string; readonly source: string }[] {
  return [...annotationOf.keys()].flatMap((field) => {
    if (!field.startsWith("LogRegex")) return [];
    const dot = field.indexOf(".");
    const source: unknown = dot < 0 ? item[field] : Object(item[field.slice(0, dot)])[field.slice(dot + 1)];
    return typeof source === "string" && source !== "" ? [{ field, source }] : [];
  });
}
