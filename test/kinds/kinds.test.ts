import { expect, test } from "bun:test";
import type { Family, Status } from "../../src/kinds/assessment.ts";
import { assess, kindOf, kinds } from "../../src/kinds/kinds.ts";
import { eventOf, familyOf, objectOf, readyPod } from "./family.ts";

type Case = { readonly title: string; readonly family: Family; readonly status: Status; readonly reason: string };

const claim = (phase: string, reason = "") =>
  familyOf(objectOf("v1", "PersistentVolumeClaim", "data", { status: { phase } }), [], reason === "" ? [] : [eventOf(reason, "said")]);
const service = (spec: object, status: object = {}) => familyOf(objectOf("v1", "Service", "web", { spec, status }));
const budget = (status: object) => familyOf(objectOf("policy/v1", "PodDisruptionBudget", "web", { status }));
const definition = (...conditions: readonly object[]) =>
  familyOf(objectOf("apiextensions.k8s.io/v1", "CustomResourceDefinition", "x.example.com", { status: { conditions } }));
const custom = (status?: object, metadata: object = {}) =>
  familyOf(objectOf("example.com/v1", "Thing", "x", { metadata, ...(status === undefined ? {} : { status }) }));
const condition = (type: string, status: unknown, reason = "", more: object = {}) => ({ type, status, reason, ...more });

const cases: readonly Case[] = [
  { title: "a CronJob is ready once it is there", family: familyOf(objectOf("batch/v1", "CronJob", "x", { spec: {} })), status: "ready", reason: "" },
  { title: "a suspended CronJob says so", family: familyOf(objectOf("batch/v1", "CronJob", "x", { spec: { suspend: true } })), status: "ready", reason: "Suspended" },
  { title: "a bound claim is ready (checklist 48)", family: claim("Bound"), status: "ready", reason: "" },
  { title: "a pending claim is on its way", family: claim("Pending"), status: "progressing", reason: "Pending" },
  { title: "a claim that waits for its first Pod is assumed ready", family: claim("Pending", "WaitForFirstConsumer"), status: "ready", reason: "Assumed" },
  { title: "a claim that cannot be provisioned is on its way with the reason", family: claim("Pending", "ProvisioningFailed"), status: "progressing", reason: "ProvisioningFailed" },
  { title: "a lost claim has failed (checklist 48)", family: claim("Lost"), status: "failed", reason: "Lost" },
  { title: "a Service within the cluster is ready at once (checklist 48)", family: service({ type: "ClusterIP" }), status: "ready", reason: "" },
  { title: "a load balancer waits for its address (checklist 48)", family: service({ type: "LoadBalancer" }), status: "progressing", reason: "LoadBalancerPending" },
  {
    title: "a load balancer with an address is ready",
    family: service({ type: "LoadBalancer" }, { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } }),
    status: "ready",
    reason: "",
  },
  { title: "a budget that was observed is ready (checklist 48)", family: budget({ observedGeneration: 1 }), status: "ready", reason: "" },
  { title: "a budget that nobody looked at is on its way", family: budget({}), status: "progressing", reason: "NoStatus" },
  {
    title: "a budget that cannot be worked with has failed",
    family: budget({ observedGeneration: 1, conditions: [condition("DisruptionAllowed", "False", "SyncFailed")] }),
    status: "failed",
    reason: "SyncFailed",
  },
  { title: "a definition without conditions is on its way (checklist 48)", family: definition(), status: "progressing", reason: "Installing" },
  { title: "a definition whose names are taken has failed (checklist 48)", family: definition(condition("NamesAccepted", "False", "ListKindConflict")), status: "failed", reason: "ListKindConflict" },
  { title: "a custom resource without a status is on its way", family: custom(), status: "progressing", reason: "NoStatus" },
  { title: "a custom resource that is Ready is ready", family: custom({ conditions: [condition("Ready", "True")] }), status: "ready", reason: "" },
  { title: "a condition that is a boolean counts too", family: custom({ conditions: [condition("Ready", true)] }), status: "ready", reason: "" },
  {
    title: "a Ready of an older generation does not count (checklist 46)",
    family: custom({ conditions: [condition("Ready", "True", "", { observedGeneration: 1 })] }, { generation: 2 }),
    status: "progressing",
    reason: "SpecNotObserved",
  },
  {
    title: "a custom resource being reconciled is on its way",
    family: custom({ conditions: [condition("Ready", "True"), condition("Reconciling", "True", "Rolling")] }),
    status: "progressing",
    reason: "Reconciling=True (Rolling)",
  },
  { title: "a stalled object of any kind has failed", family: custom({ conditions: [condition("Stalled", "True", "BadSpec")] }), status: "failed", reason: "Stalled=True (BadSpec)" },
  { title: "an observed generation alone is assumed to be ready", family: custom({ observedGeneration: 1 }), status: "ready", reason: "Assumed" },
  { title: "a status that no rule knows is unknown", family: custom({ mood: "good" }), status: "unknown", reason: "NoRule" },
  { title: "an older generation, written as a text, is on its way (checklist 46)", family: custom({ observedGeneration: "9" }, { generation: 10 }), status: "progressing", reason: "SpecNotObserved" },
  { title: "a larger generation is left by a restore and does not hold", family: custom({ observedGeneration: 12 }, { generation: 10 }), status: "ready", reason: "Assumed" },
  { title: "a generation that is a hash says nothing", family: custom({ observedGeneration: "5d8f" }, { generation: 10 }), status: "ready", reason: "Assumed" },
  {
    title: "an object under deletion is deleting, whatever its status says",
    family: custom({ conditions: [condition("Ready", "True")] }, { deletionTimestamp: "2024-01-01T12:00:00Z" }),
    status: "deleting",
    reason: "Deleting",
  },
  {
    title: "a Job that has ended stays so under deletion (checklist 41)",
    family: familyOf(objectOf("batch/v1", "Job", "migrate", { metadata: { deletionTimestamp: "2024-01-01T12:00:00Z" }, status: { conditions: [condition("Complete", "True")] } })),
    status: "ready",
    reason: "",
  },
  {
    title: "a Job that has not ended is deleting",
    family: familyOf(objectOf("batch/v1", "Job", "migrate", { metadata: { deletionTimestamp: "2024-01-01T12:00:00Z" }, status: { active: 1 } })),
    status: "deleting",
    reason: "Deleting",
  },
  {
    title: "an object that is not what its kind promises is unknown, and no error",
    family: familyOf(objectOf("v1", "Pod", "web", { status: { phase: "Running", containerStatuses: [null] } })),
    status: "unknown",
    reason: "Malformed",
  },
];

