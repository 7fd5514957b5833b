/** The assessment of a kind whose failure is a matter of the object itself and of no Pod. */
import type { Assessment, Counter } from "./assessment.ts";
import { incident } from "./incident.ts";
import { assessment, type Rung } from "./rung.ts";

/** Controllers retry, so a failure sometimes heals. */
export function resourceAssessment(rung: Rung, counters: readonly Counter[] = []): Assessment {
  const { status, reason, message } = rung;
  return assessment(rung, { counters, incidents: status === "failed" ? [incident({ class: "probable", fault: "resource", reason, message })] : [] });
}
