/** Judges a DaemonSet by its counters and by its current Pods. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { controllerRevisionsOf, revisionLabel } from "./controller-revision.ts";
import { daemonNode } from "./daemon-pod.ts";
import { failedCreate } from "./failed-create.ts";
import { annotationOf, labelOf, podsOf } from "./family.ts";
import { textOf } from "./fields.ts";
import { ranked } from "./incident.ts";
import { timeMs } from "./durations.ts";
import type { DaemonSet, KubeObject, Pod } from "./kubernetes.ts";
import { assessNode } from "./node.ts";
import { counter, incidentsOf, livingPods, waitText } from "./pod-set.ts";
import { isPodReady } from "./pod.ts";
import { assessment, incidentRung, progressing, ready, readyWith, type Rung } from "./rung.ts";

export function assessDaemonSet(family: Family<DaemonSet>): Assessment {
  const away = nodesAway(family);
  const counted = numbersOf(family.object, away.size);
  const { wanted, available, current } = counted;
  const living = livingPods(podsOf(family));
  const label = currentLabel(family);
  const pods = label === undefined ? living : living.filter(({ object }) => labelOf(object, label.name) === label.value);
  const created = failedCreate(family, current < wanted, pods.length < living.length);
  const present = pods.filter(({ object }) => !away.has(daemonNode(object)));
  // The counters count the Pods of nodes that are not waited for, too.
  const lost = label === undefined ? 0 : pods.filter(({ object }) => away.has(daemonNode(object)) && !isPodReady(object)).length;
  const updated = counted.updated - Math.min(lost, (family.object.status?.desiredNumberScheduled ?? 0) - wanted);
  const incidents = ranked([...incidentsOf(present), ...(created ? [created] : [])]);
  return assessment(daemonSetRung(family.object, incidents, present, away, updated), {
    incidents,
    pods,
    counters: [counter("updated", updated, wanted), counter("available", available, wanted)],
    revision: label?.value ?? "",
  });
}

/** @param away nodes that are not waited for: of all that are wanted one has to be left, or a cluster that is down would be ready */
function numbersOf({ status }: DaemonSet, away: number) {
  const { desiredNumberScheduled: desired = 0, updatedNumberScheduled: updated = 0, numberAvailable: available = 0 } = status ?? {};
  const wanted = Math.min(desired, Math.max(1, desired - away));
  return { wanted, updated, available, readyCount: status?.numberReady ?? 0, current: status?.currentNumberScheduled ?? 0 };
}

function daemonSetRung(daemonSet: DaemonSet, incidents: readonly Incident[], pods: readonly Family<Pod>[], away: Away, updated: number): Rung {
  const { spec, status } = daemonSet;
  const { wanted, available, readyCount } = numbersOf(daemonSet, away.size);
  // Before the controller ran this is not "no node", it is nothing.
  if (status?.desiredNumberScheduled == null) return progressing("NoStatus", "the controller has not counted the nodes yet");
  if (wanted === 0) return readyWith("NoNodes", "no node matches, so no Pod is needed");
  const isServing = available >= wanted && (status.numberReady === undefined || readyCount >= wanted);
  const isDone = isServing && updated >= wanted && !isSurging(daemonSet, pods);
  if (isDone && away.size > 0) return readyWith("NodesLeftOut", awayText(away));
  if (isDone) return ready;
  if (isServing && spec?.updateStrategy?.type === "OnDelete") return readyWith("OnDelete", onDeleteText(wanted - updated));
  const trouble = incidentRung(incidents);
  if (trouble !== undefined) return trouble;
  if (updated < wanted) return progressing("ReplicasNotUpdated", `${updated} of ${wanted} Pods updated`, waitText(pods));
  if (available < wanted) return progressing("ReplicasNotAvailable", `${available} of ${wanted} Pods available`, waitText(pods));
  return progressing("ReplicasNotReady", `${readyCount} of ${wanted} Pods ready`, waitText(pods));
}

/** By the name of the node, why it is not waited for. */
type Away = ReadonlyMap<string, string>;

/** Nodes with a Pod that is not ready because the node is away, or has only just come (Shopify/krane's rule; helm/helm#10722). A cordoned one runs its Pods on. */
function nodesAway(family: Family<DaemonSet>): Away {
  const waitedOn = new Set(podsOf(family).filter(({ object }) => !isPodReady(object)).map(({ object }) => daemonNode(object)));
  const nodes = (family.nodes ?? []).filter(({ metadata }) => waitedOn.has(metadata.name));
  const reasons = nodes.map((node) => [node.metadata.name, awayReason(node, family.sinceMs)] as const);
  return new Map(reasons.filter(([, why]) => why !== ""));
}

function awayReason(node: KubeObject, sinceMs = Number.POSITIVE_INFINITY): string {
  const { status, message } = assessNode({ object: node, children: [], events: [] });
  if (status !== "ready") return `is not ready${message === "" ? "" : ` (${message})`}`;
  return timeMs(node.metadata.creationTimestamp) >= sinceMs ? "has come since the start" : "";
}

function awayText(away: Away): string {
  return `without ${[...away].map(([name, why]) => `node ${name}, which ${why}`).join(", and ")}`;
}

/** With maxSurge two Pods share a node for a while, and the counters look at the older: the current Pods have to confirm them. */
function isSurging({ spec }: DaemonSet, pods: readonly Family<Pod>[]): boolean {
  const maxSurge = spec?.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
  return Number.parseInt(`${maxSurge}`, 10) > 0 && pods.some(({ object }) => !isPodReady(object));
}

function onDeleteText(old: number): string {
  return `${old} ${old === 1 ? "Pod still runs" : "Pods still run"} the old revision, until deleted by hand (updateStrategy OnDelete)`;
}

/** Names the label, and its value, by which current Pods are known; undefined when nothing tells. */
function currentLabel(family: Family<DaemonSet>): { readonly name: string; readonly value: string } | undefined {
  const hash = newestRevision(family);
  if (hash !== undefined) return { name: revisionLabel, value: hash };
  const generation = annotationOf(family.object, "deprecated.daemonset.template.generation");
  return generation === undefined ? undefined : { name: "pod-template-generation", value: generation };
}

function newestRevision(family: Family<DaemonSet>): string | undefined {
  const [newest] = controllerRevisionsOf(family);
  return textOf(newest?.metadata.labels?.[revisionLabel]) || undefined;
}
