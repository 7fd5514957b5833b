/** What the core alone uses for one Deployment whose Pods change one at a time, each change judged by itself: the worst that growth can do. */
import type { Fact, WatchSource } from "../../src/core/fact.ts";
import { Rollout } from "../../src/core/rollout.ts";
import type { Policy, Target } from "../../src/core/target.ts";
import { watchOf, watchesOf } from "../../src/core/wanted-sources.ts";
import { unsaid } from "../../src/input/targets.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";

const namespace = "default";
const startedAt = Date.parse("2026-01-01T12:00:00Z");
const policy: Policy = { mode: "track", timeoutMs: 0, logsSince: "now", logsSinceGiven: false, settleMs: 3000, patienceMs: 120_000, waitForCreateMs: 300_000, noProgressMs: 600_000, soakMs: 0, followsLatest: false, onDelete: "wait", onPaused: "wait", onManualUpdate: "wait", heartbeatMs: -1, progressMs: 0, rules: [], strictUnknown: false, watchesEvents: true };
const target: Target = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespace,
  name: "web",
  ...unsaid,
};

/** Milliseconds for each Pod's change, with so many Pods. */
export function changeMs(pods: number): number {
  const rollout = new Rollout([target], policy, { startedAt, matches: () => true });
  const at = startedAt + 1000;
  const listed = watchesOf(target, policy).map((source): Fact => ({ at, type: "listed", source, objects: listOf(source, pods) }));
  rollout.take(listed);
  const start = performance.now();
  for (let number = 0; number < pods; number += 1) {
    rollout.take([{ at: at + number, type: "applied", object: pod(number, true) }]);
    rollout.wanted();
    rollout.wakeAt();
  }
  return (performance.now() - start) / pods;
}

function listOf({ kind }: WatchSource, pods: number): KubeObject[] {
  const numbers = Array.from({ length: pods }, (_, number) => number);
  switch (kind) {
    case watchOf("Deployment", namespace).kind:
      return [{ apiVersion: "apps/v1", kind, metadata: meta("web", "d"), spec: { replicas: pods }, status: { observedGeneration: 1, replicas: pods, updatedReplicas: pods } }];
    case "ReplicaSet":
      return [{ apiVersion: "apps/v1", kind, metadata: { ...meta("web-1", "rs"), ownerReferences: [owner("Deployment", "web", "d")] }, status: { observedGeneration: 1, replicas: pods } }];
    case "Pod":
      return numbers.map((number) => pod(number, false));
    default:
      return numbers.flatMap((number) => ["Scheduled", "Pulled", "Created", "Started"].map((reason) => event(number, reason)));
  }
}

function pod(number: number, ready: boolean): KubeObject {
  const is = ready ? "True" : "False";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...meta(`web-1-${number}`, `p${number}`), resourceVersion: is, ownerReferences: [owner("ReplicaSet", "web-1", "rs")] },
    spec: { containers: [{ name: "main", image: "web:1", readinessProbe: {} }] },
    status: {
      phase: "Running",
      conditions: ["PodScheduled", "Initialized"].map((type) => ({ type, status: "True" })).concat(["Ready", "ContainersReady"].map((type) => ({ type, status: is }))),
      containerStatuses: [{ name: "main", image: "web:1", imageID: "", ready, started: true, restartCount: 0, state: { running: { startedAt: "2026-01-01T11:59:59Z" } } }],
    },
  };
}

function event(number: number, reason: string): KubeObject {
  const name = `web-1-${number}`;
  const involvedObject = { kind: "Pod", namespace, name, uid: `p${number}` };
  const about = { involvedObject, reason, type: "Normal", message: `${reason} container main`, count: 1, lastTimestamp: "2026-01-01T12:00:01Z" };
  return { apiVersion: "v1", kind: "Event", metadata: meta(`${name}.${reason}`, `e${number}${reason}`), ...about };
}

function meta(name: string, uid: string) {
  return { name, namespace, uid, generation: 1 };
}

function owner(kind: string, name: string, uid: string) {
  return { apiVersion: "apps/v1", kind, name, uid, controller: true };
}
