import { expect, test } from "bun:test";
import type { Assessment, Family } from "../../src/kinds/assessment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Event, KubeObject } from "../../src/kinds/kubernetes.ts";
import { crashingPod, eventOf, familyOf, objectOf, readyPod, waitingPod, podOf } from "./family.ts";

const seen = { observedGeneration: 1 };
const crash = { exitCode: 1, reason: "Error" };
const ofRevision = (revision: string) => ({ labels: { "controller-revision-hash": revision } });
const ofGeneration = (generation: string) => ({ labels: { "pod-template-generation": generation } });

function replicaSet(status: object, children: readonly Family[] = []): Family {
  return familyOf(objectOf("apps/v1", "ReplicaSet", "web", { spec: { replicas: 2 }, status: { ...seen, ...status } }), children);
}

function statefulSet(spec: object, status: object, children: readonly Family[] = [], events: readonly Event[] = []): Family {
  const revisions = { updateRevision: "db-2", currentRevision: "db-1" };
  const object = objectOf("apps/v1", "StatefulSet", "db", { spec: { replicas: 3, ...spec }, status: { ...seen, ...revisions, ...status } });
  return familyOf(object, children, events);
}

function daemonSet(status: object, children: readonly Family[] = [], type = "RollingUpdate", events: readonly Event[] = []): Family {
  const metadata = { annotations: { "deprecated.daemonset.template.generation": "2" } };
  const object = objectOf("apps/v1", "DaemonSet", "agent", { metadata, spec: { updateStrategy: { type } }, status: { ...seen, ...status } });
  return familyOf(object, children, events);
}

type Case = { readonly title: string; readonly family: Family; readonly want: Partial<Assessment> };

