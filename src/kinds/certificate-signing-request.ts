/** Judges a CertificateSigningRequest: whether it was approved, not whether its signer has signed it. */
import type { Assessment, Family } from "./assessment.ts";
import { conditionMessage, conditionNamed, reportedConditions } from "./reported-condition.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, progressing, ready } from "./rung.ts";

export function assessCertificateSigningRequest({ object }: Family): Assessment {
  const conditions = reportedConditions(object);
  const refused = conditionNamed(conditions, "Denied") ?? conditionNamed(conditions, "Failed");
  if (refused !== undefined) return resourceAssessment(failed(refused.reason || refused.type, conditionMessage(refused)));
  const isApproved = conditionNamed(conditions, "Approved") !== undefined;
  return resourceAssessment(isApproved ? ready : progressing("ApprovalPending", "waiting for somebody's approval"));
}
