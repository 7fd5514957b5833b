/** What workloads share in judging the Pods that they run. */
import type { Counter, Family, Incident } from "./assessment.ts";
import { isTerminating } from "./family.ts";
import { located } from "./incident.ts";
import type { Pod } from "./kubernetes.ts";
import { isPodReady, podIncidents, type Wait, waitOf } from "./pod.ts";

/** What is wrong with these Pods: one entry for each Pod and container. */
export function incidentsOf(pods: readonly Family<Pod>[]): readonly Incident[] {
  return pods.flatMap(podIncidents);
}

/** Those that their controller has not given up. */
export function livingPods(pods: readonly Family<Pod>[]): readonly Family<Pod>[] {
  return pods.filter((pod) => !isTerminating(pod));
}

export function counter(name: string, value: number, target: number): Counter {
  return { name, value, target };
}

/** What the first Pod that is neither Ready nor ended waits for. */
export function firstWait(pods: readonly Family<Pod>[]): (Wait & { readonly pod: string }) | undefined {
  const unready = pods.find(({ object }) => !isPodReady(object) && !hasEnded(object));
  return unready && { pod: unready.object.metadata?.name ?? "", ...waitOf(unready) };
}

/** Its containers have run to their end, well or badly. */
export function hasEnded({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

/** The same, to be put after a sentence; "" when all are Ready or none is known. */
export function waitText(pods: readonly Family<Pod>[]): string {
  const wait = firstWait(pods);
  return wait === undefined ? "" : `; ${located(wait)}`;
}
