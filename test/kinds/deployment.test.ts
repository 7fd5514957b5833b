import { expect, test } from "bun:test";
import type { Assessment, Family } from "../../src/kinds/assessment.ts";
import { deploymentTimedOut } from "../../src/kinds/deployment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Event } from "../../src/kinds/kubernetes.ts";
import { crashingPod, eventOf, familyOf, objectOf, podOf, readyPod, waitingPod } from "./family.ts";

type Numbers = { readonly replicas?: number; readonly updatedReplicas?: number; readonly readyReplicas?: number; readonly availableReplicas?: number };

const seen = { observedGeneration: 1 };
const deadline = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "has timed out progressing" };
const revision = (value: string) => ({ annotations: { "deployment.kubernetes.io/revision": value } });

function deployment(numbers: Numbers, children: readonly Family[] = [], { spec = {}, status = {} } = {}): Family {
  const more = { metadata: revision("2"), spec: { replicas: 3, ...spec }, status: { ...seen, ...numbers, ...status } };
  return familyOf(objectOf("apps/v1", "Deployment", "web", more), children);
}

function replicaSet(name: string, pods: readonly Family[], number = "2", status: object = {}, events: readonly Event[] = []): Family {
  const labels = { "pod-template-hash": name.slice("web-".length) };
  const object = objectOf("apps/v1", "ReplicaSet", name, { metadata: { ...revision(number), labels }, spec: { replicas: 3 }, status: { ...seen, ...status } });
  return familyOf(object, pods, events);
}

const crash = { exitCode: 1, reason: "Error" };
const replicaFailure = (message: string) => ({ conditions: [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }] });
const quota = 'pods "web-7d4f-" is forbidden: exceeded quota: one-pod, requested: pods=1, used: pods=1, limited: pods=1';

type Case = { readonly title: string; readonly family: Family; readonly want: Partial<Assessment> };

