/** Judges a PodDisruptionBudget: whether its controller can work with it, not whether it allows a disruption now. */
import type { Assessment, Family } from "./assessment.ts";
import { falseCondition } from "./conditions.ts";
import { incident } from "./incident.ts";
import type { Condition, ObjectMeta } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { assessment, failed, progressing, ready } from "./rung.ts";

export type PodDisruptionBudget = {
  readonly metadata?: ObjectMeta;
  readonly status?: { readonly observedGeneration?: number; readonly conditions?: readonly (Condition & { type: string; status: string })[] };
};

export function assessPodDisruptionBudget({ object }: Family<PodDisruptionBudget>): Assessment {
  const allowed = falseCondition(object, "DisruptionAllowed");
  if (allowed?.reason === "SyncFailed") {
    const told = { reason: "SyncFailed", message: quote(allowed.message ?? "") || "its controller cannot work with it" };
    return assessment(failed(told.reason, told.message), { incidents: [incident({ ...told, class: "probable", fault: "resource" })] });
  }
  return assessment(object.status?.observedGeneration == null ? progressing("NoStatus", "no controller has reported yet") : ready);
}
