/** Readiness for want of evidence, which `--strict-unknown` does not take. */
import type { Assessment } from "./assessment.ts";
import { readyWith, type Rung } from "./rung.ts";

/** @param why what speaks against knowing better */
export function assumedReady(why: string): Rung {
  return readyWith("Assumed", `assumed ready: ${why}`);
}

type Told = Pick<Assessment, "status" | "reason" | "message">;

export function isAssumed({ status, reason }: Told): boolean {
  return status === "ready" && reason === "Assumed";
}

/** What is said in its place, with the way out. */
export function notAssumed({ message }: Told): Pick<Told, "reason" | "message"> {
  return { reason: "NotAssumed", message: `not ${message}; a rule in --rules can tell` };
}
