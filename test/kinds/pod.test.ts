import { describe, expect, test } from "bun:test";
import type { Family, Status } from "../../src/kinds/assessment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Event, Pod } from "../../src/kinds/kubernetes.ts";
import { isRunToCompletion, readySinceMs, unprobedStarts } from "../../src/kinds/pod.ts";
import { eventOf, podOf, readyPod, waitingPod } from "./family.ts";

type Case = { readonly title: string; readonly pod: Family; readonly status: Status; readonly reason: string; readonly message: string };

const running = { startedAt: "2024-01-01T12:00:00Z" };
const unready = { name: "main", ready: false, restartCount: 0 };
const probe = { httpGet: { port: 8080, path: "/healthz" } };

const unschedulable = (message: string) => ({ type: "PodScheduled", status: "False", reason: "Unschedulable", message });

const cases: readonly Case[] = [
  {
    title: "a Pod that no node has reported on is on its way",
    pod: podOf("web", {}),
    status: "progressing",
    reason: "NoStatus",
    message: "no node has reported on the Pod yet",
  },
  {
    title: "a Pod that ran to its end is ready",
    pod: podOf("web", { spec: { restartPolicy: "Never" }, status: { phase: "Succeeded" } }),
    status: "ready",
    reason: "",
    message: "",
  },
  {
    title: "an evicted Pod has failed with the node's word",
    pod: podOf("web", { status: { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." } }),
    status: "failed",
    reason: "Evicted",
    message: "The node was low on resource: memory",
  },
  {
    title: "a failed Pod is failed by its first container that ended badly",
    pod: podOf("web", {
      status: {
        phase: "Failed",
        containerStatuses: [{ ...unready, state: { terminated: { exitCode: 3, reason: "Error", startedAt: "2024-01-01T12:00:00Z", finishedAt: "2024-01-01T12:00:04Z" } } }],
      },
    }),
    status: "failed",
    reason: "Error",
    message: "container/main: exits with 3 after 4 s",
  },
  {
    title: "an unschedulable Pod waits, with the scheduler's arithmetic in words",
    pod: podOf("web", {
      status: {
        phase: "Pending",
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            reason: "Unschedulable",
            message:
              "0/5 nodes are available: 1 Insufficient cpu, 2 Insufficient memory, 2 node(s) had untolerated taint {gpu: true}. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
          },
        ],
      },
    }),
    status: "progressing",
    reason: "Unschedulable",
    message: "no node takes the Pod: 0/5 nodes: 1 lacks cpu, 2 lack memory, 2 have taint gpu",
  },
  {
    title: "a scheduler's message of another form is quoted, and the autoscaler's help is told",
    pod: podOf(
      "web",
      { status: { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: 'persistentvolumeclaim "data" not found' }] } },
      [eventOf("TriggeredScaleUp", "pod triggered scale-up", "2024-01-01T12:00:00Z", "Normal")],
    ),
    status: "progressing",
    reason: "Unschedulable",
    message: 'no node takes the Pod: persistentvolumeclaim "data" not found; the autoscaler adds nodes',
  },
  {
    title: "a gated Pod names its gates",
    pod: podOf("web", {
      spec: { schedulingGates: [{ name: "example.com/quota" }] },
      status: { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "SchedulingGated" }] },
    }),
    status: "progressing",
    reason: "SchedulingGated",
    message: "held back by scheduling gates example.com/quota: whoever set them must remove them",
  },
  {
    title: "a volume that cannot be mounted is told while the container is created",
    pod: podOf(
      "web",
      { status: { phase: "Pending", containerStatuses: [{ ...unready, state: { waiting: { reason: "ContainerCreating" } } }] } },
      [
        eventOf("Scheduled", "Successfully assigned", "2024-01-01T11:59:00Z", "Normal"),
        eventOf("FailedMount", 'MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found'),
      ],
    ),
    status: "progressing",
    reason: "FailedMount",
    message: 'a volume cannot be mounted, secret "web-tls" not found: create it or correct its name',
  },
  {
    title: "a volume whose ConfigMap the kubelet has not got yet is its own affair",
    pod: podOf("web", { status: { phase: "Pending" } }, [
      eventOf("FailedMount", 'MountVolume.SetUp failed for volume "kube-api-access" : failed to sync configmap cache: timed out waiting for the condition'),
    ]),
    status: "progressing",
    reason: "FailedMount",
    message:
      'a volume cannot be mounted yet: MountVolume.SetUp failed for volume "kube-api-access" : failed to sync configmap cache: timed out waiting for the condition; the kubelet tries again',
  },
  {
    title: "a Pod whose claims are not bound names them, and asks what a volume comes of",
    pod: podOf("db-0", {
      spec: { nodeName: undefined, volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data-db-0" } }, { name: "tmp", emptyDir: {} }] },
      status: { phase: "Pending", conditions: [unschedulable("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found")] },
    }),
    status: "progressing",
    reason: "Unschedulable",
    message: "its PersistentVolumeClaim data-db-0 is not bound: is there a StorageClass that makes the volume, or a PersistentVolume that fits?",
  },
  {
    title: "several claims, also those that are made with the Pod, are told as several",
    pod: podOf("db-0", {
      spec: { nodeName: undefined, volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data-db-0" } }, { name: "scratch", ephemeral: {} }] },
      status: { phase: "Pending", conditions: [unschedulable("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: not helpful")] },
    }),
    status: "progressing",
    reason: "Unschedulable",
    message: "its PersistentVolumeClaims data-db-0, db-0-scratch are not bound: is there a StorageClass that makes the volume, or a PersistentVolume that fits?",
  },
  {
    title: "what the scheduler says behind its arithmetic is left out",
    pod: podOf("web", { spec: { nodeName: undefined }, status: { phase: "Pending", conditions: [unschedulable("0/1 nodes are available: 1 Insufficient cpu. not found")] } }),
    status: "progressing",
    reason: "Unschedulable",
    message: "no node takes the Pod: 0/1 nodes: 1 lacks cpu",
  },
  {
    title: "the first init container, not yet made, waits for no other",
    pod: podOf("web", {
      spec: { initContainers: [{ name: "migrate" }] },
      status: { phase: "Pending", initContainerStatuses: [{ name: "migrate", ready: false, restartCount: 0, state: { waiting: { reason: "PodInitializing" } } }] },
    }),
    status: "progressing",
    reason: "PodInitializing",
    message: "container/migrate: init 1 of 1, is being created",
  },
  {
    title: "a mount that failed before a step forward is forgotten",
    pod: podOf(
      "web",
      { status: { phase: "Pending", containerStatuses: [{ ...unready, state: { waiting: { reason: "ContainerCreating" } } }] } },
      [eventOf("FailedMount", "timed out"), eventOf("Pulling", 'Pulling image "shop/web:2"', "2024-01-01T12:00:30Z", "Normal")],
    ),
    status: "progressing",
    reason: "ContainersNotReady",
    message: 'container/main: pulling image "shop/web:2"',
  },
  {
    title: "a sandbox that cannot be made is the node's trouble",
    pod: podOf("web", { status: { phase: "Pending" } }, [eventOf("FailedCreatePodSandBox", "plugin type=cni failed")]),
    status: "progressing",
    reason: "FailedCreatePodSandBox",
    message: "the node cannot set up the Pod's network or sandbox: plugin type=cni failed",
  },
  {
    title: "an init container that runs is named with its place",
    pod: podOf("web", {
      spec: { initContainers: [{ name: "proxy", restartPolicy: "Always" }, { name: "migrate" }] },
      status: {
        phase: "Pending",
        initContainerStatuses: [
          { name: "proxy", ready: true, started: true, restartCount: 0, state: { running } },
          { name: "migrate", ready: false, restartCount: 0, state: { running } },
        ],
      },
    }),
    status: "progressing",
    reason: "PodInitializing",
    message: "container/migrate: init 2 of 2, running",
  },
  {
    title: "a Ready Pod that is meant to run on is ready",
    pod: readyPod("web"),
    status: "ready",
    reason: "",
    message: "",
  },
  {
    title: "a Ready Pod that is meant to end is on its way",
    pod: podOf("web", { spec: { restartPolicy: "OnFailure" }, status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] } }),
    status: "progressing",
    reason: "Running",
    message: "running; it is done when it ends",
  },
  {
    title: "a Ready condition of an older generation does not count",
    pod: podOf("web", {
      metadata: { generation: 3 },
      status: { phase: "Running", conditions: [{ type: "Ready", status: "True", observedGeneration: 2 }] },
    }),
    status: "progressing",
    reason: "PodNotReady",
    message: "not Ready yet",
  },
  {
    title: "a missing readiness gate is named (checklist 43)",
    pod: podOf("web", {
      spec: { readinessGates: [{ conditionType: "example.com/lb" }] },
      status: { phase: "Running", conditions: [{ type: "ContainersReady", status: "True" }, { type: "Ready", status: "False" }] },
    }),
    status: "progressing",
    reason: "ReadinessGate",
    message: "waiting for readiness gate example.com/lb to become True",
  },
  {
    title: "a failing readiness probe is what is waited for",
    pod: podOf(
      "web",
      {
        spec: { containers: [{ name: "main", image: "shop/web:2", readinessProbe: probe }] },
        status: { phase: "Running", containerStatuses: [{ ...unready, started: true, state: { running } }] },
      },
      [eventOf("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", "2024-01-01T12:00:09Z")],
    ),
    status: "progressing",
    reason: "ContainersNotReady",
    message: "container/main: its readiness probe (GET :8080/healthz) fails: HTTP probe failed with statuscode: 503",
  },
  {
    title: "a readiness probe that fails without a word is what is waited for",
    pod: podOf(
      "web",
      {
        spec: { containers: [{ name: "main", image: "shop/web:2", readinessProbe: probe }] },
        status: { phase: "Running", containerStatuses: [{ ...unready, started: true, state: { running } }] },
      },
      [eventOf("Unhealthy", "Readiness probe failed: ", "2024-01-01T12:00:09Z")],
    ),
    status: "progressing",
    reason: "ContainersNotReady",
    message: "container/main: its readiness probe (GET :8080/healthz) fails",
  },
  {
    title: "a container that was restarted once and runs again is on its way, with its history",
    pod: podOf("web", {
      status: { phase: "Running", containerStatuses: [{ ...unready, restartCount: 1, state: { running }, lastState: { terminated: { exitCode: 1 } } }] },
    }),
    status: "progressing",
    reason: "ContainersNotReady",
    message: "container/main: running, 1 restart",
  },
  {
    title: "a Pod under deletion is deleting, with what holds it",
    pod: podOf("web", { metadata: { deletionTimestamp: "2024-01-01T12:00:00Z", finalizers: ["example.com/drain"] }, status: { phase: "Running" } }),
    status: "deleting",
    reason: "Deleting",
    message: "being deleted, held by finalizer example.com/drain",
  },
  ...(
    [
      ["FailedAttachVolume", 'Multi-Attach error for volume "pvc-1"', 'another node still holds the disk: Multi-Attach error for volume "pvc-1"'],
      ["FailedMapVolume", "no such device", "a volume cannot be mounted: no such device"],
      ["FailedPodSandBoxStatus", "gone", "the node cannot set up the Pod's network or sandbox: gone"],
      ["NetworkNotReady", "cni plugin not initialized", "the node cannot set up the Pod's network or sandbox: cni plugin not initialized"],
    ] as const
  ).map(([reason, said, message]) => ({
    title: `${reason} is told while the container is created`,
    pod: waitingPod("web", "ContainerCreating", "", {}, [eventOf(reason, said)]),
    status: "progressing" as const,
    reason,
    message,
  })),
  {
    title: "a mount that failed before the containers were created is forgotten",
    pod: podOf("web", { status: { phase: "Running", containerStatuses: [{ ...unready, state: { running } }] } }, [eventOf("FailedMount", "no such secret")]),
    status: "progressing",
    reason: "ContainersNotReady",
    message: "container/main: running",
  },
  {
    title: "a container that has ended and is not held back says how",
    pod: podOf("web", { status: { phase: "Running", containerStatuses: [{ ...unready, state: { terminated: { exitCode: 3 } } }] } }),
    status: "progressing",
    reason: "ContainersNotReady",
    message: "container/main: exits with 3",
  },
  {
    title: "a failed Pod whose command could not be started says so",
    pod: podOf("web", { status: { phase: "Failed", containerStatuses: [{ ...unready, state: { terminated: { exitCode: 128, reason: "StartError", message: 'exec: "serve": executable file not found in $PATH' } } }] } }),
    status: "failed",
    reason: "StartError",
    message: "container/main: command serve not found in image shop/web:2: is it the right command and the right image?",
  },
  {
    title: "each of the scheduler's clauses has its words",
    pod: podOf("web", { status: { phase: "Pending", conditions: [unschedulable("0/9 nodes are available: 1 Insufficient cpu, 1 Too many pods, 1 node(s) had untolerated taint {gpu: true}, 2 node(s) were unschedulable, 1 node(s) had volume node affinity conflict, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) lacked a disk, odd.")] } }),
    status: "progressing",
    reason: "Unschedulable",
    message: "no node takes the Pod: 0/9 nodes: 1 lacks cpu, 1 has no room for another Pod, 1 has taint gpu, 2 are cordoned, 1 has volume node affinity conflict, 1 does not match Pod's node affinity/selector, 1 lacked a disk, odd",
  },
];

