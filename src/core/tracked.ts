/** One target on its way: what it is now, what was said of it, what it has cost, which logs it needs. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { assess } from "../kinds/kinds.ts";
import { isPodReady } from "../kinds/pod.ts";
import type { KubeObject, Pod } from "../kinds/kubernetes.ts";
import { causesOf } from "./diagnosis.ts";
import { type LogSource, sourceKey, type WatchSource } from "./fact.ts";
import type { History } from "./history.ts";
import { type Live, liveOf, liveOfCustom, missing } from "./live.ts";
import type { Moment } from "./moment.ts";
import { PodWatch } from "./pod-watch.ts";
import { Quiet } from "./quiet.ts";
import type { IncidentReport, ReportBody, StateReport, TargetRef, TargetSummary } from "./report.ts";
import { ServiceMessages } from "./service-messages.ts";
import { Standstill } from "./standstill.ts";
import type { Policy, Target } from "./target.ts";
import { Account, forgivenAfterMs, type Occurrence, occurrencesOf } from "./verdict.ts";
import { containersOf, failedRun, isShown, lastLinesOf, logDrainMs, logsOf, watchesOf } from "./wanted-sources.ts";

/** What a judgement looks at besides the target's own memory. */
export type View = Moment & {
  /** The server's time at the start, ms. */
  readonly startedServerMs: number;
  /** Whether Pods may be read; without them there is nothing to settle. */
  readonly arePodsKnown: boolean;
  /** Labels of the other targets that are still active, for Hope mode. */
  readonly others: () => readonly string[];
};

