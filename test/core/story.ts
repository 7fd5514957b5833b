/** `tell(targets, fact, fact…)`: a run told by its facts, to the lines that its user sees. */
import type { Fact, FactBody, LogSource, WatchSource } from "../../src/core/fact.ts";
import { Rollout } from "../../src/core/rollout.ts";
import type { Policy, Target } from "../../src/core/target.ts";
import { watchOf } from "../../src/core/wanted-sources.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { textRenderer } from "../../src/render/text.ts";

export const startMs = Date.parse("2026-01-01T12:00:00Z");

/** A fact so many seconds after the start. */
export type Step = readonly [seconds: number, ...facts: FactBody[]];

export const policy: Policy = { timeoutMs: 0, logsSince: "now", logsSinceGiven: false, settleMs: 3000, patienceMs: 120_000, heartbeatMs: 30_000 };

export function target(kind: Target["kind"], name: string, changes: Partial<Target> = {}): Target {
  return {
    kind,
    namespace: "shop",
    name,
    failMode: "FailWholeDeployProcessImmediately",
    terminationMode: "WaitUntilResourceReady",
    allowedFailures: 1,
    failureThresholdMs: 0,
    logs: { skip: false, skipContainers: [], onlyContainers: [], pattern: "", patternByContainer: {}, until: "PodIsReady" },
    showServiceMessages: false,
    skipEvents: false,
    ignoreReadinessFailsMs: {},
    ...changes,
  };
}

export type Told = {
  /** What was said on stdout and, behind `! `, on stderr. */
  readonly lines: readonly string[];
  readonly exitCode: number | undefined;
  readonly rollout: Rollout;
};

/** Between two steps the clock ticks whenever the run asks to be woken. */
export function tell(targets: readonly Target[], steps: readonly Step[], changes: Partial<Policy> = {}): Told {
  const rollout = new Rollout(targets, { ...policy, ...changes }, { startedAt: startMs, matches: (pattern, text) => new RegExp(pattern).test(text) });
  const renderer = textRenderer({ colour: false, prefix: "" });
  const lines: string[] = [];
  const take = (facts: readonly Fact[]) => {
    for (const report of rollout.take(facts)) {
      for (const { to, text } of renderer.render(report)) lines.push(...text.trimEnd().split("\n").map((line) => (to === "err" ? `! ${line}` : line)));
    }
  };
  for (const [seconds, ...facts] of steps) {
    const at = startMs + seconds * 1000;
    for (let wakeAt = rollout.wakeAt(); wakeAt !== undefined && wakeAt < at; wakeAt = rollout.wakeAt()) take([{ at: wakeAt, type: "ticked" }]);
    take(facts.length === 0 ? [{ at, type: "ticked" }] : facts.map((fact) => ({ at, ...fact })));
  }
  return { lines, exitCode: rollout.exitCode, rollout };
}

export function listed(kind: Target["kind"], ...objects: KubeObject[]): FactBody {
  return { type: "listed", source: watchOf(kind, "shop"), objects };
}

export function events(...objects: KubeObject[]): FactBody {
  return { type: "listed", source: { ...watchOf("Pod", "shop"), kind: "Event", plural: "events" }, objects };
}

export function applied(object: KubeObject): FactBody {
  return { type: "applied", object };
}

export function deleted(object: KubeObject): FactBody {
  return { type: "deleted", object };
}

export function refused(source: WatchSource, status: number, message: string): FactBody {
  return { type: "refused", source, status, message };
}

export function logged(pod: string, container: string, run: number, ...lines: string[]): FactBody {
  return { type: "logged", source: logSource(pod, container, run), lines: lines.map((line, index) => `2026-01-01T12:00:0${index}.000000000Z ${line}`) };
}

export function ended(pod: string, container: string, run: number): FactBody {
  return { type: "ended", source: logSource(pod, container, run) };
}

function logSource(pod: string, container: string, run: number): LogSource {
  return { type: "log", namespace: "shop", pod, podUid: `uid-${pod}`, container, run, previous: false, sinceMs: startMs, follow: true, tail: 0 };
}

