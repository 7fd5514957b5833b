/** The Pods of one target's current revision: their rows, their readiness, how far their logs are shown. */
import type { Family, Incident } from "../kinds/assessment.ts";
import { isTerminating } from "../kinds/family.ts";
import { assess } from "../kinds/kinds.ts";
import type { Event, Pod } from "../kinds/kubernetes.ts";
import { isPodReady, isRunToCompletion, readySinceMs, unprobedStarts } from "../kinds/pod.ts";
import { podColumns } from "../kinds/pod-columns.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import type { History, PodMemory } from "./history.ts";
import type { Moment } from "./moment.ts";
import { asPodObject } from "./pod-object.ts";
import type { StateReport, TargetRef } from "./report.ts";
import type { Policy, Target } from "./target.ts";
import { containersOf } from "./wanted-sources.ts";

/** When a Pod loses its readiness, its log is taken up again from so long before. */
const lookBackMs = 10_000;
/** That a container has ended is known so much later: a second that its start's time may lack, and two until a busy kubelet tells. */
const tellingMs = 3000;
/** Readiness times have whole seconds. */
const secondMs = 1000;

type Pods = readonly Family<Pod>[];

/** The lines of a run, which the container's restarts at that time name, and those of the run before it. */
export type LastLines = { readonly run: number; readonly lines: readonly string[]; readonly before: readonly string[] };
const noLines: LastLines = { run: -1, lines: [], before: [] };