for (const { title, pod, status, reason, message } of cases) {
  test(title, () => {
    expect(assess(pod)).toMatchObject({ status, reason, message });
  });
}

test("what ended is final", () => {
  const ended = [podOf("a", { status: { phase: "Succeeded" } }), podOf("b", { status: { phase: "Failed" } }), readyPod("c")];
  expect(ended.map((pod) => assess(pod).final)).toEqual([true, true, false]);
});

describe("settling", () => {
  const started = (name: string, state: object) => ({ name, ready: true, restartCount: 0, image: "", imageID: "", state });
  const pod: Pod = {
    spec: {
      restartPolicy: "OnFailure",
      containers: [{ name: "bare" }, { name: "probed", readinessProbe: {} }, { name: "starting", startupProbe: {} }, { name: "ended" }],
    },
    status: {
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2024-01-01T12:00:03Z" }],
      containerStatuses: [
        started("bare", { running: { startedAt: "2024-01-01T12:00:01Z" } }),
        started("probed", { running: { startedAt: "2024-01-01T12:00:02Z" } }),
        started("starting", { running: { startedAt: "2024-01-01T12:00:02Z" } }),
        started("ended", { terminated: { exitCode: 0 } }),
      ],
    },
  };

  test("only running containers without readiness and startup probe have to settle", () => {
    expect(unprobedStarts({ object: pod, children: [], events: [] })).toEqual([Date.UTC(2024, 0, 1, 12, 0, 1)]);
  });

  const probed = (livenessProbe: object, events: readonly Event[]) => {
    const main = started("main", { running: { startedAt: "2024-01-01T12:00:01Z" } });
    const spec = { terminationGracePeriodSeconds: 20, containers: [{ name: "main", livenessProbe }] };
    return unprobedStarts({ object: { spec, status: { containerStatuses: [main] } }, children: [], events });
  };

  test("a container whose liveness probe has failed may yet be killed: it has to outlive the next try", () => {
    const failure = eventOf("Unhealthy", "Liveness probe failed: refused", "2024-01-01T12:00:04Z");
    expect(probed({}, [failure])).toEqual([Date.UTC(2024, 0, 1, 12, 0, 15)]);
    expect(probed({ periodSeconds: 1, timeoutSeconds: 2 }, [failure])).toEqual([Date.UTC(2024, 0, 1, 12, 0, 7)]);
  });

  test("a container that is being killed for its liveness probe has to outlive its time to end", () => {
    const kill = eventOf("Killing", "Container main failed liveness probe, will be restarted", "2024-01-01T12:00:04Z", "Normal");
    expect(probed({ periodSeconds: 1 }, [kill])).toEqual([Date.UTC(2024, 0, 1, 12, 0, 24)]);
    expect(probed({ periodSeconds: 1, terminationGracePeriodSeconds: 2 }, [kill])).toEqual([Date.UTC(2024, 0, 1, 12, 0, 6)]);
  });

  test("what a probe said of a run before, or another container's probe, does not make it wait", () => {
    const before = eventOf("Unhealthy", "Liveness probe failed: refused", "2024-01-01T12:00:00Z");
    const other = { ...eventOf("Unhealthy", "Liveness probe failed: refused", "2024-01-01T12:00:04Z"), involvedObject: { fieldPath: "spec.containers{proxy}" } };
    const readiness = eventOf("Unhealthy", "Readiness probe failed: refused", "2024-01-01T12:00:04Z");
    expect(probed({}, [before, other, readiness])).toEqual([Date.UTC(2024, 0, 1, 12, 0, 1)]);
  });

  test("a Pod knows since when it is Ready and whether it is meant to end", () => {
    expect(readySinceMs(pod)).toBe(Date.UTC(2024, 0, 1, 12, 0, 3));
    expect([isRunToCompletion(pod), isRunToCompletion({})]).toEqual([true, false]);
  });
});
