/** A small Kubernetes cluster in this process: a real API server on loopback, with tiny controllers behind it. */
import type { KubeObject } from "../kinds/kubernetes.ts";
import { ApiServer, type SeenRequest, type ServerTls } from "./api-server.ts";
import type { Behaviour } from "./behaviour.ts";
import { BigLog } from "./big-log.ts";
import { ContainerLogs } from "./container-log.ts";
import { created, ended, running } from "./container-state.ts";
import { Controllers } from "./controllers.ts";
import type { Refusal } from "./faults.ts";
import { kubeconfigText } from "./kubeconfig-text.ts";
import { Kubelet } from "./kubelet.ts";
import { withConditions, withContainer } from "./pod-status.ts";
import { reconcile } from "./reconcile.ts";
import { Recorder } from "./recorder.ts";
import type { Resource } from "./resource.ts";
import { Schedule } from "./schedule.ts";
import { Store } from "./store.ts";
import { isA, namespaceOf, type Ref, type Stored, type StoredOf } from "./stored.ts";

export type SimulatorOptions = {
  /** Delays of controllers and programs are divided by it. */
  readonly speed?: number;
  /** Milliseconds since the epoch: the server's clock, also for its Date header. */
  readonly now?: () => number;
  readonly nodes?: readonly string[];
  /** PEM; `client` is what the kubeconfig hands out. */
  readonly tls?: ServerTls & { readonly client?: { readonly cert: string; readonly key: string } };
  /** Who asks without it gets a 401. */
  readonly token?: string;
  /** Real milliseconds between two bookmarks on each watch. */
  readonly bookmarkEveryMs?: number;
};

/** A Pod's name, alone or with its namespace in front: `shop/web-1`. */
type PodName = string;

export class Simulator {
  readonly #logs = new ContainerLogs();
  readonly #store: Store;
  readonly #schedule: Schedule;
  readonly #recorder: Recorder;
  readonly #controllers: Controllers;
  readonly #server: ApiServer;
  readonly #waiting = new Map<() => boolean, () => void>();

