/** Judges a Job by its conditions alone; counters and Pods are for the sentence. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { trueCondition } from "./conditions.ts";
import { allContainers, allStatuses } from "./containers.ts";
import { timeMs } from "./durations.ts";
import { failedCreate } from "./failed-create.ts";
import { podsOf } from "./family.ts";
import { incident, located, ranked } from "./incident.ts";
import type { ContainerStatus, Job, Pod } from "./kubernetes.ts";
import { counter, incidentsOf } from "./pod-set.ts";
import { quote } from "./quote.ts";
import { assessment, failed, incidentRung, paused, progressing, ready, type Rung } from "./rung.ts";
import { endText, type Terminated } from "./termination.ts";

export function assessJob(family: Family<Job>): Assessment {
  const { object: job } = family;
  const pods = podsOf(family);
  const verdict = verdictOf(family, pods);
  const all = incidentsOf(pods);
  // Its backoffLimit is the budget for these: they are told, not counted.
  const own = all.filter((found) => !isRestart(found));
  const created = failedCreate(family, (job.status?.active ?? 0) < (job.spec?.parallelism ?? 1), false);
  const incidents = verdict === undefined ? ranked([...own, ...(created ? [created] : [])]) : [verdict];
  return assessment(jobRung(job, incidents, ranked(all.filter(isRestart))), {
    incidents,
    pods,
    counters: [counter("succeeded", job.status?.succeeded ?? 0, job.spec?.completions ?? 1)],
    final: isComplete(job) || trueCondition(job, "Failed") !== undefined,
  });
}

function isRestart({ fault, reason }: Incident): boolean {
  return fault === "crash" || fault === "probe" || reason === "CrashLoopBackOff";
}

/** Objects of old servers have a completion time and no condition. */
function isComplete(job: Job): boolean {
  return trueCondition(job, "Complete") !== undefined || (job.status?.completionTime != null && !job.status.conditions?.length);
}

function jobRung(job: Job, incidents: readonly Incident[], restarts: readonly Incident[]): Rung {
  if (isComplete(job)) return ready;
  const [verdict] = incidents;
  if (verdict?.fault === "job") return failed(verdict.reason, verdict.message);
  if (trueCondition(job, "SuccessCriteriaMet") !== undefined) return progressing("SuccessCriteriaMet", "finishing: its success criteria are met");
  if (job.spec?.suspend === true) return paused("Suspended", `suspended (spec.suspend), ${countsText(job)}; resume with: ${resumeCommand(job)}`);
  const trouble = incidentRung(incidents);
  if (trouble !== undefined) return trouble;
  if (job.status?.startTime == null) return progressing("NotStarted", "not started");
  const [restart] = restarts;
  if (restart !== undefined) return progressing(restart.reason, countsText(job), `; ${located(restart)}`);
  return progressing("Running", countsText(job));
}

/** `2 of 5 succeeded, 1 failed (backoff limit 6), 2 active`; of an indexed Job also which indexes have failed for good. */
function countsText({ spec, status }: Job): string {
  const { succeeded = 0, failed: failures = 0, active = 0, failedIndexes } = status ?? {};
  // Without completions it is a work queue: one success ends it.
  const done = spec?.completions == null ? `${succeeded} succeeded` : `${succeeded} of ${spec.completions} succeeded`;
  const perIndex = spec?.backoffLimitPerIndex;
  const limit = perIndex == null ? `${spec?.backoffLimit ?? 6}` : `${perIndex} per index`;
  const indexes = failedIndexes ? `, failed indexes ${quote(failedIndexes)}` : "";
  return `${done}, ${failures} failed (backoff limit ${limit})${indexes}, ${active} active`;
}

/** Failed, or about to be: since Kubernetes 1.31 the condition Failed waits for all Pods to have ended. */
function verdictOf(family: Family<Job>, pods: readonly Family<Pod>[]): Incident | undefined {
  const condition = trueCondition(family.object, "Failed") ?? trueCondition(family.object, "FailureTarget");
  if (condition === undefined) return undefined;
  const reason = condition.reason || "JobFailed";
  const said = saidText(family.object, reason, condition.message ?? "");
  const culprit = newestFailure(pods);
  const told = { class: "permanent", fault: "job", reason } as const;
  if (culprit === undefined) return incident({ ...told, message: said });
  const { pod, status, ended } = culprit;
  const end = endText(ended, allContainers(pod).find(({ name }) => name === status.name));
  const name = pod.metadata?.name ?? "";
  const message = `${said}: po/${name} container/${status.name} ${end}`;
  return incident({ ...told, message, pod: name, container: status.name });
}

/** The controller's word, without the Pod that is named behind it anyway, and with the number that it leaves out. */
function saidText({ spec }: Job, reason: string, message: string): string {
  const seconds = spec?.activeDeadlineSeconds;
  if (reason === "DeadlineExceeded" && seconds != null) return `still active after ${seconds} s (activeDeadlineSeconds)`;
  const [, action, index] = /matching (\w+) rule at index (\d+)$/.exec(quote(message)) ?? [];
  if (reason === "PodFailurePolicy" && index !== undefined) return `rule ${index} of its podFailurePolicy says ${action}`;
  return quote(message) || "the Job has failed";
}

type Failure = { readonly pod: Pod; readonly status: ContainerStatus; readonly ended: Terminated };

function newestFailure(pods: readonly Family<Pod>[]): Failure | undefined {
  return pods
    .flatMap(({ object }) => failureOf(object) ?? [])
    .toSorted((a, b) => createdMs(b.pod) - createdMs(a.pod))[0];
}

/** The first container that ended badly, in its present run or else in the one before. Sidecars are stopped with the Pod: they say nothing. */
function failureOf(pod: Pod): Failure | undefined {
  const sidecars = new Set((pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always").map(({ name }) => name));
  const statuses = allStatuses(pod).filter(({ name }) => !sidecars.has(name));
  for (const run of ["state", "lastState"] as const) {
    for (const status of statuses) {
      const ended = status[run]?.terminated;
      if (ended != null && ended.exitCode !== 0) return { pod, status, ended };
    }
  }
  return undefined;
}

function createdMs({ metadata }: Pod): number {
  return timeMs(metadata?.creationTimestamp) || 0;
}

function resumeCommand({ metadata }: Job): string {
  return `kubectl patch job/${metadata?.name ?? ""}${metadata?.namespace ? ` -n ${metadata.namespace}` : ""} -p '{"spec":{"suspend":false}}'`;
}
