/**
 * The corner cases of the reference that one object's assessment decides, by their numbers there. What only a run of some length can show
 * (3, 4, 26 to 30) is told in test/core/corner-cases.test.ts.
 */
import { expect, test } from "bun:test";
import { World } from "../../src/core/world.ts";
import type { Assessment, Family } from "../../src/kinds/assessment.ts";
import { deploymentTimedOut } from "../../src/kinds/deployment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Deployment, Event, KubeObject } from "../../src/kinds/kubernetes.ts";
import { podColumns } from "../../src/kinds/pod-columns.ts";
import { crashingPod, eventOf, familyOf, objectOf, podOf, readyPod, waitingPod } from "./family.ts";

type Fields = { readonly metadata?: object; readonly spec?: object; readonly status?: object };
type Case = readonly [number: number, title: string, family: Family, want: Partial<Assessment>];

const seen = { observedGeneration: 1 };
const all = (count: number) => ({ replicas: count, updatedReplicas: count, readyReplicas: count, availableReplicas: count });
const allOnNodes = { desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2, numberReady: 2 };
const crash = { exitCode: 1, reason: "Error" };
const deleted = { deletionTimestamp: "2024-01-01T12:00:00Z" };
const ofRevision = (revision: string) => ({ labels: { "controller-revision-hash": revision } });
const atRevision = (revision: string) => ({ annotations: { "deployment.kubernetes.io/revision": revision } });
const on = (type: string, reason = "", message = "") => ({ type, status: "True", reason, message });
const off = (type: string, reason = "", message = "") => ({ type, status: "False", reason, message });

function deployment({ metadata = {}, spec = {}, status = {} }: Fields, children: readonly Family[] = []): Family {
  const object = objectOf("apps/v1", "Deployment", "web", { metadata: { ...atRevision("2"), ...metadata }, spec: { replicas: 3, ...spec }, status: { ...seen, ...status } });
  return familyOf(object, children);
}

function replicaSet(name: string, revision: string, pods: readonly Family[], status: object = {}): Family {
  return familyOf(objectOf("apps/v1", "ReplicaSet", name, { metadata: atRevision(revision), spec: { replicas: 3 }, status: { ...seen, ...status } }), pods);
}

function statefulSet(spec: object, status: object, pods: readonly Family[] = [], events: readonly Event[] = []): Family {
  const revisions = { updateRevision: "db-2", currentRevision: "db-1" };
  return familyOf(objectOf("apps/v1", "StatefulSet", "db", { spec: { replicas: 3, ...spec }, status: { ...seen, ...revisions, ...status } }), pods, events);
}

function daemonSet({ spec = {}, status = {} }: Fields, pods: readonly Family[] = [], events: readonly Event[] = []): Family {
  const metadata = { annotations: { "deprecated.daemonset.template.generation": "2" } };
  return familyOf(objectOf("apps/v1", "DaemonSet", "agent", { metadata, spec, status }), pods, events);
}

function job(spec: object, status: object, pods: readonly Family[] = [], events: readonly Event[] = []): Family {
  return familyOf(objectOf("batch/v1", "Job", "migrate", { spec, status: { startTime: "2024-01-01T12:00:00Z", ...status } }), pods, events);
}

const custom = (fields: Fields) => familyOf(objectOf("example.com/v1", "Thing", "x", fields));
const ended = (name: string, exitCode: number) => ({ name, ready: false, restartCount: 0, state: { terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "Error" } } });
const runs = (name: string, ready: boolean) => ({ name, ready, started: true, restartCount: 0, state: { running: { startedAt: "2024-01-01T12:00:00Z" } } });
const failedPod = (name: string, reason: string) => podOf(name, { status: { phase: "Failed", reason, message: "the node went away" } });
const sidecarSpec = { initContainers: [{ name: "proxy", image: "proxy:1", restartPolicy: "Always" }] };
const noPodsYet = [eventOf("FailedCreate", 'Error creating: pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2')];
const surge = { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } };
const ofGeneration = (generation: string) => ({ labels: { "pod-template-generation": generation } });