  /** Resolves when it listens, on a free port of 127.0.0.1. */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const simulator = new Simulator(options);
    await simulator.#server.listen();
    return simulator;
  }

  private constructor(readonly options: SimulatorOptions) {
    const nodes = options.nodes ?? ["node-1", "node-2", "node-3"];
    this.#store = new Store(options.now ?? (() => Date.now()));
    this.#schedule = new Schedule(options.speed ?? 1);
    this.#recorder = new Recorder(this.#store, nodes[0] ?? "");
    const kubelet = new Kubelet(this.#store, this.#logs, this.#recorder, this.#schedule);
    this.#controllers = new Controllers(this.#store, kubelet, this.#recorder, this.#schedule, nodes, reconcile);
    const changed = () => this.#check();
    const { tls, token = "", bookmarkEveryMs = 60_000 } = options;
    this.#server = new ApiServer(this.#store, this.#logs, { tls, token, bookmarkEveryMs, changed });
    this.#store.listen(changed);
    for (const node of nodes) this.#store.create(readyNode(node));
    this.#store.create(activeNamespace("default"));
  }

  get url(): string {
    return `${this.options.tls === undefined ? "http" : "https"}://127.0.0.1:${this.#server.port}`;
  }

  /** YAML text that any client can use while the simulator runs. */
  kubeconfig(namespace = "default"): string {
    const { tls, token = "" } = this.options;
    return kubeconfigText({ url: this.url, ca: tls?.ca ?? "", clientCert: tls?.client?.cert ?? "", clientKey: tls?.client?.key ?? "", token, namespace });
  }

  /** Each request so far, oldest first. */
  get requests(): readonly SeenRequest[] {
    return this.#server.requests;
  }

  /** Watches and followed logs that are open now. */
  get openStreams(): number {
    return this.#server.streams.openNow;
  }

  get peakStreams(): number {
    return this.#server.streams.peak;
  }

  /** Serves one more resource: a custom one. */
  register(resource: Omit<Resource, "namespaced"> & { readonly namespaced?: boolean }): void {
    this.#server.resources.push({ namespaced: true, ...resource });
  }

  /**
   * Creates an object, or replaces spec and status of the one with its name; labels and annotations are merged.
   * With a behaviour the simulator's controllers take care of it from now on, without one nobody does.
   */
  apply(object: KubeObject, behaviour?: Behaviour): Stored {
    const placed = this.#placed(object);
    const before = this.#store.find(object.apiVersion, object.kind, namespaceOf(placed), object.metadata.name);
    const applied = before === undefined ? this.#store.create(placed) : this.#store.replace(merged(before, placed));
    if (behaviour !== undefined) this.#controllers.adopt(applied, behaviour);
    return this.#store.byUid(applied.metadata.uid) ?? applied;
  }

  /** What is there now. */
  get(ref: Ref): Stored | undefined {
    const { apiVersion, namespaced } = this.#resourceOf(ref);
    return this.#store.find(apiVersion, ref.kind, namespaced ? (ref.namespace ?? "default") : "", ref.name);
  }

  /** All objects of a kind, by namespace and name. */
  list(kind: string): Stored[] {
    return this.#store.list(this.#resourceOf({ kind, name: "" }));
  }

  /** Overwrites fields of the status; null removes one. */
  patchStatus(ref: Ref, status: { readonly [field: string]: unknown }): void {
    const object = this.#existing(ref);
    const before = typeof object.status === "object" ? object.status : {};
    const fields = Object.entries({ ...before, ...status }).filter(([, value]) => value !== null);
    this.#store.replace({ ...object, status: Object.fromEntries(fields) });
  }

  /** Deletes it at once, and what it owns. */
  remove(ref: Ref): void {
    this.#delete(this.#existing(ref).metadata.uid);
  }

  /** Records an Event; the same again is counted up. */
  event(event: { about: Ref; type: "Normal" | "Warning"; reason: string; message: string; count?: number; fieldPath?: string }): void {
    const { about, type, reason, message, count, fieldPath = "" } = event;
    const component = about.kind === "Pod" ? "kubelet" : `${about.kind.toLowerCase()}-controller`;
    this.#recorder.record({ about: this.#existing(about), type, reason, message, component, fieldPath, count });
  }

  /** A run begins, its log with it: of a Pod that was applied without a behaviour. */
  startContainer(pod: PodName, container: string, { ready = true } = {}): void {
    const { uid } = this.#pod(pod).metadata;
    this.#logs.start(uid, container);
    this.#store.change("Pod", uid, (each) => {
      const now = this.#store.now();
      return withContainer(onNode(each, now), container, now, (status) => running(status, now, ready));
    });
  }

  /** `text` may hold several lines; the last need not end in a newline. */
  writeLog(pod: PodName, container: string, text: string): void {
    this.#logs.current(this.#pod(pod).metadata.uid, container)?.write(text, this.#store.now());
  }

  /** Puts these lines, so many times over, in front of the log of a container that runs. Resolves when a client that follows it has them all. */
  writeBigLog(pod: PodName, container: string, lines: string, times: number): Promise<void> {
    const log = this.#logs.current(this.#pod(pod).metadata.uid, container);
    if (log === undefined) throw new Error(`${pod} has no running container ${container}`);
    log.big = new BigLog(lines, new Date(this.#store.now()).toISOString().replace("Z", "000000Z"), times);
    return log.big.sent;
  }

  /** The run is over: its log ends, and so do those who follow it. */
  endContainer(pod: PodName, container: string, exitCode = 0, reason = exitCode === 0 ? "Completed" : "Error"): void {
    const { uid } = this.#pod(pod).metadata;
    this.#store.change("Pod", uid, (each) => withContainer(each, container, this.#store.now(), (status) => ended(status, this.#store.now(), { exitCode, reason })));
    this.#logs.current(uid, container)?.end();
  }

  /** Breaks every connection there is; new ones are welcome. */
  hangUp(): void {
    this.#server.hangUp();
  }

  /** Every revision seen so far is now too old: a watch from it gets 410, as an ERROR event or as the HTTP status. */
  expireHistory(as: "event" | "status" = "event"): void {
    this.#server.faults.expiredAs = as;
    this.#store.expire();
  }

  /** From now on, what fits is refused, with 403 if nothing else is said. */
  refuse(refusal: Refusal): void {
    this.#server.faults.refuse(refusal);
  }

  /** Nothing is refused any more. */
  allow(): void {
    this.#server.faults.allow();
  }

  /** The next requests whose path and query fit are answered with this status. */
  failNext(pattern: RegExp, status: number, count = 1): void {
    this.#server.faults.failNext(pattern, status, count);
  }

  /** Every answer takes so long to begin, real milliseconds. */
  slow(ms: number): void {
    this.#server.faults.delayMs = ms;
  }

  /** Open streams fall silent, and stay open. */
  pauseStreams(): void {
    this.#server.streams.pause();
  }

  resumeStreams(): void {
    this.#server.streams.resume();
  }

  /** A bookmark on each watch that allows them, at once. */
  bookmark(): void {
    this.#server.bookmark();
  }

  /** Connections break and are refused. */
  down(): void {
    this.#server.close();
  }

  /** On the same port again. */
  up(): Promise<void> {
    return this.#server.listen();
  }

  /** Again and again in the simulator's time: `periodMs` is divided by its speed. */
  every(periodMs: number, run: () => void): void {
    this.#schedule.every(periodMs, run);
  }

  /** Resolves once the condition holds; it is looked at after every change, request and end of a stream. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(condition, resolve));
  }

  [Symbol.dispose](): void {
    this.#schedule[Symbol.dispose]();
    this.#server[Symbol.dispose]();
  }

  #check(): void {
    for (const [condition, resolve] of this.#waiting) {
      if (!condition()) continue;
      this.#waiting.delete(condition);
      resolve();
    }
  }

  #delete(uid: string): void {
    const children = this.#store.childrenOf(uid);
    this.#logs.delete(uid);
    this.#store.delete(uid);
    for (const child of children) this.#delete(child.metadata.uid);
  }

  /** Unlike in a real cluster its namespace need not be made first. */
  #placed(object: KubeObject): KubeObject {
    const { namespaced } = this.#resourceOf({ kind: object.kind, apiVersion: object.apiVersion, name: "" });
    if (!namespaced) return object;
    const namespace = object.metadata.namespace ?? "default";
    if (this.#store.find("v1", "Namespace", "", namespace) === undefined) this.#store.create(activeNamespace(namespace));
    return { ...object, metadata: { ...object.metadata, namespace } };
  }

  #resourceOf({ kind, apiVersion }: Ref): Resource {
    const resource = this.#server.resources.find((each) => each.kind === kind && each.apiVersion === (apiVersion ?? each.apiVersion));
    if (resource === undefined) throw new Error(`the simulator serves no ${apiVersion ?? ""} ${kind}: register it first`);
    return resource;
  }

  #existing(ref: Ref): Stored {
    const object = this.get(ref);
    if (object === undefined) throw new Error(`the simulator has no ${ref.kind} ${ref.namespace ?? "default"}/${ref.name}`);
    return object;
  }

  #pod(name: PodName): StoredOf<"Pod"> {
    const [namespace = "", rest] = name.split("/");
    const pod = this.#existing(rest === undefined ? { kind: "Pod", name } : { kind: "Pod", namespace, name: rest });
    if (!isA("Pod", pod)) throw new Error(`${name} is not a Pod`);
    return pod;
  }
}

