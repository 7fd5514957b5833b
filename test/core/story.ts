/** `story(title, …)`: a run told by its facts, to the lines that its user sees. */
import { expect, test } from "bun:test";
import { type Fact, type FactBody, type LogSource, type Source, sourceKey, type WatchSource } from "../../src/core/fact.ts";
import { Rollout } from "../../src/core/rollout.ts";
import type { ClassicKind, Policy, Target } from "../../src/core/target.ts";
import { watchOf } from "../../src/core/wanted-sources.ts";
import { unsaid } from "../../src/input/targets.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { textRenderer } from "../../src/render/text.ts";

export const startMs = Date.parse("2026-01-01T12:00:00Z");

/** A fact so many seconds after the start. */
type Step = readonly [seconds: number, ...facts: FactBody[]];

export const policy: Policy = { mode: "track", timeoutMs: 0, logsSince: "now", logsSinceGiven: false, settleMs: 3000, patienceMs: 120_000, waitForCreateMs: 300_000, noProgressMs: 0, soakMs: 0, followsLatest: false, onDelete: "wait", onPaused: "wait", onManualUpdate: "wait", heartbeatMs: 30_000, progressMs: 0, rules: [], strictUnknown: false, watchesEvents: true };

export function target(kind: ClassicKind, name: string, changes: Partial<Target> = {}): Target {
  const { apiVersion, plural } = watchOf(kind, "shop");
  return {
    apiVersion,
    kind,
    plural,
    namespace: "shop",
    name,
    ...unsaid,
    ...changes,
  };
}

type Told = {
  /** What was said on stdout and, behind `! `, on stderr. */
  readonly lines: readonly string[];
  readonly exitCode: number | undefined;
  /** The logs that are wanted after each step, as `logText` writes them. */
  readonly wanted: readonly (readonly string[])[];
};

type Story = {
  readonly targets: readonly Target[];
  readonly steps: readonly Step[];
  readonly policy?: Partial<Policy>;
  /** What a fresh look shows besides what has been told: news that the watches kept to themselves. */
  readonly untold?: readonly KubeObject[];
  /** Whether the server answers no fresh look. */
  readonly isDeaf?: boolean;
  readonly lines: readonly string[];
  /** undefined: the run goes on. */
  readonly exitCode: number | undefined;
  readonly wanted?: Told["wanted"];
};

export function story(title: string, { targets, steps, policy: changes = {}, untold = [], isDeaf = false, lines, exitCode, wanted }: Story): void {
  test(title, () => {
    const told = tell(targets, steps, changes, new Server(untold, isDeaf));
    expect(told.lines).toEqual([...lines]);
    expect(told.exitCode).toBe(exitCode);
    if (wanted !== undefined) expect(told.wanted).toEqual([...wanted]);
    expect(tell(targets, steps, changes, new Server(untold, isDeaf))).toEqual(told);
  });
}

/** Between two steps the clock ticks whenever the run asks to be woken; a fresh look is answered at once. */
function tell(targets: readonly Target[], steps: readonly Step[], changes: Partial<Policy>, server: Server): Told {
  const rollout = new Rollout(targets, { ...policy, ...changes }, { startedAt: startMs, matches: (pattern, text) => new RegExp(pattern).test(text) });
  const renderer = textRenderer({ colour: false, prefix: "" });
  const lines: string[] = [];
  const wanted: string[][] = [];
  const take = (facts: readonly Fact[]) => {
    facts.forEach((fact) => server.observe(fact));
    for (const report of rollout.take(facts)) {
      for (const { to, text } of renderer.render(report)) lines.push(...text.trimEnd().split("\n").map((line) => (to === "err" ? `! ${line}` : line)));
    }
    const looks = server.looks(rollout.wanted().values());
    for (const look of looks) take([{ at: now, ...look }]);
  };
  let now = startMs;
  for (const [seconds, ...facts] of steps) {
    const at = startMs + seconds * 1000;
    for (let wakeAt = rollout.wakeAt(); wakeAt !== undefined && wakeAt < at; wakeAt = rollout.wakeAt()) {
      if (wakeAt <= now) throw new Error(`asks to be woken ${now - wakeAt} ms ago, at ${new Date(now).toISOString()}`);
      now = wakeAt;
      take([{ at: now, type: "ticked" }]);
    }
    now = at;
    take(facts.length === 0 ? [{ at, type: "ticked" }] : facts.map((fact) => ({ at, ...fact })));
    wanted.push([...rollout.wanted().values()].flatMap((source) => (source.type === "log" ? [logText(source)] : [])).sort());
  }
  return { lines, exitCode: rollout.exitCode, wanted };
}

