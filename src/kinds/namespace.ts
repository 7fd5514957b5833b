/** Judges a Namespace, and says what holds one that is to go. */
import type { Assessment, Family } from "./assessment.ts";
import { fieldOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { conditionMessage, reportedConditions } from "./reported-condition.ts";
import { assessment, progressing, ready } from "./rung.ts";

export function assessNamespace({ object }: Family): Assessment {
  const phase = fieldOf(object.status, "phase");
  if (phase === "Terminating") return assessment({ status: "deleting", reason: "Deleting", message: ["being deleted", ...namespaceHolds(object)].join(", ") });
  return assessment(phase === "Active" ? ready : progressing("Pending", "not active yet"));
}

/** What the conditions of a terminating Namespace name as left over: content, finalizers, APIs that do not answer. */
export function namespaceHolds(object: KubeObject): readonly string[] {
  return reportedConditions(object)
    .filter(({ type, status }) => type.startsWith("Namespace") && status === "True")
    .map(conditionMessage);
}
