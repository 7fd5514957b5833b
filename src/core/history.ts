/** What no status tells: which tries we have seen, when readiness came and went, what a container said last. */
import type { Fault } from "../kinds/assessment.ts";
import { eventCount, eventTimeMs } from "../kinds/events.ts";
import type { ContainerStatus, Event, KubeObject, Pod } from "../kinds/kubernetes.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import { type LogSource, sourceKey } from "./fact.ts";

/** Of each container so many last lines are kept, to be shown with a cause. */
export const lastLinesMax = 20;
/** Of each container so many ended logs are known, the newest: one that was read to its end is not opened again. */
const endedLogsMax = 20;
/** A Pod that has gone is heard of so much longer: last lines, Events. */
const echoMs = 5 * 60_000;

export type ContainerMemory = {
  /** Distinct rounds of each stage that were seen, so that the third restart of one Pod and the first of another count alike. */
  readonly rounds: Map<Stage, { round: number; ordinal: number }>;
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
  /** Those of the run that was read before it. */
  tailBefore: readonly string[];
  /** Keys of its logs that are complete. */
  readonly endedLogs: Set<string>;
};

export type PodMemory = {
  readonly uid: string;
  readonly name: string;
  readonly containers: Map<string, ContainerMemory>;
  /** When something was heard of it last (our clock, ms). */
  heardAt: number;
  /** Its readiness has been looked at before. */
  wasSeen: boolean;
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
  readonly #pods = new BoundedMemory<PodMemory>();
  /** Our clock now, ms. */
  at = 0;

  pod(uid: string, name: string): PodMemory {
    const known = this.#pods.get(uid);
    if (known !== undefined) return known;
    const made: PodMemory = { uid, name, containers: new Map(), heardAt: this.at, wasSeen: false, logsFrom: 0, logsUntil: undefined, isPast: false, readySince: undefined };
    this.#pods.set(uid, made);
    return made;
  }

  /** Forgets Pods that are there no longer and of which nothing is heard any more, but for the last of them. */
  forgetPast(isThere: (uid: string) => boolean): void {
    this.#pods.forgetPast(() => {
      const known = [...this.#pods.values()].filter(({ uid, heardAt }) => heardAt + echoMs > this.at || isThere(uid));
      return new Set(known.map(({ uid }) => uid));
    });
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
      tailBefore: [],
      endedLogs: new Set(),
    };
    containers.set(container, made);
    return made;
  }

  /** Looks at each state of a Pod that passes, also at those that are over before anything is judged. */
  observePod(pod: Pod): void {
    const { uid = "", name = "" } = pod.metadata ?? {};
    this.#hear(this.pod(uid, name));
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
    this.#hear(this.pod(uid, name ?? ""));
    const memory = this.container(uid, name ?? "", fieldPath?.match(/\{(.+)\}/)?.[1] ?? "");
    memory.pullEventBase ??= eventTimeMs(event) < startedAtMs ? eventCount(event) : 0;
    // However often it was tried before our start, that is the first time that we see.
    const before = memory.pullEventBase > 0 ? 1 : 0;
    memory.pullEventTries = Math.max(memory.pullEventTries, before + eventCount(event) - memory.pullEventBase);
  }

  observeLines(podUid: string, podName: string, container: string, run: number, lines: readonly string[]): void {
    this.#hear(this.pod(podUid, podName));
    const memory = this.container(podUid, podName, container);
    const before = memory.tail.run === run ? memory.tail.lines : [];
    if (memory.tail.run > run) return;
    if (memory.tail.run < run) memory.tailBefore = memory.tail.lines;
    memory.tail = { run, lines: [...before, ...lines.slice(-lastLinesMax)].slice(-lastLinesMax) };
  }

  /** A log is complete. */
  endLog(source: LogSource): void {
    const { endedLogs } = this.container(source.podUid, source.pod, source.container);
    endedLogs.add(sourceKey(source));
    const [oldest] = endedLogs;
    if (endedLogs.size > endedLogsMax && oldest !== undefined) endedLogs.delete(oldest);
  }

  isLogEnded(source: LogSource): boolean {
    return this.#pods.get(source.podUid)?.containers.get(source.container)?.endedLogs.has(sourceKey(source)) ?? false;
  }

  #hear(memory: PodMemory): void {
    memory.heardAt = this.at;
    this.#pods.renew(memory.uid, memory);
  }

  /** Which time it is that this Pod's container shows the fault, 1 for the first that we see. */
  ordinal(podUid: string, podName: string, container: string, fault: Fault, round: number): number {
    const memory = this.container(podUid, podName, container);
    if (fault === "pull") return Math.max(1, memory.pull.attempts, memory.pullEventTries);
    const stage = stageOf(fault);
    const known = memory.rounds.get(stage);
    if (known === undefined) memory.rounds.set(stage, { round, ordinal: 1 });
    else if (round > known.round) memory.rounds.set(stage, { round, ordinal: known.ordinal + 1 });
    return memory.rounds.get(stage)?.ordinal ?? 1;
  }
}

/** A stage of a container's life, in which each round has one incident whatever it is called first. */
export type Stage = Exclude<Fault, "start" | "probe"> | "run";

/** That a crash was a probe's kill or a command that could not start may be known only later, from an Event. */
export function stageOf(fault: Fault): Stage {
  return fault === "crash" || fault === "start" || fault === "probe" ? "run" : fault;
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

export function isEvent(object: KubeObject): object is KubeObject & Event {
  return object.kind === "Event" && "involvedObject" in object && typeof object.involvedObject === "object" && object.involvedObject !== null;
}
