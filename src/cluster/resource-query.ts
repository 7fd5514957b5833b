/** Which of the resources a user means. */
import type { ServedResource } from "./served-resource.ts";

/** A Generic's GroupVersionKind, or a word as kubectl takes it: `deploy`, `Deployment`, `widgets.example.com`, `widgets.v1.example.com`. */
export type ResourceQuery = string | KindQuery;
export type KindQuery = { readonly group: string; /** Absent or "": the one that the server prefers. */ readonly version?: string; readonly kind: string };

/** All that the query may mean, in the order of `resources`: every group and every version of it. Case does not count. */
export function matching(query: ResourceQuery, resources: readonly ServedResource[]): readonly ServedResource[] {
  if (typeof query !== "string") return resources.filter((resource) => isOfKind(resource, query));
  const { name, place } = wordParts(query);
  const named = resources.filter((resource) => namesOf(resource).includes(name));
  return place === "" ? named : named.filter((resource) => isIn(resource, place));
}

/** As `matching`, where kubectl also takes the beginning of a group: `widgets.example` for `widgets.example.com`. */
export function matchingLoosely(query: ResourceQuery, resources: readonly ServedResource[]): readonly ServedResource[] {
  const found = matching(query, resources);
  if (found.length > 0 || typeof query !== "string") return found;
  const { name, place } = wordParts(query);
  return place === "" ? [] : matching(name, resources).filter(({ group }) => group.startsWith(place));
}

/** Without the version that the query names; undefined when it names none. */
export function withoutVersion(query: ResourceQuery): ResourceQuery | undefined {
  if (typeof query !== "string") return query.version ? { group: query.group, kind: query.kind } : undefined;
  const { name, place } = wordParts(query);
  const [version = "", ...group] = place.split(".");
  return /^v\d/.test(version) ? [name, ...group].join(".") : undefined;
}

/** One of each group, in the version that the server prefers: the first. */
export function perGroup(resources: readonly ServedResource[]): readonly ServedResource[] {
  return [...new Map(resources.toReversed().map((resource) => [resource.group, resource])).values()].reverse();
}

/** The names by which a word may call a resource, in lower case; the one to propose first. */
export function namesOf({ singular, plural, kind, shortNames }: ServedResource): readonly string[] {
  return [...new Set([singular, plural, kind, ...shortNames].map((name) => name.toLowerCase()).filter((name) => name !== ""))];
}

/** `widgets.example.com`; `pods` in the core group. */
export function qualifiedName({ plural, group }: Pick<ServedResource, "plural" | "group">): string {
  return group === "" ? plural : `${plural}.${group}`;
}

function isOfKind(resource: ServedResource, { group, version, kind }: KindQuery): boolean {
  const isVersion = !version || resource.version === version;
  return isVersion && resource.group === group && resource.kind.toLowerCase() === kind.toLowerCase();
}

/** `widgets.v1.example.com` is called `widgets`, in the place `v1.example.com`. kubectl writes the core group as `pods.v1.`, with a dot at the end. */
function wordParts(word: string): { readonly name: string; readonly place: string } {
  const [name = "", ...place] = word.toLowerCase().replace(/\.$/, "").split(".");
  return { name, place: place.join(".") };
}

function isIn({ group, version }: ServedResource, place: string): boolean {
  return place === group || place === (group === "" ? version : `${version}.${group}`);
}
