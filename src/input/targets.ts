/** From a spec's items to targets. */
import type { Target } from "../core/target.ts";
import { durationMs } from "./duration.ts";
import { quoted } from "./problem.ts";
import type { CanaryItem, GenericItem, Item, Spec } from "./spec.ts";

type Place = Pick<Target, "apiVersion" | "kind" | "plural">;

/** The policy for a target of which nothing is said but where it stands. */
export const unsaid: Omit<Target, keyof Place | "namespace" | "name"> = {
  goal: "ready",
  failMode: "FailWholeDeployProcessImmediately",
  terminationMode: "WaitUntilResourceReady",
  allowedFailures: 1,
  failureThresholdMs: 0,
  patienceMs: 0,
  logs: { skip: false, skipContainers: [], onlyContainers: [], pattern: "", patternByContainer: {}, skipPattern: "", skipPatternByContainer: {}, replicasMax: 0, until: "PodIsReady" },
  showServiceMessages: false,
  skipEvents: false,
  ignoreReadinessFailsMs: {},
  noActivityMs: 0,
  timeoutMs: 0,
};

/** A spec's keys for kinds whose place in the API is known. */
export const specPlaces = [
  ["Deployments", { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" }],
  ["StatefulSets", { apiVersion: "apps/v1", kind: "StatefulSet", plural: "statefulsets" }],
  ["DaemonSets", { apiVersion: "apps/v1", kind: "DaemonSet", plural: "daemonsets" }],
  ["Jobs", { apiVersion: "batch/v1", kind: "Job", plural: "jobs" }],
  ["Pods", { apiVersion: "v1", kind: "Pod", plural: "pods" }],
  ["ReplicaSets", { apiVersion: "apps/v1", kind: "ReplicaSet", plural: "replicasets" }],
  ["Canaries", { apiVersion: "flagger.app/v1beta1", kind: "Canary", plural: "canaries" }],
] as const satisfies readonly (readonly [keyof Spec, Place])[];

/** All items as targets, kind by kind. The namespace is "" where the spec names none: see `placedTargets`. */
export function specTargets(spec: Spec): Target[] {
  return [...specPlaces.flatMap(([key, place]) => spec[key].map((item) => target(place, item))), ...spec.Generics.map(genericTarget)];
}

/** Puts targets without a namespace into the default one. Of two that are the same then, the later one stays, with a warning. */
export function placedTargets(targets: readonly Target[], defaultNamespace: string): { readonly targets: readonly Target[]; readonly warnings: readonly string[] } {
  const placed = new Map<string, Target>();
  const warnings: string[] = [];
  for (const unplaced of targets) {
    const target = { ...unplaced, namespace: unplaced.namespace || defaultNamespace };
    const { apiVersion, kind, namespace, name } = target;
    const key = `${apiVersion}/${kind}/${namespace}/${name}`;
    if (placed.has(key)) warnings.push(`${kind} ${quoted(name)} in namespace ${quoted(namespace)} is given again, the last one counts`);
    placed.set(key, target);
  }
  return { targets: [...placed.values()], warnings };
}

function target(place: Place, item: Item | CanaryItem): Target {
  return {
    ...place,
    namespace: item.Namespace,
    name: item.ResourceName,
    ...unsaid,
    failMode: item.FailMode || unsaid.failMode,
    terminationMode: item.TrackTerminationMode || unsaid.terminationMode,
    allowedFailures: item.AllowFailuresCount,
    failureThresholdMs: timeMs(item.FailureThresholdSeconds, 1000),
    patienceMs: timeMs(item.PatienceSeconds, 1000),
    logs: {
      skip: item.SkipLogs,
      skipContainers: item.SkipLogsForContainers,
      onlyContainers: item.ShowLogsOnlyForContainers,
      pattern: item.LogRegex,
      patternByContainer: byContainer(item.LogRegexByContainerName, (pattern) => pattern),
      skipPattern: item.LogRegexSkip,
      skipPatternByContainer: byContainer(item.LogRegexSkipByContainerName, (pattern) => pattern),
      replicasMax: item.ShowLogsOnlyForNumberOfReplicas,
      until: item.ShowLogsUntil || unsaid.logs.until,
    },
    showServiceMessages: item.ShowServiceMessages,
    skipEvents: item.SkipEvents,
    ignoreReadinessFailsMs: byContainer(item.IgnoreReadinessProbeFailsByContainerName, (time) => timeMs(time, 1e-6)),
  };
}

/** Where it stands in the API is asked of the server later: without a version, its preferred one. */
function genericTarget(item: GenericItem): Target {
  const { Group, Version, Kind } = item.GroupVersionKind;
  return {
    ...unsaid,
    apiVersion: Group === "" ? Version : `${Group}/${Version}`,
    kind: Kind,
    plural: "",
    namespace: item.Namespace,
    name: item.Name,
    failMode: item.FailMode || unsaid.failMode,
    terminationMode: item.TrackTerminationMode || unsaid.terminationMode,
    allowedFailures: item.AllowFailuresCount,
    logs: { ...unsaid.logs, skip: true },
    showServiceMessages: item.ShowServiceMessages || !item.HideEvents,
    skipEvents: item.HideEvents,
    noActivityMs: timeMs(item.NoActivityTimeout, 1e-6),
    timeoutMs: timeMs(item.Timeout, 1e-6),
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
