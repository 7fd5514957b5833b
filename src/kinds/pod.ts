/** Judges a Pod. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { conditionOf, falseCondition, trueCondition } from "./conditions.ts";
import { allContainers, allStatuses, containerIncidents } from "./containers.ts";
import { timeMs } from "./durations.ts";
import { isAboutContainer, newestEvent } from "./events.ts";
import { isTerminating } from "./family.ts";
import { incident, ranked } from "./incident.ts";
import type { Container, ContainerStatus, Event, Pod } from "./kubernetes.ts";
import { preparationIncident } from "./preparation.ts";
import { livenessDoubtMs, probeFailure, probeSentence } from "./probe.ts";
import { quote } from "./quote.ts";
import { assessment, failed, progressing, ready, type Rung } from "./rung.ts";
import { schedulingIncident } from "./scheduling.ts";
import { endAdvice, endText } from "./termination.ts";


export function assessPod(family: Family<Pod>): Assessment {
  const { object: pod } = family;
  const hasFailed = pod.status?.phase === "Failed";
  const incidents = hasFailed ? [failedIncident(pod)] : podIncidents(family);
  const final = hasFailed || pod.status?.phase === "Succeeded";
  return assessment(podRung(family, incidents), { incidents, pods: [family], final });
}

/** A judgement of thousands of Pods, of which one has changed, must not begin anew with each. */
const knownIncidents = new WeakMap<Family<Pod>, readonly Incident[]>();
const knownStarts = new WeakMap<Family<Pod>, readonly number[]>();

/**
 * What is wrong with a Pod that its controller still needs, root cause first. One that has ended or is being deleted has nothing:
 * its controller replaces it.
 */
export function podIncidents(family: Family<Pod>): readonly Incident[] {
  const known = knownIncidents.get(family) ?? incidentsNow(family);
  knownIncidents.set(family, known);
  return known;
}

function incidentsNow(family: Family<Pod>): readonly Incident[] {
  const { phase } = family.object.status ?? {};
  if (isTerminating(family) || phase === "Succeeded" || phase === "Failed") return [];
  const others = [schedulingIncident(family), preparationIncident(family)].filter((found) => found !== undefined);
  return ranked([...others, ...containerIncidents(family)]);
}

export function isPodReady(pod: Pod): boolean {
  return trueCondition(pod, "Ready") !== undefined;
}

