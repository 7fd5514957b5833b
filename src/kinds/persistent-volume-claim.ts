/** Judges a PersistentVolumeClaim. */
import type { Assessment, Family } from "./assessment.ts";
import { assumedReady } from "./assumption.ts";
import { newestEvent } from "./events.ts";
import { incident } from "./incident.ts";
import { quote } from "./quote.ts";
import { assessment, incidentRung, progressing, ready } from "./rung.ts";

export type PersistentVolumeClaim = { readonly status?: { readonly phase?: string } };

export function assessPersistentVolumeClaim({ object: { status }, events }: Family<PersistentVolumeClaim>): Assessment {
  if (status?.phase === "Bound") return assessment(ready);
  const said = newestEvent(events.filter(({ reason = "" }) => bindingReasons.has(reason)));
  const told = { reason: said?.reason ?? "", message: quote(said?.message ?? "") };
  if (status?.phase === "Lost") {
    const lost = incident({ class: "permanent", fault: "resource", reason: "Lost", message: "its PersistentVolume is gone" });
    return assessment(incidentRung([lost]) ?? ready, { incidents: [lost] });
  }
  if (said?.reason === "WaitForFirstConsumer") return assessment(assumedReady("it is bound when the first Pod uses it"));
  if (said?.reason !== "ProvisioningFailed") return assessment(progressing(told.reason || "Pending", told.message || "not bound to a volume yet"));
  const incidents = [incident({ ...told, class: "environment", fault: "resource" })];
  return assessment(progressing(told.reason, told.message), { incidents });
}

const bindingReasons = new Set(["ExternalProvisioning", "FailedBinding", "ProvisioningFailed", "WaitForFirstConsumer", "WaitForPodScheduled"]);
