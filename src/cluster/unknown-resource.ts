/** Why a query means no resource of this server, with the next step. */
import { UserError } from "../user-error.ts";
import { fullNamesOf, inAllVersions, isIn, qualifiedName, withoutVersion, wordParts, type KindQuery, type ResourceQuery } from "./resource-query.ts";
import { apiVersionOf, toldResources, type ServedResource, type ServedVersion } from "./served-resource.ts";

/** The known word nearest to a mistyped one; undefined when none is near. */
export type Suggest = (word: string, known: readonly string[]) => string | undefined;

const namesMax = 10;

/** For a query that matches none of the resources in `versions`. */
export function unknownResource(query: ResourceQuery, versions: readonly ServedVersion[], suggest: Suggest): UserError {
  const resources = toldResources(versions);
  const unanswered = versions.filter((version) => version.type === "unanswered");
  const concerned = namesGroup(query) ? unanswered.find((version) => isIn(version, query)) : undefined;
  if (concerned !== undefined) return concerned.problem;
  const versionless = withoutVersion(query);
  const others = versionless === undefined ? [] : inAllVersions(versionless, resources);
  if (others.length > 0) return new UserError(`${unknown(query)} — it serves it in ${listed(others.map(({ version }) => version))}`);
  const unsure = unanswered.map(({ group, version }) => apiVersionOf(group, version));
  const gap = unsure.length === 0 ? "" : ` (it cannot tell at the moment what is in ${listed(unsure)})`;
  return new UserError(`${unknown(query)}${gap} — ${nextStep(query, resources, suggest)}`);
}

/** For a word that may mean each of these. */
export function ambiguous(query: ResourceQuery, matches: readonly ServedResource[]): UserError {
  return new UserError(`${described(query)} may mean any of ${listed(matches.map(qualifiedName))} — say which one`);
}

function namesGroup(query: ResourceQuery): boolean {
  return typeof query !== "string" || wordParts(query).place !== "";
}

function unknown(query: ResourceQuery): string {
  return `the server does not know ${described(query)}`;
}

function described(query: ResourceQuery): string {
  if (typeof query === "string") return `the kind ${JSON.stringify(query)}`;
  const { group, version, kind } = query;
  const place = version ? apiVersionOf(group, version) : group;
  return `the kind ${JSON.stringify(kind)} of ${place === "" ? "the core group" : JSON.stringify(place)}`;
}

function nextStep(query: ResourceQuery, resources: readonly ServedResource[], suggest: Suggest): string {
  const nearest = typeof query === "string" ? nearestWord(query, resources, suggest) : nearestKind(query, resources, suggest);
  return nearest === undefined ? "is its CustomResourceDefinition installed?" : `did you mean ${nearest}?`;
}

function nearestWord(word: string, resources: readonly ServedResource[], suggest: Suggest): string | undefined {
  const isQualified = wordParts(word).place !== "";
  const names = resources.flatMap((resource) => [...fullNamesOf(resource), ...resource.shortNames].map((name) => (isQualified ? qualifiedName({ ...resource, plural: name }) : name)));
  return suggest(word, names);
}

/** Another kind of the group, this kind in another group, or another group. */
function nearestKind({ group, kind }: KindQuery, resources: readonly ServedResource[], suggest: Suggest): string | undefined {
  const neighbour = suggest(kind, resources.filter((resource) => resource.group === group).map((resource) => resource.kind));
  if (neighbour !== undefined) return neighbour;
  const namesake = resources.find((resource) => resource.kind.toLowerCase() === kind.toLowerCase());
  if (namesake !== undefined) return `${namesake.kind} of ${namesake.group || "the core group"}`;
  const nearGroup = suggest(group, resources.map((resource) => resource.group).filter((name) => name !== ""));
  return nearGroup === undefined || nearGroup === group ? undefined : `the group ${nearGroup}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesMax).join(", ");
  return names.length > namesMax ? `${shown} and ${names.length - namesMax} more` : shown;
}
