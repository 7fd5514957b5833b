/** Judges a StatefulSet by its counters and by the Pods of its update revision. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { revisionLabel } from "./controller-revision.ts";
import { failedCreate } from "./failed-create.ts";
import { labelOf, podsOf } from "./family.ts";
import { incident, located, ranked } from "./incident.ts";
import type { Pod, StatefulSet } from "./kubernetes.ts";
import { counter, incidentsOf, livingPods, waitText } from "./pod-set.ts";
import { isPodReady, podIncidents } from "./pod.ts";
import { assessment, incidentRung, progressing, ready, readyWith, type Rung } from "./rung.ts";

export function assessStatefulSet(family: Family<StatefulSet>): Assessment {
  const { object: statefulSet } = family;
  const numbers = numbersOf(statefulSet);
  const living = livingPods(podsOf(family));
  const pods = living.filter(({ object }) => isUpdated(statefulSet, object));
  const older = living.filter(({ object }) => !isUpdated(statefulSet, object));
  const created = failedCreate(family, numbers.replicas < numbers.wanted, older.length > 0);
  const incidents = ranked([...incidentsOf(pods), ...(created ? [created] : []), ...stuckIncidents(statefulSet, older)]);
  return assessment(statefulSetRung(statefulSet, incidents, pods, older, outdatedPods(statefulSet, podsOf(family))), {
    incidents,
    pods,
    counters: [counter("updated", numbers.updated, numbers.target), counter("ready", numbers.readyCount, numbers.wanted)],
    revision: statefulSet.status?.updateRevision ?? "",
  });
}

function numbersOf({ spec, status }: StatefulSet) {
  const { replicas = 0, readyReplicas: readyCount = 0, availableReplicas: available = 0, updatedReplicas: updated = 0 } = status ?? {};
  const wanted = spec?.replicas ?? 1;
  const onDelete = spec?.updateStrategy?.type === "OnDelete";
  const partition = (onDelete ? undefined : spec?.updateStrategy?.rollingUpdate?.partition) ?? 0;
  const isOneRevision = status?.updateRevision !== undefined && status.updateRevision === status.currentRevision;
  return { wanted, replicas, readyCount, available, updated, onDelete, partition, isOneRevision, target: Math.max(0, wanted - partition) };
}

/** Where no revision is known every Pod is. */
function isUpdated({ status }: StatefulSet, pod: Pod): boolean {
  return !status?.updateRevision || labelOf(pod, revisionLabel) === status.updateRevision;
}

function statefulSetRung(
  statefulSet: StatefulSet,
  incidents: readonly Incident[],
  pods: readonly Family<Pod>[],
  older: readonly Family<Pod>[],
  outdated: readonly Family<Pod>[],
): Rung {
  const { wanted, replicas, readyCount, available, updated, onDelete, partition, target } = numbersOf(statefulSet);
  const minReadySeconds = statefulSet.spec?.minReadySeconds ?? 0;
  const isServing = readyCount >= wanted && replicas <= wanted && (minReadySeconds === 0 || available >= wanted);
  const isDone = isServing && hasUpdated(statefulSet) && outdated.length === 0;
  if (isDone && partition > 0) return readyWith("Partitioned", `${updated} of ${wanted} updated as asked by partition ${partition}`);
  if (isDone) return ready;
  const trouble = incidentRung(incidents);
  if (trouble !== undefined) return trouble;
  if (onDelete && readyCount >= wanted) return progressing("ReplicasNotUpdated", onDeleteText(statefulSet, older));
  if (readyCount < wanted) return progressing("ReplicasNotReady", `${readyCount} of ${wanted} replicas ready`, waitText([...pods, ...older]));
  if (replicas > wanted) return progressing("OldReplicasTerminating", `${replicas - wanted} surplus replicas are being terminated`);
  if (updated < target || outdated.length > 0) return progressing("ReplicasNotUpdated", `${updated} of ${target} replicas updated`, waitText(pods));
  const settling = `; each must be ready for ${minReadySeconds} s (minReadySeconds)`;
  return progressing("ReplicasNotAvailable", `${available} of ${wanted} replicas available${settling}`);
}

function hasUpdated(statefulSet: StatefulSet): boolean {
  const { updated, target, isOneRevision } = numbersOf(statefulSet);
  return updated >= target || isOneRevision;
}

/** Pods of another revision that the update is to replace, also those that are on their way out: after a rollback the counters alone already look done. */
function outdatedPods(statefulSet: StatefulSet, pods: readonly Family<Pod>[]): readonly Family<Pod>[] {
  const { wanted, partition } = numbersOf(statefulSet);
  const start = statefulSet.spec?.ordinals?.start ?? 0;
  return pods.filter(({ object }) => {
    const ordinal = Number(/-(\d+)$/.exec(object.metadata?.name ?? "")?.[1] ?? -1);
    return !isUpdated(statefulSet, object) && ordinal >= start + partition && ordinal < start + wanted;
  });
}

function onDeleteText(statefulSet: StatefulSet, older: readonly Family<Pod>[]): string {
  const { updated, wanted } = numbersOf(statefulSet);
  const names = older.map(({ object }) => object.metadata?.name ?? "").slice(0, namesMax);
  const which = names.length === 0 ? "" : `: ${deleteCommand(names, statefulSet.metadata?.namespace)}`;
  return `${updated} of ${wanted} replicas updated; with updateStrategy OnDelete delete the old Pods by hand${which}`;
}

/** More would make no better command to paste. */
const namesMax = 10;

function deleteCommand(pods: readonly string[], namespace: string | undefined): string {
  return `kubectl delete pod ${pods.join(" ")}${namespace ? ` -n ${namespace}` : ""}`;
}

/**
 * In order, the controller waits for each Pod to be ready before it replaces the next: a broken one of the old revision is waited
 * for until somebody deletes it. kubernetes/kubernetes#78709.
 */
function stuckIncidents(statefulSet: StatefulSet, older: readonly Family<Pod>[]): readonly Incident[] {
  const { onDelete, updated, target } = numbersOf(statefulSet);
  const isOrdered = (statefulSet.spec?.podManagementPolicy ?? "OrderedReady") === "OrderedReady";
  if (onDelete || !isOrdered || updated >= target) return [];
  return older.filter(({ object }) => !isPodReady(object)).flatMap((pod) => stuckIncident(pod) ?? []);
}

function stuckIncident(pod: Family<Pod>): Incident | undefined {
  const cause = podIncidents(pod).find((found) => found.class !== "environment");
  if (cause === undefined) return undefined;
  const { name = "", namespace } = pod.object.metadata ?? {};
  const why = located({ ...cause, pod: "" });
  const message = `this Pod of the old revision blocks the update, because ${why}; the controller waits for it for ever: ${deleteCommand([name], namespace)}`;
  return incident({ ...cause, class: "permanent", fault: "stuck", reason: "StuckOldPod", message, round: 0, counts: "immediate", container: "" });
}