const cases: readonly Case[] = [
  {
    title: "a ReplicaSet with all replicas available is ready",
    family: replicaSet({ replicas: 2, readyReplicas: 2, availableReplicas: 2 }),
    want: { status: "ready" },
  },
  {
    title: "a ReplicaSet fails by its Pods",
    family: replicaSet({ replicas: 2, readyReplicas: 1, availableReplicas: 1 }, [crashingPod("web-a", crash, 1)]),
    want: { status: "failed", reason: "CrashLoopBackOff" },
  },
  {
    title: "a ReplicaSet that may not create Pods has failed",
    family: replicaSet({ conditions: [{ type: "ReplicaFailure", status: "True", message: 'pods "web-" is forbidden: violates PodSecurity "restricted:latest"' }] }),
    want: { status: "failed", reason: "FailedCreate", message: 'no Pod can be created: violates PodSecurity "restricted:latest"' },
  },
  {
    title: "what the namespace's Pod Security wants is told as what to set, once each",
    family: replicaSet({
      conditions: [
        {
          type: "ReplicaFailure",
          status: "True",
          message:
            'pods "web-" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), privileged (container "main" must not set securityContext.privileged=true), runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true), host namespaces (hostNetwork=true)',
        },
      ],
    }),
    want: {
      status: "failed",
      reason: "FailedCreate",
      message:
        'no Pod can be created: the namespace enforces Pod Security "restricted:latest": set securityContext.allowPrivilegeEscalation=false, no securityContext.privileged=true, securityContext.runAsNonRoot=true; host namespaces (hostNetwork=true)',
    },
  },
  {
    title: "a limit says what kind of object sets it",
    family: replicaSet({ conditions: [{ type: "ReplicaFailure", status: "True", message: 'pods "web-" is forbidden: maximum cpu usage per Container is 1, but limit is 2' }] }),
    want: { status: "failed", reason: "FailedCreate", message: "no Pod can be created: maximum cpu usage per Container is 1, but limit is 2 (by a LimitRange of the namespace)" },
  },
  {
    title: "a ReplicaSet counts what it has",
    family: replicaSet({ replicas: 1 }),
    want: { status: "progressing", reason: "ReplicasNotCreated", message: "1 of 2 replicas exist" },
  },
  {
    title: "a ReplicaSet counts what is ready",
    family: replicaSet({ replicas: 2, readyReplicas: 1, availableReplicas: 1 }),
    want: { status: "progressing", reason: "ReplicasNotReady", message: "1 of 2 replicas ready" },
  },
  {
    title: "a ReplicaSet counts what is available",
    family: replicaSet({ replicas: 2, readyReplicas: 2, availableReplicas: 1 }),
    want: { status: "progressing", reason: "ReplicasNotAvailable", message: "1 of 2 replicas available" },
  },
  {
    title: "a StatefulSet with all updated and ready is ready before its revisions flip (checklist 36)",
    family: statefulSet({}, { replicas: 3, readyReplicas: 3, updatedReplicas: 3 }),
    want: { status: "ready", message: "", revision: "db-2" },
  },
  {
    title: "a partition is what the user asked for (checklist 36)",
    family: statefulSet({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } } }, { replicas: 3, readyReplicas: 3, updatedReplicas: 1 }),
    want: { status: "ready", reason: "Partitioned", message: "1 of 3 updated as asked by partition 2" },
  },
  {
    title: "a StatefulSet with minReadySeconds waits until its replicas are available",
    family: statefulSet({ minReadySeconds: 10 }, { replicas: 3, readyReplicas: 3, updatedReplicas: 3, availableReplicas: 2 }),
    want: { status: "progressing", reason: "ReplicasNotAvailable", message: "2 of 3 replicas available; each must be ready for 10 s (minReadySeconds)" },
  },
  {
    title: "an OnDelete StatefulSet with old Pods tells to delete them (checklist 37)",
    family: statefulSet({ updateStrategy: { type: "OnDelete" } }, { replicas: 3, readyReplicas: 3, updatedReplicas: 2 }, [
      readyPod("db-0", ofRevision("db-1")),
      readyPod("db-1", ofRevision("db-2")),
    ]),
    want: {
      status: "progressing",
      reason: "ReplicasNotUpdated",
      message: "2 of 3 replicas updated; with updateStrategy OnDelete delete the old Pods by hand: kubectl delete pod db-0 -n shop",
    },
  },
  {
    title: "a StatefulSet fails by a Pod of its update revision (checklist 62)",
    family: statefulSet({}, { replicas: 3, readyReplicas: 2 }, [crashingPod("db-2", crash, 2, ofRevision("db-2"))]),
    want: { status: "failed", reason: "CrashLoopBackOff", message: "po/db-2 container/main: exits with 1, 2 restarts" },
  },
  {
    title: "a broken Pod of the old revision that the controller waits for is named with the command that helps",
    family: statefulSet({}, { replicas: 3, readyReplicas: 2 }, [crashingPod("db-1", crash, 2, ofRevision("db-1"))]),
    want: {
      status: "failed",
      reason: "StuckOldPod",
      message:
        "po/db-1: this Pod of the old revision blocks the update, because container/main: exits with 1, 2 restarts; the controller waits for it for ever: kubectl delete pod db-1 -n shop",
    },
  },
  {
    title: "a broken old Pod says nothing where Pods are replaced in parallel",
    family: statefulSet({ podManagementPolicy: "Parallel" }, { replicas: 3, readyReplicas: 2 }, [crashingPod("db-1", crash, 2, ofRevision("db-1"))]),
    want: { status: "progressing", reason: "ReplicasNotReady", incidents: [] },
  },
  {
    title: "a StatefulSet that may not create Pods has failed by its event",
    family: statefulSet({}, {}, [], [eventOf("FailedCreate", 'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: maximum cpu usage per Container is 1')]),
    want: { status: "failed", reason: "FailedCreate" },
  },
  {
    title: "a creation that the server asks to repeat is no failure (checklist 57)",
    family: statefulSet({}, {}, [], [eventOf("FailedCreate", "The POST operation against Pod could not be completed at this time, please try again.")]),
    want: { status: "progressing", reason: "ReplicasNotReady", incidents: [] },
  },
  {
    title: "a StatefulSet counts what is updated (checklist 36)",
    family: statefulSet({}, { replicas: 3, readyReplicas: 3, updatedReplicas: 1 }),
    want: { status: "progressing", reason: "ReplicasNotUpdated", message: "1 of 3 replicas updated" },
  },
  {
    title: "a DaemonSet whose nodes are not counted yet is on its way",
    family: daemonSet({}),
    want: { status: "progressing", reason: "NoStatus" },
  },
  {
    title: "a DaemonSet that no node matches is ready, and says so",
    family: daemonSet({ desiredNumberScheduled: 0 }),
    want: { status: "ready", reason: "NoNodes", message: "no node matches, so no Pod is needed" },
  },
  {
    title: "a DaemonSet with all updated, available and ready is ready (checklist 38)",
    family: daemonSet({ desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2, numberReady: 2 }),
    want: { status: "ready", message: "", revision: "2" },
  },
  {
    title: "an OnDelete DaemonSet that is available is ready, with its old Pods told (checklist 38)",
    family: daemonSet({ desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2, numberReady: 2 }, [], "OnDelete"),
    want: { status: "ready", reason: "OnDelete", message: "1 Pod still runs the old revision, until deleted by hand (updateStrategy OnDelete)" },
  },
  {
    title: "a DaemonSet fails by a current Pod alone (checklist 62)",
    family: daemonSet({ desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 1 }, [
      crashingPod("agent-old", crash, 2, ofGeneration("1")),
      waitingPod("agent-new", "InvalidImageName", "", {}, [], ofGeneration("2")),
    ]),
    want: { status: "failed", reason: "InvalidImageName", message: "po/agent-new container/main: image name shop/web:2 cannot be understood: correct it" },
  },
  {
    title: "a DaemonSet counts what is updated and available (checklist 38)",
    family: daemonSet({ desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 }),
    want: { status: "progressing", reason: "ReplicasNotAvailable", message: "1 of 2 Pods available" },
  },
  {
    title: "a ServiceAccount that is missing gets some patience",
    family: daemonSet({ desiredNumberScheduled: 1 }, [], "RollingUpdate", [
      eventOf("FailedCreate", 'Error creating: pods "agent-" is forbidden: error looking up service account shop/agent: serviceaccount "agent" not found'),
    ]),
    want: {
      status: "failed",
      reason: "FailedCreate",
      message: 'no Pod can be created: serviceaccount "agent" not found: create it or correct serviceAccountName in the Pod template',
    },
  },
  {
    title: "a StatefulSet that is scaled down waits for its surplus",
    family: statefulSet({}, { replicas: 4, readyReplicas: 4, updatedReplicas: 4 }),
    want: { status: "progressing", reason: "OldReplicasTerminating", message: "1 surplus replicas are being terminated" },
  },
  {
    title: "an old Pod that is not ready for no fault of its own is waited for",
    family: statefulSet({}, { replicas: 3, readyReplicas: 2, updatedReplicas: 0 }, [waitingPod("db-2", "ContainerCreating", "", {}, [], ofRevision("db-1"))]),
    want: { status: "progressing", reason: "ReplicasNotReady", message: "2 of 3 replicas ready; po/db-2 container/main: is being created", incidents: [] },
  },
  {
    title: "a DaemonSet counts what is updated while all are available",
    family: daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 1, numberAvailable: 3, numberReady: 3 }),
    want: { status: "progressing", reason: "ReplicasNotUpdated", message: "1 of 3 Pods updated" },
  },
  {
    title: "a webhook that cannot be called is waited for",
    family: statefulSet({}, { replicas: 0 }, [], [eventOf("FailedCreate", 'create Pod db-0 failed: Internal error occurred: failed calling webhook "x": connection refused')]),
    want: { status: "progressing", reason: "FailedCreate" },
  },
  {
    title: "an API server that takes too long is waited for",
    family: statefulSet({}, { replicas: 0 }, [], [eventOf("FailedCreate", "create Pod db-0 failed: request timed out")]),
    want: { status: "progressing", reason: "FailedCreate" },
  },
];

