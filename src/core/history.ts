/** What no status tells: which tries we have seen, when readiness came and went, what a container said last. */
import type { Fault } from "../kinds/assessment.ts";
import { eventCount, eventTimeMs } from "../kinds/events.ts";
import type { ContainerStatus, Event, KubeObject, Pod } from "../kinds/kubernetes.ts";

/** Of each container so many last lines are kept, to be shown with a cause. */
export const lastLinesMax = 20;

export type ContainerMemory = {
  /** Distinct rounds of each fault that were seen, so that the third restart of one Pod and the first of another count alike. */
  readonly rounds: Map<Fault, { round: number; ordinal: number }>;
  pull: { reason: string; attempts: number };
  /** The pull-failure Event's count when we first saw it, if that try was before our start. */
  pullEventBase: number | undefined;
  pullEventTries: number;
  ready: boolean;
  /** How often readiness was lost while the container ran on. */
  losses: number;
  isLost: boolean;
  restarts: number;
  /** Last lines of the newest run that was read, with their times. */
  tail: { run: number; lines: readonly string[] };
};

export type PodMemory = {
  readonly uid: string;
  readonly name: string;
  readonly containers: Map<string, ContainerMemory>;
  /** The last row that was reported. */
  row: string;
  /** Logs are shown from here (server time, ms) … */
  logsFrom: number;
  /** … to here: when the Pod was Ready and settled; undefined while it is not. */
  logsUntil: number | undefined;
  /** It was ready when we first saw it: what it said before is read once, nothing is followed. */
  isPast: boolean;
  /** Since when it has been Ready and settled without a break (server time, ms). */
  readySince: number | undefined;
};

export class History {
  readonly #pods = new Map<string, PodMemory>();

  pod(uid: string, name: string): PodMemory {
    const known = this.#pods.get(uid);
    if (known !== undefined) return known;
    const made: PodMemory = { uid, name, containers: new Map(), row: "", logsFrom: 0, logsUntil: undefined, isPast: false, readySince: undefined };
    this.#pods.set(uid, made);
    return made;
  }

  container(podUid: string, podName: string, container: string): ContainerMemory {
    const { containers } = this.pod(podUid, podName);
    const known = containers.get(container);
    if (known !== undefined) return known;
    const made: ContainerMemory = {
      rounds: new Map(),
      pull: { reason: "", attempts: 0 },
      pullEventBase: undefined,
      pullEventTries: 0,
      ready: false,
      losses: 0,
      isLost: false,
      restarts: 0,
      tail: { run: -1, lines: [] },
    };
    containers.set(container, made);
    return made;
  }

  forget(uid: string): void {
    this.#pods.delete(uid);
  }

  /** Looks at each state of a Pod that passes, also at those that are over before anything is judged. */
  observePod(pod: Pod): void {
    const { uid = "", name = "" } = pod.metadata ?? {};
    for (const status of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
      const memory = this.container(uid, name, status.name);
      observePull(memory, status.state?.waiting?.reason ?? "");
      observeReadiness(memory, status);
    }
  }

  /** Counts the kubelet's tries by its Events too: a status can change twice between two looks. */
  observeEvent(event: Event, startedAtMs: number): void {
    const { uid, name, kind, fieldPath } = event.involvedObject;
    if (kind !== "Pod" || !uid || !event.message?.startsWith("Failed to pull image")) return;
    const memory = this.container(uid, name ?? "", fieldPath?.match(/\{(.+)\}/)?.[1] ?? "");
    memory.pullEventBase ??= eventTimeMs(event) < startedAtMs ? eventCount(event) : 0;
    memory.pullEventTries = Math.max(memory.pullEventTries, eventCount(event) - memory.pullEventBase);
  }

  observeLines(podUid: string, podName: string, container: string, run: number, lines: readonly string[]): void {
    const memory = this.container(podUid, podName, container);
    const before = memory.tail.run === run ? memory.tail.lines : [];
    if (memory.tail.run > run) return;
    memory.tail = { run, lines: [...before, ...lines.slice(-lastLinesMax)].slice(-lastLinesMax) };
  }

  /** Which time it is that this Pod's container shows the fault, 1 for the first that we see. */
  ordinal(podUid: string, podName: string, container: string, fault: Fault, round: number): number {
    const memory = this.container(podUid, podName, container);
    if (fault === "pull") return Math.max(1, memory.pull.attempts, memory.pullEventTries);
    const known = memory.rounds.get(fault);
    if (known === undefined) memory.rounds.set(fault, { round, ordinal: 1 });
    else if (round > known.round) memory.rounds.set(fault, { round, ordinal: known.ordinal + 1 });
    return memory.rounds.get(fault)?.ordinal ?? 1;
  }
}

/** ErrImagePull is a try that failed, ImagePullBackOff the wait for the next: one incident, until ErrImagePull comes again. */
function observePull(memory: ContainerMemory, reason: string): void {
  const isPull = reason === "ErrImagePull" || reason === "ImagePullBackOff";
  const isNewTry = reason === "ErrImagePull" && memory.pull.reason !== "ErrImagePull";
  if (isPull && (isNewTry || memory.pull.attempts === 0)) memory.pull.attempts += 1;
  if (isPull) memory.pull.reason = reason;
}

/** Readiness lost while the same run goes on; a crash is an incident of its own. */
function observeReadiness(memory: ContainerMemory, { ready, restartCount, state }: ContainerStatus): void {
  const isSameRun = restartCount === memory.restarts && state?.running !== undefined && state.running !== null;
  if (memory.ready && !ready && isSameRun) {
    memory.losses += 1;
    memory.isLost = true;
  }
  if (ready || !isSameRun) memory.isLost = false;
  memory.ready = ready;
  memory.restarts = restartCount;
}

export function isPod(object: KubeObject): object is KubeObject & Pod {
  return object.kind === "Pod";
}