export function at(seconds: number): string {
  return new Date(startMs + seconds * 1000).toISOString();
}

let version = 0;

type Objects = { readonly spec?: object; readonly status?: object; readonly metadata?: object };

function object(apiVersion: string, kind: string, name: string, { metadata, ...rest }: Objects, owner?: readonly [string, string]): KubeObject {
  version += 1;
  const ownerReferences = owner === undefined ? [] : [{ apiVersion: "apps/v1", kind: owner[0], name: owner[1], uid: `uid-${owner[1]}`, controller: true }];
  return { apiVersion, kind, metadata: { name, namespace: "shop", uid: `uid-${name}`, resourceVersion: `${version}`, generation: 1, ownerReferences, ...metadata }, ...rest };
}

/** A Deployment with `updated` and `available` of `replicas`. */
export function deployment(name: string, replicas: number, updated: number, available: number, more: object = {}): KubeObject {
  return object("apps/v1", "Deployment", name, {
    metadata: { annotations: { "deployment.kubernetes.io/revision": "1" } },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: {} },
    status: { observedGeneration: 1, replicas: updated, updatedReplicas: updated, readyReplicas: available, availableReplicas: available, ...more },
  });
}

export function replicaSet(owner: string, hash: string): KubeObject {
  return object(
    "apps/v1",
    "ReplicaSet",
    `${owner}-${hash}`,
    { metadata: { annotations: { "deployment.kubernetes.io/revision": "1" }, labels: { "pod-template-hash": hash } }, spec: { replicas: 1, selector: {}, template: {} }, status: { replicas: 1, observedGeneration: 1 } },
    ["Deployment", owner],
  );
}

type ContainerState = {
  readonly ready?: boolean;
  readonly restarts?: number;
  readonly state?: object;
  readonly lastState?: object;
  readonly probe?: boolean;
};

/** A Pod of one container, owned by the ReplicaSet or Job. */
export function pod(name: string, owner: readonly [string, string] | undefined, container: ContainerState, more: { readonly phase?: string; readonly restartPolicy?: string; readonly readyAt?: number } = {}): KubeObject {
  const { ready = false, restarts = 0, state = {}, lastState = {}, probe = false } = container;
  const conditions = [{ type: "PodScheduled", status: "True" }, { type: "Ready", status: ready ? "True" : "False", lastTransitionTime: at(more.readyAt ?? 0) }];
  return object(
    "v1",
    "Pod",
    name,
    {
      spec: { restartPolicy: more.restartPolicy ?? "Always", nodeName: "node-1", containers: [{ name: "main", image: "shop/web:2", ...(probe ? { readinessProbe: { httpGet: { path: "/", port: 80 } } } : {}) }] },
      status: { phase: more.phase ?? "Running", conditions, containerStatuses: [{ name: "main", image: "shop/web:2", imageID: "", ready, restartCount: restarts, started: ready, state, lastState }] },
    },
    owner,
  );
}

export const running = (seconds: number) => ({ running: { startedAt: at(seconds) } });
export const waiting = (reason: string, message = "") => ({ waiting: { reason, message } });
export const terminated = (exitCode: number, seconds: number, reason = "Error") => ({ terminated: { exitCode, reason, startedAt: at(seconds - 1), finishedAt: at(seconds) } });

export function job(name: string, status: object, spec: object = {}): KubeObject {
  return object("batch/v1", "Job", name, { spec: { backoffLimit: 1, completions: 1, parallelism: 1, template: {}, ...spec }, status: { startTime: at(0), ...status } });
}

export function event(about: KubeObject, reason: string, message: string, seconds: number, count = 1): KubeObject {
  const { kind, apiVersion, metadata } = about;
  return {
    ...object("v1", "Event", `${metadata.name}.${reason}`, {}),
    ...{ involvedObject: { kind, apiVersion, namespace: "shop", name: metadata.name, uid: metadata.uid }, reason, message, type: "Warning", count, firstTimestamp: at(seconds), lastTimestamp: at(seconds) },
  } as KubeObject;
}
