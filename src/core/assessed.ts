/** What a target says of itself now, seen from its goal and its past. */
import type { Assessment, Family } from "../kinds/assessment.ts";
import { assessGoneJob } from "../kinds/gone-job.ts";
import { deleting } from "../kinds/kinds.ts";
import type { Rule } from "../kinds/rules/rule.ts";
import { goalAssessment, isAboutExistence } from "./goal.ts";
import { missing } from "./live.ts";
import type { Target } from "./target.ts";
import type { View } from "./view.ts";

/**
 * @param family undefined: it is not there
 * @param seen the target as it was when it was last there; undefined: it never was
 */
export function assessed(target: Target, family: Family | undefined, seen: Family | undefined, rules: readonly Rule[], { startedServerMs, namesakes }: Pick<View, "startedServerMs" | "namesakes">): Assessment {
  const isOfExistence = isAboutExistence(target.goal);
  if (family === undefined) return (seen === undefined || isOfExistence ? undefined : assessGoneJob(seen)) ?? missing(target, seen !== undefined, namesakes);
  // A Job that has ended is judged by its end, but it is still being deleted.
  if (isOfExistence && family.object.metadata.deletionTimestamp != null) return deleting(family.object);
  return goalAssessment(target, family, rules, startedServerMs);
}
