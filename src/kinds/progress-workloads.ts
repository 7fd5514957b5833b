/** Rows of kubedog's table for what keeps Pods running. */
import { fieldOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { goalColumn, numberAt, numberColumn, waitFor } from "./progress-column.ts";
import type { ProgressRow } from "./progress-tasks.ts";

export function deploymentRow(object: KubeObject | undefined): ProgressRow {
  const [status, isKnown] = [object?.status, isSeen(object)];
  const wanted = wantedReplicas(object);
  const [replicas, available, updated] = [numberAt(status, "replicas"), numberAt(status, "availableReplicas"), numberAt(status, "updatedReplicas")];
  return {
    columns: [
      goalColumn("REPLICAS", isKnown ? replicas : undefined, wanted, replicas === wanted),
      numberColumn("AVAILABLE", isKnown ? available : undefined, available === wanted),
      numberColumn("UP-TO-DATE", isKnown ? updated : undefined, updated === wanted),
    ],
    waits: [
      ...unseenWait(object),
      ...(isKnown ? [...waitFor("up-to-date", updated, wanted, updated === wanted), ...waitFor("replicas", replicas, wanted, replicas === wanted), ...waitFor("available", available, wanted, available === wanted)] : []),
    ],
  };
}

export function daemonSetRow(object: KubeObject | undefined): ProgressRow {
  const [status, isKnown] = [object?.status, isSeen(object)];
  const wanted = numberAt(status, "desiredNumberScheduled");
  const replicas = numberAt(status, "currentNumberScheduled") + numberAt(status, "numberMisscheduled");
  const [available, updated] = [numberAt(status, "numberAvailable"), numberAt(status, "updatedNumberScheduled")];
  return {
    columns: [
      goalColumn("REPLICAS", isKnown ? replicas : undefined, wanted, replicas === wanted),
      numberColumn("AVAILABLE", isKnown ? available : undefined, available === wanted),
      numberColumn("UP-TO-DATE", isKnown ? updated : undefined, updated === wanted),
    ],
    waits: [...unseenWait(object), ...(isKnown ? [...waitFor("up-to-date", updated, wanted, updated === wanted), ...waitFor("available", available, wanted, available === wanted)] : [])],
  };
}

export function statefulSetRow(object: KubeObject | undefined): ProgressRow {
  const [status, isKnown] = [object?.status, object !== undefined];
  const wanted = wantedReplicas(object);
  const { target, note, isOneRevision } = updateOf(object, wanted);
  const [replicas, ready, updated] = [numberAt(status, "replicas"), numberAt(status, "readyReplicas"), numberAt(status, "updatedReplicas")];
  const updates = updated >= target || isOneRevision ? [] : [`up-to-date ${updated}->${target}${note}`];
  return {
    columns: [
      goalColumn("REPLICAS", isKnown ? replicas : undefined, wanted, replicas >= wanted),
      numberColumn("READY", isKnown ? ready : undefined, ready >= wanted),
      numberColumn("UP-TO-DATE", isKnown ? updated : undefined, updated >= target),
    ],
    waits: isKnown ? [...unseenWait(object), ...waitFor("replicas", replicas, wanted, replicas <= wanted), ...waitFor("ready", ready, wanted, ready >= wanted), ...updates] : [],
  };
}

/** How many are to be updated, and who does it. */
function updateOf(object: KubeObject | undefined, wanted: number) {
  const onDelete = fieldOf(object?.spec, "updateStrategy", "type") === "OnDelete";
  const partition = onDelete ? 0 : numberAt(object?.spec, "updateStrategy", "rollingUpdate", "partition");
  const revision = fieldOf(object?.status, "updateRevision");
  const note = onDelete ? " (user should delete old pods manually now!)" : partition > 0 ? " (partitioned roll out)" : "";
  return { target: Math.max(0, wanted - partition), note, isOneRevision: revision !== undefined && revision === fieldOf(object?.status, "currentRevision") };
}

function wantedReplicas(object: KubeObject | undefined): number {
  return typeof fieldOf(object?.spec, "replicas") === "number" ? numberAt(object?.spec, "replicas") : 1;
}

/** Until the controller has seen the spec, its numbers are about another one. */
function isSeen(object: KubeObject | undefined): boolean {
  return object !== undefined && unseenWait(object).length === 0;
}

function unseenWait(object: KubeObject | undefined): readonly string[] {
  const [seen, generation] = [numberAt(object?.status, "observedGeneration"), object?.metadata.generation ?? 0];
  return seen >= generation ? [] : [`observed generation ${seen} should be >= ${generation}`];
}
