/** Judges a Node. */
import type { Assessment, Family } from "./assessment.ts";
import { conditionMessage, conditionNamed, reportedConditions } from "./reported-condition.ts";
import { assessment, progressing, ready } from "./rung.ts";

export function assessNode({ object }: Family): Assessment {
  const isReady = conditionNamed(reportedConditions(object), "Ready");
  if (isReady === undefined) return assessment(progressing("NoStatus", "its kubelet has not reported yet"));
  return assessment(isReady.status === "True" ? ready : progressing(isReady.reason || "NodeNotReady", conditionMessage(isReady)));
}
