/** The minimum that a client needs to learn which resources there are. */
import { groupOf, type Resource } from "./resource.ts";

export function discoveryOf(path: string, resources: readonly Resource[]): object | string {
  if (path.endsWith("z")) return "ok";
  if (path === "version") return version;
  if (path === "api") return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] };
  if (path === "apis") return { kind: "APIGroupList", apiVersion: "v1", groups: groupsOf(resources) };
  const served = resources.filter(({ apiVersion }) => apiVersion === path);
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion: path, resources: served.map(resourceEntry) };
}

const version = { major: "1", minor: "34", gitVersion: "v1.34.4", platform: "linux/amd64" };

type Aggregated = { readonly contentType: string; readonly body: object };

const aggregatedVersions = ["v2", "v2beta1"];

/** All resources of all groups at once, for who asks so: undefined when the paths or the Accept header want the plain form. */
export function aggregatedDiscoveryOf(path: string, accept: string, resources: readonly Resource[]): Aggregated | undefined {
  const form = aggregatedVersions.find((each) => accept.includes(`g=apidiscovery.k8s.io;v=${each};as=APIGroupDiscoveryList`));
  if (form === undefined || (path !== "api" && path !== "apis")) return undefined;
  const groups = path === "api" ? [""] : groupNamesOf(resources);
  const items = groups.map((name) => ({
    metadata: name === "" ? {} : { name },
    versions: apiVersionsOf(name, resources).map((apiVersion) => {
      const served = resources.filter((resource) => resource.apiVersion === apiVersion);
      return { version: versionOf(apiVersion), resources: served.map(aggregatedEntry), freshness: "Current" };
    }),
  }));
  return {
    contentType: `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`,
    body: { kind: "APIGroupDiscoveryList", apiVersion: `apidiscovery.k8s.io/${form}`, metadata: {}, items },
  };
}

function groupsOf(resources: readonly Resource[]): object[] {
  return groupNamesOf(resources).map((name) => {
    const versions = apiVersionsOf(name, resources).map((groupVersion) => ({ groupVersion, version: versionOf(groupVersion) }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

/** Without the core group. */
function groupNamesOf(resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.map(groupOf))].filter((name) => name !== "");
}

/** In the order in which they were registered: the first is the preferred one. */
function apiVersionsOf(group: string, resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.filter((resource) => groupOf(resource) === group).map(({ apiVersion }) => apiVersion))];
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf("/") + 1);
}

const verbs = ["get", "list", "watch"];

function resourceEntry({ plural, kind, namespaced, shortNames = [] }: Resource): object {
  return { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs, ...(shortNames.length > 0 && { shortNames }) };
}

/** The server leaves group and version of its own kinds empty there. */
function aggregatedEntry({ plural, kind, namespaced, shortNames = [] }: Resource): object {
  const told = { resource: plural, responseKind: { group: "", version: "", kind }, scope: namespaced ? "Namespaced" : "Cluster" };
  return { ...told, singularResource: kind.toLowerCase(), verbs, ...(shortNames.length > 0 && { shortNames }) };
}
