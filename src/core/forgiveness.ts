/** What is said when the failures on the way to lasting readiness are forgiven. */
import type { IncidentReport, TargetRef } from "./report.ts";
import { type Account, forgivenAfterMs } from "./verdict.ts";

/** @param pods how many have been ready for so long */
export function forgivenReport({ failures, target }: Account, ref: TargetRef, pods: number): IncidentReport {
  const message = `all its Pods have been ready for ${forgivenAfterMs / 1000} s`;
  const nothing = { pod: "", replicaSet: "", container: "", waitingFor: [] };
  return { type: "incident", target: ref, class: "probable", fault: "resource", reason: "Forgiven", message, ...nothing, pods, failures, allowed: target.allowedFailures, effect: "forgiven" };
}
