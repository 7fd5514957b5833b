/** The Pod templates that StatefulSets and DaemonSets have had. */
import type { Family } from "./assessment.ts";
import { fieldOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";

/** On a StatefulSet's Pod its value is the revision's name, on a DaemonSet's the hash in it. */
export const revisionLabel = "controller-revision-hash";

/** The newest first. */
export function controllerRevisionsOf({ children }: Pick<Family, "children">): readonly KubeObject[] {
  const revisions = children.map(({ object }) => object).filter(({ kind }) => kind === "ControllerRevision");
  return revisions.toSorted((a, b) => controllerRevisionNumber(b) - controllerRevisionNumber(a));
}

export function controllerRevisionNumber(revision: KubeObject): number {
  return Number(fieldOf(revision, "revision")) || 0;
}
