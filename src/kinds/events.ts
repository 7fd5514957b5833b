/** Reads Kubernetes Events: when, how often, about what, and whether one explains a delay. */
import { timeMs } from "./durations.ts";
import type { Event } from "./kubernetes.ts";

/** When it happened last, milliseconds since the epoch: the first of the times that the different reporters fill in. 0 without any. */
export function eventTimeMs({ series, eventTime, lastTimestamp, firstTimestamp, metadata }: Event): number {
  const times = [series?.lastObservedTime, eventTime, lastTimestamp, firstTimestamp, metadata?.creationTimestamp];
  return times.map(timeMs).find((ms) => !Number.isNaN(ms)) ?? 0;
}

/** When it happened first, milliseconds since the epoch. 0 if nobody says. */
export function eventBeganMs({ firstTimestamp, eventTime, metadata, lastTimestamp }: Event): number {
  const times = [firstTimestamp, eventTime, metadata?.creationTimestamp, lastTimestamp];
  return times.map(timeMs).find((ms) => !Number.isNaN(ms)) ?? 0;
}

/** How often it happened. */
export function eventCount({ series, count }: Event): number {
  return series?.count ?? count ?? 1;
}

/** The newest of them; of equally old ones the last. */
export function newestEvent(events: readonly Event[]): Event | undefined {
  return events.reduce<Event | undefined>(
    (newest, event) => (newest === undefined || eventTimeMs(event) >= eventTimeMs(newest) ? event : newest),
    undefined,
  );
}

/** Whether the event is about this container of its Pod: `spec.containers{main}`. One that names no container may be. */
export function isAboutContainer({ involvedObject }: Event, container: string): boolean {
  const path = involvedObject?.fieldPath ?? "";
  return !path.includes("{") || path.endsWith(`{${container}}`);
}

const noise = new Set([
  "DNSConfigForming",
  "FailedDelete",
  "FailedToUpdateEndpoint",
  "FailedToUpdateEndpointSlices",
  "InvalidDiskCapacity",
  "RecreatingFailedPod",
]);

const explainingNormals = new Set([
  "ExternalProvisioning",
  "FailedBinding",
  "NodeNotReady",
  "NotTriggerScaleUp",
  "Preempted",
  "Suspended",
  "TaintManagerEviction",
  "TriggeredScaleUp",
  "WaitForFirstConsumer",
]);

/** Whether a user who waits would want to read it. */
export function explains({ type, reason = "", message = "" }: Event): boolean {
  if (reason === "Killing") return probeKill(message) !== undefined;
  // Of a container that has just ended its probe can say nothing.
  if (reason === "Unhealthy" && /probe errored.*(CONTAINER_EXITED|not running|not found)/.test(message)) return false;
  // What follows from another event, and says less.
  if (reason === "BackOff" && !message.includes(": ")) return false;
  if (reason === "Failed" && /^Error: (ErrImagePull|ImagePullBackOff)$/.test(message)) return false;
  return type === "Warning" ? !noise.has(reason) : explainingNormals.has(reason);
}

const steps = new Set([
  "Completed",
  "Created",
  "Nominated",
  "Pulled",
  "Pulling",
  "Resumed",
  "ScalingReplicaSet",
  "Scheduled",
  "Started",
  "SuccessfulAttachVolume",
  "SuccessfulCreate",
  "SuccessfulDelete",
  "TriggeredScaleUp",
]);

/** Whether it tells of a step forward. */
export function isProgress({ reason = "" }: Event): boolean {
  return steps.has(reason);
}

/** Which probe made the kubelet restart the container, by the message of a `Killing` event. */
export function probeKill(message: string): "liveness" | "startup" | undefined {
  if (message.includes("failed liveness probe, will be restarted")) return "liveness";
  if (message.includes("failed startup probe, will be restarted")) return "startup";
  return undefined;
}