const cases: readonly Case[] = [
  {
    title: "a spec that the controller has not seen is on its way, whatever the counters say (checklist 33, 46)",
    family: familyOf(objectOf("apps/v1", "Deployment", "web", { metadata: { generation: 2 }, spec: { replicas: 0 }, status: seen })),
    want: { status: "progressing", reason: "SpecNotObserved", message: "waiting for the controller to see the new spec" },
  },
  {
    title: "a Deployment without any observed generation has not been seen",
    family: familyOf(objectOf("apps/v1", "Deployment", "web", { spec: { replicas: 0 }, status: {} })),
    want: { status: "progressing", reason: "SpecNotObserved" },
  },
  {
    title: "a paused Deployment says how far it is and how to go on",
    family: deployment({ replicas: 3, updatedReplicas: 1, availableReplicas: 3 }, [], { spec: { paused: true } }),
    want: { status: "paused", reason: "Paused", message: "paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop" },
  },
  {
    title: "a paused Deployment that is complete says so",
    family: deployment({ replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 }, [], { spec: { paused: true } }),
    want: { status: "paused", message: "paused, complete; resume with: kubectl rollout resume deployment/web -n shop" },
  },
  {
    title: "complete counters win over incidents",
    family: deployment({ replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 }, [
      replicaSet("web-7d4f", [crashingPod("web-7d4f-a", crash, 3)]),
    ]),
    want: { status: "ready", reason: "", message: "", incidents: [], revision: "7d4f" },
  },
  {
    title: "no replicas wanted and none there is ready (checklist 33)",
    family: deployment({}, [], { spec: { replicas: 0 } }),
    want: { status: "ready" },
  },
  {
    title: "without a number one replica is wanted (checklist 34)",
    family: deployment({ replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 }, [], { spec: { replicas: null } }),
    want: { status: "ready" },
  },
  {
    title: "a crash loop of the current revision fails it, and says where",
    family: deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }, [replicaSet("web-7d4f", [crashingPod("web-7d4f-a", crash, 3)])]),
    want: { status: "failed", reason: "CrashLoopBackOff", message: "po/web-7d4f-a container/main: exits with 1, 3 restarts" },
  },
  {
    title: "Pods of an old revision and Pods under deletion never fail it",
    family: deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }, [
      replicaSet("web-old", [crashingPod("web-old-a", crash, 3)], "1"),
      replicaSet("web-7d4f", [crashingPod("web-7d4f-a", crash, 3, { deletionTimestamp: "2024-01-01T12:00:00Z" })]),
    ]),
    want: { status: "progressing", reason: "ReplicasNotUpdated", message: "1 of 3 replicas updated", incidents: [], pods: [] },
  },
  {
    title: "a missed deadline is told after the Pods' own cause (checklist 35)",
    family: deployment(
      { replicas: 3, updatedReplicas: 3, availableReplicas: 2 },
      [replicaSet("web-7d4f", [crashingPod("web-7d4f-a", crash, 3)])],
      { spec: { progressDeadlineSeconds: 15 }, status: { conditions: [deadline] } },
    ),
    want: {
      status: "failed",
      reason: "ProgressDeadlineExceeded",
      message: "CrashLoopBackOff: po/web-7d4f-a container/main: exits with 1, 3 restarts; no progress for 15 s (progressDeadlineSeconds)",
    },
  },
  {
    title: "a missed deadline without incidents names what the first Pod waits for",
    family: deployment(
      { replicas: 3, updatedReplicas: 3, availableReplicas: 2 },
      [replicaSet("web-7d4f", [waitingPod("web-7d4f-a", "ContainerCreating", "")])],
      { spec: { progressDeadlineSeconds: 15 }, status: { conditions: [deadline] } },
    ),
    want: {
      status: "failed",
      reason: "ProgressDeadlineExceeded",
      message: "po/web-7d4f-a container/main: is being created; no progress for 15 s (progressDeadlineSeconds)",
    },
  },
  {
    title: "Pods that a quota forbids for good fail it, with the arithmetic",
    family: deployment({ replicas: 1, updatedReplicas: 1, availableReplicas: 1 }, [replicaSet("web-7d4f", [readyPod("web-7d4f-a")], "2", replicaFailure(quota))]),
    want: { status: "failed", reason: "FailedCreate", message: "exceeded quota one-pod: asked pods=1, used 1 of 1" },
  },
  {
    title: "a quota that old Pods hold is waited for",
    family: deployment({ replicas: 3, updatedReplicas: 0, availableReplicas: 3 }, [
      replicaSet("web-7d4f", [], "2", replicaFailure(quota)),
      replicaSet("web-old", [readyPod("web-old-a")], "1"),
    ]),
    want: { status: "progressing", reason: "FailedCreate", message: "exceeded quota one-pod: asked pods=1, used 1 of 1" },
  },
  {
    title: "an admission's denial is seen in the ReplicaSet's events alone",
    family: deployment({}, [
      replicaSet("web-7d4f", [], "2", {}, [eventOf("FailedCreate", 'Error creating: admission webhook "policy.example.com" denied the request: no team label')]),
    ]),
    want: {
      status: "failed",
      reason: "FailedCreate",
      message: 'no Pod can be created: admission webhook "policy.example.com" denied the request: no team label',
    },
  },
  {
    title: "a failed creation before the last success is over",
    family: deployment({ replicas: 1, updatedReplicas: 1 }, [
      replicaSet("web-7d4f", [], "2", { replicas: 1 }, [
        eventOf("FailedCreate", "Error creating: timeout"),
        eventOf("SuccessfulCreate", "Created pod: web-7d4f-a", "2024-01-01T12:00:05Z", "Normal"),
      ]),
    ]),
    want: { status: "progressing", reason: "ReplicasNotUpdated", incidents: [] },
  },
  {
    title: "what only the environment lacks leaves it on its way, with its reason",
    family: deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 2 }, [replicaSet("web-7d4f", [waitingPod("web-7d4f-a", "CreatePodSandboxError", "cni")])]),
    want: { status: "progressing", reason: "CreatePodSandboxError", message: "po/web-7d4f-a container/main: the node cannot set up the Pod's network or sandbox: cni" },
  },
  {
    title: "replicas that are not updated are counted (checklist 33)",
    family: deployment({ replicas: 4, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 3 }),
    want: {
      status: "progressing",
      reason: "ReplicasNotUpdated",
      message: "2 of 3 replicas updated",
      counters: [
        { name: "updated", value: 2, target: 3 },
        { name: "ready", value: 3, target: 3 },
        { name: "available", value: 3, target: 3 },
      ],
    },
  },
  {
    title: "old replicas that are still there are waited for (checklist 33)",
    family: deployment({ replicas: 4, updatedReplicas: 3, readyReplicas: 4, availableReplicas: 4 }),
    want: { status: "progressing", reason: "OldReplicasTerminating", message: "1 old replica is being terminated" },
  },
  {
    title: "scaling down is waited for",
    family: deployment({ replicas: 5, updatedReplicas: 5, readyReplicas: 5, availableReplicas: 5 }),
    want: { status: "progressing", reason: "OldReplicasTerminating", message: "2 surplus replicas are being terminated" },
  },
  {
    title: "updated replicas that are not available are counted, with what the first waits for (checklist 33)",
    family: deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 2 }, [
      replicaSet("web-7d4f", [podOf("web-7d4f-b", { status: { phase: "Pending" } }), readyPod("web-7d4f-a")]),
    ]),
    want: { status: "progressing", reason: "ReplicasNotAvailable", message: "2 of 3 updated replicas available; po/web-7d4f-b: waiting for the scheduler" },
  },
  {
    title: "replicas that are ready and not available yet are named by minReadySeconds",
    family: deployment({ replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 1 }, [], { spec: { minReadySeconds: 30 } }),
    want: { status: "progressing", message: "1 of 3 updated replicas available; each must be ready for 30 s (minReadySeconds)" },
  },
];

