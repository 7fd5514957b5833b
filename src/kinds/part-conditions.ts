/** Reads conditions that speak for a part each, `DeploymentReady` or `ConfigSynchronized`, where none speaks for the whole. */
import { conditionMessage, conditionText, type ReportedCondition } from "./reported-condition.ts";
import { failed, progressing, ready, type Rung } from "./rung.ts";
import { isNegativeType, tellsOfError, wordOf } from "./words.ts";

const partType = /(ready|available|healthy|succeeded|successful|completed|synced|synchronized|established|accepted|reconciled|provisioned|deployed|installed|initialized|configured|applied|valid)$/;

/** `NotReady`, `Unavailable`: bad when True. */
const negatedType = /(?:Not|Un|^not|^un)(?:[Rr]eady|[Aa]vailable|[Hh]ealthy|[Ss]ynced|[Ii]nitialized)$/;

function isPart({ type }: ReportedCondition): boolean {
  return partType.test(wordOf(type)) && !isNegativeType(type);
}

/** ready only when all of them are good; undefined without any. */
export function partsRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const parts = conditions.filter(isPart);
  const bad = parts.filter(({ type, status }) => status === (negatedType.test(type) ? "True" : "False"));
  const broken = bad.find(tellsOfError);
  if (broken !== undefined) return failed(conditionText(broken), conditionMessage(broken));
  const waiting = bad[0] ?? parts.find(({ status }) => status !== "True" && status !== "False");
  if (waiting !== undefined) return progressing(conditionText(waiting), conditionMessage(waiting));
  return parts.length === 0 ? undefined : ready;
}