export class PodWatch {
  /** By the Pod's name. */
  readonly #uids = new BoundedMemory<string>();
  /** The last row that was said. */
  readonly #rows = new WeakMap<PodMemory, string>();
  /** The Pod of that row. */
  readonly #looked = new WeakMap<PodMemory, Pod>();

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
    readonly history: History,
    readonly policy: Policy,
  ) {}

  memory({ metadata }: Pod): PodMemory {
    return this.history.pod(metadata?.uid ?? "", metadata?.name ?? "");
  }

  /** Takes in how the Pods are now, and says the rows that changed. */
  observe(pods: Pods, moment: Moment): StateReport[] {
    const reports: StateReport[] = [];
    for (const family of pods) {
      const memory = this.memory(family.object);
      const isFirst = !memory.wasSeen;
      memory.wasSeen = true;
      this.#uids.renew(memory.name, memory.uid);
      this.#observeReadiness(family, memory, isFirst, moment);
      const row = this.#row(family, memory, moment.serverMs);
      if (row !== undefined && this.target.kind !== "Pod") reports.push(row);
    }
    this.#uids.forgetPast(() => new Set(pods.map(({ object }) => object.metadata?.name ?? "")));
    return reports;
  }

  #observeReadiness(family: Family<Pod>, memory: PodMemory, isFirst: boolean, { serverMs }: Moment): void {
    const { object: pod } = family;
    const isSettled = isPodReady(pod) && serverMs >= this.settledAtMs([family]);
    if (!isSettled && memory.readySince !== undefined) {
      if (memory.logsUntil !== undefined) memory.logsFrom = serverMs - lookBackMs;
      memory.logsUntil = undefined;
      memory.isPast = false;
      memory.readySince = undefined;
    }
    // It is followed.
    if (memory.logsUntil === undefined) memory.isPast = false;
    if (!isSettled || memory.readySince !== undefined) return;
    memory.isPast = isFirst;
    memory.readySince = isFirst ? (readySinceMs(pod) ?? serverMs) : serverMs;
    const isUntilReady = this.target.logs.until === "PodIsReady" && !isRunToCompletion(pod);
    if (isUntilReady) memory.logsUntil = isFirst ? this.#pastLogsUntil(family, memory.readySince, serverMs) : serverMs;
  }

  /** Of a Pod that was ready when we came, only who asks for earlier lines wants any. */
  #pastLogsUntil(family: Family<Pod>, readySince: number, serverMs: number): number {
    if (this.policy.logsSince === "now") return readySince;
    return Math.min(serverMs, Math.max(readySince, this.settledAtMs([family])) + secondMs);
  }

  #row(family: Family<Pod>, memory: PodMemory, serverMs: number): StateReport | undefined {
    if (this.#looked.get(memory) === family.object) return undefined;
    this.#looked.set(memory, family.object);
    const { ready, status, restartCount } = podColumns(family.object, serverMs);
    const text = `${ready} ${status} ${restartCount}`;
    const before = this.#rows.get(memory);
    if (text === before) return undefined;
    this.#rows.set(memory, text);
    // One that was ready when we came is no news.
    if (before === undefined && memory.isPast) return undefined;
    const { status: judged, reason, message } = assess({ ...family, object: asPodObject(family.object) });
    const pod = { name: memory.name, ready, status, restarts: restartCount, node: family.object.spec?.nodeName ?? "" };
    return { type: "state", target: this.ref, status: judged, reason, message, counters: [], pod, isTold: false };
  }

  /** When (server time, ms) the last container without a probe will have stayed up long enough; 0 where none waits. */
  settledAtMs(pods: Pods): number {
    const starts = this.policy.settleMs > 0 ? pods.flatMap(unprobedStarts) : [];
    return starts.length > 0 ? Math.max(...starts) + this.policy.settleMs + tellingMs : 0;
  }

  /** Since when (server time, ms) all of them have been ready without a break; undefined: they are not, or there are none. */
  readySince(pods: Pods): number | undefined {
    const since = pods.map(({ object }) => this.memory(object).readySince ?? Number.NaN);
    const latest = Math.max(...since);
    return Number.isFinite(latest) ? latest : undefined;
  }

  /** Their logs are shown up to now and no further. What runs to its end is shown to its end. */
  stopLogs(pods: Pods, { serverMs }: Moment): void {
    for (const { object } of pods) if (!isRunToCompletion(object)) this.memory(object).logsUntil ??= serverMs;
  }

  /** What a container said last, in its newest run that was read and in the one before, without the times. */
  lastLines(pod: string, container: string): LastLines {
    const uid = this.#uids.get(pod);
    if (uid === undefined || container === "") return noLines;
    const { tail, tailBefore } = this.history.container(uid, pod, container);
    return { run: tail.run, lines: withoutTimes(tail.lines), before: withoutTimes(tailBefore) };
  }

  /** Which time it is that a Pod shows this fault. */
  ordinal({ pod: name, container, fault, round }: Incident): number {
    if (fault === "readiness") return round;
    const uid = this.#uids.get(name);
    return uid === undefined || container === "" ? Math.max(1, round) : this.history.ordinal(uid, name, container, fault, round);
  }

  /** Incidents that only memory shows: readiness lost while the container runs on, and a readiness window of the user's that has passed. */
  incidents(pods: Pods, serverMs: number): readonly Incident[] {
    const living = pods.filter((pod) => !isTerminating(pod));
    return living.flatMap(({ object: pod, events }) =>
      containersOf(pod).flatMap((status) => {
        const { uid = "", name = "" } = pod.metadata ?? {};
        const memory = this.history.container(uid, name, status.name);
        const probe = lastProbeMessage(events, status.name);
        if (memory.isLost) return [readinessIncident(name, status.name, memory.losses, `is no longer ready${probe}`)];
        const windowMs = this.target.ignoreReadinessFailsMs[status.name];
        const startedAt = Date.parse(status.state?.running?.startedAt ?? "");
        const isLate = windowMs !== undefined && !status.ready && status.started !== false && serverMs >= startedAt + windowMs;
        return isLate && memory.losses === 0 ? [readinessIncident(name, status.name, 0, `is still not ready after ${windowMs / secondMs} s${probe}`)] : [];
      }),
    );
  }

  /** When (server time, ms) the next readiness window of the user's passes. */
  windowEndsMs(pods: Pods, serverMs: number): number | undefined {
    const ends = pods
      .flatMap(({ object }) => containersOf(object))
      .filter(({ ready }) => !ready)
      .map(({ name, state }) => Date.parse(state?.running?.startedAt ?? "") + (this.target.ignoreReadinessFailsMs[name] ?? Number.NaN))
      .filter((at) => at > serverMs);
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }
}

function readinessIncident(pod: string, container: string, round: number, what: string): Incident {
  return { class: "probable", fault: "readiness", reason: "Unhealthy", message: `container ${container} ${what}`, pod, container, round, counts: "immediate" };
}

function withoutTimes(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.slice(line.indexOf(" ") + 1));
}

function lastProbeMessage(events: readonly Event[], container: string): string {
  const about = events.findLast(({ reason, message, involvedObject }) => reason === "Unhealthy" && message?.startsWith("Readiness") && (involvedObject.fieldPath?.includes(`{${container}}`) ?? true));
  return about?.message ? `: ${about.message}` : "";
}
