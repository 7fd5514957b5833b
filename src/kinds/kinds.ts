/** The table of kinds, and the rules that hold for all of them. */
import type { Assessment, Family } from "./assessment.ts";
import { assessApiService } from "./api-service.ts";
import { assessArgoRollout } from "./argo-rollout.ts";
import { assessCertificateSigningRequest } from "./certificate-signing-request.ts";
import { assessCloneSet, type CloneSet } from "./clone-set.ts";
import { assessCronJob } from "./cron-job.ts";
import { assessCustomResourceDefinition, type CustomResourceDefinition } from "./custom-resource-definition.ts";
import { assessDaemonSet } from "./daemon-set.ts";
import { assessDeployment } from "./deployment.ts";
import { assessExisting, existingKinds } from "./existing.ts";
import { conditionsOfItsGeneration, isBehind, isUnseen } from "./generation.ts";
import { assessGateway, assessGatewayClass, assessRoute } from "./gateway.ts";
import { assessGeneric } from "./generic.ts";
import { assessHorizontalPodAutoscaler } from "./horizontal-pod-autoscaler.ts";
import { assessIngress, type Ingress } from "./ingress.ts";
import { assessJob } from "./job.ts";
import type { CronJob, DaemonSet, Deployment, Job, KubeObject, Pod, ReplicaSet, StatefulSet } from "./kubernetes.ts";
import { assessNamespace, namespaceHolds } from "./namespace.ts";
import { assessNode } from "./node.ts";
import { assessPersistentVolume, type PersistentVolume } from "./persistent-volume.ts";
import { assessPersistentVolumeClaim, type PersistentVolumeClaim } from "./persistent-volume-claim.ts";
import { assessPodDisruptionBudget, type PodDisruptionBudget } from "./pod-disruption-budget.ts";
import { assessPod } from "./pod.ts";
import { quote } from "./quote.ts";
import { assessReplicaSet } from "./replica-set.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { assessResourceQuota, type ResourceQuota } from "./resource-quota.ts";
import { conditionMessage, conditionNamed, conditionText, reportedConditions } from "./reported-condition.ts";
import type { Rule } from "./rules/rule.ts";
import { isNamed } from "./rules/rules.ts";
import { assessment, failed, progressing } from "./rung.ts";
import { assessService, type Service } from "./service.ts";
import { assessStatefulSet } from "./stateful-set.ts";
import { assessVolumeSnapshot, type VolumeSnapshot } from "./volume-snapshot.ts";

export type Kind = {
  readonly apiVersion: string;
  readonly kind: string;
  /** In the API's paths: `deployments`. */
  readonly plural: string;
  /** Before names in what the user sees: `deploy/web`. */
  readonly short: string;
  /** Kinds of what it owns, transitively, that a judgement of it looks at. */
  readonly owns: readonly string[];
  /** Whether its controller always writes `status.observedGeneration`, so that without one it has not looked yet. */
  readonly reportsGeneration: boolean;
  /** Its own ladder, after the rules that hold for all; call `assess` of this file instead. */
  readonly assess: (family: Family) => Assessment;
};

export const kinds: readonly Kind[] = [
  { ...row<Deployment>("apps/v1", "Deployment", assessDeployment), short: "deploy", owns: ["ReplicaSet", "Pod"], reportsGeneration: true },
  { ...row<ReplicaSet>("apps/v1", "ReplicaSet", assessReplicaSet), short: "rs", owns: ["Pod"], reportsGeneration: true },
  { ...row<StatefulSet>("apps/v1", "StatefulSet", assessStatefulSet), short: "sts", owns: ["Pod"], reportsGeneration: true },
  { ...row<DaemonSet>("apps/v1", "DaemonSet", assessDaemonSet), short: "ds", owns: ["Pod"], reportsGeneration: true },
  { ...row<Job>("batch/v1", "Job", assessJob), owns: ["Pod"] },
  { ...row<Pod>("v1", "Pod", assessPod), short: "po" },
  row<CronJob>("batch/v1", "CronJob", assessCronJob),
  { ...row<ReplicaSet>("v1", "ReplicationController", assessReplicaSet), owns: ["Pod"] },
  row<Service>("v1", "Service", assessService),
  row<PersistentVolumeClaim>("v1", "PersistentVolumeClaim", assessPersistentVolumeClaim),
  row<PodDisruptionBudget>("policy/v1", "PodDisruptionBudget", assessPodDisruptionBudget),
  row<CustomResourceDefinition>("apiextensions.k8s.io/v1", "CustomResourceDefinition", assessCustomResourceDefinition),
  row<PersistentVolume>("v1", "PersistentVolume", assessPersistentVolume),
  row<KubeObject>("v1", "Namespace", assessNamespace),
  row<KubeObject>("v1", "Node", assessNode),
  row<ResourceQuota>("v1", "ResourceQuota", assessResourceQuota),
  { ...row<Ingress>("networking.k8s.io/v1", "Ingress", assessIngress), plural: "ingresses" },
  row<KubeObject>("autoscaling/v2", "HorizontalPodAutoscaler", assessHorizontalPodAutoscaler),
  row<KubeObject>("apiregistration.k8s.io/v1", "APIService", assessApiService),
  row<KubeObject>("certificates.k8s.io/v1", "CertificateSigningRequest", assessCertificateSigningRequest),
  row<VolumeSnapshot>("snapshot.storage.k8s.io/v1", "VolumeSnapshot", assessVolumeSnapshot),
  row<VolumeSnapshot>("snapshot.storage.k8s.io/v1", "VolumeSnapshotContent", assessVolumeSnapshot),
  row<KubeObject>("gateway.networking.k8s.io/v1", "Gateway", assessGateway),
  { ...row<KubeObject>("gateway.networking.k8s.io/v1", "GatewayClass", assessGatewayClass), plural: "gatewayclasses" },
  row<KubeObject>("gateway.networking.k8s.io/v1", "HTTPRoute", assessRoute),
  row<KubeObject>("gateway.networking.k8s.io/v1", "GRPCRoute", assessRoute),
  row<KubeObject>("gateway.networking.k8s.io/v1alpha2", "TLSRoute", assessRoute),
  row<KubeObject>("gateway.networking.k8s.io/v1alpha2", "TCPRoute", assessRoute),
  row<KubeObject>("gateway.networking.k8s.io/v1alpha2", "UDPRoute", assessRoute),
  row<KubeObject>("argoproj.io/v1alpha1", "Rollout", assessArgoRollout),
  row<CloneSet>("apps.kruise.io/v1alpha1", "CloneSet", assessCloneSet),
  ...existingKinds.map(({ apiVersion, kind, ...named }) => ({ ...row<KubeObject>(apiVersion, kind, assessExisting), ...named })),
];

