/** Judges a Deployment by its counters and by the Pods of its current ReplicaSet. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { conditionOf, falseCondition } from "./conditions.ts";
import { timeMs } from "./durations.ts";
import { currentReplicaSet } from "./current-replica-set.ts";
import { failedCreate } from "./failed-create.ts";
import { labelOf, podsOf, replicaSetsOf } from "./family.ts";
import { incident, located, ranked } from "./incident.ts";
import type { Deployment, Pod, ReplicaSet } from "./kubernetes.ts";
import { counter, firstWait, incidentsOf, livingPods, waitText } from "./pod-set.ts";
import { quote } from "./quote.ts";
import { replicaSetFailure } from "./replica-set.ts";
import { assessment, failed, incidentRung, paused, progressing, ready, type Rung } from "./rung.ts";

export function assessDeployment(family: Family<Deployment>): Assessment {
  const { object: deployment } = family;
  const { wanted, updated, readyCount, available } = numbersOf(deployment);
  const current = currentReplicaSet(family);
  const pods = current === undefined ? [] : livingPods(podsOf(current));
  const incidents = ranked([...incidentsOf(pods), ...creationIncidents(family, current), ...deadlineIncidents(deployment, pods)]);
  return assessment(deploymentRung(deployment, incidents, pods), {
    incidents,
    pods,
    counters: [counter("updated", updated, wanted), counter("ready", readyCount, wanted), counter("available", available, wanted)],
    revision: current === undefined ? "" : (labelOf(current.object, "pod-template-hash") ?? current.object.metadata?.name ?? ""),
  });
}

/** All replicas are updated and available and no old one is left. */
export function deploymentComplete(deployment: Deployment): boolean {
  const { wanted, replicas, updated, available } = numbersOf(deployment);
  const isSeen = (deployment.status?.observedGeneration ?? 0) >= (deployment.metadata?.generation ?? 0);
  return isSeen && updated === wanted && replicas === wanted && available === wanted;
}

/** Whether the step counts as progress: more updated, ready or available replicas, or fewer old ones. */
export function deploymentMoved(before: Deployment, after: Deployment): boolean {
  const [was, is] = [numbersOf(before), numbersOf(after)];
  return is.updated > was.updated || is.readyCount > was.readyCount || is.available > was.available || is.old < was.old;
}

/** The largest value that the field can hold means no deadline. */
export const endlessSeconds = 2_147_483_647;

/** Whether the time for progress is over, as the Deployment's controller will soon find. */
export function deploymentTimedOut(deployment: Deployment, nowMs: number): boolean {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  const progress = conditionOf(deployment, "Progressing");
  if (seconds == null || seconds === endlessSeconds || progress === undefined) return false;
  if (progress.reason === "NewReplicaSetAvailable") return false;
  return progress.reason === "ProgressDeadlineExceeded" || timeMs(progress.lastUpdateTime) + seconds * 1_000 < nowMs;
}

function numbersOf({ spec, status }: Deployment) {
  const { replicas = 0, updatedReplicas: updated = 0, readyReplicas: readyCount = 0, availableReplicas: available = 0 } = status ?? {};
  return { wanted: spec?.replicas ?? 1, replicas, updated, readyCount, available, old: replicas - updated };
}

function deploymentRung(deployment: Deployment, incidents: readonly Incident[], pods: readonly Family<Pod>[]): Rung {
  const { wanted, replicas, updated, readyCount, available, old } = numbersOf(deployment);
  const complete = deploymentComplete(deployment);
  if (deployment.spec?.paused === true) return paused("Paused", pausedText(deployment, complete));
  if (complete) return ready;
  const trouble = deadlineRung(incidents) ?? incidentRung(incidents);
  if (trouble !== undefined) return trouble;
  if (updated < wanted) return progressing("ReplicasNotUpdated", `${updated} of ${wanted} replicas updated`, waitText(pods));
  if (old > 0) return progressing("OldReplicasTerminating", `${old} old ${old === 1 ? "replica is" : "replicas are"} being terminated`);
  if (replicas > wanted) return progressing("OldReplicasTerminating", `${replicas - wanted} surplus replicas are being terminated`);
  const settling = readyCount >= updated && (deployment.spec?.minReadySeconds ?? 0) > 0;
  const why = settling ? `; each must be ready for ${deployment.spec?.minReadySeconds} s (minReadySeconds)` : waitText(pods);
  return progressing("ReplicasNotAvailable", `${available} of ${updated} updated replicas available`, why);
}

function pausedText({ metadata, spec, status }: Deployment, complete: boolean): string {
  const next = `kubectl rollout resume deployment/${metadata?.name ?? ""}${metadata?.namespace ? ` -n ${metadata.namespace}` : ""}`;
  return complete ? `paused, complete; resume with: ${next}` : `paused at ${status?.updatedReplicas ?? 0} of ${spec?.replicas ?? 1} updated; resume with: ${next}`;
}

/** A missed deadline is a consequence: what the Pods, or their creation, suffer from is said first. */
function deadlineRung(incidents: readonly Incident[]): Rung | undefined {
  const deadline = incidents.find(({ fault }) => fault === "deadline");
  const root = incidents.find(({ fault }) => fault !== "deadline");
  if (deadline === undefined) return undefined;
  return failed(deadline.reason, root === undefined ? located(deadline) : `${root.reason}: ${located(root)}; ${deadline.message}`);
}

/** Where no Pod has an incident, what the first one waits for is the cause. */
function deadlineIncidents(deployment: Deployment, pods: readonly Family<Pod>[]): readonly Incident[] {
  const progress = falseCondition(deployment, "Progressing");
  if (progress?.reason !== "ProgressDeadlineExceeded") return [];
  const seconds = deployment.spec?.progressDeadlineSeconds ?? 600;
  const message = `no progress for ${quote(`${seconds}`)} s (progressDeadlineSeconds)`;
  const told = { class: "permanent", fault: "deadline", reason: progress.reason } as const;
  const wait = incidentsOf(pods).length > 0 ? undefined : firstWait(pods);
  if (wait === undefined) return [incident({ ...told, message })];
  return [incident({ ...told, pod: wait.pod, container: wait.container, message: `${wait.message}; ${message}` })];
}

/** The ReplicaSet's own word is more exact than the one that its Deployment copies. */
function creationIncidents(family: Family<Deployment>, current: Family<ReplicaSet> | undefined): readonly Incident[] {
  const { wanted, old, updated } = numbersOf(family.object);
  const others = replicaSetsOf(family).filter(({ object }) => object.metadata?.uid !== current?.object.metadata?.uid);
  const olderPods = old > 0 || others.some((replicaSet) => podsOf(replicaSet).length > 0);
  const found = (current && replicaSetFailure(current, olderPods)) ?? failedCreate(family, updated < wanted, olderPods);
  return found === undefined ? [] : [found];
}
