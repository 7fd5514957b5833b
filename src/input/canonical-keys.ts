/** A document's keys in the spelling of its schema: Go matches them without regard to case, and the last of several wins. */
import { suggest } from "../core/suggest.ts";
import type { DocumentNode, Member, ObjectNode } from "./document.ts";
import { pathText, problemLinesMax, quoted, type Path, type Problem } from "./problem.ts";

/** An object's known keys, by their lower case, and what stands below each. */
export type Keys = ReadonlyMap<string, { readonly key: string; readonly below: Below }>;

/** An object with known keys, a list of such, an object with any keys, or what has no keys to look at. */
export type Below = "value" | "anyKeys" | { readonly object: Keys } | { readonly list: Keys };

export type Found = { readonly unknown: Problem[]; readonly repeated: Problem[] };

export function keysOf(names: readonly string[], below: (key: string) => Below): Keys {
  return new Map(names.map((key) => [key.toLowerCase(), { key, below: below(key) }]));
}

/** Renames keys, drops unknown ones and all but the last of equal ones, at every level that has known keys; notes which in `found`. */
export function withKeys(node: ObjectNode, path: Path, keys: Keys, found: Found): ObjectNode {
  const members: Member[] = [];
  for (const member of node.members) {
    const known = keys.get(member.key.toLowerCase());
    if (!known) found.unknown.push(unknownKey(member, path, keys, found.unknown.length));
    else members.push({ ...member, key: known.key, value: withKeysBelow(member.value, [...path, known.key], known.below, found) });
  }
  return { ...node, members: lastOfEach(members, path, found) };
}

export function withKeysBelow(node: DocumentNode, path: Path, place: Below, found: Found): DocumentNode {
  if (place === "value") return node;
  if (place === "anyKeys") return node.type === "object" ? { ...node, members: lastOfEach(node.members, path, found) } : node;
  if ("object" in place) return node.type === "object" ? withKeys(node, path, place.object, found) : node;
  if (node.type !== "list") return node;
  return { ...node, items: node.items.map((item, index) => withKeysBelow(item, [...path, index], { object: place.list }, found)) };
}

function lastOfEach(members: readonly Member[], path: Path, found: Found): Member[] {
  const last = new Map<string, Member>();
  for (const member of members) {
    if (last.has(member.key)) found.repeated.push({ at: member.at, text: `${pathText([...path, member.key])}: given again` });
    last.set(member.key, member);
  }
  return [...last.values()];
}

function unknownKey({ key, at }: Member, path: Path, keys: Keys, toldBefore: number): Problem {
  // Suggestions take their time, and beyond the bound nobody sees them.
  const meant = toldBefore < problemLinesMax ? suggest(key, [...keys.values()].map((known) => known.key)) : undefined;
  return { at, text: `${pathText([...path, key])}: unknown key${meant ? `, did you mean ${quoted(meant)}?` : ""}` };
}
