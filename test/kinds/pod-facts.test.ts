/** What is read off a Pod besides the judgement: how far it has come, how a container ended, which Events explain. */
import { expect, test } from "bun:test";
import type { Family } from "../../src/kinds/assessment.ts";
import { containerFacts } from "../../src/kinds/container-facts.ts";
import { explains } from "../../src/kinds/events.ts";
import type { Event, KubeObject, Pod } from "../../src/kinds/kubernetes.ts";
import { podWay, stages } from "../../src/kinds/pod-stage.ts";
import { eventOf } from "./family.ts";

function podOf(spec: object, status: object): KubeObject & Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "shop" }, spec: { containers: [{ name: "main" }], ...spec }, status };
}

const condition = (type: string) => ({ type, status: "True" });
const runs = { name: "main", image: "", imageID: "", ready: false, restartCount: 0, state: { running: { startedAt: "2024-01-01T12:00:00Z" } } };
const bound = { nodeName: "node-1" };

test.each([
  ["nothing yet", podOf({}, {}), 0],
  ["a node", podOf(bound, {}), stages.indexOf("initialised")],
  ["its init containers done", podOf(bound, { conditions: [condition("Initialized")] }), stages.indexOf("started")],
  ["all containers running", podOf(bound, { conditions: [condition("Initialized")], containerStatuses: [runs] }), stages.indexOf("ready")],
  ["readiness", podOf(bound, { conditions: [condition("Ready")], containerStatuses: [runs] }), stages.length],
  ["its end", podOf(bound, { phase: "Succeeded" }), stages.length],
])("a Pod with %s has come so far", (_, pod, stage) => {
  expect(podWay(pod).stage).toBe(stage);
});

test("a startup probe that runs may fail until its tries are over, one that has passed does not", () => {
  const containers = [{ name: "main", startupProbe: { periodSeconds: 5, failureThreshold: 4, initialDelaySeconds: 1 } }];
  const ends = (more: object) => podWay(podOf({ containers }, { containerStatuses: [{ ...runs, ...more }] })).startupEndsMs;
  expect([ends({}), ends({ started: true })]).toEqual([Date.parse("2024-01-01T12:00:21Z"), 0]);
});

function ending(terminated: object, events: readonly Event[] = []): string {
  const family: Family<Pod> = { object: podOf({ ...bound, containers: [{ name: "main", startupProbe: {}, livenessProbe: {} }] }, { containerStatuses: [{ ...runs, restartCount: 1, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated } }] }), children: [], events };
  return containerFacts(family, "main").exitReason;
}

const at = { startedAt: "2024-01-01T12:00:00Z", finishedAt: "2024-01-01T12:00:10Z" };
const kill = (kind: string) => [eventOf("Killing", `Container main failed ${kind} probe, will be restarted`, "2024-01-01T12:00:09Z")];

test.each([
  ["OOMKilled", { ...at, reason: "OOMKilled", exitCode: 137 }, []],
  ["LivenessProbe", { ...at, reason: "Error", exitCode: 137 }, kill("liveness")],
  ["StartupProbe", { ...at, reason: "Error", exitCode: 137 }, kill("startup")],
  ["WrongArchitecture", { ...at, reason: "StartError", exitCode: 128, message: "exec /app: exec format error" }, []],
  ["CannotStart", { ...at, reason: "StartError", exitCode: 128, message: "no such file" }, []],
  ["Lost", { ...at, reason: "ContainerStatusUnknown", exitCode: 137 }, []],
  ["NotExecutable", { ...at, reason: "Error", exitCode: 126 }, []],
  ["CommandNotFound", { ...at, reason: "Error", exitCode: 127 }, []],
  ["Signal", { ...at, reason: "Error", exitCode: 139 }, []],
  ["Error", { ...at, reason: "Error", exitCode: 3 }, []],
  ["Completed", { ...at, reason: "Completed", exitCode: 0 }, []],
])("a container's end is told as %s", (reason, terminated, events) => {
  expect(ending(terminated, events)).toBe(reason);
});

test("a probe that could not be run in a container that has just ended explains nothing", () => {
  const message = (text: string) => explains(eventOf("Unhealthy", text));
  expect([message("Readiness probe errored: rpc error: container is not running"), message("Readiness probe failed: 503")]).toEqual([false, true]);
});
