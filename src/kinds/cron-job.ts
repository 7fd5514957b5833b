/** Judges a CronJob: its runs are not this rollout's business. */
import type { Assessment, Family } from "./assessment.ts";
import type { CronJob } from "./kubernetes.ts";
import { assessment, ready, readyWith } from "./rung.ts";

export function assessCronJob({ object: { spec } }: Family<CronJob>): Assessment {
  return assessment(spec?.suspend === true ? readyWith("Suspended", "suspended, nothing will run") : ready);
}