/** The row of a kind with the usual plural that owns nothing. An object is taken for its kind's type here, and nowhere else. */
function row<T>(apiVersion: string, kind: string, assessKind: (family: Family<T>) => Assessment): Kind {
  const short = kind.toLowerCase();
  const judge = (family: Family): Assessment => assessKind(family as unknown as Family<T>);
  return { apiVersion, kind, plural: `${short}s`, short, owns: [], reportsGeneration: false, assess: judge };
}

/** The row of this kind, whatever the version of its group. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return kinds.find((candidate) => candidate.kind === kind && groupOf(candidate.apiVersion) === groupOf(apiVersion));
}

/** `apps` of `apps/v1`; "" for the core group. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/**
 * What the object says of itself now. Never throws: what cannot be understood is `unknown`.
 * @param own the users' rules; they hold for no Pods
 */
export function assess(family: Family, own: readonly Rule[] = []): Assessment {
  try {
    return assessAny(family, own);
  } catch (error) {
    const message = `cannot be understood: ${quote(error instanceof Error ? error.message : `${error}`)}`;
    return assessment({ status: "unknown", reason: "Malformed", message });
  }
}

function assessAny(family: Family, own: readonly Rule[]): Assessment {
  const { object } = family;
  const kind = kindOf(object.apiVersion, object.kind);
  if (object.metadata.deletionTimestamp != null) return endedJob(family, kind) ?? deleting(object);
  if (isBehind(object) || (kind?.reportsGeneration === true && isUnseen(object))) return unobserved(family, kind, own);
  const stalled = conditionNamed(reportedConditions(object), "Stalled");
  if (stalled?.status === "True") return resourceAssessment(failed(conditionText(stalled), conditionMessage(stalled)));
  // A rule for a whole group is not about those of its kinds that have a ladder.
  return kind === undefined || isNamed(object, own) ? assessGeneric(family, own) : kind.assess(family);
}

/**
 * Flux and others write `status.observedGeneration` only when they have succeeded. Until then a condition that says itself that it is
 * about this very generation may tell of a failure, never of readiness.
 */
function unobserved({ object }: Family, kind: Kind | undefined, own: readonly Rule[]): Assessment {
  const conditions = kind === undefined ? conditionsOfItsGeneration(object) : [];
  const said = assessGeneric({ object: { ...object, status: { conditions } }, children: [], events: [] }, own);
  if (said.status === "failed") return said;
  return assessment(progressing("SpecNotObserved", "waiting for the controller to see the new spec"));
}

/** What has ended has ended, while its TTL or a finalizer takes it away. */
function endedJob(family: Family, kind: Kind | undefined): Assessment | undefined {
  const own = kind?.kind === "Job" ? kind.assess(family) : undefined;
  return own?.final === true ? own : undefined;
}

/** What its own status says does not matter. */
export function deleting(object: KubeObject): Assessment {
  const finalizers = object.metadata.finalizers ?? [];
  const held = finalizers.length === 0 ? "" : `, held by ${finalizers.length === 1 ? "finalizer" : "finalizers"} ${quote(finalizers.join(", "))}`;
  const message = [`being deleted${held}`, ...(object.kind === "Namespace" ? namespaceHolds(object) : [])].join(", ");
  return assessment({ status: "deleting", reason: "Deleting", message });
}