for (const { title, family, status, reason } of cases) {
  test(title, () => {
    expect(assess(family)).toMatchObject({ status, reason });
  });
}

test("a malformed Pod makes its workload unknown, and no error", () => {
  const pod = familyOf(objectOf("v1", "Pod", "web-a", { status: { phase: "Running", conditions: "none" } }));
  const set = familyOf(objectOf("apps/v1", "StatefulSet", "web", { spec: {}, status: { observedGeneration: 1 } }), [pod, readyPod("web-b")]);
  expect(assess(set)).toMatchObject({ status: "unknown", reason: "Malformed" });
});

test("a kind is found in any version of its group, and in no other group", () => {
  expect([kindOf("apps/v1beta2", "Deployment")?.short, kindOf("example.com/v1", "Deployment"), kindOf("v1", "Deployment")]).toEqual(["deploy", undefined, undefined]);
});

test("each kind has its path and its short name", () => {
  expect(kinds.map(({ plural, short, owns }) => [plural, short, ...owns].join(" "))).toEqual([
    "deployments deploy ReplicaSet Pod",
    "replicasets rs Pod",
    "statefulsets sts Pod",
    "daemonsets ds Pod",
    "jobs job Pod",
    "pods po",
    "cronjobs cronjob",
    "replicationcontrollers replicationcontroller Pod",
    "services service",
    "persistentvolumeclaims persistentvolumeclaim",
    "poddisruptionbudgets poddisruptionbudget",
    "customresourcedefinitions customresourcedefinition",
    "persistentvolumes persistentvolume",
    "namespaces namespace",
    "nodes node",
    "resourcequotas resourcequota",
    "ingresses ingress",
    "horizontalpodautoscalers horizontalpodautoscaler",
    "apiservices apiservice",
    "certificatesigningrequests certificatesigningrequest",
    "volumesnapshots volumesnapshot",
    "volumesnapshotcontents volumesnapshotcontent",
    "gateways gateway",
    "gatewayclasses gatewayclass",
    "httproutes httproute",
    "grpcroutes grpcroute",
    "tlsroutes tlsroute",
    "tcproutes tcproute",
    "udproutes udproute",
    "rollouts rollout",
    "clonesets cloneset",
    "configmaps configmap",
    "secrets secret",
    "serviceaccounts serviceaccount",
    "endpoints endpoints",
    "limitranges limitrange",
    "controllerrevisions controllerrevision",
    "roles role",
    "rolebindings rolebinding",
    "clusterroles clusterrole",
    "clusterrolebindings clusterrolebinding",
    "networkpolicies networkpolicy",
    "ingressclasses ingressclass",
    "storageclasses storageclass",
    "csidrivers csidriver",
    "priorityclasses priorityclass",
    "endpointslices endpointslice",
    "leases lease",
    "runtimeclasses runtimeclass",
    "mutatingwebhookconfigurations mutatingwebhookconfiguration",
    "validatingwebhookconfigurations validatingwebhookconfiguration",
  ]);
});