const cases: readonly Case[] = [
  [1, "counters of an older spec do not count", deployment({ metadata: { generation: 2 }, status: all(3) }), { status: "progressing", reason: "SpecNotObserved" }],
  [1, "an older spec whose number is a text does not count", custom({ metadata: { generation: 10 }, status: { observedGeneration: "9", conditions: [on("Ready")] } }), { status: "progressing", reason: "SpecNotObserved" }],
  [1, "a condition of an older spec does not count", custom({ metadata: { generation: 2 }, status: { conditions: [{ ...on("Ready"), observedGeneration: 1 }] } }), { status: "progressing", reason: "SpecNotObserved" }],
  [1, "a failure of an older spec does not count", custom({ metadata: { generation: 2 }, status: { conditions: [{ ...off("Ready", "ConfigError"), observedGeneration: 1 }, on("Available")] } }), { status: "ready" }],
  [2, "a generation from before a restore does not hold a Deployment back", deployment({ metadata: { generation: 3 }, status: { ...all(3), observedGeneration: 7 } }), { status: "ready" }],
  [5, "without a deadline the Progressing condition says nothing", deployment({ spec: { progressDeadlineSeconds: 2_147_483_647 }, status: { ...all(3), availableReplicas: 2, conditions: [on("Progressing", "ReplicaSetUpdated")] } }), { status: "progressing", reason: "ReplicasNotAvailable" }],
  [6, "a paused Deployment is paused, however far it is", deployment({ spec: { paused: true }, status: { ...all(3), updatedReplicas: 1 } }), { status: "paused", reason: "Paused" }],
  [7, "0 of 1 is not ready though maxUnavailable would allow it", deployment({ spec: { replicas: 1, strategy: { rollingUpdate: { maxUnavailable: 1 } } }, status: { replicas: 1, updatedReplicas: 1 } }), { status: "progressing", reason: "ReplicasNotAvailable" }],
  [8, "the number that an autoscaler asks for now is the one that counts", deployment({ spec: { replicas: 14 }, status: all(10) }), { status: "progressing", message: "10 of 14 replicas updated", counters: [{ name: "updated", value: 10, target: 14 }, { name: "ready", value: 10, target: 14 }, { name: "available", value: 10, target: 14 }] }],
  [9, "no number of replicas is one", deployment({ spec: { replicas: null }, status: all(1) }), { status: "ready" }],
  [10, "no replicas wanted are ready once that was observed", deployment({ spec: { replicas: 0 } }), { status: "ready" }],
  [10, "no replicas wanted are not ready before that was observed", deployment({ metadata: { generation: 2 }, spec: { replicas: 0 } }), { status: "progressing", reason: "SpecNotObserved" }],
  [10, "no replicas wanted are not ready while some are there", deployment({ spec: { replicas: 0 }, status: all(1) }), { status: "progressing", reason: "OldReplicasTerminating" }],
  [11, "old Pods that take long to end are not waited for", deployment({ status: { ...all(3), terminatingReplicas: 2 } }, [replicaSet("web-old", "1", [crashingPod("web-old-a", crash, 9, deleted)])]), { status: "ready", incidents: [] }],
  [12, "a partition that is reached is ready", statefulSet({ updateStrategy: { rollingUpdate: { partition: 2 } } }, { ...all(3), updatedReplicas: 1 }), { status: "ready", reason: "Partitioned", message: "1 of 3 updated as asked by partition 2" }],
  [12, "a partition that is not reached is on its way", statefulSet({ updateStrategy: { rollingUpdate: { partition: 1 } } }, { ...all(3), updatedReplicas: 1 }), { status: "progressing", message: "1 of 2 replicas updated" }],
  [12, "a partition beyond all replicas asks for nothing", statefulSet({ updateStrategy: { rollingUpdate: { partition: 9 } } }, { ...all(3), updatedReplicas: 0 }), { status: "ready" }],
  [13, "an OnDelete StatefulSet waits for a hand, and says for which", statefulSet({ updateStrategy: { type: "OnDelete" } }, { ...all(3), updatedReplicas: 2 }, [readyPod("db-0", ofRevision("db-1"))]), { status: "progressing", reason: "ReplicasNotUpdated", message: "2 of 3 replicas updated; with updateStrategy OnDelete delete the old Pods by hand: kubectl delete pod db-0 -n shop" }],
  [13, "an OnDelete StatefulSet of one revision is ready", statefulSet({ updateStrategy: { type: "OnDelete" } }, { ...all(3), updatedReplicas: 0, currentRevision: "db-2" }), { status: "ready" }],
  [14, "with Parallel any Pod of the new revision may fail, wherever the ordinals start", statefulSet({ podManagementPolicy: "Parallel", ordinals: { start: 5 } }, { ...all(3), readyReplicas: 2, updatedReplicas: 2 }, [crashingPod("db-7", crash, 2, ofRevision("db-2"))]), { status: "failed", reason: "CrashLoopBackOff" }],
  [14, "with Parallel a broken old Pod is replaced without anybody's hand", statefulSet({ podManagementPolicy: "Parallel" }, { ...all(3), readyReplicas: 2, updatedReplicas: 1 }, [crashingPod("db-1", crash, 2, ofRevision("db-1"))]), { status: "progressing", incidents: [] }],
  [15, "a StatefulSet's minReadySeconds are waited for", statefulSet({ minReadySeconds: 10 }, { ...all(3), availableReplicas: 1 }), { status: "progressing", message: "1 of 3 replicas available; each must be ready for 10 s (minReadySeconds)" }],
  [16, "a broken Pod of the old revision that stands in the way is named", statefulSet({}, { ...all(3), readyReplicas: 2, updatedReplicas: 0 }, [crashingPod("db-2", crash, 4, ofRevision("db-1"))]), { status: "failed", reason: "StuckOldPod" }],
  [17, "an OnDelete DaemonSet that is available is ready, with a warning", daemonSet({ spec: { updateStrategy: { type: "OnDelete" } }, status: { ...seen, ...allOnNodes, updatedNumberScheduled: 1 } }), { status: "ready", reason: "OnDelete" }],
  [18, "with maxSurge a current Pod that is not Ready outweighs the counters", daemonSet({ spec: surge, status: { ...seen, ...allOnNodes } }, [readyPod("agent-a", ofGeneration("2")), podOf("agent-b", { metadata: ofGeneration("2"), status: { phase: "Running", containerStatuses: [runs("main", false)] } })]), { status: "progressing", reason: "ReplicasNotReady" }],
  [18, "with maxSurge an old Pod on its way out does not", daemonSet({ spec: surge, status: { ...seen, ...allOnNodes } }, [readyPod("agent-a", ofGeneration("2")), crashingPod("agent-old", crash, 1, ofGeneration("1"))]), { status: "ready" }],
  [18, "without maxSurge the counters are enough", daemonSet({ status: { ...seen, ...allOnNodes } }, [podOf("agent-b", { metadata: ofGeneration("2"), status: { phase: "Running" } })]), { status: "ready" }],
  [19, "no node before the controller ran is not no node", daemonSet({ status: { desiredNumberScheduled: 0 } }), { status: "progressing", reason: "SpecNotObserved" }],
  [19, "no node after the controller ran is ready, with a notice", daemonSet({ status: { ...seen, desiredNumberScheduled: 0 } }), { status: "ready", reason: "NoNodes" }],
  [21, "a suspended Job is paused", job({ suspend: true }, { conditions: [on("Suspended", "JobSuspended")] }), { status: "paused", reason: "Suspended" }],
  [21, "a Job that was resumed is on its way and not complete", job({ suspend: false }, { active: 1, conditions: [off("Suspended", "JobResumed")] }), { status: "progressing", reason: "Running" }],
  [22, "an indexed Job with failed indexes is on its way until its condition says otherwise, and names them", job({ completions: 5, completionMode: "Indexed", backoffLimitPerIndex: 1, backoffLimit: 2_147_483_647 }, { succeeded: 2, failed: 4, active: 1, completedIndexes: "0,2", failedIndexes: "1,3" }), { status: "progressing", message: "2 of 5 succeeded, 4 failed (backoff limit 1 per index), failed indexes 1,3, 1 active" }],
  [22, "an indexed Job fails by its condition", job({ backoffLimitPerIndex: 1 }, { failedIndexes: "1", conditions: [on("Failed", "FailedIndexes", "Job has failed indexes")] }), { status: "failed", reason: "FailedIndexes", final: true }],
  [23, "a success policy is complete with fewer successes than completions", job({ completions: 5, successPolicy: {} }, { succeeded: 1, conditions: [on("SuccessCriteriaMet", "SuccessPolicy"), on("Complete", "SuccessPolicy")] }), { status: "ready", final: true }],
  [23, "met success criteria are finishing", job({ completions: 5 }, { succeeded: 1, conditions: [on("SuccessCriteriaMet", "SuccessPolicy")] }), { status: "progressing", reason: "SuccessCriteriaMet" }],
  [24, "a Pod failure policy is told when it strikes, before all Pods have ended", job({}, { active: 1, conditions: [on("FailureTarget", "PodFailurePolicy", "exit code 42")] }), { status: "failed", reason: "PodFailurePolicy", final: false }],
  [25, "a Job of another controller is complete by its condition whatever it counts", job({ managedBy: "example.com/queue", completions: 3 }, { conditions: [on("Complete")] }, [failedPod("migrate-a", "Error")]), { status: "ready", final: true }],
  [25, "a Job of another controller is not complete by its counters", job({ managedBy: "example.com/queue", completions: 3 }, { succeeded: 3 }), { status: "progressing" }],
  [32, "a StatefulSet that a quota keeps from Pods has failed by its event", statefulSet({}, { replicas: 0 }, [], noPodsYet), { status: "failed", reason: "FailedCreate", message: "exceeded quota q: asked pods=1, used 2 of 2" }],
  [32, "a DaemonSet that a quota keeps from Pods has failed by its event", daemonSet({ status: { ...seen, desiredNumberScheduled: 2 } }, [], noPodsYet), { status: "failed", reason: "FailedCreate" }],
  [32, "a Job that a quota keeps from Pods has failed by its event", job({}, {}, [], noPodsYet), { status: "failed", reason: "FailedCreate" }],
  [33, "an init container that crashes is judged like an app container", podOf("web", { spec: { initContainers: [{ name: "setup", image: "setup:1" }] }, status: { phase: "Pending", initContainerStatuses: [{ name: "setup", ready: false, restartCount: 3, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated: crash } }] } }), { status: "failed", reason: "CrashLoopBackOff", message: "container/setup: exits with 1, 3 restarts" }],
  [34, "a sidecar that was killed at the end says nothing of a complete Job", job({}, { conditions: [on("Complete")] }, [podOf("migrate-a", { spec: sidecarSpec, status: { phase: "Succeeded", initContainerStatuses: [ended("proxy", 137)] } })]), { status: "ready", incidents: [] }],
  [34, "a started sidecar is initialised, and counts as not ready afterwards", podOf("web", { spec: sidecarSpec, status: { phase: "Running", initContainerStatuses: [runs("proxy", false)], containerStatuses: [runs("main", true)] } }), { status: "progressing", reason: "ContainersNotReady", message: "container/proxy: running, not ready yet" }],
  [35, "an ephemeral container that failed says nothing", podOf("web", { status: { phase: "Running", conditions: [on("Ready")], containerStatuses: [runs("main", true)], ephemeralContainerStatuses: [ended("debug", 1)] } }), { status: "ready", incidents: [] }],
  [36, "a readiness gate that is missing is named", podOf("web", { spec: { readinessGates: [{ conditionType: "example.com/in-service" }] }, status: { phase: "Running", conditions: [on("ContainersReady"), off("Ready")] } }), { status: "progressing", reason: "ReadinessGate", message: "waiting for readiness gate example.com/in-service to become True" }],
  [37, "a Pod that waits for a node is on its way, with the autoscaler's help told", podOf("web", { spec: { nodeName: undefined }, status: { phase: "Pending", conditions: [off("PodScheduled", "Unschedulable", "0/1 nodes are available: 1 Insufficient cpu.")] } }, [eventOf("TriggeredScaleUp", "pod triggered scale-up: [{pool 1->2 (max: 3)}]", "2024-01-01T12:00:00Z", "Normal")]), { status: "progressing", reason: "Unschedulable" }],
  [37, "a gated Pod is on its way", podOf("web", { spec: { nodeName: undefined, schedulingGates: [{ name: "example.com/quota" }] }, status: { phase: "Pending", conditions: [off("PodScheduled", "SchedulingGated")] } }), { status: "progressing", reason: "SchedulingGated" }],
  ...["Evicted", "Preempting", "NodeLost", "NodeShutdown", "Terminated"].map((reason): Case => [38, `a Pod that ended with ${reason} and was replaced does not fail its Deployment`, deployment({ status: { ...all(3), availableReplicas: 2 } }, [replicaSet("web-7d4f", "2", [failedPod("web-7d4f-a", reason), readyPod("web-7d4f-b")])]), { status: "progressing", reason: "ReplicasNotAvailable", incidents: [] }]),
  [39, "a busy registry is the environment's", waitingPod("web", "ErrImagePull", "toomanyrequests: You have reached your pull rate limit"), { status: "progressing", reason: "ErrImagePull" }],
  [40, "a crash that may heal is no permanent one, and its round is the restart", crashingPod("web", crash, 4), { status: "failed", incidents: [{ class: "probable", fault: "crash", reason: "CrashLoopBackOff", message: "exits with 1, 4 restarts", pod: "web", container: "main", round: 4, counts: "immediate" }] }],
  [40, "one restart of a container that runs again is no failure", podOf("web", { status: { phase: "Running", containerStatuses: [{ ...runs("main", false), restartCount: 1, lastState: { terminated: crash } }] } }), { status: "progressing", reason: "ContainersNotReady", incidents: [] }],
  [41, "a Pod that ended well before anyone saw it Ready is ready", podOf("web", { spec: { restartPolicy: "Never" }, status: { phase: "Succeeded", containerStatuses: [ended("main", 0)] } }), { status: "ready", final: true }],
  [42, "a CronJob is ready whatever became of its last run", familyOf(objectOf("batch/v1", "CronJob", "nightly", { status: { lastScheduleTime: "2024-01-01T12:00:00Z", active: [{ name: "nightly-1" }] } })), { status: "ready" }],
  [43, "an Event of a series is as new as the series", statefulSet({}, { replicas: 0 }, [], [
    { metadata: {}, involvedObject: {}, reason: "FailedCreate", message: "admission webhook x denied the request", eventTime: "2024-01-01T11:00:00Z", series: { count: 3, lastObservedTime: "2024-01-01T12:00:09Z" } },
    eventOf("SuccessfulCreate", "created", "2024-01-01T12:00:05Z", "Normal"),
  ]), { status: "failed", reason: "FailedCreate" }],
  [43, "an Event without a last time is as new as its only one", statefulSet({}, { replicas: 0 }, [], [
    { metadata: {}, involvedObject: {}, reason: "FailedCreate", message: "admission webhook x denied the request", eventTime: "2024-01-01T12:00:00Z" },
    { metadata: { creationTimestamp: "2024-01-01T12:00:05Z" }, involvedObject: {}, reason: "SuccessfulCreate", message: "created" },
  ]), { status: "progressing", incidents: [] }],
];

