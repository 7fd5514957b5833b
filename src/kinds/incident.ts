/** Makes incidents, puts the root cause first and says where each happened. */
import { type Fault, faults, type Incident, type IncidentClass } from "./assessment.ts";

type Told = Pick<Incident, "class" | "fault" | "reason" | "message">;

/** An incident about no Pod that counts at once, where nothing else is said. */
export function incident(told: Told & Partial<Incident>): Incident {
  return { pod: "", container: "", round: 0, counts: "immediate", ...told };
}

const classRanks = { permanent: 0, probable: 1, environment: 2 } as const satisfies Record<IncidentClass, number>;

/** Permanent before probable before environment, then the earliest in a Pod's life. A missed deadline is a consequence and comes last. */
export function ranked(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.toSorted((a, b) => rank(a) - rank(b) || compareText(a.pod, b.pod));
}

function rank({ class: severity, fault }: Incident): number {
  const last: Fault = "deadline";
  return (fault === last ? 1_000 : 0) + classRanks[severity] * 100 + faults.indexOf(fault);
}

/** Independent of the machine's language: objects are in the same order everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The message with its place in front: `po/web-1 container/main: exits with 1 at once, 3 restarts`. */
export function located({ pod, container, message }: Pick<Incident, "pod" | "container" | "message">): string {
  const place = [pod && `po/${pod}`, container && `container/${container}`].filter((part) => part !== "").join(" ");
  return place === "" ? message : `${place}: ${message}`;
}
