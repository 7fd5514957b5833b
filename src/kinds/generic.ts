/** Judges an object of a kind that we have no rule for, by the conventions that most controllers keep. */
import type { Assessment, Family } from "./assessment.ts";
import { fieldOf, isRecord, listOf, textOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { assessment, progressing, ready, readyWith, type Rung } from "./rung.ts";

export function assessGeneric({ object }: Family): Assessment {
  return assessment(genericRung(object));
}

type Found = { readonly status: string; readonly reason: string; readonly message: string };

function genericRung(object: KubeObject): Rung {
  const { status } = object;
  if (!isRecord(status) || Object.keys(status).length === 0) return progressing("NoStatus", "no controller has reported yet");
  const reconciling = currentCondition(object, "Reconciling");
  if (reconciling?.status === "True") return progressing(reconciling.reason || "Reconciling", reconciling.message || "being reconciled");
  const primary = currentCondition(object, "Ready");
  if (primary?.status === "True") return ready;
  if (primary !== undefined) return progressing(primary.reason || "NotReady", primary.message || `condition Ready is ${primary.status}`);
  if (listOf(status["conditions"]).length === 0 && status["observedGeneration"] !== undefined) {
    return readyWith("Assumed", "assumed ready: its controller has seen this spec and reports no condition");
  }
  return { status: "unknown", reason: "NoRule", message: "no rule understands its status" };
}

/** Of an object of any shape: the condition of this type that speaks of the present generation. */
export function currentCondition({ metadata, status }: KubeObject, type: string): Found | undefined {
  const condition = listOf(fieldOf(status, "conditions")).find((candidate) => fieldOf(candidate, "type") === type);
  if (condition === undefined) return undefined;
  const observed = fieldOf(condition, "observedGeneration");
  if (typeof observed === "number" && observed < (metadata.generation ?? 0)) return undefined;
  return {
    // Some write a boolean.
    status: `${fieldOf(condition, "status")}`.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
    reason: quote(textOf(fieldOf(condition, "reason"))),
    message: quote(textOf(fieldOf(condition, "message"))),
  };
}
