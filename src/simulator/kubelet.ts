/** Scheduler and kubelet in one: takes a Pod through its life as its behaviour says. */
import type { Container, ContainerStatus } from "../kinds/kubernetes.ts";
import { behaviourOf, type Behaviour, type ContainerBehaviour, type Exit } from "./behaviour.ts";
import type { ContainerLogs } from "./container-log.ts";
import { created, ended, running, waiting } from "./container-state.ts";
import { isSidecar, withConditions, withContainer } from "./pod-status.ts";
import type { Recorder } from "./recorder.ts";
import type { Schedule } from "./schedule.ts";
import { seconds, type Store } from "./store.ts";
import { isA, namespaceOf, type StoredOf } from "./stored.ts";

const schedulingMs = 40;
const sandboxMs = 400;
const restartMs = 1000;
const backOffMs = 10_000;
const backOffMaxMs = 300_000;
const stoppingMs = 500;
const probePeriodMs = 1000;

export class Kubelet {
  #addresses = 1;

  constructor(
    readonly store: Store,
    readonly logs: ContainerLogs,
    readonly recorder: Recorder,
    readonly schedule: Schedule,
  ) {}

  /** Brings a new Pod to `node` and starts it there. */
  start(pod: StoredOf<"Pod">, behaviour: Behaviour, node: string): void {
    const { uid, name } = pod.metadata;
    this.#later(uid, schedulingMs, (now) => {
      const message = `Successfully assigned ${namespaceOf(now)}/${name} to ${node}`;
      this.recorder.record({ about: now, type: "Normal", reason: "Scheduled", message, component: "default-scheduler", fieldPath: "", count: undefined });
      this.store.change("Pod", uid, (each) => this.#assigned(each, node));
      this.#later(uid, sandboxMs, () => this.#sandboxed(uid, behaviour));
    });
  }

  /** Stops a Pod as `kubectl delete` does: first told, then gone. */
  stop({ metadata: { uid } }: StoredOf<"Pod">): void {
    const deletionTimestamp = seconds(this.store.now() + 30_000);
    this.store.change("Pod", uid, (pod) => {
      const generation = (pod.metadata.generation ?? 1) + 1;
      return { ...pod, metadata: { ...pod.metadata, generation, deletionTimestamp, deletionGracePeriodSeconds: 30 } };
    });
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return;
    for (const { name } of pod.spec?.containers ?? []) this.#event(pod, name, "Normal", "Killing", `Stopping container ${name}`);
    this.schedule.after(stoppingMs, () => this.#stopped(uid));
  }

  #stopped(uid: string): void {
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return;
    for (const { name, state } of pod.status?.containerStatuses ?? []) {
      if (state?.running !== undefined) this.#change(uid, name, (status) => ended(status, this.store.now(), { exitCode: 143, reason: "Error" }));
    }
    this.logs.delete(uid);
    this.store.delete(uid);
  }

  #assigned(pod: StoredOf<"Pod">, node: string): StoredOf<"Pod"> {
    const at = this.store.now();
    const { containers = [], initContainers = [] } = pod.spec ?? {};
    const reason = initContainers.length > 0 ? "PodInitializing" : "ContainerCreating";
    const init = initContainers.length > 0 ? { initContainerStatuses: initContainers.map((each) => created(each, reason)) } : {};
    const hostIP = "10.10.0.1";
    const status = { ...pod.status, hostIP, startTime: seconds(at), ...init, containerStatuses: containers.map((each) => created(each, reason)) };
    return withConditions({ ...pod, spec: { ...pod.spec, containers, nodeName: node }, status }, at);
  }

  #sandboxed(uid: string, behaviour: Behaviour): void {
    this.#addresses += 1;
    const podIP = `10.244.${this.#addresses >> 8}.${this.#addresses & 255}`;
    this.store.change("Pod", uid, (pod) => ({ ...pod, status: { ...pod.status, podIP, podIPs: [{ ip: podIP }] } }));
    this.#initialise(uid, behaviour, 0);
  }

  /** Init containers one after another, then all others at once. */
  #initialise(uid: string, behaviour: Behaviour, done: number): void {
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return;
    const next = pod.spec?.initContainers?.[done];
    if (next !== undefined) {
      const go = () => this.#initialise(uid, behaviour, done + 1);
      this.#pull(uid, next, behaviourOf(behaviour, next.name), go);
      return;
    }
    for (const container of pod.spec?.containers ?? []) this.#pull(uid, container, behaviourOf(behaviour, container.name), () => undefined);
  }

  /** `over` is called when an init container is done, or when a sidecar runs. */
  #pull(uid: string, container: Container, behaviour: ContainerBehaviour, over: () => void): void {
    const { image: name = "" } = container;
    const { image } = behaviour;
    if (image.type === "present") {
      this.#say(uid, container.name, "Normal", "Pulled", `Container image "${name}" already present on machine`);
      this.#run(uid, container, behaviour, over);
      return;
    }
    this.#say(uid, container.name, "Normal", "Pulling", `Pulling image "${name}"`);
    if (image.type === "missing") {
      this.#later(uid, 600, () => this.#pullFails(uid, container, image.error, 0));
      return;
    }
    this.#later(uid, image.ms, () => {
      const took = `${image.ms / 1000}s`;
      this.#say(uid, container.name, "Normal", "Pulled", `Successfully pulled image "${name}" in ${took} (${took} including waiting). Image size: 48230912 bytes.`);
      this.#run(uid, container, behaviour, over);
    });
  }

  #pullFails(uid: string, container: Container, error: string, failures: number): void {
    const { name, image = "" } = container;
    this.#say(uid, name, "Warning", "Failed", `Failed to pull image "${image}": ${error}`);
    this.#say(uid, name, "Warning", "Failed", "Error: ErrImagePull");
    this.#change(uid, name, (status) => waiting(status, "ErrImagePull", error));
    this.#later(uid, restartMs, () => {
      this.#say(uid, name, "Normal", "BackOff", `Back-off pulling image "${image}"`);
      this.#say(uid, name, "Warning", "Failed", "Error: ImagePullBackOff");
      this.#change(uid, name, (status) => waiting(status, "ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${error}`));
    });
    this.#later(uid, backOff(failures), () => {
      this.#say(uid, name, "Normal", "Pulling", `Pulling image "${image}"`);
      this.#later(uid, 600, () => this.#pullFails(uid, container, error, failures + 1));
    });
  }

  #run(uid: string, container: Container, behaviour: ContainerBehaviour, over: () => void): void {
    const { name, readinessProbe } = container;
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return;
    const sidecar = isSidecar(pod, name);
    const ready = readinessProbe === undefined && (sidecar || !isInit(pod, name));
    this.#say(uid, name, "Normal", "Created", `Created container: ${name}`);
    this.#say(uid, name, "Normal", "Started", `Started container ${name}`);
    this.logs.start(uid, name);
    this.#change(uid, name, (status) => running(status, this.store.now(), ready));
    const run = this.#statusOf(uid, name)?.containerID ?? "";
    if (sidecar) over();
    if (!ready && readinessProbe !== undefined) this.#probe(uid, container, behaviour, run, 0);
    this.#print(uid, name, behaviour, run);
    const { exit } = behaviour;
    const restarts = this.#statusOf(uid, name)?.restartCount ?? 0;
    if (exit === undefined || restarts >= (exit.timesMax ?? Infinity)) return;
    this.#whileRunning(uid, name, run, exit.afterMs, () => this.#exit(uid, container, behaviour, exit, over));
  }

  #probe(uid: string, container: Container, behaviour: ContainerBehaviour, run: string, triedMs: number): void {
    const leftMs = behaviour.readyAfterMs - triedMs;
    this.#whileRunning(uid, container.name, run, Math.min(leftMs, probePeriodMs), () => {
      if (leftMs <= probePeriodMs) return this.#change(uid, container.name, (status) => ({ ...status, ready: true }));
      if (behaviour.unhealthy !== "") this.#say(uid, container.name, "Warning", "Unhealthy", `Readiness probe failed: ${behaviour.unhealthy}`);
      this.#probe(uid, container, behaviour, run, triedMs + probePeriodMs);
    });
  }

  /** Each line at its time from the start: chained, they would fall behind the exit on a busy machine. */
  #print(uid: string, name: string, { lines }: ContainerBehaviour, run: string): void {
    let sinceStartMs = 0;
    for (const { afterMs, text } of lines) {
      sinceStartMs += afterMs;
      this.#whileRunning(uid, name, run, sinceStartMs, () => this.logs.current(uid, name)?.write(`${text}\n`, this.store.now()));
    }
  }

  #exit(uid: string, container: Container, behaviour: ContainerBehaviour, exit: Exit, over: () => void): void {
    const { name } = container;
    const reason = exit.reason ?? (exit.code === 0 ? "Completed" : "Error");
    this.#change(uid, name, (status) => ended(status, this.store.now(), { exitCode: exit.code, reason }));
    this.logs.current(uid, name)?.end();
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return;
    const init = isInit(pod, name) && !isSidecar(pod, name);
    if (init && exit.code === 0) return over();
    const policy = isSidecar(pod, name) ? "Always" : init && pod.spec?.restartPolicy === "Always" ? "OnFailure" : pod.spec?.restartPolicy;
    if (policy === "Never" || (policy === "OnFailure" && exit.code === 0)) return;
    this.#restart(uid, container, behaviour, over);
  }

  /** The first restart comes at once; after that the kubelet backs off, longer each time. */
  #restart(uid: string, container: Container, behaviour: ContainerBehaviour, over: () => void): void {
    const { name } = container;
    const restarts = this.#statusOf(uid, name)?.restartCount ?? 0;
    if (restarts === 0) {
      this.#later(uid, restartMs, () => this.#pull(uid, container, { ...behaviour, image: { type: "present" } }, over));
      return;
    }
    const waitMs = backOff(restarts - 1);
    this.#later(uid, restartMs, (pod) => {
      const where = `${pod.metadata.name}_${namespaceOf(pod)}(${uid})`;
      this.#say(uid, name, "Warning", "BackOff", `Back-off restarting failed container ${name} in pod ${where}`);
      this.#change(uid, name, (status) => waiting(status, "CrashLoopBackOff", `back-off ${spoken(waitMs)} restarting failed container=${name} pod=${where}`));
      this.#later(uid, waitMs, () => this.#pull(uid, container, { ...behaviour, image: { type: "present" } }, over));
    });
  }

  #change(uid: string, container: string, change: (status: ContainerStatus) => ContainerStatus): void {
    this.store.change("Pod", uid, (pod) => withContainer(pod, container, this.store.now(), change));
  }

  #statusOf(uid: string, container: string): ContainerStatus | undefined {
    const pod = this.store.byUid(uid);
    if (!isA("Pod", pod)) return undefined;
    const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
    return [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === container);
  }

  #say(uid: string, container: string, type: "Normal" | "Warning", reason: string, message: string): void {
    const pod = this.store.byUid(uid);
    if (isA("Pod", pod)) this.#event(pod, container, type, reason, message);
  }

  #event(about: StoredOf<"Pod">, container: string, type: "Normal" | "Warning", reason: string, message: string): void {
    const fieldPath = `spec.${isInit(about, container) ? "initContainers" : "containers"}{${container}}`;
    this.recorder.record({ about, type, reason, message, component: "kubelet", fieldPath, count: undefined });
  }

  /** Unless the Pod has gone or is going by then. */
  #later(uid: string, delayMs: number, run: (pod: StoredOf<"Pod">) => void): void {
    this.schedule.after(delayMs, () => {
      const pod = this.store.byUid(uid);
      if (isA("Pod", pod) && pod.metadata.deletionTimestamp === undefined) run(pod);
    });
  }

  /** Unless that very run of the container is over by then. */
  #whileRunning(uid: string, container: string, run: string, delayMs: number, then: () => void): void {
    this.#later(uid, delayMs, () => {
      const status = this.#statusOf(uid, container);
      if (status?.state?.running !== undefined && status.containerID === run) then();
    });
  }
}

function isInit({ spec }: StoredOf<"Pod">, container: string): boolean {
  return (spec?.initContainers ?? []).some(({ name }) => name === container);
}

function backOff(failures: number): number {
  return Math.min(backOffMs * 2 ** failures, backOffMaxMs);
}

/** As Go prints a duration: `10s`, `2m40s`. */
function spoken(ms: number): string {
  const total = ms / 1000;
  return total < 60 ? `${total}s` : `${Math.floor(total / 60)}m${total % 60}s`;
}
