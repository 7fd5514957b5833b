/** Goals other than to be ready. Those about existence alone: nothing in the object's own state matters. */
import type { Assessment } from "../kinds/assessment.ts";
import { isPodReady } from "../kinds/pod.ts";
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

/** A Pod that is meant to end counts as ready before it has, like any other. */
export function upAssessment({ goal, kind }: Target, assessment: Assessment): Assessment {
  if (goal !== "up" || kind !== "Pod") return assessment;
  const isUp = assessment.status === "progressing" && assessment.incidents.length === 0 && assessment.pods.some(({ object }) => isPodReady(object));
  return isUp ? { ...assessment, status: "ready", reason: "", message: "", brief: "" } : assessment;
}

function told(status: Live["status"], reason: string, message: string): Live {
  return { status, reason, message, brief: message, counters: [] };
}
