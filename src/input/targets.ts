/** From a spec's items to targets. */
import type { Target, TargetKind } from "../core/target.ts";
import { durationMs } from "./duration.ts";
import { quoted } from "./problem.ts";
import type { Item, Spec } from "./spec.ts";

const kinds = [
  ["Deployments", "Deployment"],
  ["StatefulSets", "StatefulSet"],
  ["DaemonSets", "DaemonSet"],
  ["Jobs", "Job"],
  ["Pods", "Pod"],
  ["ReplicaSets", "ReplicaSet"],
] as const satisfies readonly (readonly [keyof Spec, TargetKind])[];

/** All items as targets, kind by kind. The namespace is "" where the spec names none: see `placedTargets`. */
export function specTargets(spec: Spec): Target[] {
  return kinds.flatMap(([key, kind]) => spec[key].map((item) => target(kind, item)));
}

/** Puts targets without a namespace into the default one. Of two that are the same then, the later one stays, with a warning. */
export function placedTargets(targets: readonly Target[], defaultNamespace: string): { readonly targets: readonly Target[]; readonly warnings: readonly string[] } {
  const placed = new Map<string, Target>();
  const warnings: string[] = [];
  for (const unplaced of targets) {
    const target = { ...unplaced, namespace: unplaced.namespace || defaultNamespace };
    const { kind, namespace, name } = target;
    const key = `${kind}/${namespace}/${name}`;
    if (placed.has(key)) warnings.push(`${kind} ${quoted(name)} in namespace ${quoted(namespace)} is given again, the last one counts`);
    placed.set(key, target);
  }
  return { targets: [...placed.values()], warnings };
}

function target(kind: TargetKind, item: Item): Target {
  return {
    kind,
    namespace: item.Namespace,
    name: item.ResourceName,
    failMode: item.FailMode || "FailWholeDeployProcessImmediately",
    terminationMode: item.TrackTerminationMode || "WaitUntilResourceReady",
    allowedFailures: item.AllowFailuresCount,
    failureThresholdMs: timeMs(item.FailureThresholdSeconds, 1000),
    logs: {
      skip: item.SkipLogs,
      skipContainers: item.SkipLogsForContainers,
      onlyContainers: item.ShowLogsOnlyForContainers,
      pattern: item.LogRegex,
      patternByContainer: byContainer(item.LogRegexByContainerName, (pattern) => pattern),
      until: item.ShowLogsUntil || "PodIsReady",
    },
    showServiceMessages: item.ShowServiceMessages,
    skipEvents: item.SkipEvents,
    ignoreReadinessFailsMs: byContainer(item.IgnoreReadinessProbeFailsByContainerName, (time) => timeMs(time, 1e-6)),
  };
}

function timeMs(time: number | string, unitMs: number): number {
  return typeof time === "number" ? time * unitMs : (durationMs(time) ?? 0);
}

/** Without a prototype, so that a container called "constructor" has no entry. A null is no entry either. */
function byContainer<From, To>(entries: { readonly [container: string]: From | null }, change: (value: From) => To): { readonly [container: string]: To } {
  const changed: { [container: string]: To } = Object.create(null);
  for (const [container, value] of Object.entries(entries)) {
    if (value !== null) changed[container] = change(value);
  }
  return changed;
}
