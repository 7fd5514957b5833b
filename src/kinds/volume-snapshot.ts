/** Judges a VolumeSnapshot and its content. */
import type { Assessment, Family } from "./assessment.ts";
import { quote } from "./quote.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, progressing, ready } from "./rung.ts";

export type VolumeSnapshot = { readonly status?: { readonly readyToUse?: boolean; readonly error?: { readonly message?: string } | null } };

export function assessVolumeSnapshot({ object: { status } }: Family<VolumeSnapshot>): Assessment {
  if (status?.readyToUse === true) return resourceAssessment(ready);
  if (status?.error != null) return resourceAssessment(failed("SnapshotError", quote(status.error.message ?? "") || "the snapshot could not be taken"));
  return resourceAssessment(progressing("SnapshotPending", "the snapshot is not ready to use yet"));
}