function merged(before: Stored, next: KubeObject): Stored {
  const labels = { ...before.metadata.labels, ...next.metadata.labels };
  const annotations = { ...before.metadata.annotations, ...next.metadata.annotations };
  const { uid, creationTimestamp, resourceVersion } = before.metadata;
  const metadata = {
    ...before.metadata,
    ...next.metadata,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    uid,
    creationTimestamp,
    resourceVersion,
  };
  return { ...before, ...next, metadata };
}

/** Gives a Pod that was applied bare what it has on a node. */
function onNode(pod: StoredOf<"Pod">, atMs: number): StoredOf<"Pod"> {
  const { containers = [], initContainers = [], nodeName = "node-1" } = pod.spec ?? {};
  const { containerStatuses = [], initContainerStatuses = [], podIP = "10.244.0.2" } = pod.status ?? {};
  const missing = (all: typeof containers, have: typeof containerStatuses) =>
    all.map((each) => have.find(({ name }) => name === each.name) ?? created(each, initContainers.length > 0 ? "PodInitializing" : "ContainerCreating"));
  const init = initContainers.length === 0 ? {} : { initContainerStatuses: missing(initContainers, initContainerStatuses) };
  const status = { ...pod.status, podIP, ...init, containerStatuses: missing(containers, containerStatuses) };
  return withConditions({ ...pod, spec: { ...pod.spec, containers, nodeName }, status }, atMs);
}

function activeNamespace(name: string): KubeObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name }, status: { phase: "Active" } };
}

function readyNode(name: string): KubeObject {
  const conditions = [{ type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" }];
  return { apiVersion: "v1", kind: "Node", metadata: { name }, spec: {}, status: { conditions } };
}
