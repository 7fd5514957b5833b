/** One target on its way: what it is now, what was said of it, which streams it needs. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import type { Event, Pod } from "../kinds/kubernetes.ts";
import { eventCount, eventTimeMs, explains } from "../kinds/events.ts";
import { isPodReady, isRunToCompletion, readySinceMs, unprobedStarts } from "../kinds/pod.ts";
import { podColumns } from "../kinds/pod-columns.ts";
import { assess } from "../kinds/kinds.ts";
import { withoutCredentials } from "../kinds/quote.ts";
import { type LogSource, sourceKey, type WatchSource } from "./fact.ts";
import type { History, PodMemory } from "./history.ts";
import { prefixes } from "./naming.ts";
import type { EventReport, ReportBody, StateReport, TargetRef } from "./report.ts";
import { asPodObject } from "./pod-object.ts";
import type { Target } from "./target.ts";
import type { Account } from "./verdict.ts";
import { containersOf, failedRun, isShown, lastLinesOf, logsOf, watchesOf } from "./wanted-sources.ts";

/** When a Pod loses its readiness, its log is taken up again from so long before. */
const lookBackMs = 10_000;
/** Readiness times have whole seconds. */
const secondMs = 1000;

export type Moment = {
  /** Our clock, ms. */
  readonly at: number;
  /** The server's clock, ms. */
  readonly serverMs: number;
};

export type Live = Pick<Assessment, "status" | "reason" | "message" | "brief" | "counters">;

