/** One version of a resource as discovery tells of it, and the two forms in which it is told. */
import * as v from "valibot";
import { exitCodes } from "../exit-codes.ts";
import { UserError } from "../user-error.ts";

/** What it takes to address the objects of one kind. */
export type Resource = {
  /** `v1`, `apps/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  /** In the API's paths: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
};

export type ServedResource = Resource & {
  /** "" for the core group. */
  readonly group: string;
  readonly version: string;
  /** "" where the server does not say. */
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** Whether it can be listed and watched; reviews, bindings and metrics cannot. */
  readonly watchable: boolean;
};

/** A group's version, and its resources as far as they are known. */
export type ServedVersion = { readonly group: string; readonly version: string } & (
  | { readonly type: "told"; readonly resources: readonly ServedResource[] }
  /** Its resources have to be asked for. */
  | { readonly type: "untold" }
  /** Its resources could not be learned; the reason is for whom it concerns. */
  | { readonly type: "unanswered"; readonly problem: UserError }
);

const Text = v.pipe(v.string(), v.nonEmpty());
const Texts = v.fallback(v.array(v.string()), []);
const Items = v.fallback(v.array(v.unknown()), []);
const SomeText = v.fallback(v.string(), "");

/** https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#apiresource-v1-meta */
const PlainResource = v.object({
  name: Text,
  singularName: SomeText,
  kind: Text,
  namespaced: v.boolean(),
  shortNames: Texts,
  verbs: Texts,
});
const PlainVersion = v.object({ resources: Items });
const PlainGroups = v.object({ kind: v.literal("APIGroupList"), groups: Items });
const PlainGroup = v.object({ name: Text, versions: Items, preferredVersion: v.fallback(v.object({ version: SomeText }), { version: "" }) });
const CoreVersions = v.object({ kind: v.literal("APIVersions"), versions: Texts });

/** https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery */
const AggregatedResource = v.object({
  resource: Text,
  singularResource: SomeText,
  responseKind: v.object({ kind: Text }),
  scope: v.picklist(["Namespaced", "Cluster"]),
  shortNames: Texts,
  verbs: Texts,
});
const AggregatedVersion = v.object({ version: Text, resources: Items, freshness: SomeText });
const AggregatedGroup = v.object({ metadata: v.object({ name: SomeText }), versions: Items });
const AggregatedGroups = v.object({ kind: v.literal("APIGroupDiscoveryList"), items: Items });

/**
 * The versions in the answer to `/api` or `/apis`, in the order in which the server prefers them. What is malformed in it is left out.
 * Undefined when it is no list of groups at all.
 */
export function servedVersions(body: unknown): readonly ServedVersion[] | undefined {
  const aggregated = v.safeParse(AggregatedGroups, body);
  if (aggregated.success) return wellFormed(AggregatedGroup, aggregated.output.items).flatMap(aggregatedVersions);
  const plain = v.safeParse(PlainGroups, body);
  if (plain.success) return wellFormed(PlainGroup, plain.output.groups).flatMap(plainVersions);
  const core = v.safeParse(CoreVersions, body);
  return core.success ? core.output.versions.map((version) => ({ type: "untold", group: "", version })) : undefined;
}

/** The resources in the answer to `/api/v1` or `/apis/apps/v1`, without subresources. What is malformed in it is left out. */
export function servedResources(body: unknown, group: string, version: string): readonly ServedResource[] {
  const list = v.safeParse(PlainVersion, body);
  if (!list.success) return [];
  return wellFormed(PlainResource, list.output.resources)
    .filter(({ name }) => !name.includes("/"))
    .map(({ name, singularName, kind, namespaced, shortNames, verbs }) => {
      return served(group, version, { kind, plural: name, namespaced, singular: singularName, shortNames, verbs });
    });
}

export function toldResources(versions: readonly ServedVersion[]): readonly ServedResource[] {
  return versions.flatMap((version) => (version.type === "told" ? version.resources : []));
}

/** `apps/v1`, `v1` */
export function apiVersionOf(group: string, version: string): string {
  return group === "" ? version : `${group}/${version}`;
}

function wellFormed<T extends v.GenericSchema>(schema: T, items: readonly unknown[]): v.InferOutput<T>[] {
  return items.flatMap((item) => {
    const { success, output } = v.safeParse(schema, item);
    return success ? [output] : [];
  });
}

function aggregatedVersions({ metadata: { name: group }, versions }: v.InferOutput<typeof AggregatedGroup>): ServedVersion[] {
  return wellFormed(AggregatedVersion, versions).map(({ version, resources, freshness }) => {
    const told = wellFormed(AggregatedResource, resources).map(({ resource, singularResource, responseKind, scope, shortNames, verbs }) => {
      const { kind } = responseKind;
      return served(group, version, { kind, plural: resource, namespaced: scope === "Namespaced", singular: singularResource, shortNames, verbs });
    });
    const unknown = freshness === "Stale" && told.length === 0;
    return unknown ? { type: "unanswered", group, version, problem: staleProblem(group, version) } : { type: "told", group, version, resources: told };
  });
}

/** Stale is a group whose APIService does not answer: the server tells what it last knew of it, or nothing. */
function staleProblem(group: string, version: string): UserError {
  const apiService = JSON.stringify(`${version}.${group}`);
  return new UserError(`the server does not know what is in ${apiVersionOf(group, version)}: its APIService ${apiService} does not answer`, exitCodes.refused);
}

function plainVersions({ name: group, versions, preferredVersion }: v.InferOutput<typeof PlainGroup>): ServedVersion[] {
  const names = wellFormed(v.object({ version: Text }), versions).map(({ version }) => version);
  const preferred = names.filter((name) => name === preferredVersion.version);
  const others = names.filter((name) => name !== preferredVersion.version);
  return [...preferred, ...others].map((version) => ({ type: "untold", group, version }));
}

type Told = Omit<ServedResource, "apiVersion" | "group" | "version" | "watchable"> & { readonly verbs: readonly string[] };

function served(group: string, version: string, { verbs, ...told }: Told): ServedResource {
  const watchable = verbs.includes("list") && verbs.includes("watch");
  return { ...told, apiVersion: apiVersionOf(group, version), group, version, watchable };
}
