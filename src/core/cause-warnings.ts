/** Warning Events that stand beside a cause: those since the start that say something which its sentence does not. */
import { eventCount, eventTimeMs, explains } from "../kinds/events.ts";
import type { Event } from "../kinds/kubernetes.ts";
import { quote } from "../kinds/quote.ts";
import type { Cause, CauseWarning } from "./report.ts";

/** So many are told of a cause, the newest. */
const causeWarningsMax = 3;

/** `startedMs`: when the container's newest run began (server time); 0 without one. */
type Told = Pick<Cause, "reason" | "sentence" | "container"> & { readonly startedMs: number };

/** What is over as soon as a container of the Pod runs. */
const beforeStart: ReadonlySet<string> = new Set(["FailedScheduling", "FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedCreatePodSandBox", "NetworkNotReady"]);

/** By the Event's reason: when the cause is what it tells of. */
const consequences: { readonly [reason: string]: (told: Told) => boolean } = {
  FailedScheduling: ({ reason }) => reason === "Unschedulable",
  Failed: ({ container }) => container !== "",
  BackOff: ({ container }) => container !== "",
  InspectFailed: ({ container }) => container !== "",
  Unhealthy: ({ sentence }) => sentence.includes("probe") || sentence.includes("no longer ready"),
  ProbeWarning: ({ sentence }) => sentence.includes("probe"),
  Killing: ({ sentence }) => sentence.includes("probe"),
};

/** @param startedServerMs as a View has it */
export function causeWarnings(told: Told, events: readonly Event[], startedServerMs: number): readonly CauseWarning[] {
  const fresh = events.filter((event) => event.type === "Warning" && eventTimeMs(event) >= startedServerMs && explains(event) && !isTold(told, event) && !isOver(told, event));
  const warnings = fresh.map((event) => ({ reason: event.reason ?? "", message: quote(event.message ?? ""), count: eventCount(event) }));
  const distinct = new Map(warnings.map((warning) => [`${warning.reason} ${warning.message}`, warning]));
  return [...distinct.values()].slice(-causeWarningsMax);
}

function isTold(told: Told, { reason = "", message = "" }: Event): boolean {
  return reason === told.reason || consequences[reason]?.(told) === true || told.sentence.includes(quote(message));
}

function isOver({ startedMs }: Told, event: Event): boolean {
  return beforeStart.has(event.reason ?? "") && eventTimeMs(event) < startedMs;
}
