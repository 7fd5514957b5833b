/** Which of a manifest's objects are followed, and why others are not. */
import { isRecord } from "../kinds/fields.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { type PlacedValue, placedObject } from "./objects.ts";
import { quoted, saidText } from "./problem.ts";
import { hasRollout } from "./rollout-kind.ts";

export type PlacedObject = { readonly object: KubeObject; readonly place: string };

export type Sorted = {
  readonly followed: readonly PlacedObject[];
  /** They may be gone before anyone looks: their delete policy says so, or the next release. */
  readonly hooks: readonly KubeObject[];
  /** Each with its place: only the server knows what they are called. */
  readonly nameless: readonly string[];
};

/** Which objects of a manifest are meant: those that become something after they were applied, or all that it names. */
export type Meant = "rollouts" | "all";

/** @throws UserError when one of them is no object */
export function sortedObjects(values: readonly PlacedValue[], source: string, meant: Meant): Sorted {
  const followed: PlacedObject[] = [];
  const hooks: KubeObject[] = [];
  const nameless: string[] = [];
  for (const placed of values) {
    if (isNameless(placed)) {
      nameless.push(...namelessTexts(placed));
      continue;
    }
    const object = placedObject(placed, source);
    if (meant === "rollouts" && (!hasRollout(object.apiVersion, object.kind) || isOwned(object))) continue;
    const hook = meant === "all" ? "" : hookOf(object);
    if (hook === "") followed.push({ object, place: placed.place });
    else if (!isTest(hook)) hooks.push(object);
  }
  return { followed, hooks, nameless };
}

/** The server makes its name. */
function isNameless({ value }: PlacedValue): boolean {
  return isRecord(value) && isRecord(value.metadata) && value.metadata.name === undefined && typeof value.metadata.generateName === "string";
}

/** `document 2: Job with generateName "migrate-"`, if somebody would follow it. */
function namelessTexts({ value, place }: PlacedValue): readonly string[] {
  const { apiVersion, kind, metadata } = Object(value);
  if (!hasRollout(`${apiVersion}`, `${kind}`)) return [];
  return [`${place === "" ? "" : `${place}: `}${saidText(`${kind}`)} with generateName ${quoted(metadata.generateName)}`];
}

/** What another object makes is that one's to follow. */
function isOwned({ metadata }: KubeObject): boolean {
  return (metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
}

/** https://helm.sh/docs/topics/charts_hooks/ */
function hookOf({ metadata }: KubeObject): string {
  return metadata.annotations?.["helm.sh/hook"] ?? "";
}

function isTest(hook: string): boolean {
  return `${hook}`.split(",").some((name) => name.trim().startsWith("test"));
}
