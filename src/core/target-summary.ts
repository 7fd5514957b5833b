/** How a target came out: its line of the summary. */
import type { Assessment } from "../kinds/assessment.ts";
import { causesOf } from "./diagnosis.ts";
import type { Live } from "./live.ts";
import type { TargetRef, TargetSummary } from "./report.ts";
import type { Account } from "./verdict.ts";

type State = {
  readonly ref: TargetRef;
  readonly account: Account;
  readonly live: Live | undefined;
  readonly assessment: Assessment | undefined;
  readonly lastLines: (pod: string, container: string) => readonly string[];
};

/** @param trouble why nothing was heard of it, if so */
export function targetSummary({ ref, account, live, assessment, lastLines }: State, startedAt: number, at: number, trouble: string): TargetSummary {
  const { settlement, failures } = account;
  const elapsedMs = (settlement?.at ?? at) - startedAt;
  const result = settlement?.result ?? "unfinished";
  const { reason = "", message = trouble } = settlement?.incident ?? live ?? {};
  if (result === "ready") {
    const remark = live?.status === "ready" ? message : `was ready, now ${message}`;
    return { ...ref, status: "ready", result, elapsedMs, failures, reason, message: remark, causes: [] };
  }
  const causes = assessment === undefined ? [] : causesOf(assessment, settlement?.incident, account.remembered(), lastLines);
  const status = result === "unfinished" ? (live?.status ?? "unknown") : "failed";
  return { ...ref, status, result, elapsedMs, failures, reason, message, causes };
}