for (const [number, title, family, want] of cases) {
  test(`${title} (corner case ${number})`, () => {
    expect(assess(family)).toMatchObject(want);
  });
}

test("a deadline that is the largest number is never over (corner case 5)", () => {
  const conditions = [{ type: "Progressing", status: "True", lastUpdateTime: "2024-01-01T12:00:00Z" }];
  const asked: Deployment = { metadata: {}, spec: { progressDeadlineSeconds: 2_147_483_647, selector: {}, template: {} }, status: { conditions } };
  expect(deploymentTimedOut(asked, Date.parse("2124-01-01T12:00:00Z"))).toBe(false);
});

test("the order in which objects are seen does not matter (corner case 31)", () => {
  const ownedBy = (kind: string, name: string) => ({ ownerReferences: [{ apiVersion: "apps/v1", kind, name, uid: `uid-${name}`, controller: true }] });
  const web = objectOf("apps/v1", "Deployment", "web", { metadata: atRevision("2"), spec: { replicas: 1 }, status: { ...seen, replicas: 1, updatedReplicas: 1 } });
  const set = objectOf("apps/v1", "ReplicaSet", "web-7d4f", { metadata: { ...atRevision("2"), ...ownedBy("Deployment", "web") }, spec: { replicas: 1 }, status: seen });
  const { object: pod } = crashingPod("web-7d4f-a", crash, 2, ownedBy("ReplicaSet", "web-7d4f"));
  const judged = (...objects: readonly KubeObject[]) => {
    const world = new World();
    for (const object of objects) world.apply(object);
    return assess(world.family(web)).message;
  };
  const message = "po/web-7d4f-a container/main: exits with 1, 2 restarts";
  expect([judged(web, set, pod), judged(pod, set, web), judged(pod, web, set)]).toEqual([message, message, message]);
});

test("a started sidecar counts in READY (corner case 34)", () => {
  const pod = podOf("web", { spec: sidecarSpec, status: { phase: "Running", initContainerStatuses: [runs("proxy", true)], containerStatuses: [runs("main", false)] } });
  const columns = assess(pod).pods.map(({ object }) => podColumns(object, Date.parse("2024-01-01T12:00:10Z")).ready);
  expect(columns).toEqual(["1/2"]);
});

test("both words of a pull that fails are one incident (corner case 39)", () => {
  const text = 'failed to pull image "shop/web:2": not found';
  const [first, second] = ["ErrImagePull", "ImagePullBackOff"].map((reason) => assess(waitingPod("web", reason, reason === "ErrImagePull" ? text : `Back-off pulling image "shop/web:2": ErrImagePull: ${text}`)).incidents[0]);
  expect([second?.fault, second?.class, second?.counts, second?.round, second?.container]).toEqual(["pull", "permanent", "repeat", 0, "main"]);
  expect([first?.fault, first?.class, first?.counts, first?.round, first?.container]).toEqual(["pull", "permanent", "repeat", 0, "main"]);
});