for (const { title, family, want } of cases) {
  test(title, () => {
    expect(assess(family)).toMatchObject(want);
  });
}

test("each Pod keeps its own incident, in the order of names, and the deadline comes last", () => {
  const family = deployment(
    { replicas: 3, updatedReplicas: 3 },
    [replicaSet("web-7d4f", [crashingPod("web-7d4f-b", crash, 3), crashingPod("web-7d4f-a", crash, 4)])],
    { status: { conditions: [deadline] } },
  );
  expect(assess(family).incidents.map(({ pod, fault, round }) => [pod, fault, round])).toEqual([
    ["web-7d4f-a", "crash", 4],
    ["web-7d4f-b", "crash", 3],
    ["", "deadline", 0],
  ]);
});

const template = (image: string, labels: object) => ({ metadata: { labels }, spec: { containers: [{ name: "main", image }] } });

function unnumbered(name: string, image: string, number: string): Family {
  const spec = { replicas: 1, template: template(image, { app: "web", "pod-template-hash": name }) };
  return familyOf(objectOf("apps/v1", "ReplicaSet", name, { metadata: revision(number), spec, status: seen }), [readyPod(`${name}-a`)]);
}

test("without a revision the ReplicaSet of the same template is the current one", () => {
  const spec = { replicas: 1, template: { spec: { containers: [{ image: "web:1", name: "main" }] }, metadata: { labels: { app: "web" } } } };
  const children = [unnumbered("rs-1", "web:1", "1"), unnumbered("rs-2", "web:2", "2")];
  const family = familyOf(objectOf("apps/v1", "Deployment", "web", { spec, status: seen }), children);
  expect(assess(family).pods.map(({ object }) => object.metadata?.name)).toEqual(["rs-1-a"]);
});

test("without a revision and an equal template the highest ReplicaSet is the current one", () => {
  const children = [unnumbered("rs-1", "web:1", "10"), unnumbered("rs-2", "web:2", "9")];
  const family = familyOf(objectOf("apps/v1", "Deployment", "web", { spec: { replicas: 1 }, status: seen }), children);
  expect(assess(family).pods.map(({ object }) => object.metadata?.name)).toEqual(["rs-1-a"]);
});

test("a Deployment whose new ReplicaSet is available is never too late", () => {
  const conditions = [{ type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", lastUpdateTime: "2024-01-01T12:00:00Z" }];
  const asked = { metadata: {}, spec: { progressDeadlineSeconds: 60, selector: {}, template: {} }, status: { conditions } };
  expect(deploymentTimedOut(asked, Date.parse("2024-01-02T12:00:00Z"))).toBe(false);
});
