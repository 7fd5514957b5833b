/** Reads the condition that speaks for the whole object: `Ready`, or what stands in its place. */
import { conditionMessage, conditionNamed, conditionText, type ReportedCondition } from "./reported-condition.ts";
import { failed, progressing, ready, type Rung } from "./rung.ts";
import { isErrorReason, wordOf } from "./words.ts";

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

/** What has ended runs no more, and that is no contradiction. */
const endings = ["Succeeded", "Complete", "Completed", "Finished", "Done"].map(wordOf);
const runnings = ["Running", "Active", "Online"].map(wordOf);

export function primaryRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const [first, ...others] = primaryTypes.flatMap((type) => conditionNamed(conditions, type) ?? []);
  if (first === undefined) return undefined;
  if (first.status !== "True") return rungOf(first);
  const contradicting = others.find((other) => other.status === "False" && !(endings.includes(wordOf(first.type)) && runnings.includes(wordOf(other.type))));
  return contradicting === undefined ? ready : rungOf(contradicting);
}

function rungOf(condition: ReportedCondition): Rung {
  const rung = condition.status === "False" && isErrorReason(condition.reason) ? failed : progressing;
  return rung(conditionText(condition), conditionMessage(condition));
}
