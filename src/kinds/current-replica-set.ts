/** Which of a Deployment's ReplicaSets runs its present Pod template. */
import type { Family } from "./assessment.ts";
import { timeMs } from "./durations.ts";
import { annotationOf, replicaSetsOf } from "./family.ts";
import { isRecord } from "./fields.ts";
import { compareText } from "./incident.ts";
import type { Deployment, PodTemplate, ReplicaSet } from "./kubernetes.ts";

const revisionAnnotation = "deployment.kubernetes.io/revision";
const hashLabel = "pod-template-hash";

/**
 * The one of the Deployment's revision, else the one with an equal template, else the highest or newest.
 * Where revisions are told and none fits, the current one has not been seen yet: another must not be judged in its place.
 */
export function currentReplicaSet(family: Family<Deployment>): Family<ReplicaSet> | undefined {
  const all = replicaSetsOf(family);
  const revision = annotationOf(family.object, revisionAnnotation);
  const known =
    all.find(({ object }) => revision !== undefined && annotationOf(object, revisionAnnotation) === revision) ??
    all.find(({ object }) => isSameTemplate(family.object.spec?.template, object.spec?.template));
  const isComing = revision !== undefined && all.some(({ object }) => annotationOf(object, revisionAnnotation) !== undefined);
  if (known !== undefined || isComing) return known;
  return all.toSorted((a, b) => revisionNumber(b.object) - revisionNumber(a.object) || createdMs(b.object) - createdMs(a.object))[0];
}

export function revisionNumber(replicaSet: ReplicaSet): number {
  return Number(annotationOf(replicaSet, revisionAnnotation) ?? 0) || 0;
}

function createdMs({ metadata }: ReplicaSet): number {
  return timeMs(metadata?.creationTimestamp) || 0;
}

/** Equal but for the label that the controller adds. */
function isSameTemplate(a: PodTemplate | undefined, b: PodTemplate | undefined): boolean {
  return a !== undefined && b !== undefined && sorted(a) === sorted(b);
}

function sorted(template: PodTemplate): string {
  return JSON.stringify(template, (name, value: unknown) => {
    if (name === hashLabel || !isRecord(value)) return name === hashLabel ? undefined : value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareText(a, b)));
  });
}
