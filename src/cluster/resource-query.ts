/** Which of the resources a user means. */
import type { ServedResource } from "./served-resource.ts";

export type KindQuery = {
  /** "" for the core group. */
  readonly group: string;
  /** Absent or "": the one that the server prefers. */
  readonly version?: string;
  readonly kind: string;
};

/** A Generic's GroupVersionKind, or a word as kubectl takes it: `deploy`, `Deployment`, `widgets.example.com`, `widgets.v1.example.com`. */
export type ResourceQuery = string | KindQuery;

/**
 * All that the query may mean, in the order of `resources`, each in the first of its versions that fits. Case does not count.
 * A short name means a resource only where no resource has it as its full name, as with kubectl.
 */
export function matching(query: ResourceQuery, resources: readonly ServedResource[]): readonly ServedResource[] {
  return firstVersions(inAllVersions(query, resources));
}

/** As `matching`, in every version that fits. */
export function inAllVersions(query: ResourceQuery, resources: readonly ServedResource[]): readonly ServedResource[] {
  if (typeof query !== "string") return resources.filter((resource) => isIn(resource, query) && resource.kind.toLowerCase() === query.kind.toLowerCase());
  const { name } = wordParts(query);
  const placed = resources.filter((resource) => isIn(resource, query));
  const named = placed.filter((resource) => fullNamesOf(resource).includes(name));
  return named.length > 0 ? named : placed.filter(({ shortNames }) => shortNames.includes(name));
}

/** Whether the group, and the version if the query names one, are those of the query. */
export function isIn({ group, version }: Pick<ServedResource, "group" | "version">, query: ResourceQuery): boolean {
  if (typeof query !== "string") return query.group === group && (!query.version || query.version === version);
  const { place } = wordParts(query);
  return place === "" || place === group || place === (group === "" ? version : `${version}.${group}`);
}

/** The query without the version that it names; undefined when it names none. */
export function withoutVersion(query: ResourceQuery): ResourceQuery | undefined {
  if (typeof query !== "string") return query.version ? { group: query.group, kind: query.kind } : undefined;
  const { name, place } = wordParts(query);
  const [version = "", ...group] = place.split(".");
  return /^v\d/.test(version) ? [name, ...group].join(".") : undefined;
}

/** `widgets.v1.example.com` is the name `widgets` in the place `v1.example.com`. kubectl's way to write the core group ends with a dot: `pods.v1.`. */
export function wordParts(word: string): { readonly name: string; readonly place: string } {
  const [name = "", ...place] = word.toLowerCase().replace(/\.$/, "").split(".");
  return { name, place: place.join(".") };
}

/** `widgets.example.com`; `pods` in the core group. */
export function qualifiedName({ plural, group }: Pick<ServedResource, "plural" | "group">): string {
  return group === "" ? plural : `${plural}.${group}`;
}

/** The names by which a word may call a resource, in lower case. */
export function fullNamesOf({ singular, plural, kind }: Pick<ServedResource, "singular" | "plural" | "kind">): readonly string[] {
  return [...new Set([singular || kind.toLowerCase(), plural, kind.toLowerCase()])];
}

function firstVersions(resources: readonly ServedResource[]): readonly ServedResource[] {
  const seen = new Set<string>();
  return resources.filter((resource) => {
    const name = qualifiedName(resource);
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  });
}
