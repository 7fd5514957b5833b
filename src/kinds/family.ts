/** Finds the members of a family by kind, in the order of their names. */
import type { Family } from "./assessment.ts";
import { compareText } from "./incident.ts";
import type { KubeObject, ObjectMeta, Pod, ReplicaSet } from "./kubernetes.ts";

type Parent = { readonly children: readonly Family[] };

export function podsOf({ children }: Parent): readonly Family<Pod>[] {
  return children.filter(isPod).toSorted(byName);
}

export function replicaSetsOf({ children }: Parent): readonly Family<ReplicaSet>[] {
  return children.filter(isReplicaSet).toSorted(byName);
}

export function isTerminating({ object }: { readonly object: { readonly metadata?: ObjectMeta } }): boolean {
  return object.metadata?.deletionTimestamp != null;
}

export function labelOf(object: { readonly metadata?: ObjectMeta }, label: string): string | undefined {
  return object.metadata?.labels?.[label];
}

export function annotationOf(object: { readonly metadata?: ObjectMeta }, annotation: string): string | undefined {
  return object.metadata?.annotations?.[annotation];
}

function isPod(family: Family): family is Family<KubeObject & Pod> {
  return family.object.kind === "Pod" && family.object.apiVersion === "v1";
}

function isReplicaSet(family: Family): family is Family<KubeObject & ReplicaSet> {
  return family.object.kind === "ReplicaSet" && family.object.apiVersion.startsWith("apps/");
}

function byName(a: Family, b: Family): number {
  return compareText(a.object.metadata.name, b.object.metadata.name);
}
