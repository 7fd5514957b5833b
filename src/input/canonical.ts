/** A spec's keys in the spelling of the schema. */
import { type Found, type Keys, keysOf, withKeys } from "./canonical-keys.ts";
import type { ObjectNode } from "./document.ts";
import type { Problem } from "./problem.ts";
import { GenericItem, GroupVersionKind, Item, Spec } from "./spec.ts";

export type Canonical = {
  readonly root: ObjectNode;
  readonly unknown: readonly Problem[];
  readonly repeated: readonly Problem[];
};

/** Renames keys, drops unknown ones and all but the last of equal ones; says which. */
export function canonicalSpec(root: ObjectNode): Canonical {
  const found: Found = { unknown: [], repeated: [] };
  const canonical = withKeys(root, [], specKeys, found);
  return { root: canonical, unknown: found.unknown, repeated: found.repeated.map(({ at, text }) => ({ at, text: `${text}, the last one counts` })) };
}

const itemKeys: Keys = keysOf(Object.keys(Item.entries), (key) => (key.endsWith("ByContainerName") ? "anyKeys" : "value"));
const groupVersionKindKeys: Keys = keysOf(Object.keys(GroupVersionKind.entries), () => "value");
const genericKeys: Keys = keysOf(Object.keys(GenericItem.entries), (key) => (key === "GroupVersionKind" ? { object: groupVersionKindKeys } : "value"));
const specKeys: Keys = keysOf(Object.keys(Spec.entries), (key) => ({ list: key === "Generics" ? genericKeys : itemKeys }));
