/** What a status still tells when no convention understands it. */
import { assumedReady } from "./assumption.ts";
import { errorText } from "./error-text.ts";
import { fieldOf, isRecord, listOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import type { Phase } from "./phase.ts";
import { conditionMessage, conditionText, type ReportedCondition } from "./reported-condition.ts";
import { failed, progressing, type Rung } from "./rung.ts";

/** @param phases words that nobody understood: they may deny that it is ready */
export function lastResortRung(object: KubeObject, conditions: readonly ReportedCondition[], phases: readonly Phase[]): Rung {
  const { status } = object;
  const error = errorText(status);
  if (error !== undefined) return failed(`status.${error.field}`, error.text);
  const all = listOf(fieldOf(status, "conditions"));
  if (all.length === 0 && phases.length === 0 && fieldOf(status, "observedGeneration") != null) {
    return assumedReady("its controller has seen this spec and reports no condition");
  }
  if (isBlank(status)) return progressing("NoStatus", "no controller has reported yet");
  if (all.length > 0 && conditions.length === 0) return progressing("SpecNotObserved", "its conditions speak of an older spec");
  const undecided = conditions.find((condition) => condition.status === "Unknown");
  if (undecided !== undefined) return progressing(conditionText(undecided), conditionMessage(undecided));
  return { status: "unknown", reason: "NoRule", message: "no rule understands its status" };
}

/** Nothing but what a controller writes before it knows anything: zeros, empty texts, empty lists. */
function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.values(value).every(isBlank);
  return value == null || value === "" || value === 0 || value === false;
}
