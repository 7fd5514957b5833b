/** How one target stands, as a row of a table with its Pods. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { located } from "../kinds/incident.ts";
import { isSaidInNumbers, progressTable } from "../kinds/progress-columns.ts";
import type { Live } from "./live.ts";
import { podProgress } from "./pod-progress.ts";
import type { TargetProgress, TargetRef } from "./report.ts";
import type { Target } from "./target.ts";
import type { Settlement } from "./verdict.ts";

type State = {
  readonly target: Target;
  readonly ref: TargetRef;
  readonly settlement: Settlement | undefined;
  readonly assessment: Assessment | undefined;
  readonly live: Live | undefined;
  readonly family: Family | undefined;
};

export function targetProgress({ target, ref, settlement, assessment, live, family }: State, serverMs: number): TargetProgress {
  const table = progressTable(target, family?.object, serverMs);
  const isReady = live?.status === "ready";
  const failure = isReady || settlement?.result === "ready" ? undefined : settlement?.incident;
  const warnings = isReady || failure !== undefined ? [] : (assessment?.incidents ?? []).filter(({ pod }) => pod === "").map(toldText);
  const isSaid = isReady || failure !== undefined || live === undefined || isSaidInNumbers(table, live.reason) || warnings.some((warning) => warning.includes(live.brief));
  return {
    target: ref,
    status: live?.status ?? "unknown",
    result: settlement?.result,
    failMode: target.failMode,
    waitingFor: isSaid ? "" : live.brief,
    table: isReady ? { ...table, waits: [] } : table,
    error: failure === undefined ? "" : toldText(failure),
    warnings,
    pods: podProgress(family, assessment, serverMs),
  };
}

/** `CrashLoopBackOff: po/web-1 container/main: exits with 3`, without naming the Pod twice. */
function toldText(incident: Incident): string {
  const isNamed = incident.pod !== "" && incident.message.includes(`po/${incident.pod}`);
  const said = isNamed ? incident.message : located(incident);
  return said.startsWith(incident.reason) ? said : `${incident.reason}: ${said}`;
}
