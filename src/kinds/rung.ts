/** One rung of a ladder, and the assessment made of it. */
import type { Assessment, Incident } from "./assessment.ts";
import { located } from "./incident.ts";

export type Rung = Pick<Assessment, "status" | "reason" | "message"> & { readonly brief?: string };

export const ready: Rung = { status: "ready", reason: "", message: "" };

export function readyWith(reason: string, message: string): Rung {
  return { status: "ready", reason, message };
}

/** @param wait what the first unready Pod waits for, to be put after the message */
export function progressing(reason: string, message: string, wait = ""): Rung {
  return { status: "progressing", reason, message: `${message}${wait}`, brief: message };
}

export function failed(reason: string, message: string): Rung {
  return { status: "failed", reason, message };
}

export function paused(reason: string, message: string): Rung {
  return { status: "paused", reason, message };
}

/** What ranked incidents make of an object that is not complete: the environment's alone leave it on its way. */
export function incidentRung([first]: readonly Incident[]): Rung | undefined {
  if (first === undefined) return undefined;
  const rung = first.class === "environment" ? progressing : failed;
  return rung(first.reason, located(first));
}

type Details = Omit<Assessment, keyof Rung>;
const noDetails: Details = { incidents: [], pods: [], counters: [], revision: "", final: false };

/** Only what is on its way or has failed has something wrong: readiness beats failure, and a pause is somebody's wish. */
export function assessment(rung: Rung, details: Partial<Details> = {}): Assessment {
  const hurts = rung.status === "failed" || rung.status === "progressing";
  return { ...noDetails, brief: rung.message, ...details, ...rung, incidents: hurts ? (details.incidents ?? []) : [] };
}
