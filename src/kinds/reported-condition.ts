/** The conditions of an object whose shape nobody has promised. */
import { fieldOf, isRecord, listOf, textOf } from "./fields.ts";
import { reportsOlder } from "./generation.ts";
import type { KubeObject } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { wordOf } from "./words.ts";

export type ReportedCondition = {
  readonly type: string;
  /** `True`, `False` or `Unknown`, unless the controller has words of its own. */
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** Cluster API's rank of a False condition: `Error`, `Warning` or `Info`; "" elsewhere. */
  readonly severity: string;
};

/** Those that speak of the present generation, in the order of the object. */
export function reportedConditions({ metadata, status }: KubeObject): readonly ReportedCondition[] {
  return conditionsIn(fieldOf(status, "conditions"), metadata.generation);
}

/** The same of any list, such as that of one listener. */
export function conditionsIn(list: unknown, generation: number | undefined): readonly ReportedCondition[] {
  return listOf(list)
    .filter(isRecord)
    .filter(({ observedGeneration }) => !reportsOlder(observedGeneration, generation))
    .map(({ type, status, reason, message, severity }) => ({
      type: quote(textOf(type)),
      status: statusOf(status),
      reason: quote(textOf(reason)),
      message: quote(textOf(message)),
      severity: textOf(severity),
    }));
}

export function conditionNamed(conditions: readonly ReportedCondition[], type: string): ReportedCondition | undefined {
  return conditions.find((condition) => wordOf(condition.type) === wordOf(type));
}

/** `Ready=False (ReconciliationError)` */
export function conditionText({ type, status, reason }: ReportedCondition): string {
  return reason === "" ? `${type}=${status}` : `${type}=${status} (${reason})`;
}

/** Its message, or what stands there in words of ours. */
export function conditionMessage({ type, status, message }: ReportedCondition): string {
  return message || `condition ${type} is ${status}`;
}

/** Some write a boolean, or in lower case. */
function statusOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  const text = quote(textOf(value));
  return knownStatuses.find((known) => known.toLowerCase() === text.toLowerCase()) ?? text;
}

const knownStatuses = ["True", "False", "Unknown"] as const;
