/** What is known of a Job that is gone, by how it was last seen. */
import { expect, test } from "bun:test";
import type { Assessment, Family } from "../../src/kinds/assessment.ts";
import { assessGoneJob } from "../../src/kinds/gone-job.ts";
import { eventOf, familyOf, objectOf, podOf } from "./family.ts";

const ttl = { ttlSecondsAfterFinished: 0 };
const started = { startTime: "2024-01-01T12:00:00Z", active: 1 };
const met = (type: string) => ({ ...started, conditions: [{ type, status: "True" }] });
const job = (spec: object, status: object = started, more: Partial<Family> = {}, metadata: object = {}): Family => ({ ...familyOf(objectOf("batch/v1", "Job", "migrate", { spec, status, metadata })), ...more });
const ended = (name: string, phase: string) => podOf(name, { status: { phase } });

const succeeded = { status: "ready", reason: "DeletedByTTL", message: "its TTL deleted it after it had succeeded", final: true } as const;
const unseen = { status: "missing", reason: "Deleted", message: "was deleted, perhaps by its TTL, before its result was seen, waiting for it to be created again", final: false } as const;

const cases: readonly { readonly title: string; readonly last: Family; readonly want: Partial<Assessment> | undefined }[] = [
  { title: "a Job that was complete is ready", last: job({}, met("Complete")), want: { status: "ready", message: "", final: true } },
  { title: "a Job that had failed has failed", last: job(ttl, met("Failed")), want: { status: "failed", final: true } },
  { title: "a Job with a TTL whose success criteria were met has succeeded", last: job(ttl, met("SuccessCriteriaMet")), want: succeeded },
  { title: "a Job with a TTL that was told to be completed has succeeded", last: job(ttl, started, { events: [eventOf("Completed", "Job completed")] }), want: succeeded },
  { title: "a Job with a TTL all of whose Pods had succeeded has succeeded", last: job({ ...ttl, completions: 2 }, started, { children: [ended("a", "Succeeded"), ended("b", "Succeeded")] }), want: succeeded },
  { title: "a Job with a TTL one of whose Pods had failed may have failed", last: job({ ...ttl, completions: 2 }, started, { children: [ended("a", "Succeeded"), ended("b", "Failed")] }), want: unseen },
  { title: "a work queue one of whose Pods had succeeded may have failed", last: job(ttl, started, { children: [ended("a", "Succeeded")] }), want: unseen },
  { title: "a Job with a TTL that was running may have been deleted by it", last: job(ttl), want: unseen },
  { title: "a Job without a TTL was deleted by somebody", last: job({}, met("SuccessCriteriaMet")), want: undefined },
  { title: "a Job that was being deleted before its end was deleted by somebody", last: job(ttl, started, {}, { deletionTimestamp: "2024-01-01T12:00:00Z" }), want: undefined },
  { title: "of another kind's Job nothing is known", last: familyOf(objectOf("batch.example.com/v1", "Job", "migrate", { spec: ttl, status: met("Complete") })), want: undefined },
];

for (const { title, last, want } of cases) {
  test(`gone: ${title}`, () => {
    const found = assessGoneJob(last);
    if (want === undefined) expect(found).toBe(undefined);
    else expect(found).toMatchObject(want);
  });
}
