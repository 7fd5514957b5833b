/** Which kinds have something to become after they were applied, so that a manifest's objects of them are followed. */
import { existingKinds } from "../kinds/existing.ts";
import { kindOf, kinds } from "../kinds/kinds.ts";

/** All their kinds have a ladder of ours: another name is a slip or an API that is gone, and the server says which. Passing it over would call a release ready that nobody looked at. */
const workloadGroups: ReadonlySet<string> = new Set(["apps", "batch"]);

/**
 * A ConfigMap or a Role is there or it is not; so is what Kubernetes itself defines and we have no ladder for.
 * What others define has a controller of theirs.
 */
export function hasRollout(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  if (kindOf(apiVersion, kind) === undefined) return !isKubernetesOwn(group) || workloadGroups.has(group) || isWorkload(kind);
  return !existingKinds.some((existing) => existing.kind === kind && groupOf(existing.apiVersion) === group);
}

/** A workload in a group that it does not belong to, or no longer. */
function isWorkload(kind: string): boolean {
  return kinds.some((known) => known.kind === kind && known.owns.includes("Pod"));
}

/** `apps` of `apps/v1`; "" for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function isKubernetesOwn(group: string): boolean {
  return !group.includes(".") || group.endsWith(".k8s.io");
}
