/** How a target came out: its line of the summary. */
import type { Assessment, Family } from "../kinds/assessment.ts";
import { noTemplateChanges, templateChangesOf } from "../kinds/template-changes.ts";
import { causesOf } from "./diagnosis.ts";
import type { Live } from "./live.ts";
import type { LastLines } from "./pod-watch.ts";
import type { TargetRef, TargetSummary } from "./report.ts";
import type { Target } from "./target.ts";
import type { Account } from "./verdict.ts";

type State = {
  readonly target: Target;
  readonly ref: TargetRef;
  readonly account: Account;
  readonly live: Live | undefined;
  readonly assessment: Assessment | undefined;
  readonly family: Family | undefined;
  readonly hadFailedBefore: boolean;
  /** What to say besides of a ready target; "" for nothing. */
  readonly remark: string;
  readonly lastLines: (pod: string, container: string) => LastLines;
  /** As a View has it. */
  readonly startedServerMs: number;
};

/** @param trouble why nothing was heard of it, if so */
export function targetSummary(state: State, startedAt: number, at: number, trouble: string): TargetSummary {
  const { ref, account, live, assessment, family, hadFailedBefore, remark } = state;
  const { settlement, failures } = account;
  const elapsedMs = (settlement?.at ?? at) - startedAt;
  const result = settlement?.result ?? "unfinished";
  const { reason = "", message = trouble } = settlement?.incident ?? live ?? {};
  if (result === "ready") {
    const now = live?.status === "ready" ? message : `was ready, now ${message}`;
    const said = [now, remark].filter((text) => text !== "").join("; ");
    return { ...ref, status: "ready", result, elapsedMs, failures, reason, message: said, hadFailedBefore: false, causes: [] };
  }
  const templateChanges = family === undefined || result === "superseded" ? noTemplateChanges : templateChangesOf(family);
  const causes = assessment === undefined ? [] : causesOf({ ...state, assessment, templateChanges }, settlement?.incident, account.remembered(), { reason, message });
  const status = result === "unfinished" || result === "superseded" ? (live?.status ?? "unknown") : "failed";
  return { ...ref, status, result, elapsedMs, failures, reason, message, hadFailedBefore: hadFailedBefore && status === "failed", causes };
}