/** Since when it has been Ready, milliseconds since the epoch; undefined when it is not, or does not say. */
export function readySinceMs(pod: Pod): number | undefined {
  const ms = timeMs(trueCondition(pod, "Ready")?.lastTransitionTime);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The name of the ReplicaSet that controls it; "" for another Pod. */
export function replicaSetOf({ metadata }: Pod): string {
  return metadata?.ownerReferences?.find(({ kind, controller }) => kind === "ReplicaSet" && controller)?.name ?? "";
}

/** Whether its containers are meant to end. */
export function isRunToCompletion({ spec }: Pod): boolean {
  return (spec?.restartPolicy ?? "Always") !== "Always";
}

/**
 * From when on each running app container is to stay up that has neither a readiness nor a startup probe, milliseconds since the
 * epoch: such a container is Ready from its first instant, even if it crashes in the next. That is its start; of one whose run
 * before failed, the age at which that failed; of one whose liveness probe fails, when the kubelet would have killed it.
 */
export function unprobedStarts(family: Family<Pod>): readonly number[] {
  const known = knownStarts.get(family) ?? unprobedStartsNow(family);
  knownStarts.set(family, known);
  return known;
}

function unprobedStartsNow({ object: { spec, status }, events }: Family<Pod>): readonly number[] {
  const unprobed = (spec?.containers ?? []).filter(({ readinessProbe, startupProbe }) => readinessProbe == null && startupProbe == null);
  const starts = unprobed.map(({ name, livenessProbe }) => {
    const found = status?.containerStatuses?.find((container) => container.name === name);
    const startedMs = timeMs(found?.state?.running?.startedAt);
    const provenMs = startedMs + Math.min(failedAgeMs(found?.lastState?.terminated), failedAgeMaxMs);
    return Math.max(provenMs, livenessDoubtMs(events, name, livenessProbe, spec?.terminationGracePeriodSeconds, startedMs));
  });
  return starts.filter((ms) => !Number.isNaN(ms));
}

/** A run that failed at a greater age says little about the next one's first minutes. */
const failedAgeMaxMs = 30_000;

function failedAgeMs(run: { readonly exitCode: number; readonly startedAt?: string; readonly finishedAt?: string } | null | undefined): number {
  const ageMs = run == null || run.exitCode === 0 ? 0 : timeMs(run.finishedAt) - timeMs(run.startedAt);
  return Math.max(0, ageMs) || 0;
}

function podRung(family: Family<Pod>, incidents: readonly Incident[]): Rung {
  const { object: pod } = family;
  if (pod.status?.phase === "Succeeded") return ready;
  const [first] = incidents;
  if (first !== undefined) {
    const rung = first.class === "environment" ? progressing : failed;
    return rung(first.reason, inContainer(first));
  }
  if (isPodReady(pod)) return isRunToCompletion(pod) ? progressing("Running", "running; it is done when it ends") : ready;
  const wait = waitOf(family);
  return progressing(wait.reason, inContainer(wait));
}

/** What a Pod without incidents waits for before it is Ready; `container` is "" when it is about none. */
export type Wait = { readonly reason: string; readonly container: string; readonly message: string };

export function waitOf({ object: pod, events }: Family<Pod>): Wait {
  if (pod.status?.phase === undefined) return { reason: "NoStatus", container: "", message: "no node has reported on the Pod yet" };
  return initWait(pod, events) ?? unreadyWait(pod, events);
}

function failedIncident(pod: Pod): Incident {
  const status = allStatuses(pod).find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
  const terminated = status?.state?.terminated;
  const container = allContainers(pod).find(({ name }) => name === status?.name);
  const end = terminated == null ? "" : [endText(terminated, container), endAdvice(terminated)].filter((part) => part !== "").join(": ");
  return incident({
    class: "permanent",
    fault: "pod",
    reason: pod.status?.reason || terminated?.reason || "PodFailed",
    message: quote(pod.status?.message ?? "") || end || "the Pod has failed",
    pod: pod.metadata?.name ?? "",
    container: status?.name ?? "",
  });
}

function initWait(pod: Pod, events: readonly Event[]): Wait | undefined {
  const inits = pod.spec?.initContainers ?? [];
  const statuses = inits.map(({ name }) => pod.status?.initContainerStatuses?.find((status) => status.name === name));
  const index = inits.findIndex((init, position) => !isInitialized(init, statuses[position]));
  const left = inits[index];
  if (left === undefined || pod.spec?.nodeName === undefined) return undefined;
  const doing = statuses[index] === undefined ? "waiting" : stateText(statuses[index], events, "is being created");
  return { reason: "PodInitializing", container: left.name, message: `init ${index + 1} of ${inits.length}, ${doing}` };
}

/** A sidecar, an init container that always restarts, has done its part once started. */
function isInitialized({ restartPolicy }: Container, status: ContainerStatus | undefined): boolean {
  return status?.state?.terminated?.exitCode === 0 || (restartPolicy === "Always" && status?.started === true);
}

function unreadyWait(pod: Pod, events: readonly Event[]): Wait {
  const { phase, conditions } = pod.status ?? {};
  const gate = pod.spec?.readinessGates?.find(({ conditionType }) => conditionOf(pod, conditionType)?.status !== "True");
  if (gate !== undefined && trueCondition(pod, "ContainersReady") !== undefined) {
    return { reason: "ReadinessGate", container: "", message: `waiting for readiness gate ${quote(gate.conditionType)} to become True` };
  }
  const [first, ...others] = servingStatuses(pod).filter((status) => !status.ready);
  if (first !== undefined) {
    const rest = others.map((status) => `; ${inContainer({ container: status.name, message: unreadyText(pod, status, events) })}`);
    return { reason: "ContainersNotReady", container: first.name, message: unreadyText(pod, first, events) + rest.join("") };
  }
  const isNew = phase === "Pending" && !conditions?.some(({ type }) => type === "PodScheduled");
  const said = quote(falseCondition(pod, "Ready")?.message ?? "") || "not Ready yet";
  return { reason: "PodNotReady", container: "", message: isNew ? "waiting for the scheduler" : said };
}

/** Of the containers that READY counts: apps and sidecars. */
function servingStatuses({ spec, status }: Pod): readonly ContainerStatus[] {
  const sidecars = new Set((spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always").map(({ name }) => name));
  const inits = (status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name));
  return [...inits, ...(status?.containerStatuses ?? [])];
}

function unreadyText(pod: Pod, status: ContainerStatus, events: readonly Event[]): string {
  const { name, state, restartCount } = status;
  const container = allContainers(pod).find((candidate) => candidate.name === name);
  const sinceMs = timeMs(state?.running?.startedAt);
  const since = Number.isNaN(sinceMs) ? 0 : sinceMs;
  const starting = container?.startupProbe != null && status.started !== true;
  const kind = starting ? "startup" : "readiness";
  const probe = starting ? container.startupProbe : container?.readinessProbe;
  const failure = state?.running == null ? undefined : probeFailure(events, name, kind, since);
  const history = restartCount > 0 ? `, ${restartCount === 1 ? "1 restart" : `${restartCount} restarts`}` : "";
  return `${failure === undefined ? stateText(status, events) : probeSentence(kind, probe, failure)}${history}`;
}

/** @param initializing what it waits for while the Pod initializes */
function stateText({ name, state, started }: ContainerStatus, events: readonly Event[], initializing = "waits for the init containers"): string {
  if (state?.running != null) return started === true ? "running, not ready yet" : "running";
  if (state?.terminated != null) return endText(state.terminated, undefined);
  const pulling = newestEvent(events.filter((event) => isAboutContainer(event, name)));
  if (pulling?.reason === "Pulling") return quote((pulling.message ?? "").replace(/^Pulling/, "pulling"));
  return state?.waiting?.reason === "PodInitializing" ? initializing : "is being created";
}

function inContainer({ container, message }: Pick<Wait, "container" | "message">): string {
  return container === "" ? message : `container/${quote(container)}: ${message}`;
}
