/** What an assessment means in live tracking. */
import type { Assessment } from "../kinds/assessment.ts";
import type { Target } from "./target.ts";

export type Live = Pick<Assessment, "status" | "reason" | "message" | "brief" | "counters">;

/** @param isSettling a container without a probe has not stayed up long enough to count as ready */
export function liveOf(assessment: Assessment, isSettling: boolean, settleMs: number): Live {
  const { status, counters, final } = assessment;
  if (status === "paused" && counters.length > 0 && counters.every(({ value, target }) => value === target)) return { ...assessment, status: "ready" };
  if (status !== "ready" || final || !isSettling) return assessment;
  const settling = `up, waiting ${settleMs / 1000} s to see that its containers stay up`;
  return { status: "progressing", reason: "Settling", message: settling, brief: settling, counters };
}

/** The assessment of what is not there. */
export function missing({ namespace }: Target, wasSeen: boolean): Assessment {
  const message = wasSeen ? "was deleted, waiting for it to be created again" : `does not exist in namespace ${namespace} yet, waiting for it to be created`;
  const reason = wasSeen ? "Deleted" : "NotCreated";
  return { status: "missing", reason, message, brief: message, incidents: [], pods: [], counters: [], revision: "", final: false };
}
