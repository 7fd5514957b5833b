/** Why no node takes a Pod, in words. */
import type { Family, Incident } from "./assessment.ts";
import { falseCondition } from "./conditions.ts";
import { eventTimeMs, newestEvent } from "./events.ts";
import { incident } from "./incident.ts";
import type { Event, Pod } from "./kubernetes.ts";
import { quote, textMax } from "./quote.ts";

/** Of a Pod that is not scheduled yet; undefined when nothing is wrong. */
export function schedulingIncident({ object: pod, events }: Family<Pod>): Incident | undefined {
  const unscheduled = falseCondition(pod, "PodScheduled");
  const told = { class: "environment", fault: "schedule", pod: pod.metadata?.name ?? "" } as const;
  if (unscheduled?.reason === "SchedulingGated") return incident({ ...told, reason: "SchedulingGated", message: gatesText(pod) });
  if (unscheduled?.reason !== "Unschedulable") return undefined;
  const unbound = unboundText(pod, unscheduled.message ?? "");
  if (unbound !== undefined) return incident({ ...told, reason: "Unschedulable", message: unbound });
  const nodes = nodesText(unscheduled.message ?? "");
  return incident({ ...told, reason: "Unschedulable", message: `no node takes the Pod${nodes && `: ${nodes}`}${scaleText(events)}` });
}

function gatesText({ spec }: Pod): string {
  const gates = (spec?.schedulingGates ?? []).map(({ name }) => quote(name)).join(", ");
  return `held back by scheduling gates${gates && ` ${gates}`}: whoever set them must remove them`;
}

/** Its claims wait for volumes before any node is looked at; undefined when it is about something else. */
function unboundText({ metadata, spec }: Pod, message: string): string | undefined {
  if (!message.slice(0, textMax).includes("unbound immediate PersistentVolumeClaims")) return undefined;
  const names = (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => persistentVolumeClaim?.claimName ?? (ephemeral == null ? [] : `${metadata?.name}-${name}`));
  const claims = names.length === 1 ? `PersistentVolumeClaim ${quote(names.join())} is` : `PersistentVolumeClaims ${quote(names.join(", "))} are`;
  return `its ${claims} not bound: is there a StorageClass that makes the volume, or a PersistentVolume that fits?`;
}

/** Patterns of the scheduler's clauses, each after a number of nodes, and what they mean. */
const clauses: readonly { readonly pattern: RegExp; readonly one: string; readonly many: string }[] = [
  { pattern: /^Insufficient (\S+)$/, one: "lacks $1", many: "lack $1" },
  { pattern: /^Too many pods$/, one: "has no room for another Pod", many: "have no room for another Pod" },
  { pattern: /^node\(s\) had untolerated taint(?:\(s\))? \{([^:}]*)[^}]*\}$/, one: "has taint $1", many: "have taint $1" },
  { pattern: /^node\(s\) were unschedulable$/, one: "is cordoned", many: "are cordoned" },
  { pattern: /^node\(s\) (?:had|have) /, one: "has ", many: "have " },
  { pattern: /^node\(s\) didn't match /, one: "does not match ", many: "do not match " },
  { pattern: /^node\(s\) /, one: "", many: "" },
];

/** `0/5 nodes: 3 lack cpu, 2 have taint T`; what has another form is quoted. */
function nodesText(message: string): string {
  const [, nodes, reasons] = /^(\d+\/\d+) nodes are available: ([^]*)$/.exec(message.slice(0, textMax)) ?? [];
  if (nodes === undefined || reasons === undefined) return quote(message);
  const [own = ""] = reasons.split(/\. (?:preemption|no new claims|not found)/);
  const told = own.replace(/\.\s*$/, "").split(/, (?=\d+ )/).map(clauseText);
  return quote(`${nodes} nodes: ${told.join(", ")}`);
}

function clauseText(clause: string): string {
  const [, count, what] = /^(\d+) (.*)$/.exec(clause) ?? [];
  if (count === undefined || what === undefined) return clause;
  const known = clauses.find(({ pattern }) => pattern.test(what));
  return known === undefined ? clause : `${count} ${what.replace(known.pattern, count === "1" ? known.one : known.many)}`;
}

function scaleText(events: readonly Event[]): string {
  const up = newestEvent(events.filter(({ reason }) => reason === "TriggeredScaleUp"));
  const none = newestEvent(events.filter(({ reason }) => reason === "NotTriggerScaleUp"));
  if (up === undefined && none === undefined) return "";
  const coming = none === undefined || (up !== undefined && eventTimeMs(up) >= eventTimeMs(none));
  return coming ? "; the autoscaler adds nodes" : "; the autoscaler cannot help";
}
