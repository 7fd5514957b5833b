/** Judges a HorizontalPodAutoscaler: whether it can read its metrics and scale its target. */
import type { Assessment, Family } from "./assessment.ts";
import { fieldOf } from "./fields.ts";
import { incident } from "./incident.ts";
import type { KubeObject } from "./kubernetes.ts";
import { conditionMessage, conditionNamed, conditionsIn, type ReportedCondition, reportedConditions } from "./reported-condition.ts";
import { assessment, incidentRung, progressing, ready, type Rung } from "./rung.ts";

export function assessHorizontalPodAutoscaler({ object }: Family): Assessment {
  const conditions = [...reportedConditions(object), ...annotatedConditions(object)];
  const trouble = conditions.find(({ type, status, reason }) => status === "False" && troubles.has(`${type} ${reason}`));
  if (trouble === undefined) return assessment(scalingRung(conditions));
  // Normal until the first metrics are in.
  const told = { class: "probable", fault: "resource", reason: trouble.reason, message: conditionMessage(trouble), counts: "patience" } as const;
  const incidents = [incident(told)];
  return assessment(incidentRung(incidents) ?? ready, { incidents });
}

/** Where their condition is False. */
const troubles = new Set([
  "AbleToScale FailedGetScale",
  "AbleToScale FailedUpdateScale",
  "ScalingActive FailedGetResourceMetric",
  "ScalingActive FailedGetContainerResourceMetric",
  "ScalingActive FailedGetObjectMetric",
  "ScalingActive FailedGetPodsMetric",
  "ScalingActive FailedGetExternalMetric",
  "ScalingActive FailedComputeMetricsReplicas",
  "ScalingActive InvalidSelector",
]);

function scalingRung(conditions: readonly ReportedCondition[]): Rung {
  const able = conditionNamed(conditions, "AbleToScale");
  if (able === undefined) return progressing("NoStatus", "no controller has reported yet");
  return able.status === "True" ? ready : progressing(able.reason || "NotAbleToScale", conditionMessage(able));
}

/** autoscaling/v1 has no conditions of its own: they are JSON in an annotation. */
function annotatedConditions({ metadata }: KubeObject): readonly ReportedCondition[] {
  const text = fieldOf(metadata, "annotations", "autoscaling.alpha.kubernetes.io/conditions");
  return typeof text === "string" ? conditionsIn(JSON.parse(text), metadata.generation) : [];
}
