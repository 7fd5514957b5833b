/** Judges an APIService: whether the API behind it answers. */
import type { Assessment, Family } from "./assessment.ts";
import { conditionMessage, conditionNamed, reportedConditions } from "./reported-condition.ts";
import { assessment, progressing, ready } from "./rung.ts";

export function assessApiService({ object }: Family): Assessment {
  const available = conditionNamed(reportedConditions(object), "Available");
  if (available === undefined) return assessment(progressing("NoStatus", "no controller has reported yet"));
  return assessment(available.status === "True" ? ready : progressing(available.reason || "NotAvailable", conditionMessage(available)));
}
