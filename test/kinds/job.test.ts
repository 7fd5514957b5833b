import { expect, test } from "bun:test";
import type { Assessment, Family } from "../../src/kinds/assessment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import { crashingPod, familyOf, objectOf, podOf, waitingPod } from "./family.ts";

function job(spec: object, status: object, pods: readonly Family[] = []): Family {
  return familyOf(objectOf("batch/v1", "Job", "migrate", { spec, status }), pods);
}

const started = { startTime: "2024-01-01T12:00:00Z" };
const conditionOf = (type: string, reason = "", message = "") => ({ ...started, conditions: [{ type, status: "True", reason, message }] });
const backoff = conditionOf("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");

function endedPod(name: string, exitCode: number, created: string): Family {
  const main = { name: "main", restartCount: 0, state: { terminated: { exitCode, reason: "Error" } } };
  return podOf(name, { metadata: { creationTimestamp: created }, status: { phase: "Failed", containerStatuses: [main] } });
}

type Case = { readonly title: string; readonly family: Family; readonly want: Partial<Assessment> };

const cases: readonly Case[] = [
  {
    title: "a complete Job is ready for good (checklist 39)",
    family: job({}, conditionOf("Complete", "CompletionsReached")),
    want: { status: "ready", reason: "", final: true },
  },
  {
    title: "an old Job with a completion time and no conditions is complete",
    family: job({}, { ...started, completionTime: "2024-01-01T12:00:09Z" }),
    want: { status: "ready", final: true },
  },
  {
    title: "a failed Job names its newest failed Pod and how that ended (checklist 40)",
    family: job({}, backoff, [endedPod("migrate-a", 1, "2024-01-01T12:00:00Z"), endedPod("migrate-b", 3, "2024-01-01T12:00:10Z")]),
    want: {
      status: "failed",
      reason: "BackoffLimitExceeded",
      message: "Job has reached the specified backoff limit: po/migrate-b container/main exits with 3",
      final: true,
    },
  },
  {
    title: "a failed Job without Pods has its condition's word",
    family: job({}, conditionOf("Failed", "DeadlineExceeded", "Job was active longer than specified deadline")),
    want: { status: "failed", reason: "DeadlineExceeded", message: "Job was active longer than specified deadline" },
  },
  {
    title: "a Job that took too long says how long it had",
    family: job({ activeDeadlineSeconds: 30 }, conditionOf("Failed", "DeadlineExceeded", "Job was active longer than specified deadline")),
    want: { status: "failed", reason: "DeadlineExceeded", message: "still active after 30 s (activeDeadlineSeconds)" },
  },
  {
    title: "a Job that its podFailurePolicy ends names the rule and what it was about, once",
    family: job({}, conditionOf("FailureTarget", "PodFailurePolicy", "Container main for pod shop/migrate-a failed with exit code 42 matching FailJob rule at index 1"), [endedPod("migrate-a", 42, "2024-01-01T12:00:00Z")]),
    want: { status: "failed", reason: "PodFailurePolicy", message: "rule 1 of its podFailurePolicy says FailJob: po/migrate-a container/main exits with 42" },
  },
  {
    title: "a Job that is about to fail has failed already, and may still change (checklist 41)",
    family: job({}, conditionOf("FailureTarget", "PodFailurePolicy", "Container main for pod shop/migrate-a failed with exit code 42")),
    want: { status: "failed", reason: "PodFailurePolicy", final: false },
  },
  {
    title: "a Job that is about to succeed is finishing (checklist 41)",
    family: job({}, conditionOf("SuccessCriteriaMet", "SuccessPolicy")),
    want: { status: "progressing", reason: "SuccessCriteriaMet" },
  },
  {
    title: "a suspended Job is paused (checklist 41)",
    family: job({ suspend: true, completions: 1 }, {}),
    want: { status: "paused", reason: "Suspended", message: "suspended (spec.suspend), 0 of 1 succeeded, 0 failed (backoff limit 6), 0 active; resume with: kubectl patch job/migrate -n shop -p '{\"spec\":{\"suspend\":false}}'" },
  },
  {
    title: "a Job that was not started is on its way",
    family: job({}, {}),
    want: { status: "progressing", reason: "NotStarted", message: "not started" },
  },
  {
    title: "a running Job is on its way, with its counters",
    family: job({ completions: 5, parallelism: 2 }, { ...started, succeeded: 2, failed: 1, active: 2 }),
    want: { status: "progressing", reason: "Running", message: "2 of 5 succeeded, 1 failed (backoff limit 6), 2 active" },
  },
  {
    title: "a crash loop is told and not counted: the backoff limit is a Job's budget",
    family: job({ completions: 1, backoffLimit: 4 }, { ...started, active: 1 }, [crashingPod("migrate-a", { exitCode: 1 }, 2)]),
    want: {
      status: "progressing",
      reason: "CrashLoopBackOff",
      message: "0 of 1 succeeded, 0 failed (backoff limit 4), 1 active; po/migrate-a container/main: exits with 1, 2 restarts",
      incidents: [],
    },
  },
  {
    title: "an image that cannot be pulled fails a Job",
    family: job({}, { ...started, active: 1 }, [waitingPod("migrate-a", "InvalidImageName", "")]),
    want: { status: "failed", reason: "InvalidImageName" },
  },
  {
    title: "a Job that is complete after all is ready",
    family: job({}, { ...started, conditions: [{ type: "FailureTarget", status: "True" }, { type: "Complete", status: "True" }] }),
    want: { status: "ready", incidents: [], final: true },
  },
  {
    title: "a Pod that is being deleted, or has ended, says nothing of its Job",
    family: job({}, started, [
      waitingPod("migrate-a", "InvalidImageName", "", {}, [], { deletionTimestamp: "2024-01-01T12:00:00Z" }),
      podOf("migrate-b", { status: { phase: "Failed", containerStatuses: [{ name: "main", restartCount: 0, image: "x", state: { waiting: { reason: "InvalidImageName" } } }] } }),
    ]),
    want: { status: "progressing", reason: "Running", incidents: [] },
  },
];

for (const { title, family, want } of cases) {
  test(title, () => {
    expect(assess(family)).toMatchObject(want);
  });
}

test("a failed Job is one permanent incident, placed where its last lines are", () => {
  expect(assess(job({}, backoff, [endedPod("migrate-a", 1, "2024-01-01T12:00:00Z")])).incidents).toEqual([
    {
      class: "permanent",
      fault: "job",
      reason: "BackoffLimitExceeded",
      message: "Job has reached the specified backoff limit: po/migrate-a container/main exits with 1",
      pod: "migrate-a",
      container: "main",
      round: 0,
      counts: "immediate",
    },
  ]);
});

test("a sidecar that was killed at the end is not the culprit", () => {
  const pod = podOf("migrate-a", {
    spec: { initContainers: [{ name: "proxy", restartPolicy: "Always" }] },
    status: {
      phase: "Failed",
      initContainerStatuses: [{ name: "proxy", restartCount: 0, state: { terminated: { exitCode: 137 } } }],
      containerStatuses: [{ name: "main", restartCount: 0, state: { terminated: { exitCode: 2 } } }],
    },
  });
  expect(assess(job({}, backoff, [pod])).incidents).toMatchObject([{ container: "main" }]);
});
