/** The built-in kinds that own no Pods, one object a rung. */
import { expect, test } from "bun:test";
import { assess } from "../../src/kinds/kinds.ts";
import { familyOf, objectOf } from "./family.ts";
import { condition, conditions, judge } from "./rules/judge.ts";

const volume = "v1 PersistentVolume";
const ingress = "networking.k8s.io/v1 Ingress";
const autoscaler = "autoscaling/v2 HorizontalPodAutoscaler";
const request = "certificates.k8s.io/v1 CertificateSigningRequest";
const snapshot = "snapshot.storage.k8s.io/v1 VolumeSnapshot";
const gateway = "gateway.networking.k8s.io/v1 Gateway";
const route = "gateway.networking.k8s.io/v1 HTTPRoute";
const cloneSet = "apps.kruise.io/v1alpha1 CloneSet";

const accepted = condition("Accepted", "True");
const programmed = condition("Programmed", "True");
const resolved = condition("ResolvedRefs", "True");
const annotated = (text: string) => ({ annotations: { "autoscaling.alpha.kubernetes.io/conditions": text } });
const parents = (...lists: readonly (readonly object[])[]) => ({ parents: lists.map((list, at) => ({ parentRef: { name: `gw-${at}` }, conditions: list })) });

judge([
  { title: "a volume that is free is ready", of: volume, status: { phase: "Available" }, is: "ready" },
  { title: "a volume that is pending is on its way", of: volume, status: { phase: "Pending" }, is: "progressing", reason: "Pending" },
  { title: "a volume that could not be reclaimed has failed", of: volume, status: { phase: "Failed", message: "disk in use" }, is: "failed", reason: "Failed", message: "disk in use" },
  { title: "an Ingress with an address is ready (checklist 48)", of: ingress, status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } }, is: "ready" },
  { title: "an Ingress without an address is on its way (checklist 48)", of: ingress, status: { loadBalancer: {} }, is: "progressing", reason: "AddressPending" },

  { title: "an autoscaler that can scale is ready", of: autoscaler, status: conditions(condition("AbleToScale", "True"), condition("ScalingActive", "True")), is: "ready" },
  { title: "an autoscaler of nothing is ready", of: autoscaler, status: conditions(condition("AbleToScale", "True"), condition("ScalingActive", "False", "ScalingDisabled")), is: "ready" },
  { title: "an autoscaler without metrics has failed (checklist 48)", of: autoscaler, status: conditions(condition("AbleToScale", "True"), condition("ScalingActive", "False", "FailedGetResourceMetric", "no metrics")), is: "failed", reason: "FailedGetResourceMetric", message: "no metrics" },
  { title: "an autoscaler that nobody has seen is on its way", of: autoscaler, is: "progressing", reason: "NoStatus" },
  { title: "an autoscaler of version 1 has its conditions in an annotation", of: "autoscaling/v1 HorizontalPodAutoscaler", metadata: annotated('[{"type":"AbleToScale","status":"True"},{"type":"ScalingActive","status":"False","reason":"InvalidSelector"}]'), is: "failed", reason: "InvalidSelector" },
  { title: "an annotation that is no JSON is no error", of: "autoscaling/v1 HorizontalPodAutoscaler", metadata: annotated("{"), is: "unknown", reason: "Malformed" },

  { title: "an API that answers is ready (checklist 48)", of: "apiregistration.k8s.io/v1 APIService", status: conditions(condition("Available", "True")), is: "ready" },
  { title: "an API without endpoints is on its way (checklist 48)", of: "apiregistration.k8s.io/v1 APIService", status: conditions(condition("Available", "False", "MissingEndpoints")), is: "progressing", reason: "MissingEndpoints" },
  { title: "an API that nobody has asked yet is on its way", of: "apiregistration.k8s.io/v1 APIService", is: "progressing", reason: "NoStatus", message: "no controller has reported yet" },
  { title: "a node that has not reported is on its way", of: "v1 Node", is: "progressing", reason: "NoStatus", message: "its kubelet has not reported yet" },
  { title: "a namespace that terminates is deleting", of: "v1 Namespace", status: { phase: "Terminating", ...conditions(condition("NamespaceContentRemaining", "True", "", "pods. has 1 resource instances")) }, is: "deleting", reason: "Deleting", message: "being deleted, pods. has 1 resource instances" },
  { title: "a namespace in use is ready", of: "v1 Namespace", status: { phase: "Active" }, is: "ready" },
  { title: "a node that is Ready is ready", of: "v1 Node", status: conditions(condition("MemoryPressure", "False"), condition("Ready", "True")), is: "ready" },
  { title: "a node that is not Ready says why", of: "v1 Node", status: conditions(condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")), is: "progressing", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status" },
  { title: "a quota that is counted by is ready", of: "v1 ResourceQuota", spec: { hard: { pods: "10" } }, status: { hard: { pods: "10" } }, is: "ready" },
  { title: "a quota that was raised is on its way", of: "v1 ResourceQuota", spec: { hard: { pods: "10" } }, status: { hard: { pods: "5" } }, is: "progressing", reason: "SpecNotObserved" },
  { title: "a request that was approved is ready", of: request, status: conditions(condition("Approved", "True", "AutoApproved")), is: "ready" },
  { title: "a request that waits for approval is on its way", of: request, status: {}, is: "progressing", reason: "ApprovalPending" },
  { title: "a request that was denied has failed", of: request, status: conditions(condition("Denied", "True", "Policy", "not from here")), is: "failed", reason: "Policy", message: "not from here" },
  { title: "a snapshot that can be used is ready", of: snapshot, status: { readyToUse: true }, is: "ready" },
  { title: "a snapshot that is being taken is on its way", of: snapshot, status: { readyToUse: false }, is: "progressing", reason: "SnapshotPending" },
  { title: "a snapshot that could not be taken says why", of: snapshot, status: { readyToUse: false, error: { message: "no driver" } }, is: "failed", reason: "SnapshotError", message: "no driver" },

  { title: "a gateway that is programmed is ready", of: gateway, status: { conditions: [accepted, programmed], listeners: [{ name: "web", conditions: [accepted, programmed] }] }, is: "ready" },
  { title: "a gateway that is not programmed yet is on its way", of: gateway, status: { conditions: [accepted, condition("Programmed", "False", "Pending")] }, is: "progressing", reason: "Programmed=False (Pending)" },
  { title: "a gateway that nobody has accepted yet is on its way", of: gateway, status: { conditions: [condition("Accepted", "Unknown", "Pending"), condition("Programmed", "Unknown", "Pending")] }, is: "progressing", reason: "Accepted=Unknown (Pending)" },
  { title: "a gateway that is refused has failed", of: gateway, status: { conditions: [condition("Accepted", "False", "UnsupportedAddress")] }, is: "failed", reason: "Accepted=False (UnsupportedAddress)" },
  {
    title: "a listener without its certificate fails the gateway",
    of: gateway,
    status: { conditions: [accepted, programmed], listeners: [{ name: "web", conditions: [condition("ResolvedRefs", "False", "InvalidCertificateRef", "no such secret")] }] },
    is: "failed",
    reason: "ResolvedRefs=False (InvalidCertificateRef)",
    message: "listener web: no such secret",
  },
  { title: "a gateway's conditions of an older spec do not count", of: gateway, metadata: { generation: 2 }, status: { conditions: [{ ...accepted, observedGeneration: 1 }, { ...programmed, observedGeneration: 1 }] }, is: "progressing", reason: "NotAccepted" },
  { title: "a class that is accepted is ready", of: "gateway.networking.k8s.io/v1 GatewayClass", status: conditions(accepted), is: "ready" },
  { title: "a route that every parent accepts is ready", of: route, status: parents([accepted, resolved], [accepted, resolved]), is: "ready" },
  { title: "a route that one parent refuses has failed", of: route, status: parents([accepted, resolved], [condition("Accepted", "False", "NotAllowedByListeners", "not from this namespace"), resolved]), is: "failed", reason: "Accepted=False (NotAllowedByListeners)", message: "parent gw-1: not from this namespace" },
  { title: "a route without parents is on its way", of: route, status: { parents: [] }, is: "progressing", reason: "NotAccepted" },

  { title: "a config map is ready once it is there", of: "v1 ConfigMap", is: "ready" },
  { title: "a network policy is ready once it is there", of: "networking.k8s.io/v1 NetworkPolicy", is: "ready" },

  { title: "a clone set in full is ready", of: cloneSet, spec: { replicas: 3 }, status: { availableReplicas: 3, updatedReplicas: 3, updatedReadyReplicas: 3 }, is: "ready" },
  { title: "a clone set at its partition is ready", of: cloneSet, spec: { replicas: 3 }, status: { availableReplicas: 3, updatedReplicas: 1, updatedReadyReplicas: 1, expectedUpdatedReplicas: 1 }, is: "ready" },
  { title: "a clone set that nobody has seen is on its way", of: cloneSet, is: "progressing", reason: "NotReported", message: "no controller has reported yet" },
  { title: "a clone set with updated replicas that are not ready is on its way", of: cloneSet, spec: { replicas: 3 }, status: { availableReplicas: 3, updatedReplicas: 3, updatedReadyReplicas: 2 }, is: "progressing", reason: "ReplicasNotReady", message: "2 of 3 updated replicas ready" },
  { title: "a clone set that rolls is on its way", of: cloneSet, spec: { replicas: 3 }, status: { availableReplicas: 3, updatedReplicas: 1, updatedReadyReplicas: 1 }, is: "progressing", reason: "ReplicasNotUpdated", message: "1 of 3 replicas updated" },
  { title: "a clone set that cannot be scaled has failed", of: cloneSet, status: conditions(condition("FailedScale", "True", "", "quota exceeded")), is: "failed", reason: "FailedScale", message: "quota exceeded" },
  { title: "a paused clone set is paused", of: cloneSet, spec: { replicas: 3, updateStrategy: { paused: true } }, status: { updatedReplicas: 1 }, is: "paused", reason: "Paused", message: "paused at 1 of 3 updated" },
]);

