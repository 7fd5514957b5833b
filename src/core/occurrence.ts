import type { Incident } from "../kinds/assessment.ts";
import { ranked } from "../kinds/incident.ts";
import { stageOf } from "./history.ts";

/** An incident as its Pods have it: the same fault in the same round of several replicas is one. */
export type Occurrence = {
  readonly key: string;
  readonly incident: Incident;
  /** Which time the fault is seen, see `History.ordinal`. */
  readonly ordinal: number;
  readonly pods: readonly string[];
};

/** Groups what each Pod shows into occurrences, root cause first. */
export function occurrencesOf(incidents: readonly Incident[], revision: string, ordinal: (incident: Incident) => number): readonly Occurrence[] {
  const groups = new Map<string, { incident: Incident; ordinal: number; pods: Set<string> }>();
  for (const found of ranked(incidents)) {
    const round = ordinal(found);
    const incident = round > 1 ? repeated(found) : found;
    const key = occurrenceKey(incident, revision, round);
    const group = groups.get(key) ?? { incident, ordinal: round, pods: new Set<string>() };
    if (incident.pod !== "") group.pods.add(incident.pod);
    groups.set(key, group);
  }
  return [...groups].map(([key, { pods, ...group }]) => ({ key, ...group, pods: [...pods] }));
}

/** A pull that has failed more than once is in back-off, whichever word the status happens to show. */
function repeated(incident: Incident): Incident {
  return incident.reason === "ErrImagePull" ? { ...incident, reason: "ImagePullBackOff" } : incident;
}

function occurrenceKey({ container, pod, fault, reason, message }: Incident, revision: string, round: number): string {
  if (fault === "readiness") return `${revision} ${pod}/${container} readiness ${round}`;
  if (container !== "") return `${revision} ${container} ${stageOf(fault)} ${round}`;
  return `${revision} ${fault} ${reason} ${normalised(message)} ${round}`;
}

/** Two messages that differ only in numbers and generated names are about the same thing. */
function normalised(message: string): string {
  return message.replace(/[0-9]+(\.[0-9]+)?|-[a-z0-9]{5,10}\b/g, "#");
}
