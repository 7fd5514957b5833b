/** Judges a PersistentVolume. */
import type { Assessment, Family } from "./assessment.ts";
import { quote } from "./quote.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, progressing, ready } from "./rung.ts";

export type PersistentVolume = { readonly status?: { readonly phase?: string; readonly reason?: string; readonly message?: string } };

export function assessPersistentVolume({ object: { status } }: Family<PersistentVolume>): Assessment {
  const { phase = "", reason = "", message = "" } = status ?? {};
  if (phase === "Failed") return resourceAssessment(failed(reason || "Failed", quote(message) || "its volume could not be reclaimed"));
  return resourceAssessment(usable.has(phase) ? ready : progressing("Pending", quote(message) || "the volume is not available yet"));
}

const usable = new Set(["Available", "Bound", "Released"]);
