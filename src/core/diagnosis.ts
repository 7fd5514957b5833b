/** Why a target is not ready: the causes that are printed last, root first. */
import type { Assessment, Incident } from "../kinds/assessment.ts";
import { assess } from "../kinds/kinds.ts";
import type { Pod } from "../kinds/kubernetes.ts";
import { isPodReady } from "../kinds/pod.ts";
import { asPodObject } from "./pod-object.ts";
import type { Cause } from "./report.ts";

/** A summary names so many causes of one target; the rest are their consequences or repeat them. */
const causesMax = 5;

/**
 * @param remembered incidents that were counted, newest first, for when nothing stands any more: a restart or a rollback deletes the proof
 * @param settledBy the incident that spent the budget, named first
 * @param lastLines what a container said last
 */
export function causesOf(
  assessment: Assessment,
  settledBy: Incident | undefined,
  remembered: readonly Incident[],
  lastLines: (pod: string, container: string) => readonly string[],
): readonly Cause[] {
  const standing = assessment.incidents;
  const incidents = [...(settledBy === undefined ? [] : [settledBy]), ...(standing.length > 0 ? standing : remembered.slice(0, 1))];
  const node = (pod: string) => assessment.pods.find(({ object }) => object.metadata?.name === pod)?.object.spec?.nodeName ?? "";
  const causes = distinct(incidents).map((incident) => causeOf(incident, node(incident.pod), lastLines(incident.pod, incident.container)));
  const found = causes.length > 0 ? causes : waitingPods(assessment, lastLines);
  return found.slice(0, causesMax);
}

function causeOf({ reason, message, pod, container }: Incident, node: string, lastLines: readonly string[]): Cause {
  return { sentence: message, reason, message, pod, container, node, lastLines };
}

/** Replicas with the same fault are one cause; a passed deadline is the consequence of any other. */
function distinct(incidents: readonly Incident[]): readonly Incident[] {
  const seen = new Map<string, Incident>();
  for (const incident of incidents) {
    const key = incident.container === "" ? `${incident.reason} ${incident.message}` : `${incident.container} ${incident.fault}`;
    if (!seen.has(key)) seen.set(key, incident);
  }
  const all = [...seen.values()];
  const roots = all.filter(({ fault }) => fault !== "deadline");
  return [...roots, ...all.filter(({ fault }) => fault === "deadline")];
}

/** Nothing is wrong, it just is not there yet: name the Pods that are waited for, each different reason once. */
function waitingPods({ pods }: Assessment, lastLines: (pod: string, container: string) => readonly string[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const family of pods) {
    const pod = family.object.metadata?.name ?? "";
    if (isPodReady(family.object)) continue;
    const { reason, message } = assess({ ...family, object: asPodObject(family.object) });
    const container = waitingContainer(family.object);
    if (!causes.has(message)) causes.set(message, { sentence: message, reason, message, pod, container, node: family.object.spec?.nodeName ?? "", lastLines: lastLines(pod, container) });
  }
  return [...causes.values()];
}

/** The first container that is not ready. */
function waitingContainer({ status }: Pod): string {
  const containers = [...(status?.initContainerStatuses ?? []).filter(({ state }) => !state?.terminated), ...(status?.containerStatuses ?? [])];
  return containers.find(({ ready }) => !ready)?.name ?? "";
}