export class Tracked {
  readonly watches: readonly WatchSource[];
  readonly account: Account;
  readonly pods: PodWatch;
  readonly #messages: ServiceMessages;
  readonly #watchKeys: ReadonlySet<string>;
  assessment: Assessment | undefined;
  live: Live | undefined;
  logs: readonly LogSource[] = [];
  /** When its state changes if nothing else does (our clock, ms). */
  wakeAt: number | undefined;
  #wasSeen = false;
  /** Since when (server time, ms) its status is better than its Pods'. */
  #aheadSinceMs: number | undefined;
  readonly #quiet: Quiet;
  readonly #standstill: Standstill;
  /** Of the object that is judged. */
  #uid: string | undefined;

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
    readonly history: History,
    readonly policy: Policy,
    readonly startedAt: number,
  ) {
    this.#quiet = new Quiet(target, startedAt);
    this.#standstill = new Standstill(policy);
    this.watches = watchesOf(target);
    this.#watchKeys = new Set(this.watches.map(sourceKey));
    this.account = new Account(target, startedAt, policy.patienceMs, policy.mode === "follow");
    this.pods = new PodWatch(target, ref, history, policy);
    this.#messages = new ServiceMessages(target, ref);
  }

  needs(source: WatchSource): boolean {
    return this.#watchKeys.has(sourceKey(source));
  }

  /** The run waits for it. */
  get isAwaited(): boolean {
    return this.account.settlement === undefined && this.target.terminationMode !== "NonBlocking";
  }

  /** Has it failed, and is nobody to hear more of how it is? */
  get isLost(): boolean {
    const result = this.account.settlement?.result;
    return result === "failed" || result === "ignored";
  }

  /** Takes in how it is now; returns what is worth saying. */
  judge(family: Family | undefined, view: View): ReportBody[] {
    const assessment = family === undefined ? missing(this.target, this.#wasSeen) : assess(family);
    if (this.#hasEnded && !assessment.final) return [];
    this.#identify(family?.object);
    const isReadyAtOnce = !this.#wasSeen && assessment.status === "ready";
    this.#wasSeen ||= family !== undefined;
    this.assessment = assessment;
    const rows = this.pods.observe(assessment.pods, view);
    this.#quiet.observe(family, view.at);
    const isSettling = view.arePodsKnown && view.serverMs < this.#settledAtMs(assessment, view);
    const before = this.live;
    const told = family !== undefined && this.#quiet.isCustom ? liveOfCustom(assessment, family.object, this.#quiet.forMs(view.at)) : liveOf(assessment, isSettling, this.policy.settleMs);
    const live = this.#standstill.wished(told);
    this.live = live;
    const occurrences = this.#occurrences(assessment, live, view);
    const news = family === undefined || isReadyAtOnce ? [] : this.#messages.news(family, assessment, view.startedServerMs);
    const incidents = this.#weigh(assessment, live, occurrences, view);
    return [...rows, ...incidents, ...this.#stateNow(live, before), ...news];
  }

  /** What ended stays ended, also when its TTL or the next release deletes it. */
  get #hasEnded(): boolean {
    return this.assessment?.final === true && this.account.settlement !== undefined;
  }

  /** An object that was created anew has to become ready anew, even if nobody saw that it was away. */
  #identify(object: KubeObject | undefined): void {
    const uid = object?.metadata.uid;
    if (uid === undefined || uid === this.#uid) return;
    if (this.#uid !== undefined) this.account.reopen();
    this.#uid = uid;
  }

  /** When (server time, ms) a ready status may be believed: its containers have stayed up, and its Pods, of which another watch tells, say the same. */
  #settledAtMs(assessment: Assessment, { serverMs }: Moment): number {
    const settledAt = this.pods.settledAtMs(assessment.pods.map(({ object }) => object));
    const isDoubted = assessment.status === "ready" && !assessment.final && this.account.settlement === undefined;
    if (!isDoubted || !isAheadOfPods(assessment)) {
      this.#aheadSinceMs = undefined;
      return settledAt;
    }
    this.#aheadSinceMs ??= serverMs;
    return Math.max(settledAt, this.#aheadSinceMs + this.policy.settleMs);
  }

  #occurrences(assessment: Assessment, live: Live, moment: Moment): readonly Occurrence[] {
    if (live.status === "ready") return [];
    const incidents = [...assessment.incidents, ...this.pods.incidents(assessment.pods, moment.serverMs), ...this.#quiet.incidents(moment.at), ...this.#standstill.incidents(live, moment.at)];
    return occurrencesOf(incidents, `${this.#uid} ${assessment.revision}`, (incident) => this.pods.ordinal(incident, assessment));
  }

  #weigh(assessment: Assessment, live: Live, occurrences: readonly Occurrence[], view: View): IncidentReport[] {
    const { account } = this;
    if (!assessment.final && isTakenBack(account, live, occurrences)) account.reopen();
    if (account.settlement === undefined && live.status === "ready") account.settlement = { result: "ready", at: view.at, incident: undefined };
    if (account.settlement?.result === "ready" && this.target.logs.until === "ControllerIsReady") this.pods.stopLogs(assessment.pods, view);
    if (account.settlement !== undefined) return [];
    return [...this.#forgive(assessment, view), ...account.judge(occurrences, view.at, view.others).map((report) => ({ ...report, target: this.ref }))];
  }

  #forgive({ pods }: Assessment, { serverMs }: Moment): IncidentReport[] {
    const since = this.pods.readySince(pods);
    if (this.account.failures === 0 || since === undefined || since + forgivenAfterMs > serverMs || this.account.forgive() === 0) return [];
    const { account, target, ref } = this;
    const message = `all its Pods have been ready for ${forgivenAfterMs / 1000} s`;
    const nothing = { pod: "", container: "", waitingFor: [] };
    return [{ type: "incident", target: ref, class: "probable", reason: "Forgiven", message, ...nothing, pods: pods.length, failures: account.failures, allowed: target.allowedFailures, effect: "forgiven" }];
  }

  /** What has been told as an incident is not told again as a state. */
  #stateNow(live: Live, before: Live | undefined): StateReport[] {
    const isSame = before?.status === live.status && before.reason === live.reason && before.brief === live.brief;
    const isTold = this.isLost || (live.status === "failed" && this.account.hasTold);
    if (isSame || isTold) return [];
    const { reason, brief, counters } = live;
    // The policy has not counted it yet.
    const status = live.status === "failed" ? "progressing" : live.status;
    return [{ type: "state", target: this.ref, status, reason, message: brief, counters, pod: undefined }];
  }

  /** When to look again although nothing has happened. @param skewMs the server's clock minus ours */
  setWake({ at, serverMs }: Moment, skewMs: number): void {
    const pods = this.assessment?.pods ?? [];
    const since = this.account.settlement === undefined && this.account.failures > 0 ? this.pods.readySince(pods) : undefined;
    const serverTimes = [
      this.pods.settledAtMs(pods.map(({ object }) => object)),
      this.#aheadSinceMs === undefined ? 0 : this.#aheadSinceMs + this.policy.settleMs,
      this.pods.windowEndsMs(pods, serverMs) ?? 0,
      since === undefined ? 0 : since + forgivenAfterMs,
      ...pods.map(({ object }) => (this.pods.memory(object).logsUntil ?? Number.NEGATIVE_INFINITY) + logDrainMs),
    ].filter((time) => time > serverMs);
    const own = this.live?.status === "ready" ? undefined : this.account.wakeAt(at);
    const times = [...serverTimes.map((time) => time - skewMs), ...(this.live?.status === "ready" ? [] : this.#quiet.times(at)), ...[this.#standstill.dueAt ?? 0].filter((time) => time > at), ...(own === undefined ? [] : [own])];
    this.wakeAt = times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Names the logs to follow or to read now. @param sinceMs lines before are not shown (server time) */
  setLogs(sinceMs: number, { serverMs }: Moment, isEnded: (source: LogSource) => boolean): void {
    if (this.assessment === undefined) return;
    const { pods, incidents } = this.assessment;
    const need = { target: this.target, sinceMs, nowMs: serverMs, isEnded };
    const followed = pods.flatMap(({ object }) => logsOf(object, this.pods.memory(object), need));
    this.logs = [...followed, ...this.#evidence(pods, incidents, followed, isEnded)];
  }

  /** Whose last lines are needed as a cause, and will not be read otherwise. */
  #evidence(pods: readonly Family<Pod>[], incidents: readonly Incident[], followed: readonly LogSource[], isEnded: (source: LogSource) => boolean): LogSource[] {
    const isRead = ({ podUid, container, run }: LogSource) => followed.some((log) => log.podUid === podUid && log.container === container && log.run === run);
    return incidents.flatMap(({ pod: name, container }) => {
      const pod = pods.find(({ object }) => object.metadata?.name === name)?.object;
      const source = pod === undefined || container === "" ? undefined : lastLinesOf(pod, container);
      if (source === undefined || isEnded(source) || isRead(source)) return [];
      return this.history.container(source.podUid, name, container).tail.run >= source.run ? [] : [source];
    });
  }

  /** When the run ends only this is still read: the last lines of what failed, and logs of runs that are over. */
  keepLastLogs(isDrained: boolean): void {
    const settledBy = this.account.settlement?.incident;
    const failing = [...(this.assessment?.incidents ?? []), ...(settledBy === undefined ? [] : [settledBy])];
    const isCause = ({ pod, container }: LogSource) => failing.some((incident) => incident.pod === pod && incident.container === container);
    this.logs = this.logs.filter((source) => (source.tail > 0 ? isCause(source) : !isDrained || this.#isRunOver(source)));
  }

  #isRunOver({ pod: name, container, run }: LogSource): boolean {
    const pod = this.assessment?.pods.find(({ object }) => object.metadata?.name === name)?.object;
    const status = pod === undefined ? undefined : containersOf(pod).find((each) => each.name === container);
    return status === undefined || status.restartCount > run || Boolean(status.state?.terminated) || (failedRun(status) ?? -1) >= run;
  }

  isLogShown(container: string): boolean {
    return isShown(container, this.target);
  }

  /** @param trouble why nothing was heard of it, if so */
  summary({ at }: Moment, trouble: string): TargetSummary {
    const { settlement, failures } = this.account;
    const elapsedMs = (settlement?.at ?? at) - this.startedAt;
    const result = settlement?.result ?? "unfinished";
    const { reason = "", message = trouble } = settlement?.incident ?? this.live ?? {};
    if (result === "ready") {
      const remark = this.live?.status === "ready" ? message : `was ready, now ${message}`;
      return { ...this.ref, status: "ready", result, elapsedMs, failures, reason, message: remark, causes: [] };
    }
    const lines = (pod: string, container: string) => this.pods.lastLines(pod, container);
    const causes = this.assessment === undefined ? [] : causesOf(this.assessment, settlement?.incident, this.account.remembered(), lines);
    const status = result === "unfinished" ? (this.live?.status ?? "unknown") : "failed";
    return { ...this.ref, status, result, elapsedMs, failures, reason, message, causes };
  }
}

/** The status counts Pods as ready that we do not see so: one of the two watches lags. */
function isAheadOfPods({ pods, counters }: Assessment): boolean {
  if (pods.length === 0) return counters.some(({ value }) => value > 0);
  return pods.some(({ object }) => !isPodReady(object));
}

/** Ready stays ready, but for a new incident or the end of the object. */
function isTakenBack(account: Account, { status }: Live, occurrences: readonly Occurrence[]): boolean {
  return status === "missing" || status === "deleting" || occurrences.some((occurrence) => account.isNews(occurrence));
}
