/** Complaints of a controller about the target itself, which no status holds: each Event counts once. */
import type { Incident } from "../kinds/assessment.ts";
import { eventBeganMs } from "../kinds/events.ts";
import { incident } from "../kinds/incident.ts";
import type { Event } from "../kinds/kubernetes.ts";
import { quote } from "../kinds/quote.ts";
import type { Target } from "./target.ts";

const controlled: ReadonlySet<string> = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"]);

/** Judged otherwise, or no failure of the rollout: the controller replaces a Pod that somebody evicted, or tries a deletion once more. */
const excepted: ReadonlySet<string> = new Set(["FailedCreate", "FailedDaemonPod", "FailedDelete", "RecreatingFailedPod"]);

/** @param startedServerMs what began before is not of this rollout, though it may be repeated now */
export function controllerIncidents({ kind }: Target, events: readonly Event[], startedServerMs: number): readonly Incident[] {
  if (!controlled.has(kind)) return [];
  return events
    .filter((event) => event.reason?.includes("Failed") && !excepted.has(event.reason) && eventBeganMs(event) >= startedServerMs)
    .map(({ reason = "", message = "" }) => incident({ class: "probable", fault: "resource", reason, message: quote(message), counts: "once" }));
}
