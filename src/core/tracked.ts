/** One target on its way: what it is now, what was said of it, what it has cost, which logs it needs. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { replicaSetOf } from "../kinds/pod.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { controllerIncidents } from "./controller-events.ts";
import { Doubt } from "./doubt.ts";
import type { LogSource } from "./fact.ts";
import { forgivenReport } from "./forgiveness.ts";
import type { History } from "./history.ts";
import { goalAssessment, isAboutExistence, liveOfGoal } from "./goal.ts";
import { certainOf, type Live, liveOf, liveOfCustom, missing } from "./live.ts";
import type { Moment } from "./moment.ts";
import { NoProgress } from "./no-progress.ts";
import { PodWatch } from "./pod-watch.ts";
import { Quiet } from "./quiet.ts";
import type { IncidentReport, ReportBody, StateReport, TargetProgress, TargetRef, TargetSummary } from "./report.ts";
import { ServiceMessages } from "./service-messages.ts";
import { Settling } from "./settling.ts";
import { Standstill } from "./standstill.ts";
import { Supersession } from "./supersession.ts";
import { TargetLogs } from "./target-logs.ts";
import { targetProgress } from "./target-progress.ts";
import { targetSummary } from "./target-summary.ts";
import { TargetWatches } from "./target-watches.ts";
import type { Policy, Target } from "./target.ts";
import { Account, forgivenAfterMs, type IncidentBody, type Occurrence, occurrencesOf } from "./verdict.ts";
import { logDrainMs } from "./wanted-sources.ts";

/** What a judgement looks at besides the target's own memory. */
export type View = Moment & {
  /** The server's time at the start, ms. */
  readonly startedServerMs: number;
  /** Whether Pods may be read; without them there is nothing to settle. */
  readonly arePodsKnown: boolean;
  /** Names of what there is of the same kind in the same place. */
  readonly namesakes: () => readonly string[];
  /** Labels of the other targets that are still active, for Hope mode. */
  readonly others: () => readonly string[];
  /** When the last fresh look at all that decides about it was asked for (our clock, ms); undefined: never. */
  readonly lookedAt: number | undefined;
};

