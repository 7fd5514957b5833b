/** One target on its way: what it is now, what was said of it, what it has cost, which logs it needs. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { replicaSetOf } from "../kinds/pod.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { assessed } from "./assessed.ts";
import { controllerIncidents } from "./controller-events.ts";
import { Doubt } from "./doubt.ts";
import type { LogSource } from "./fact.ts";
import type { History } from "./history.ts";
import { isAboutExistence, liveOfGoal } from "./goal.ts";
import { certainOf, type Live, liveOf, liveOfCustom } from "./live.ts";
import type { Moment } from "./moment.ts";
import { NoProgress } from "./no-progress.ts";
import { type Occurrence, occurrencesOf } from "./occurrence.ts";
import { PodWatch } from "./pod-watch.ts";
import { Quiet } from "./quiet.ts";
import type { IncidentReport, ReportBody, StateReport, TargetProgress, TargetRef, TargetSummary } from "./report.ts";
import { ServiceMessages } from "./service-messages.ts";
import { Settling } from "./settling.ts";
import { Standstill } from "./standstill.ts";
import { Supersession } from "./supersession.ts";
import { TargetLogs } from "./target-logs.ts";
import { targetProgress } from "./target-progress.ts";
import { stateNews, targetState } from "./target-state.ts";
import { targetSummary } from "./target-summary.ts";
import { TargetWatches } from "./target-watches.ts";
import type { Policy, Target } from "./target.ts";
import { Account, forgivenAfterMs, type IncidentBody } from "./verdict.ts";
import type { View } from "./view.ts";
import { logDrainMs } from "./wanted-sources.ts";

export class Tracked {
  readonly watches: TargetWatches;
  account: Account;
  readonly pods: PodWatch;
  readonly #messages: ServiceMessages;
  assessment: Assessment | undefined;
  live: Live | undefined;
  /** When its state changes if nothing else does (our clock, ms). */
  wakeAt: number | undefined;
  /** There is bad news that waits for a fresh look, which is to be no older than that (our clock, ms). */
  wantsLookSince: number | undefined;
  #wasSeen = false;
  /** It was ready when it was first seen: the rollout that is waited for may be the next one. */
  #cameReady = false;
  readonly #settling: Settling;
  readonly #quiet: Quiet;
  readonly #standstill: Standstill;
  #noProgress: NoProgress;
  #supersession: Supersession;
  readonly #doubt = new Doubt();
  readonly #logs: TargetLogs;
  #family: Family | undefined;
  /** As it was when it was last there. */
  #seen: Family | undefined;

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
    this.account = accountOf(this);
    this.#supersession = new Supersession(policy);
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
    const assessment = assessed(this.target, family, this.#seen, this.policy.rules, view);
    const isAnew = this.#isAnew(family?.object);
    // A Job that was there already and is made anew may be the one that is waited for.
    if (this.#hasEnded && !(isAnew && this.#cameReady) && (family === undefined || isAnew || family.object.metadata.deletionTimestamp != null || !assessment.final)) return [];
    this.#family = family;
    this.#seen = family ?? this.#seen;
    const anew = isAnew && !this.isLost ? [this.#beginAnew(view.at)] : [];
    const isOverAtOnce = !this.#wasSeen && (assessment.status === "ready" || assessment.final);
    this.#cameReady ||= isOverAtOnce && assessment.status === "ready";
    this.assessment = assessment;
    const rows = [...anew, ...this.pods.observe(assessment.pods, view)];
    this.#quiet.observe(family, view.at);
    const isSettling = this.#settling.isOn(assessment, this.account.settlement !== undefined, view) && view.arePodsKnown;
    const before = isAnew ? undefined : this.live;
    const told = family !== undefined && this.#quiet.isCustom ? liveOfCustom(assessment, family.object, this.#quiet.forMs(view.at)) : liveOf(assessment, isSettling, this.policy.settleMs, this.#quiet.forMs(view.at));
    const live = liveOfGoal(this.target.goal, family !== undefined, assessment) ?? this.#standstill.wished(this.policy.strictUnknown ? certainOf(told) : told, family?.object);
    this.#noProgress.observe(family, assessment, live, view);
    this.#standstill.observe(live, view.at);
    this.#doubt.observe(assessment, live);
    const since = this.account.settlement === undefined ? this.#doubt.since(view.at, [this.#noProgress.dueAt, this.#standstill.dueAt]) : undefined;
    this.wantsLookSince = since === undefined || (view.lookedAt ?? -1) >= since ? undefined : since;
    if (this.wantsLookSince !== undefined && this.#doubt.cameFailed) return rows;
    this.#wasSeen ||= family !== undefined;
    this.live = live;
    const replaced = this.isLost ? [] : this.#replaced(family, assessment, view.at);
    if (replaced.length > 0 && this.isLost) return [...rows, ...replaced];
    const complaints = controllerIncidents(this.target, family?.events ?? [], view.startedServerMs);
    const occurrences = this.#occurrences(assessment, live, complaints, view);
    const news = family === undefined || isOverAtOnce ? [] : this.#messages.news(family, assessment, complaints, view.startedServerMs);
    const incidents = this.#weigh(assessment, live, occurrences, view);
    // What has been told as an incident is not told again as a state.
    const state = this.isLost || (live.status === "failed" && this.account.hasTold) ? [] : stateNews(this.ref, live, before);
    const isReadyNow = live.status === "ready" && state.length > 0;
    if (isReadyNow) return [...replaced, ...rows, ...incidents, ...news, ...this.#readyNow(assessment, state)];
    const held = incidents.some(({ effect }) => effect === "exceeded" || effect === "critical") ? this.#messages.held() : [];
    return [...replaced, ...rows, ...incidents, ...held, ...state, ...news];
  }

  /** Another rollout has replaced the one that is followed. */
  #replaced(family: Family | undefined, assessment: Assessment, at: number): readonly StateReport[] {
    const found = this.#supersession.observe(family, assessment, this.account.settlement !== undefined);
    if (found === undefined) return [];
    const { outcome, incident, message } = found;
    if (outcome === "superseded") this.account.settlement = { result: outcome, at, incident };
    if (outcome === "followed") this.account.reopen();
    return [targetState(this.ref, { status: "progressing", reason: incident.reason, message })];
  }

  /** Service messages say it in kubedog's words; a remark on it needs the state's own. */
  #readyNow(assessment: Assessment, state: readonly StateReport[]): readonly ReportBody[] {
    const messages = this.#messages.ready(assessment);
    return [...messages, ...state.map((report) => ({ ...report, isTold: messages.length > 0 && report.message === "" }))];
  }

  /** What ended stays ended, also when its TTL or the next release deletes it, or creates it again. */
  get #hasEnded(): boolean {
    return this.assessment?.final === true && this.account.settlement !== undefined;
  }

  /** Another object has the name now, even if nobody saw that it was away. */
  #isAnew(object: KubeObject | undefined): boolean {
    const before = this.#seen?.object.metadata.uid;
    return object?.metadata.uid !== undefined && before !== undefined && object.metadata.uid !== before;
  }

  /** What was created anew has to become ready itself, and what the one before it has cost is not its fault. The clock goes on. */
  #beginAnew(at: number): StateReport {
    this.account = accountOf(this);
    this.#noProgress = new NoProgress(this.policy.noProgressMs, at);
    this.#supersession = new Supersession(this.policy);
    return targetState(this.ref, { status: "progressing", reason: "CreatedAnew", message: "was created anew, following it from its start" });
  }

  #occurrences(assessment: Assessment, live: Live, complaints: readonly Incident[], { at, serverMs }: View): readonly Occurrence[] {
    if (live.status === "ready" || isAboutExistence(this.target.goal)) return [];
    const incidents = [
      ...assessment.incidents,
      ...this.pods.incidents(assessment.pods, serverMs),
      ...complaints,
      ...this.#quiet.incidents(at),
      ...(this.wantsLookSince !== undefined ? [] : [...this.#standstill.incidents(live, at), ...this.#noProgress.incidents(assessment, live, at)]),
    ];
    return occurrencesOf(incidents, `${this.#seen?.object.metadata.uid} ${assessment.revision}`, (incident) => this.pods.ordinal(incident));
  }

  #weigh(assessment: Assessment, live: Live, occurrences: readonly Occurrence[], view: View): IncidentReport[] {
    const { account } = this;
    // Ready stays ready, but for a new incident of its own rollout or the end of the object.
    const isAway = live.status === "missing" || live.status === "deleting";
    const isForeign = this.#supersession.isLeft && this.policy.soakMs === 0 && !this.#cameReady;
    if (!assessment.final && (isAway || (!isForeign && occurrences.some((occurrence) => account.isNews(occurrence))))) account.reopen();
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
    if (this.account.failures === 0 || since === undefined || since + forgivenAfterMs > serverMs) return [];
    return this.account.forgive(pods.length).map((report) => this.incidentReport(report));
  }

  /** When to look again although nothing has happened. @param skewMs the server's clock minus ours */
  setWake({ at, serverMs }: Moment, skewMs: number): void {
    const pods = this.assessment?.pods ?? [];
    const since = this.account.settlement === undefined && this.account.failures > 0 ? this.pods.readySince(pods) : undefined;
    const serverTimes = [
      ...this.#settling.times({ pods }),
      this.pods.windowEndsMs(pods, serverMs) ?? 0,
      since === undefined ? 0 : since + forgivenAfterMs,
      this.watches.nodes.dueAt ?? 0,
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

  /** @param startedServerMs as a View has it @param trouble why nothing was heard of it, if so @param family as it is now, which nobody has judged since the verdict */
  summary(at: number, startedServerMs: number, trouble: string, family: Family | undefined): TargetSummary {
    const { target, ref, account, live, assessment } = this;
    const lastLines = (pod: string, container: string) => this.pods.lastLines(pod, container);
    // What is gone is told as it was when it was judged last.
    const isOther = family === undefined || this.#isAnew(family.object);
    return targetSummary({ target, ref, account, live, assessment, family: isOther ? this.#family : family, hadFailedBefore: this.#doubt.cameFailed, remark: this.#supersession.remark, lastLines, startedServerMs }, this.startedAt, at, trouble);
  }
}

function accountOf({ target, startedAt, policy }: Pick<Tracked, "target" | "startedAt" | "policy">): Account {
  return new Account(target, startedAt, policy.patienceMs, policy.mode === "follow");
}
