/** The kinds that every server has under the same names: nobody needs to be asked for them. */
import type { ServedResource } from "./served-resource.ts";

export const classicResources: readonly ServedResource[] = [
  classic("apps", "Deployment", ["deploy"]),
  classic("apps", "ReplicaSet", ["rs"]),
  classic("apps", "StatefulSet", ["sts"]),
  classic("apps", "DaemonSet", ["ds"]),
  classic("batch", "Job", []),
  classic("", "Pod", ["po"]),
];

function classic(group: string, kind: string, shortNames: readonly string[]): ServedResource {
  const singular = kind.toLowerCase();
  const apiVersion = group === "" ? "v1" : `${group}/v1`;
  return { apiVersion, group, version: "v1", kind, plural: `${singular}s`, singular, shortNames, namespaced: true, watchable: true };
}