export class Tracked {
  readonly watches: readonly WatchSource[];
  assessment: Assessment | undefined;
  live: Live | undefined;
  /** It has been there at some time. */
  wasSeen = false;
  /** When its state changes if nothing else does (our clock, ms). */
  wakeAt: number | undefined;
  logs: readonly LogSource[] = [];
  readonly #podUids = new Map<string, string>();
  readonly #shownEvents = new Map<string, number>();
  readonly #added = new Set<string>();

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
    readonly account: Account,
    readonly history: History,
    readonly settleMs: number,
    readonly startedServerMs: () => number,
    readonly logsSinceMs: () => number,
  ) {
    this.watches = watchesOf(target);
  }

  /** What a container of one of its Pods said last, without the times. */
  lastLines(pod: string, container: string): readonly string[] {
    const uid = this.#podUids.get(pod);
    if (uid === undefined || container === "") return [];
    return this.history.container(uid, pod, container).tail.lines.map(withoutTime);
  }

  /** Looks at the Pods of the current revision: rows that changed, and how far their logs are to be shown. */
  observePods({ pods }: Assessment, moment: Moment): ReportBody[] {
    const reports: ReportBody[] = [];
    for (const family of pods) {
      const { uid = "", name = "" } = family.object.metadata ?? {};
      this.#podUids.set(name, uid);
      const memory = this.history.pod(uid, name);
      const isFirst = memory.row === "";
      this.#observeReadiness(family.object, memory, isFirst, moment);
      const row = this.#podRow(family, memory, isFirst && memory.isPast, moment.serverMs);
      if (row !== undefined && this.target.kind !== "Pod") reports.push(row);
    }
    return reports;
  }

  #observeReadiness(pod: Pod, memory: PodMemory, isFirst: boolean, { serverMs }: Moment): void {
    const isSettled = isPodReady(pod) && serverMs >= this.settledAtMs([pod]);
    if (!isSettled && memory.readySince !== undefined) {
      memory.logsFrom = serverMs - lookBackMs;
      memory.logsUntil = undefined;
      memory.isPast = false;
      memory.readySince = undefined;
    }
    if (!isSettled || memory.readySince !== undefined) return;
    memory.isPast = isFirst;
    memory.readySince = isFirst ? (readySinceMs(pod) ?? serverMs) : serverMs;
    const isUntilReady = this.target.logs.until === "PodIsReady" && !isRunToCompletion(pod);
    if (isUntilReady) memory.logsUntil = isFirst ? Math.min(serverMs, Math.max(memory.readySince, this.settledAtMs([pod])) + secondMs) : serverMs;
  }

  #podRow(family: Family<Pod>, memory: PodMemory, isSilent: boolean, serverMs: number): StateReport | undefined {
    const { ready, status, restartCount } = podColumns(family.object, serverMs);
    const text = `${ready} ${status} ${restartCount}`;
    if (text === memory.row) return undefined;
    memory.row = text;
    if (isSilent) return undefined;
    const { status: judged, reason, message } = assess({ ...family, object: asPodObject(family.object) });
    const pod = { name: memory.name, ready, status, restarts: restartCount, node: family.object.spec?.nodeName ?? "" };
    return { type: "state", target: this.ref, status: judged, reason, message, counters: [], pod };
  }

  /** When (server time, ms) the last container without a probe will have stayed up long enough; 0 where none waits. */
  settledAtMs(pods: readonly Pod[]): number {
    const starts = this.settleMs > 0 ? pods.flatMap(unprobedStarts) : [];
    return starts.length > 0 ? Math.max(...starts) + this.settleMs : 0;
  }

  /** Incidents that only memory shows: readiness lost while the container runs on, and a readiness window of the user's that has passed. */
  rememberedIncidents({ pods }: Assessment, serverMs: number): readonly Incident[] {
    return pods.flatMap(({ object: pod, events }) =>
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
  readinessDueMs({ pods }: Assessment, serverMs: number): number | undefined {
    const due = pods
      .flatMap(({ object }) => containersOf(object))
      .filter(({ ready }) => !ready)
      .map(({ name, state }) => Date.parse(state?.running?.startedAt ?? "") + (this.target.ignoreReadinessFailsMs[name] ?? Number.NaN))
      .filter((at) => at > serverMs);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** New Events about the target and its current Pods: those that explain something, or all where the user asked for service messages. */
  newEvents(family: Family, { pods }: Assessment): EventReport[] {
    if (this.target.skipEvents) return [];
    const isOwn = family.object.kind === this.target.kind;
    const about = [...(isOwn ? [{ name: "", events: family.events }] : []), ...childrenOf(family, this.target.kind === "Pod" ? [] : pods)];
    return about.flatMap(({ name, events }) => events.flatMap((event) => this.#newEvent(name, event) ?? []));
  }

  #newEvent(object: string, event: Event): EventReport | undefined {
    const { showServiceMessages } = this.target;
    if (eventTimeMs(event) < this.startedServerMs() || !(showServiceMessages || explains(event))) return undefined;
    const { type, reason = "" } = event;
    const message = withoutCredentials(event.message ?? "");
    const key = showServiceMessages ? `${event.metadata.uid ?? event.metadata.name}` : `${reason} ${withoutNames(message)}`;
    const count = eventCount(event);
    const shown = this.#shownEvents.get(key);
    if (shown !== undefined && !(showServiceMessages && count > shown)) return undefined;
    this.#shownEvents.set(key, count);
    return { type: "event", target: this.ref, object, warning: type === "Warning", reason, message, count };
  }

  /** kubedog's "added" lines. */
  added(family: Family, { pods }: Assessment): EventReport[] {
    if (!this.target.showServiceMessages || this.target.skipEvents) return [];
    const objects = ["", ...childrenOf(family, this.target.kind === "Pod" ? [] : pods).map(({ name }) => name)];
    return objects.flatMap((object) => {
      if (this.#added.has(object)) return [];
      this.#added.add(object);
      return [{ type: "event", target: this.ref, object, warning: false, reason: "Added", message: "added", count: 1 } as const];
    });
  }

  /** The logs to follow or to read now. */
  wantedLogs({ pods, incidents }: Assessment, serverMs: number, isEnded: (source: LogSource) => boolean): readonly LogSource[] {
    const need = { target: this.target, sinceMs: this.logsSinceMs(), nowMs: serverMs, isEnded };
    const followed = pods.flatMap(({ object }) => {
      const { uid = "", name = "" } = object.metadata ?? {};
      return logsOf(object, this.history.pod(uid, name), need);
    });
    return [...followed, ...this.#evidence(pods, incidents, followed, isEnded)];
  }

  /** Whose last lines are needed as a cause, and will not be read otherwise. */
  #evidence(pods: readonly Family<Pod>[], incidents: readonly Incident[], followed: readonly LogSource[], isEnded: (source: LogSource) => boolean): LogSource[] {
    const sources = incidents.flatMap(({ pod: name, container }) => {
      const pod = pods.find(({ object }) => object.metadata?.name === name)?.object;
      const source = pod === undefined || container === "" ? undefined : lastLinesOf(pod, container);
      return source === undefined || this.history.container(source.podUid, name, container).tail.run >= source.run ? [] : [source];
    });
    const isRead = ({ podUid, container, run }: LogSource) => followed.some((log) => log.podUid === podUid && log.container === container && log.run === run);
    return sources.filter((source) => !isEnded(source) && !isRead(source));
  }

  /** Whether the log of a run that is over has been read to its end, or is being. */
  isRunOver({ pod: name, container, run }: LogSource): boolean {
    const pod = this.assessment?.pods.find(({ object }) => object.metadata?.name === name)?.object;
    const status = pod === undefined ? undefined : containersOf(pod).find((each) => each.name === container);
    return status === undefined || status.restartCount > run || Boolean(status.state?.terminated) || (failedRun(status) ?? -1) >= run;
  }

  isLogShown(container: string): boolean {
    return isShown(container, this.target);
  }

  needs(source: WatchSource): boolean {
    return this.watches.some((watch) => sourceKey(watch) === sourceKey(source));
  }
}

function childrenOf(family: Family, pods: readonly Family<Pod>[]): { readonly name: string; readonly events: readonly Event[] }[] {
  const owners = family.children.filter(({ object, children }) => object.kind === "ReplicaSet" && children.some((child) => pods.some(({ object: pod }) => pod.metadata?.uid === child.object.metadata.uid)));
  return [
    ...owners.map(({ object, events }) => ({ name: `${prefixes.ReplicaSet}/${object.metadata.name}`, events })),
    ...pods.map(({ object, events }) => ({ name: `${prefixes.Pod}/${object.metadata?.name ?? ""}`, events })),
  ];
}

function readinessIncident(pod: string, container: string, round: number, what: string): Incident {
  return { class: "probable", fault: "readiness", reason: "Unhealthy", message: `container ${container} ${what}`, pod, container, round, counts: "immediate" };
}

function lastProbeMessage(events: readonly Event[], container: string): string {
  const about = events.findLast(({ reason, message, involvedObject }) => reason === "Unhealthy" && message?.startsWith("Readiness") && (involvedObject.fieldPath?.includes(`{${container}}`) ?? true));
  return about?.message ? `: ${about.message}` : "";
}

function withoutTime(line: string): string {
  return line.slice(line.indexOf(" ") + 1);
}

/** Replicas' Events differ in generated names and numbers only. */
function withoutNames(message: string): string {
  return message.replace(/\S*[0-9]\S*/g, "#");
}