export class Tracked {
  readonly watches: TargetWatches;
  readonly account: Account;
  readonly pods: PodWatch;
  readonly #messages: ServiceMessages;
  assessment: Assessment | undefined;
  live: Live | undefined;
  /** When its state changes if nothing else does (our clock, ms). */
  wakeAt: number | undefined;
  /** There is bad news that waits for a fresh look, which is to be no older than that (our clock, ms). */
  wantsLookSince: number | undefined;
  #wasSeen = false;
  readonly #settling: Settling;
  readonly #quiet: Quiet;
  readonly #standstill: Standstill;
  readonly #noProgress: NoProgress;
  readonly #supersession = new Supersession();
  readonly #doubt = new Doubt();
  readonly #logs: TargetLogs;
  /** Of the object that is judged. */
  #uid: string | undefined;
  #family: Family | undefined;

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
    readonly history: History,
    readonly policy: Policy,
    readonly startedAt: number,
  ) {
    this.#quiet = new Quiet(target, startedAt);
    this.#standstill = new Standstill(policy);
    this.#noProgress = new NoProgress(policy.noProgressMs, startedAt);
    this.#logs = new TargetLogs(target, history);
    this.watches = new TargetWatches(target, policy);
    this.account = new Account(target, startedAt, policy.patienceMs, policy.mode === "follow");
    this.pods = new PodWatch(target, ref, history, policy);
    this.#settling = new Settling(this.pods, policy.settleMs);
    this.#messages = new ServiceMessages(target, ref);
  }

  /** The run waits for it. */
  get isAwaited(): boolean {
    return this.account.settlement === undefined && this.target.terminationMode !== "NonBlocking";
  }

  /** Has it failed, and is nobody to hear more of how it is? */
  get isLost(): boolean {
    return this.account.settlement !== undefined && this.account.settlement.result !== "ready";
  }

  /** Takes in how it is now; returns what is worth saying. */
  judge(family: Family | undefined, view: View): ReportBody[] {
    const assessment = family === undefined ? missing(this.target, this.#wasSeen, view.namesakes) : goalAssessment(this.target, family, this.policy.rules, view.startedServerMs);
    if (this.#hasEnded && !assessment.final) return [];
    this.#family = family;
    this.#identify(family?.object);
    const isOverAtOnce = !this.#wasSeen && (assessment.status === "ready" || assessment.final);
    this.assessment = assessment;
    const rows = this.pods.observe(assessment.pods, view);
    this.#quiet.observe(family, view.at);
    const isSettling = this.#settling.isOn(assessment, this.account.settlement !== undefined, view) && view.arePodsKnown;
    const before = this.live;
    const told = family !== undefined && this.#quiet.isCustom ? liveOfCustom(assessment, family.object, this.#quiet.forMs(view.at)) : liveOf(assessment, isSettling, this.policy.settleMs, this.#quiet.forMs(view.at));
    const live = liveOfGoal(this.target.goal, family !== undefined, assessment) ?? this.#standstill.wished(this.policy.strictUnknown ? certainOf(told) : told, family?.object);
    this.#noProgress.observe(family, assessment, live, view);
    this.#doubt.observe(assessment, live);
    const since = this.account.settlement === undefined ? this.#doubt.since(view.at, this.#noProgress.dueAt) : undefined;
    this.wantsLookSince = since === undefined || (view.lookedAt ?? -1) >= since ? undefined : since;
    if (this.wantsLookSince !== undefined && this.#doubt.cameFailed) return rows;
    this.#wasSeen ||= family !== undefined;
    this.live = live;
    const superseded = this.#superseded(family, assessment, view.at);
    if (superseded.length > 0) return [...rows, ...superseded];
    const complaints = controllerIncidents(this.target, family?.events ?? [], view.startedServerMs);
    const occurrences = this.#occurrences(assessment, live, complaints, view);
    const news = family === undefined || isOverAtOnce ? [] : this.#messages.news(family, assessment, complaints, view.startedServerMs);
    const incidents = this.#weigh(assessment, live, occurrences, view);
    const state = this.#stateNow(live, before);
    const isReadyNow = live.status === "ready" && state.length > 0;
    if (isReadyNow) return [...rows, ...incidents, ...news, ...this.#readyNow(assessment, state)];
    const held = incidents.some(({ effect }) => effect === "exceeded" || effect === "critical") ? this.#messages.held() : [];
    return [...rows, ...incidents, ...held, ...state, ...news];
  }

  /** Who follows for ever, or the latest, goes on with what has replaced it. */
  #superseded(family: Family | undefined, assessment: Assessment, at: number): readonly ReportBody[] {
    const found = this.#supersession.observe(family, assessment);
    const isIgnored = this.policy.mode === "follow" || this.policy.followsLatest || this.account.settlement !== undefined;
    if (found === undefined || isIgnored) return [];
    this.account.settlement = { result: "superseded", at, incident: found };
    const { reason, message } = found;
    return [{ type: "state", target: this.ref, status: "progressing", reason, message: `superseded: ${message}`, counters: [], pod: undefined, isTold: false }];
  }

  /** Service messages say it in kubedog's words; a remark on it needs the state's own. */
  #readyNow(assessment: Assessment, state: readonly StateReport[]): readonly ReportBody[] {
    const messages = this.#messages.ready(assessment);
    return [...messages, ...state.map((report) => ({ ...report, isTold: messages.length > 0 && report.message === "" }))];
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
    this.#supersession.forget();
    this.#uid = uid;
  }

  #occurrences(assessment: Assessment, live: Live, complaints: readonly Incident[], { at, serverMs }: View): readonly Occurrence[] {
    if (live.status === "ready" || isAboutExistence(this.target.goal)) return [];
    const incidents = [
      ...assessment.incidents,
      ...this.pods.incidents(assessment.pods, serverMs),
      ...complaints,
      ...this.#quiet.incidents(at),
      ...this.#standstill.incidents(live, at),
      ...(this.wantsLookSince !== undefined ? [] : this.#noProgress.incidents(assessment, live, at)),
    ];
    return occurrencesOf(incidents, `${this.#uid} ${assessment.revision}`, (incident) => this.pods.ordinal(incident, assessment));
  }

  #weigh(assessment: Assessment, live: Live, occurrences: readonly Occurrence[], view: View): IncidentReport[] {
    const { account } = this;
    // Ready stays ready, but for a new incident or the end of the object.
    const isAway = live.status === "missing" || live.status === "deleting";
    if (!assessment.final && (isAway || occurrences.some((occurrence) => account.isNews(occurrence)))) account.reopen();
    if (account.settlement === undefined && live.status === "ready") account.settlement = { result: "ready", at: view.at, incident: undefined };
    if (account.settlement?.result === "ready" && this.target.logs.until === "ControllerIsReady") this.pods.stopLogs(assessment.pods, view);
    if (account.settlement !== undefined) return [];
    return [...this.#forgive(assessment, view), ...account.judge(occurrences, view.at, view.others).map((report) => this.incidentReport(report))];
  }

  incidentReport(body: IncidentBody): IncidentReport {
    const pod = this.assessment?.pods.find(({ object }) => object.metadata?.name === body.pod)?.object;
    return { ...body, target: this.ref, replicaSet: pod === undefined ? "" : replicaSetOf(pod) };
  }

  #forgive({ pods }: Assessment, { serverMs }: Moment): IncidentReport[] {
    const since = this.pods.readySince(pods);
    if (this.account.failures === 0 || since === undefined || since + forgivenAfterMs > serverMs || this.account.forgive() === 0) return [];
    return [forgivenReport(this.account, this.ref, pods.length)];
  }

  /** What has been told as an incident is not told again as a state. */
  #stateNow(live: Live, before: Live | undefined): StateReport[] {
    const isSame = before?.status === live.status && before.reason === live.reason && before.brief === live.brief;
    const isTold = this.isLost || (live.status === "failed" && this.account.hasTold);
    if (isSame || isTold) return [];
    const { reason, brief, counters } = live;
    // The policy has not counted it yet.
    const status = live.status === "failed" ? "progressing" : live.status;
    return [{ type: "state", target: this.ref, status, reason, message: brief, counters, pod: undefined, isTold: false }];
  }

  /** When to look again although nothing has happened. @param skewMs the server's clock minus ours */
  setWake({ at, serverMs }: Moment, skewMs: number): void {
    const pods = this.assessment?.pods ?? [];
    const since = this.account.settlement === undefined && this.account.failures > 0 ? this.pods.readySince(pods) : undefined;
    const serverTimes = [
      ...this.#settling.times({ pods }),
      this.pods.windowEndsMs(pods, serverMs) ?? 0,
      since === undefined ? 0 : since + forgivenAfterMs,
      ...pods.map(({ object }) => (this.pods.memory(object).logsUntil ?? Number.NEGATIVE_INFINITY) + logDrainMs),
    ].filter((time) => time > serverMs);
    const own = this.live?.status === "ready" ? undefined : this.account.wakeAt(at);
    const times = [...serverTimes.map((time) => time - skewMs), ...(this.live?.status === "ready" ? [] : this.#quiet.times(at)), ...[this.#standstill.dueAt ?? 0, this.#noProgress.dueAt ?? 0].filter((time) => time > at && this.live?.status !== "ready"), ...(own === undefined ? [] : [own])];
    this.wakeAt = times.length > 0 ? Math.min(...times) : undefined;
  }

  /** The logs to follow or to read now. */
  get logs(): readonly LogSource[] {
    return this.#logs.sources;
  }

  /** @param sinceMs lines before are not shown (server time) */
  setLogs(sinceMs: number, moment: Moment, isEnded: (source: LogSource) => boolean): void {
    if (this.assessment !== undefined) this.#logs.set(this.assessment, sinceMs, moment, isEnded);
  }

  /** The run ends: what is not needed for the summary is read no longer. */
  keepLastLogs(isDrained: boolean): void {
    const { pods = [], incidents = [] } = this.assessment ?? {};
    const settledBy = this.account.settlement?.incident;
    this.#logs.keepLast(pods, settledBy === undefined ? incidents : [...incidents, settledBy], isDrained);
  }

  /** How it stands, for a table. */
  progress({ serverMs }: Moment): TargetProgress {
    const { target, ref, assessment, live } = this;
    return targetProgress({ target, ref, settlement: this.account.settlement, assessment, live, family: this.#family }, serverMs);
  }

  /** @param trouble why nothing was heard of it, if so */
  summary({ at, serverMs }: Moment, trouble: string): TargetSummary {
    const { target, ref, account, live, assessment } = this;
    const lastLines = (pod: string, container: string) => this.pods.lastLines(pod, container);
    const sinceMs = this.startedAt + serverMs - at;
    return targetSummary({ target, ref, account, live, assessment, family: this.#family, hadFailedBefore: this.#doubt.cameFailed, lastLines, sinceMs }, this.startedAt, at, trouble);
  }
}
