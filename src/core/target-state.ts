/** What is said of the state of a target as a whole. */
import type { Live } from "./live.ts";
import type { StateReport, TargetRef } from "./report.ts";

type State = Pick<Live, "status" | "reason" | "message"> & Partial<Pick<Live, "counters">>;

/** How it stands, if that was not said before. */
export function stateNews(target: TargetRef, { status, reason, brief, counters }: Live, before: Live | undefined): StateReport[] {
  if (before?.status === status && before.reason === reason && before.brief === brief) return [];
  // The policy has not counted it yet.
  return [targetState(target, { status: status === "failed" ? "progressing" : status, reason, message: brief, counters })];
}

export function targetState(target: TargetRef, { status, reason, message, counters = [] }: State): StateReport {
  return { type: "state", target, status, reason, message, counters, pod: undefined, isTold: false };
}
