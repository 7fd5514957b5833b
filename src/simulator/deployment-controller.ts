/** Rolls a Deployment out: a ReplicaSet a revision, the new one up and the old ones down within surge and unavailability. */
import type { Condition } from "../kinds/kubernetes.ts";
import type { Controllers } from "./controllers.ts";
import { templateHash } from "./pod-template.ts";
import { seconds } from "./store.ts";
import { isA, namespaceOf, ownedBy, type StoredOf } from "./stored.ts";

const revisionKey = "deployment.kubernetes.io/revision";

type ReplicaSet = StoredOf<"ReplicaSet">;
type DeploymentStatus = NonNullable<StoredOf<"Deployment">["status"]>;
type DeploymentCondition = NonNullable<DeploymentStatus["conditions"]>[number];

export function reconcileDeployment(controllers: Controllers, deployment: StoredOf<"Deployment">): void {
  const { store } = controllers;
  const sets = store.children("ReplicaSet", deployment.metadata.uid);
  const hash = templateHash(deployment.spec?.template ?? {});
  const current = sets.find(({ metadata }) => metadata.labels?.["pod-template-hash"] === hash) ?? createSet(controllers, deployment, hash, sets);
  if (current === undefined) return;
  const old = sets.filter(({ metadata }) => metadata.uid !== current.metadata.uid);
  const revision = String(Math.max(revisionOf(current), ...old.map((set) => revisionOf(set) + 1)));
  annotate(controllers, current, revision);
  store.change("Deployment", deployment.metadata.uid, (now) => ({
    ...now,
    metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, [revisionKey]: revision } },
  }));
  if (deployment.spec?.paused !== true) roll(controllers, deployment, current, old);
  writeStatus(controllers, deployment.metadata.uid, current.metadata.uid);
}

function roll(controllers: Controllers, deployment: StoredOf<"Deployment">, current: ReplicaSet, old: readonly ReplicaSet[]): void {
  const wanted = deployment.spec?.replicas ?? 1;
  const { maxSurge = "25%", maxUnavailable = "25%" } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, wanted, Math.ceil);
  const leastAvailable = wanted - share(maxUnavailable, wanted, Math.floor);
  const asked = sum([current, ...old], ({ spec }) => spec?.replicas);
  const have = current.spec?.replicas ?? 0;
  const upTo = Math.min(wanted, have + Math.max(0, wanted + surge - asked));
  if (upTo !== have) scale(controllers, deployment, current, upTo);
  const unavailable = Math.max(0, upTo - (current.status?.availableReplicas ?? 0));
  let spare = asked - have + upTo - leastAvailable - unavailable;
  for (const set of old) {
    const replicas = set.spec?.replicas ?? 0;
    const fewer = Math.min(replicas, Math.max(0, spare));
    if (fewer > 0) scale(controllers, deployment, set, replicas - fewer);
    spare -= fewer;
  }
}

function createSet(controllers: Controllers, deployment: StoredOf<"Deployment">, hash: string, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  const { metadata, spec } = deployment;
  const template = spec?.template ?? {};
  const labels = { ...template.metadata?.labels, "pod-template-hash": hash };
  const revision = String(Math.max(0, ...old.map(revisionOf)) + 1);
  const created = controllers.store.create({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: `${metadata.name}-${hash}`, namespace: namespaceOf(deployment), labels, annotations: { [revisionKey]: revision }, ownerReferences: ownedBy(deployment) },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { ...template, metadata: { ...template.metadata, labels } } },
    status: { replicas: 0 },
  });
  return isA("ReplicaSet", created) ? created : undefined;
}

function scale(controllers: Controllers, deployment: StoredOf<"Deployment">, set: ReplicaSet, replicas: number): void {
  const before = set.spec?.replicas ?? 0;
  controllers.store.change("ReplicaSet", set.metadata.uid, (now) => ({ ...now, spec: { selector: {}, ...now.spec, replicas } }));
  const verb = replicas > before ? "up" : "down";
  controllers.say(deployment, "Normal", "ScalingReplicaSet", `Scaled ${verb} replica set ${set.metadata.name} from ${before} to ${replicas}`);
}

/** A rollback makes an old ReplicaSet the newest revision. */
function annotate({ store }: Controllers, set: ReplicaSet, revision: string): void {
  store.change("ReplicaSet", set.metadata.uid, (now) => ({ ...now, metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, [revisionKey]: revision } } }));
}

