/** Judges an Argo Rollout: by its phase, and where an older controller writes none, by its counters and hashes. */
import type { Assessment, Counter, Family } from "./assessment.ts";
import { fieldOf, listOf, textOf } from "./fields.ts";
import { reportsOlder } from "./generation.ts";
import type { KubeObject } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { conditionMessage, conditionNamed, conditionText, type ReportedCondition, reportedConditions } from "./reported-condition.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, paused, progressing, ready, type Rung } from "./rung.ts";

/** https://argo-rollouts.readthedocs.io/en/stable/features/specification/ */
export function assessArgoRollout({ object }: Family): Assessment {
  const rung = workloadRung(object) ?? brokenRung(reportedConditions(object)) ?? pausedRung(object) ?? phaseRung(object) ?? countersRung(object) ?? hashRung(object);
  return resourceAssessment(rung, countersOf(object));
}

/** With a workloadRef the template is another object's, and has a generation of its own. */
function workloadRung({ metadata, status }: KubeObject): Rung | undefined {
  const generation = Number(metadata.annotations?.["rollout.argoproj.io/workload-generation"] ?? 0);
  const isBehind = reportsOlder(fieldOf(status, "workloadObservedGeneration"), generation);
  return isBehind ? progressing("SpecNotObserved", "waiting for the controller to see its workload's new template") : undefined;
}

const abortReasons = new Set(["RolloutAborted", "ProgressDeadlineExceeded"]);

function brokenRung(conditions: readonly ReportedCondition[]): Rung | undefined {
  const invalid = conditionNamed(conditions, "InvalidSpec");
  if (invalid?.status === "True") return failed(conditionText(invalid), conditionMessage(invalid));
  const progress = conditionNamed(conditions, "Progressing");
  return progress !== undefined && abortReasons.has(progress.reason) ? failed(progress.reason, conditionMessage(progress)) : undefined;
}

function pausedRung({ spec, status }: KubeObject): Rung | undefined {
  const [pause] = listOf(fieldOf(status, "pauseConditions"));
  if (pause === undefined && fieldOf(spec, "paused") !== true) return undefined;
  const reason = quote(textOf(fieldOf(pause, "reason")));
  return paused("Paused", reason === "" ? "paused; resume with: kubectl argo rollouts promote" : `paused: ${reason}; resume with: kubectl argo rollouts promote`);
}

const phases: ReadonlyMap<string, (reason: string, message: string) => Rung> = new Map([
  ["Degraded", failed],
  ["Paused", paused],
  ["Progressing", progressing],
  ["Healthy", () => ready],
]);

function phaseRung({ status }: KubeObject): Rung | undefined {
  const phase = textOf(fieldOf(status, "phase"));
  return phases.get(phase)?.(`status.phase=${phase}`, quote(textOf(fieldOf(status, "message"))) || `status.phase is ${phase}`);
}

function countersRung(object: KubeObject): Rung | undefined {
  if (fieldOf(object.status, "conditions") === undefined && fieldOf(object.status, "replicas") === undefined) return progressing("NotReported", "no controller has reported yet");
  const [updated, available] = countersOf(object);
  if (updated !== undefined && updated.value < updated.target) return progressing("ReplicasNotUpdated", `${updated.value} of ${updated.target} replicas updated`);
  if (available !== undefined && available.value < available.target) return progressing("ReplicasNotAvailable", `${available.value} of ${available.target} replicas available`);
  return undefined;
}

function countersOf({ spec, status }: KubeObject): readonly Counter[] {
  const target = numberOf(fieldOf(spec, "replicas"), 1);
  return [
    { name: "updated", value: numberOf(fieldOf(status, "updatedReplicas"), 0), target },
    { name: "available", value: numberOf(fieldOf(status, "availableReplicas"), 0), target },
  ];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** The new ReplicaSet serves once it is the stable one, or the one that the active Service selects. */
function hashRung({ status }: KubeObject): Rung {
  const current = textOf(fieldOf(status, "currentPodHash"));
  const serving = [["stableRS"], ["canary", "stableRS"], ["blueGreen", "activeSelector"]].map((path) => textOf(fieldOf(status, ...path)));
  return current !== "" && serving.includes(current) ? ready : progressing("NotPromoted", "the new version does not serve alone yet");
}
