/** What a Job that is gone had come to, by what was seen of it last. */
import type { Assessment, Family } from "./assessment.ts";
import { podsOf } from "./family.ts";
import { fieldOf } from "./fields.ts";
import { assess, kindOf } from "./kinds.ts";
import { conditionNamed, reportedConditions } from "./reported-condition.ts";
import { assessment, readyWith } from "./rung.ts";

/** Undefined: nothing is known of it, or it is no Job. @param last the Job as it was before it went */
export function assessGoneJob(last: Family): Assessment | undefined {
  const { object } = last;
  if (kindOf(object.apiVersion, object.kind)?.kind !== "Job") return undefined;
  const said = assess(last);
  if (said.final) return said;
  // A TTL deletes only what has ended: what was being deleted before that was deleted by somebody.
  const isByTtl = fieldOf(object.spec, "ttlSecondsAfterFinished") != null && said.status !== "deleting";
  if (!isByTtl) return undefined;
  if (hasSucceeded(last)) return assessment(readyWith("DeletedByTTL", "its TTL deleted it after it had succeeded"), { final: true });
  return assessment({ status: "missing", reason: "Deleted", message: "was deleted, perhaps by its TTL, before its result was seen, waiting for it to be created again" });
}

/** What is true before the condition Complete is. */
function hasSucceeded(job: Family): boolean {
  const completions = fieldOf(job.object.spec, "completions");
  const succeeded = podsOf(job).filter(({ object }) => object.status?.phase === "Succeeded").length;
  const isMet = conditionNamed(reportedConditions(job.object), "SuccessCriteriaMet")?.status === "True";
  return isMet || job.events.some(({ reason }) => reason === "Completed") || (typeof completions === "number" && succeeded >= completions);
}