for (const { title, family, want } of cases) {
  test(title, () => {
    expect(assess(family)).toMatchObject(want);
  });
}

test("the newest ControllerRevision tells which Pods of a DaemonSet are current", () => {
  const revision = (name: string, number: number) => familyOf({ ...objectOf("apps/v1", "ControllerRevision", name, { metadata: ofRevision(name) }), ...{ revision: number } });
  const family = daemonSet({ desiredNumberScheduled: 2, numberAvailable: 2 }, [
    revision("new", 10),
    revision("old", 9),
    readyPod("agent-a", ofRevision("old")),
    readyPod("agent-b", ofRevision("new")),
  ]);
  expect(assess(family)).toMatchObject({ revision: "new", pods: [{ object: { metadata: { name: "agent-b" } } }] });
});

test("a Pod on a node that is away does not count as the update of one that is there", () => {
  const pods = [readyPod("agent-a", ofGeneration("1")), pendingOn("agent-b", "node-2")];
  const judged = assess({ ...daemonSet({ desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 1, numberReady: 1 }, pods), nodes: [node("node-2", "Unknown")], sinceMs: after });
  expect(judged).toMatchObject({ status: "progressing", reason: "ReplicasNotUpdated", message: "0 of 1 Pods updated" });
});

const rolledBack = { replicas: 2, readyReplicas: 2, updatedReplicas: 2, updateRevision: "db-1", currentRevision: "db-1" };

