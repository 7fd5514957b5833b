/** Reads conditions that speak for a part each, `DeploymentReady` or `ConfigSynchronized`, where none speaks for the whole. */
import { conditionMessage, conditionText, type ReportedCondition } from "./reported-condition.ts";
import { failed, progressing, ready, type Rung } from "./rung.ts";
import { isErrorReason, wordOf } from "./words.ts";

const partType = /(ready|available|healthy|succeeded|successful|completed|synced|synchronized|established|accepted|reconciled|provisioned|deployed|installed|initialized|configured|applied|valid)$/;

function isPart({ type }: ReportedCondition): boolean {
  return partType.test(wordOf(type));
}

/** ready only when all of them are True; undefined without any. */
export function partsRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const parts = conditions.filter(isPart);
  const broken = parts.find(({ status, reason }) => status === "False" && isErrorReason(reason));
  if (broken !== undefined) return failed(conditionText(broken), conditionMessage(broken));
  const waiting = parts.find(({ status }) => status !== "True");
  if (waiting !== undefined) return progressing(conditionText(waiting), conditionMessage(waiting));
  return parts.length === 0 ? undefined : ready;
}