function writeStatus(controllers: Controllers, uid: string, currentUid: string): void {
  const { store } = controllers;
  const sets = store.children("ReplicaSet", uid);
  const current = sets.find(({ metadata }) => metadata.uid === currentUid);
  const deployment = store.byUid(uid);
  if (!isA("Deployment", deployment) || current === undefined) return;
  const wanted = deployment.spec?.replicas ?? 1;
  const counters = nonZero({
    replicas: sum(sets, ({ status }) => status?.replicas),
    updatedReplicas: current.status?.replicas ?? 0,
    readyReplicas: sum(sets, ({ status }) => status?.readyReplicas),
    availableReplicas: sum(sets, ({ status }) => status?.availableReplicas),
  });
  const available = counters["availableReplicas"] ?? 0;
  const total = sum(sets, ({ spec }) => spec?.replicas);
  const complete = (counters["updatedReplicas"] ?? 0) === wanted && (counters["replicas"] ?? 0) === wanted && available === wanted;
  const { maxUnavailable = "25%" } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const enough = available >= wanted - share(maxUnavailable, wanted, Math.floor);
  const moved = JSON.stringify(counters) !== JSON.stringify(countersOf(deployment.status));
  const conditions = [
    conditionOf(controllers, deployment, availability(enough), false),
    conditionOf(controllers, deployment, progress(controllers, deployment, current, complete, moved), moved),
  ];
  const status = { observedGeneration: deployment.metadata.generation ?? 1, ...counters, ...nonZero({ unavailableReplicas: Math.max(0, total - available) }), conditions };
  store.replace({ ...deployment, status });
}

function availability(enough: boolean): Condition {
  return enough
    ? { type: "Available", status: "True", reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability." }
    : { type: "Available", status: "False", reason: "MinimumReplicasUnavailable", message: "Deployment does not have minimum availability." };
}

function progress(controllers: Controllers, deployment: StoredOf<"Deployment">, current: ReplicaSet, complete: boolean, moved: boolean): Condition {
  const set = `ReplicaSet "${current.metadata.name}"`;
  if (complete) return { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", message: `${set} has successfully progressed.` };
  const deadlineMs = (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000;
  const before = deployment.status?.conditions?.find(({ type }) => type === "Progressing");
  const late = controllers.store.now() - Date.parse(before?.lastUpdateTime ?? "") >= deadlineMs / controllers.schedule.speed;
  const stuck = before?.reason === "ProgressDeadlineExceeded" || (late && before?.reason === "ReplicaSetUpdated");
  if (stuck && !moved) return { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: `${set} has timed out progressing.` };
  controllers.again(deployment.metadata.uid, deadlineMs + 1000 * controllers.schedule.speed);
  if (current.status?.replicas === 0) return { type: "Progressing", status: "True", reason: "NewReplicaSetCreated", message: `Created new replica set "${current.metadata.name}"` };
  return { type: "Progressing", status: "True", reason: "ReplicaSetUpdated", message: `${set} is progressing.` };
}

/** Its times move only when it says something else, or when the rollout has moved. */
function conditionOf({ store }: Controllers, { status }: StoredOf<"Deployment">, next: Condition, moved: boolean): DeploymentCondition {
  const at = seconds(store.now());
  const { type = "", status: is = "", reason = "", message = "" } = next;
  const before = status?.conditions?.find((each) => each.type === type);
  const lastUpdateTime = before?.reason === reason && before.message === message && !moved ? (before.lastUpdateTime ?? at) : at;
  const lastTransitionTime = before?.status === is ? (before.lastTransitionTime ?? at) : at;
  return { type, status: is, lastUpdateTime, lastTransitionTime, reason, message };
}

function countersOf({ replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 }: DeploymentStatus = {}) {
  return nonZero({ replicas, updatedReplicas, readyReplicas, availableReplicas });
}

/** The server leaves counters of 0 out. */
function nonZero(counters: { readonly [name: string]: number }): { readonly [name: string]: number } {
  return Object.fromEntries(Object.entries(counters).filter(([, value]) => value !== 0));
}

function share(value: string | number, of: number, round: (value: number) => number): number {
  return typeof value === "number" ? value : round((Number.parseInt(value, 10) / 100) * of);
}

function sum(sets: readonly ReplicaSet[], counter: (set: ReplicaSet) => number | undefined): number {
  return sets.reduce((total, set) => total + (counter(set) ?? 0), 0);
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[revisionKey] ?? "0");
}
