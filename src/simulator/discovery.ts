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

function groupsOf(resources: readonly Resource[]): object[] {
  const apiVersions = [...new Set(resources.map(({ apiVersion }) => apiVersion))].filter((each) => each.includes("/"));
  const groups = [...new Set(apiVersions.map((apiVersion) => groupOf({ apiVersion })))];
  return groups.map((name) => {
    const versions = apiVersions.filter((apiVersion) => groupOf({ apiVersion }) === name).map(versionEntry);
    return { name, versions, preferredVersion: versions[0] };
  });
}

function versionEntry(groupVersion: string): object {
  return { groupVersion, version: groupVersion.slice(groupVersion.indexOf("/") + 1) };
}

function resourceEntry({ plural, kind, namespaced }: Resource): object {
  return { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs: ["get", "list", "watch"] };
}