/** What there is, as the facts told it; answers fresh looks. */
export class Server {
  readonly #objects = new Map<string, KubeObject>();
  readonly #looked = new Set<string>();

  constructor(
    readonly untold: readonly KubeObject[] = [],
    readonly isDeaf = false,
  ) {}

  observe(fact: Fact): void {
    if (fact.type === "listed") this.#objects.forEach((object, key) => object.kind === fact.source.kind && this.#objects.delete(key));
    if (fact.type === "listed") fact.objects.forEach((object) => this.#objects.set(object.metadata.uid ?? "", object));
    if (fact.type === "applied") this.#objects.set(fact.object.metadata.uid ?? "", fact.object);
    if (fact.type === "deleted") this.#objects.delete(fact.object.metadata.uid ?? "");
  }

  /** The answers to the looks that are asked for now. */
  looks(wanted: Iterable<Source>): FactBody[] {
    if (this.isDeaf) return [];
    const asked = [...wanted].filter((source) => source.type === "watch").filter((source) => isLook(source) && !this.#looked.has(sourceKey(source)));
    asked.forEach((source) => this.#looked.add(sourceKey(source)));
    const there = new Map([...this.#objects, ...this.untold.map((object) => [object.metadata.uid ?? "", object] as const)]);
    return asked.map((source) => ({ type: "listed", source, objects: [...there.values()].filter(({ kind }) => kind === source.kind) }));
  }
}

/** Of what was before is asked at the end of a run. */
function isLook({ kind, look, name }: WatchSource): boolean {
  return look > 0 || kind === "ControllerRevision" || (kind === "Node" && name !== "");
}

/** `web-abc-1/main run 0 from 12:00:00 follow` */
function logText({ pod, container, run, previous, sinceMs, follow, tail }: LogSource): string {
  const from = sinceMs === 0 ? "" : ` from ${new Date(sinceMs).toISOString().slice(11, 19)}`;
  return `${pod}/${container} run ${run}${previous ? " previous" : ""}${from}${follow ? " follow" : ""}${tail > 0 ? ` tail ${tail}` : ""}`;
}

export function listed(kind: ClassicKind, ...objects: KubeObject[]): FactBody {
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

/** The watch of one object of the collection. */
export function named(source: WatchSource, name: string): WatchSource {
  return { ...source, name };
}

export function lost(source: WatchSource, message: string): FactBody {
  return { type: "lost", source, status: 0, message };
}

export function regained(source: WatchSource): FactBody {
  return { type: "regained", source };
}

/** Lines of the container `main`, all of one time. */
export function logged(pod: string, run: number, seconds: number, ...lines: string[]): FactBody {
  return { type: "logged", source: logSource(pod, run), lines: lines.map((line) => `${at(seconds)} ${line}`) };
}

/** Lines that were asked for as evidence only. */
export function tailed(pod: string, run: number, seconds: number, ...lines: string[]): FactBody {
  return { type: "logged", source: { ...logSource(pod, run), follow: false, tail: 20 }, lines: lines.map((line) => `${at(seconds)} ${line}`) };
}

export function ended(pod: string, run: number): FactBody {
  return { type: "ended", source: logSource(pod, run) };
}

export function endedTail(pod: string, run: number): FactBody {
  return { type: "ended", source: { ...logSource(pod, run), follow: false, tail: 20 } };
}

function logSource(pod: string, run: number): LogSource {
  return { type: "log", namespace: "shop", pod, podUid: `uid-${pod}`, container: "main", run, previous: false, sinceMs: startMs, follow: true, tail: 0 };
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
export function deployment(name: string, replicas: number, updated: number, available: number, more: object = {}, spec: object = {}): KubeObject {
  return object("apps/v1", "Deployment", name, {
    metadata: { annotations: { "deployment.kubernetes.io/revision": "1" } },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: {}, ...spec },
    status: { observedGeneration: 1, replicas: updated, updatedReplicas: updated, readyReplicas: available, availableReplicas: available, ...more },
  });
}

export function statefulSet(name: string, spec: object, status: object): KubeObject {
  return object("apps/v1", "StatefulSet", name, { spec: { selector: { matchLabels: { app: name } }, template: {}, serviceName: name, ...spec }, status: { observedGeneration: 1, ...status } });
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
  /** Absent: when it is ready. */
  readonly started?: boolean;
};

/** A Pod of one container, owned by the ReplicaSet or Job. */
export function pod(name: string, owner: readonly [string, string] | undefined, container: ContainerState, more: { readonly phase?: string; readonly restartPolicy?: string; readonly readyAt?: number } = {}): KubeObject {
  const { ready = false, restarts = 0, state = {}, lastState = {}, probe = false, started = ready } = container;
  const conditions = [{ type: "PodScheduled", status: "True" }, { type: "Ready", status: ready ? "True" : "False", lastTransitionTime: at(more.readyAt ?? 0) }];
  return object(
    "v1",
    "Pod",
    name,
    {
      spec: { restartPolicy: more.restartPolicy ?? "Always", nodeName: "node-1", containers: [{ name: "main", image: "shop/web:2", ...(probe ? { readinessProbe: { httpGet: { path: "/", port: 80 } } } : {}) }] },
      status: { phase: more.phase ?? "Running", conditions, containerStatuses: [{ name: "main", image: "shop/web:2", imageID: "", ready, restartCount: restarts, started, state, lastState }] },
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

/** About a Pod's container `main` where `isOfMain`, else about the object as a whole. */
export function event(about: KubeObject, reason: string, message: string, seconds: number, count = 1, isOfMain = false): KubeObject {
  const { kind, apiVersion, metadata } = about;
  const fieldPath = isOfMain ? { fieldPath: "spec.containers{main}" } : {};
  return {
    ...object("v1", "Event", `${metadata.name}.${reason}`, {}),
    ...{ involvedObject: { kind, apiVersion, namespace: "shop", name: metadata.name, uid: metadata.uid, ...fieldPath }, reason, message, type: "Warning", count, firstTimestamp: at(seconds), lastTimestamp: at(seconds) },
  };
}

/** What a Deployment's targets need to hear first: its ReplicaSets and Pods, no Events. */
export function opening(owner: KubeObject, ...pods: KubeObject[]): FactBody[] {
  return [listed("Deployment", owner), listed("ReplicaSet", replicaSet(owner.metadata.name, "abc")), listed("Pod", ...pods), events()];
}

export const webOwner = ["ReplicaSet", "web-abc"] as const;

/** A Pod of Deployment `web`, crashed for the n-th time and held back. */
export function crashed(restarts: number, seconds: number, name = "web-abc-1"): KubeObject {
  return pod(name, webOwner, { restarts, state: waiting("CrashLoopBackOff", "back-off 10s restarting failed container"), lastState: terminated(3, seconds) });
}

/** A Pod of Deployment `web` whose image cannot be pulled. */
export function unpulled(reason: "ErrImagePull" | "ImagePullBackOff", message: string, name = "web-abc-1"): KubeObject {
  return pod(name, webOwner, { state: waiting(reason, message) }, { phase: "Pending" });
}

export const notFound = 'failed to pull and unpack image "shop/web:2": failed to resolve reference "shop/web:2": shop/web:2: not found';

/** A Pod of Deployment `web` that serves since then, behind a readiness probe. */
export function serving(seconds: number, name = "web-abc-1"): KubeObject {
  return pod(name, webOwner, { ready: true, state: running(seconds), probe: true }, { readyAt: seconds });
}

/** The same Pod, running but not ready. */
export function starting(seconds: number, name = "web-abc-1"): KubeObject {
  return pod(name, webOwner, { state: running(seconds), probe: true });
}
