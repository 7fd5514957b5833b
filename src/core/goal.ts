/** Goals other than to be ready. Those about existence alone: nothing in the object's own state matters. */
import type { Assessment, Family } from "../kinds/assessment.ts";
import { timeMs } from "../kinds/durations.ts";
import { assess } from "../kinds/kinds.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { isPodReady } from "../kinds/pod.ts";
import type { Rule } from "../kinds/rules/rule.ts";
import { progressing } from "../kinds/rung.ts";
import type { Live } from "./live.ts";
import type { Goal, Target } from "./target.ts";

/** Undefined for a goal that the object's state decides about. */
export function liveOfGoal(goal: Goal, isThere: boolean, assessment: Assessment): Live | undefined {
  if (!isAboutExistence(goal)) return undefined;
  const isReached = isThere === (goal === "present");
  if (isReached) return told("ready", goal === "present" ? "Present" : "Gone", goal === "present" ? "exists" : "is gone");
  if (goal === "present") return told("missing", assessment.reason, assessment.message);
  return assessment.status === "deleting" ? told("deleting", assessment.reason, assessment.message) : told("progressing", "Present", "still exists, and nobody has deleted it yet");
}

export function isAboutExistence(goal: Goal): boolean {
  return goal === "present" || goal === "gone";
}

/** How the target stands, seen from its goal. @param startedServerMs as a View has it */
export function goalAssessment(target: Target, family: Family, rules: readonly Rule[], startedServerMs: number): Assessment {
  const itself = assess(family, rules);
  if (target.goal !== "run") return upAssessment(target, itself);
  const run = nextRun(family, startedServerMs);
  if (run !== undefined) return runAssessment(run, assess(run, rules));
  return itself.reason === "Suspended" ? { ...itself, status: "paused" } : { ...itself, ...progressing(notRun, "waiting for the next Job that it starts") };
}

/** The reason of what waits for its time, so that nothing is wrong with standing still. */
export const notRun = "NotRun";

/** The first Job that was made since the start, by the schedule or by hand. */
export function nextRun({ children }: Family, startedServerMs: number): Family | undefined {
  const made = ({ object }: Family) => timeMs(object.metadata.creationTimestamp);
  return children.filter((child) => child.object.kind === "Job" && made(child) >= startedServerMs).toSorted((a, b) => made(a) - made(b))[0];
}

/** The awaited run has gone, and nobody knows what it had come to. */
export function deletedRun({ metadata }: KubeObject): Pick<Live, "status" | "reason" | "message"> {
  return { status: "progressing", reason: "RunDeleted", message: `job/${metadata.name} was deleted before its result was seen` };
}

/** A run is known by its Job's name. */
function runAssessment({ object }: Family, assessment: Assessment): Assessment {
  const name = `job/${object.metadata.name}`;
  const message = assessment.status === "ready" ? `${name} is complete` : `${name}: ${assessment.message}`;
  return { ...assessment, message, brief: message };
}

/** A Pod that is meant to end counts as ready before it has, like any other. */
function upAssessment({ goal, kind }: Target, assessment: Assessment): Assessment {
  if (goal !== "up" || kind !== "Pod") return assessment;
  const isUp = assessment.status === "progressing" && assessment.incidents.length === 0 && assessment.pods.some(({ object }) => isPodReady(object));
  return isUp ? { ...assessment, status: "ready", reason: "", message: "", brief: "" } : assessment;
}

function told(status: Live["status"], reason: string, message: string): Live {
  return { status, reason, message, brief: message, counters: [] };
}