judge(
  [
    "AbleToScale FailedGetScale",
    "AbleToScale FailedUpdateScale",
    "ScalingActive FailedGetResourceMetric",
    "ScalingActive FailedGetContainerResourceMetric",
    "ScalingActive FailedGetObjectMetric",
    "ScalingActive FailedGetPodsMetric",
    "ScalingActive FailedGetExternalMetric",
    "ScalingActive FailedComputeMetricsReplicas",
    "ScalingActive InvalidSelector",
  ].map((trouble) => {
    const [type = "", reason = ""] = trouble.split(" ");
    return { title: `an autoscaler with ${type} False for ${reason} has failed`, of: autoscaler, status: conditions(condition("AbleToScale", "True"), condition(type, "False", reason)), is: "failed" as const, reason };
  }),
);

test("a namespace that is to go says what holds it", () => {
  const status = { phase: "Terminating", conditions: [condition("NamespaceContentRemaining", "True", "SomeResourcesRemain", "pods. has 1 resource instances"), condition("NamespaceDeletionContentFailure", "False")] };
  const found = assess(familyOf(objectOf("v1", "Namespace", "shop", { metadata: { deletionTimestamp: "2024-01-01T12:00:00Z" }, status })));
  expect(found).toMatchObject({ status: "deleting", reason: "Deleting", message: "being deleted, pods. has 1 resource instances" });
});

test("an autoscaler without metrics gets patience: the first ones take their time", () => {
  const family = familyOf(objectOf("autoscaling/v2", "HorizontalPodAutoscaler", "web", { status: conditions(condition("AbleToScale", "False", "FailedGetScale", "no target")) }));
  expect(assess(family).incidents).toMatchObject([{ class: "probable", counts: "patience", reason: "FailedGetScale", message: "no target" }]);
});