test.each([
  ["by a partition", { replicas: 2, updateStrategy: { rollingUpdate: { partition: 1 } } }],
  ["by hand", { replicas: 2, updateStrategy: { type: "OnDelete" } }],
])("a StatefulSet that is rolled back %s is not done while a Pod of the undone revision is there", (_, spec) => {
  const undone = readyPod("db-1", ofRevision("db-2"));
  const object = statefulSet(spec, rolledBack, [readyPod("db-0", ofRevision("db-1")), undone]);
  expect(assess(object)).toMatchObject({ status: "progressing", reason: "ReplicasNotUpdated" });
  expect(assess({ ...object, children: [readyPod("db-0", ofRevision("db-1")), readyPod("db-1", ofRevision("db-1"))] })).toMatchObject({ status: "ready" });
});

test("a missing ServiceAccount counts only after some patience", () => {
  const family = daemonSet({ desiredNumberScheduled: 1 }, [], "RollingUpdate", [eventOf("FailedCreate", 'Error creating: serviceaccount "agent" not found')]);
  expect(assess(family).incidents).toMatchObject([{ class: "permanent", counts: "patience", fault: "create" }]);
});

function node(name: string, ready: string, spec: object = {}): KubeObject {
  return objectOf("v1", "Node", name, { metadata: { creationTimestamp: "2024-01-01T12:00:00Z" }, spec, status: { conditions: [{ type: "Ready", status: ready, message: "the kubelet is silent" }] } });
}

const pendingOn = (name: string, nodeName: string) => podOf(name, { metadata: ofGeneration("2"), spec: { nodeName }, status: { phase: "Pending" } });
/** Before the scheduler has bound it the node stands in its affinity alone. */
const pendingFor = (name: string, nodeName: string) => {
  const nodeSelectorTerms = [{ matchFields: [{ key: "metadata.name", operator: "In", values: [nodeName] }] }];
  return podOf(name, { metadata: ofGeneration("2"), spec: { nodeName: "", affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } }, status: { phase: "Pending" } });
};
const oneMissing = { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1, numberReady: 1 };
const before = Date.parse("2024-01-01T11:00:00Z");
const after = Date.parse("2024-01-01T13:00:00Z");

const nodeCases: readonly { readonly title: string; readonly pod: Family; readonly status?: object; readonly nodes: readonly KubeObject[]; readonly sinceMs: number; readonly want: Partial<Assessment> }[] = [
  { title: "whose node is not ready", pod: pendingOn("agent-b", "node-2"), nodes: [node("node-2", "Unknown")], sinceMs: after, want: { status: "ready", reason: "NodesLeftOut", message: "without node node-2, which is not ready (the kubelet is silent)", counters: [{ name: "updated", value: 1, target: 1 }, { name: "available", value: 1, target: 1 }] } },
  { title: "that the scheduler has not bound to its node, which is not ready", pod: pendingFor("agent-b", "node-2"), nodes: [node("node-2", "False")], sinceMs: after, want: { status: "ready", reason: "NodesLeftOut" } },
  { title: "whose node has come since the start", pod: pendingOn("agent-b", "node-2"), nodes: [node("node-2", "True")], sinceMs: before, want: { status: "ready", message: "without node node-2, which has come since the start" } },
  { title: "whose node is cordoned", pod: pendingOn("agent-b", "node-2"), nodes: [node("node-2", "True", { unschedulable: true })], sinceMs: after, want: { status: "progressing", reason: "ReplicasNotAvailable" } },
  { title: "whose node nobody may see", pod: pendingOn("agent-b", "node-2"), nodes: [], sinceMs: after, want: { status: "progressing", reason: "ReplicasNotAvailable" } },
  { title: "beside another node that is not ready", pod: pendingOn("agent-b", "node-2"), nodes: [node("node-2", "True"), node("node-3", "Unknown")], sinceMs: after, want: { status: "progressing" } },
  { title: "of the only node, which is not ready", pod: pendingOn("agent-b", "node-2"), status: { desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 0, numberReady: 0 }, nodes: [node("node-2", "Unknown")], sinceMs: after, want: { status: "progressing", reason: "ReplicasNotAvailable" } },
  { title: "that crashes on a node that is not ready", pod: crashingPod("agent-b", crash, 5, ofGeneration("2")), nodes: [node("node-1", "Unknown")], sinceMs: after, want: { status: "ready", reason: "NodesLeftOut", incidents: [] } },
];

for (const { title, pod, status = oneMissing, nodes, sinceMs, want } of nodeCases) {
  test(`a DaemonSet with a Pod ${title} (corner case 20)`, () => {
    expect(assess({ ...daemonSet(status, [readyPod("agent-a", ofGeneration("2")), pod]), nodes, sinceMs })).toMatchObject(want);
  });
}
