/** A spec's keys in the spelling of the schema: Go matches them without regard to case, and the last of several wins. */
import type { DocumentNode, Member, ObjectNode } from "./document.ts";
import { pathText, problemLinesMax, quoted, type Path, type Problem } from "./problem.ts";
import { GenericItem, GroupVersionKind, Item, Spec } from "./spec.ts";
import { suggest } from "../core/suggest.ts";

export type Canonical = {
  readonly root: ObjectNode;
  readonly unknown: readonly Problem[];
  readonly repeated: readonly Problem[];
};

/** Renames keys, drops unknown ones and all but the last of equal ones, at every level that has known keys; says which. */
export function canonicalSpec(root: ObjectNode): Canonical {
  const found: Found = { unknown: [], repeated: [] };
  return { root: withKeys(root, [], specKeys, found), ...found };
}

type Found = { readonly unknown: Problem[]; readonly repeated: Problem[] };

/** An object with known keys, by their lower case, and what stands below each. */
type Keys = ReadonlyMap<string, { readonly key: string; readonly below: Below }>;
type Below = "itemList" | "genericList" | "groupVersionKind" | "byContainer" | "value";

const itemKeys = keysOf(Item.entries, (key) => (key.endsWith("ByContainerName") ? "byContainer" : "value"));
const genericKeys = keysOf(GenericItem.entries, (key) => (key === "GroupVersionKind" ? "groupVersionKind" : "value"));
const groupVersionKindKeys = keysOf(GroupVersionKind.entries, () => "value");
const specKeys = keysOf(Spec.entries, (key) => (key === "Generics" ? "genericList" : "itemList"));

function keysOf(entries: object, below: (key: string) => Below): Keys {
  return new Map(Object.keys(entries).map((key) => [key.toLowerCase(), { key, below: below(key) }]));
}

function withKeys(node: ObjectNode, path: Path, keys: Keys, found: Found): ObjectNode {
  const members: Member[] = [];
  for (const member of node.members) {
    const known = keys.get(member.key.toLowerCase());
    if (!known) found.unknown.push(unknownKey(member, path, keys, found.unknown.length));
    else members.push({ ...member, key: known.key, value: below(member.value, [...path, known.key], known.below, found) });
  }
  return { ...node, members: lastOfEach(members, path, found) };
}

function below(node: DocumentNode, path: Path, place: Below, found: Found): DocumentNode {
  if ((place === "itemList" || place === "genericList") && node.type === "list") {
    const keys = place === "itemList" ? itemKeys : genericKeys;
    return { ...node, items: node.items.map((item, index) => (item.type === "object" ? withKeys(item, [...path, index], keys, found) : item)) };
  }
  if (place === "groupVersionKind" && node.type === "object") return withKeys(node, path, groupVersionKindKeys, found);
  if (place === "byContainer" && node.type === "object") return { ...node, members: lastOfEach(node.members, path, found) };
  return node;
}

function lastOfEach(members: readonly Member[], path: Path, found: Found): Member[] {
  const last = new Map<string, Member>();
  for (const member of members) {
    if (last.has(member.key)) found.repeated.push({ at: member.at, text: `${pathText([...path, member.key])}: given again, the last one counts` });
    last.set(member.key, member);
  }
  return [...last.values()];
}

function unknownKey({ key, at }: Member, path: Path, keys: Keys, toldBefore: number): Problem {
  // Suggestions take their time, and beyond the bound nobody sees them.
  const meant = toldBefore < problemLinesMax ? suggest(key, [...keys.values()].map((known) => known.key)) : undefined;
  return { at, text: `${pathText([...path, key])}: unknown key${meant ? `, did you mean ${quoted(meant)}?` : ""}` };
}
