/** Reads the condition that speaks for the whole object: `Ready`, or what stands in its place. */
import { conditionMessage, conditionNamed, conditionText, type ReportedCondition } from "./reported-condition.ts";
import { failed, progressing, ready, type Rung } from "./rung.ts";
import { tellsOfError, wordOf } from "./words.ts";

/** In the order of their weight: the first one that is present decides. */
const primaryTypes = [
  "Ready",
  "Available",
  "Healthy",
  "Succeeded",
  "Complete",
  "Completed",
  "Established",
  "Programmed",
  "Accepted",
  "Synced",
  "Reconciled",
  "Deployed",
  "Installed",
  "Provisioned",
  "Finished",
  "Done",
  "Running",
  "Active",
  "Online",
  "Bound",
  "Admitted",
  "Initialized",
  "Approved",
  "ResourcesUpToDate",
  "ReconcileSuccess",
] as const;

/** kubedog's words that say too little to contradict another: they speak where none of the others does. */
const lastTypes = ["Success", "Finalized", "Ok", "Live", "Started"] as const;

/** What has ended runs no more, and that is no contradiction. */
const endings = ["Succeeded", "Complete", "Completed", "Finished", "Done"].map(wordOf);
const runnings = ["Running", "Active", "Online"].map(wordOf);

/** Those of these types, the weightiest first. */
export function primaryConditions(conditions: readonly ReportedCondition[]): readonly ReportedCondition[] {
  const named = (types: readonly string[]) => types.flatMap((type) => conditionNamed(conditions, type) ?? []);
  const found = named(primaryTypes);
  return found.length > 0 ? found : named(lastTypes);
}

/** @param isTask whether it works until it is done, so that running is no readiness */
export function primaryRung(conditions: readonly ReportedCondition[], isTask: boolean): Rung | undefined {
  const [first, ...others] = primaryConditions(conditions);
  if (first === undefined) return undefined;
  if (first.status !== "True" || (isTask && runnings.includes(wordOf(first.type)))) return rungOf(first);
  const contradicting = others.find((other) => other.status === "False" && !(endings.includes(wordOf(first.type)) && runnings.includes(wordOf(other.type))));
  return contradicting === undefined ? ready : rungOf(contradicting);
}

/** The others speak of one step, such as being accepted or deployed. */
const summaries = ["Ready", "Available", "Healthy", ...endings].map(wordOf);

/** Whether the weightiest of them sums up the others, so that a part that is not there yet is no contradiction. */
export function isSummedUp(conditions: readonly ReportedCondition[]): boolean {
  const [first] = primaryConditions(conditions);
  return first !== undefined && summaries.includes(wordOf(first.type));
}

function rungOf(condition: ReportedCondition): Rung {
  const rung = condition.status === "False" && tellsOfError(condition) ? failed : progressing;
  return rung(conditionText(condition), conditionMessage(condition));
}
