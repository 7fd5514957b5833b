/**
 * The run: facts in, reports out, until a summary. Everything that decides about it is here or below; it has no clock and no I/O.
 *
 *   tracking ──── all settled, one failed, time over, refused ────► closing ──── logs drained, at most 2 s ────► over
 *       └──────────────────────────────── interrupted ───────────────────────────────────────────────────────────►┘
 */
import type { Assessment, Incident } from "../kinds/assessment.ts";
import { assess } from "../kinds/kinds.ts";
import type { Event, KubeObject, Pod } from "../kinds/kubernetes.ts";
import { isRunToCompletion } from "../kinds/pod.ts";
import { Connection, notice } from "./connection.ts";
import { causesOf } from "./diagnosis.ts";
import { type Fact, type LogSource, type Source, sourceKey, type WatchSource } from "./fact.ts";
import { History, isPod } from "./history.ts";
import { targetRefs } from "./naming.ts";
import type { NoticeReport, Report, ReportBody, SummaryReport, TargetSummary } from "./report.ts";
import type { Policy, Target } from "./target.ts";
import { type Live, type Moment, Tracked } from "./tracked.ts";
import { Account, forgivenAfterMs, occurrencesOf } from "./verdict.ts";
import { logDrainMs, watchOf } from "./wanted-sources.ts";
import { namespaceOf, World } from "./world.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";

/** Logs of what has ended are awaited so long before the summary. */
const closingMaxMs = 2000;
/** A server that never answered is tried so long. */
const unreachableAfterMs = 30_000;
/** After a refusal the other collections get so long to answer, so that all refusals are named together. */
const refusalGraceMs = 1000;
/** The first heartbeat comes after so long without a change. */
const firstHeartbeatMs = 10_000;

type Ending = {
  readonly outcome: SummaryReport["outcome"];
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly at: number;
};

export type RolloutOptions = {
  /** Our clock at the start, ms. */
  readonly startedAt: number;
  /** Whether the pattern's first match in the text is not empty. */
  readonly matches: (pattern: string, text: string) => boolean;
};

export class Rollout {
  readonly #world = new World();
  readonly #history = new History();
  readonly #connection = new Connection();
  readonly #tracked: readonly Tracked[];
  readonly #byName = new Map<string, Tracked>();
  readonly #dirty = new Set<Tracked>();
  readonly #endedLogs = new Set<string>();
  readonly #reports: Report[] = [];
  #moment: Moment;
  #skewMs = 0;
  #saidAt: number;
  #heartbeats = 0;
  #refusedAt: number | undefined;
  #ending: Ending | undefined;
  #isOver = false;
  #isConnected = false;

  constructor(
    targets: readonly Target[],
    readonly policy: Policy,
    readonly options: RolloutOptions,
  ) {
    const { startedAt } = options;
    const refs = targetRefs(targets);
    this.#moment = { at: startedAt, serverMs: startedAt };
    this.#saidAt = startedAt;
    this.#tracked = targets.flatMap((target, index) => {
      const ref = refs[index];
      if (ref === undefined) return [];
      const account = new Account(target, startedAt, policy.patienceMs);
      return [new Tracked(target, ref, account, this.#history, policy.settleMs, () => startedAt + this.#skewMs, () => this.#logsSinceMs(target))];
    });
    for (const tracked of this.#tracked) this.#byName.set(nameOf(tracked.target), tracked);
  }

  /** Set with the summary, which is the last report. */
  get exitCode(): ExitCode | undefined {
    return this.#isOver ? this.#ending?.exitCode : undefined;
  }

  /** Takes what has happened since the last look, all with the same `at`, and says what is worth saying. */
  take(facts: readonly Fact[]): readonly Report[] {
    const at = facts.at(-1)?.at;
    if (at === undefined || this.#isOver) return [];
    this.#reports.length = 0;
    this.#setTime(at);
    for (const fact of facts) this.#observe(fact);
    for (const tracked of this.#tracked) if (tracked.wakeAt !== undefined && tracked.wakeAt <= at) this.#dirty.add(tracked);
    if (this.#ending === undefined) this.#judgeAll();
    if (this.#ending === undefined) this.#conclude();
    if (this.#ending === undefined) this.#heartbeat();
    this.#close();
    return [...this.#reports];
  }

  /** The streams that are needed now, by key. */
  wanted(): ReadonlyMap<string, Source> {
    const sources = new Map<string, Source>();
    if (this.#isOver) return sources;
    const watches = this.#ending === undefined ? this.#tracked.flatMap((tracked) => tracked.watches) : [];
    for (const source of [...watches, ...this.#tracked.flatMap((tracked) => tracked.logs)]) sources.set(sourceKey(source), source);
    return sources;
  }

  /** When to send a `ticked` if nothing else happens, by our clock; undefined: when something happens. */
  wakeAt(): number | undefined {
    if (this.#isOver) return undefined;
    const { startedAt } = this.options;
    const { timeoutMs } = this.policy;
    if (this.#ending !== undefined) return this.#ending.at + (this.#moment.at < this.#ending.at + logDrainMs ? logDrainMs : closingMaxMs);
    const times = this.#tracked.map(({ wakeAt }) => wakeAt);
    times.push(timeoutMs > 0 ? startedAt + timeoutMs : undefined);
    times.push(this.#isConnected ? undefined : startedAt + unreachableAfterMs);
    times.push(this.#refusedAt === undefined ? undefined : this.#refusedAt + refusalGraceMs);
    times.push(this.#heartbeatAt());
    return Math.min(...times.filter((time) => time !== undefined));
  }

  #setTime(at: number): void {
    this.#moment = { at, serverMs: at + this.#skewMs };
  }

  /** Times of the server as times of our clock. */
  #ours(serverMs: number): number {
    return serverMs - this.#skewMs;
  }

  #say(report: ReportBody): void {
    this.#reports.push({ at: this.#moment.at, ...report });
    if (report.type === "log") return;
    this.#saidAt = this.#moment.at;
    if (report.type !== "notice") this.#heartbeats = 0;
  }

  // What happened

  #observe(fact: Fact): void {
    switch (fact.type) {
      case "listed":
        return this.#observeList(fact.source, fact.objects);
      case "applied":
        return this.#observeObject(fact.object);
      case "deleted":
        return this.#touch(this.#world.ancestors(fact.object), this.#world.remove(fact.object));
      case "logged":
        return this.#observeLog(fact.source, fact.lines);
      case "ended":
        this.#endedLogs.add(sourceKey(fact.source));
        return this.#touchPod(fact.source);
      case "lost":
        return this.#sayAll(this.#connection.lost(fact));
      case "regained":
        return this.#sayAll(this.#connection.regained(fact.source));
      case "refused":
        return this.#observeRefusal(fact);
      case "skewed":
        this.#skewMs = fact.ms;
        return this.#setTime(this.#moment.at);
      case "ticked":
        return undefined;
      case "interrupted":
        return this.#interrupt(fact.signal);
    }
  }

  #sayAll(reports: readonly ReportBody[]): void {
    for (const report of reports) this.#say(report);
  }

  #observeList(source: WatchSource, objects: readonly KubeObject[]): void {
    this.#isConnected = true;
    const { applied, gone } = this.#world.replace(source.kind, source.namespace, objects);
    for (const object of gone) this.#touch(this.#world.ancestors(object), this.#world.remove(object));
    for (const object of applied) this.#observeObject(object);
    this.#sayAll(this.#connection.listed(source));
    for (const tracked of this.#tracked) if (tracked.needs(source)) this.#dirty.add(tracked);
  }

  #observeObject(object: KubeObject): void {
    const subject = this.#world.apply(object);
    if (isPod(object)) this.#history.observePod(object);
    if (object.kind === "Event") this.#history.observeEvent(object as KubeObject & Event, this.options.startedAt + this.#skewMs);
    if (subject !== undefined) this.#touch(this.#world.ancestors(subject), subject);
  }

  #touch(ancestors: readonly KubeObject[], subject: KubeObject | undefined): void {
    for (const object of [...ancestors, ...(subject === undefined ? [] : this.#world.ancestors(subject))]) {
      const tracked = this.#byName.get(`${object.kind} ${namespaceOf(object)}/${object.metadata.name}`);
      if (tracked !== undefined) this.#dirty.add(tracked);
    }
  }

  #touchPod({ namespace, pod }: LogSource): void {
    const object = this.#world.find("Pod", namespace, pod);
    if (object !== undefined) this.#touch(this.#world.ancestors(object), undefined);
  }

  #observeLog(source: LogSource, lines: readonly string[]): void {
    this.#history.observeLines(source.podUid, source.pod, source.container, source.run, lines);
    if (source.tail > 0) return;
    const tracked = this.#showing(source);
    if (tracked === undefined) return;
    const shown = this.#shownLines(tracked, source, lines);
    const { pod, container, run } = source;
    if (shown.length > 0) this.#say({ type: "log", target: tracked.ref, pod, container, run, lines: shown });
  }

  /** A Pod may be a target itself and belong to another: its log is shown once, with the topmost. */
  #showing({ namespace, pod, container }: LogSource): Tracked | undefined {
    const object = this.#world.find("Pod", namespace, pod);
    const owners = object === undefined ? [] : [...this.#world.ancestors(object)].reverse();
    const trackeds = owners.map(({ kind, metadata: { name } }) => this.#byName.get(`${kind} ${namespace}/${name}`));
    return trackeds.find((tracked) => tracked?.isLogShown(container)) ?? this.#tracked.find((tracked) => tracked.logs.some((log) => log.pod === pod && log.namespace === namespace));
  }

  #shownLines({ target }: Tracked, { podUid, pod, container }: LogSource, lines: readonly string[]): readonly string[] {
    const { logsUntil } = this.#history.pod(podUid, pod);
    const pattern = target.logs.patternByContainer[container] ?? target.logs.pattern;
    if (logsUntil === undefined && pattern === "") return lines;
    const last = logsUntil === undefined ? Number.POSITIVE_INFINITY : logsUntil;
    return lines.filter((line) => {
      const blank = line.indexOf(" ");
      const isInTime = logsUntil === undefined || !(Date.parse(line.slice(0, blank)) > last);
      return isInTime && (pattern === "" || this.options.matches(pattern, line.slice(blank + 1)));
    });
  }

  #observeRefusal(fact: Extract<Fact, { type: "refused" }>): void {
    const { source } = fact;
    if (source.type === "log") this.#endedLogs.add(sourceKey(source));
    const isNeeded = source.type === "watch" && this.#tracked.some(({ target }) => sourceKey(watchOf(target.kind, target.namespace)) === sourceKey(source));
    if (isNeeded) this.#refusedAt ??= this.#moment.at;
    this.#isConnected = true;
    this.#sayAll(this.#connection.refused(fact, isNeeded));
    for (const tracked of this.#tracked) if (source.type === "watch" && tracked.needs(source)) this.#dirty.add(tracked);
  }

  // How each target stands

  #judgeAll(): void {
    for (const tracked of this.#dirty) this.#judge(tracked);
    this.#dirty.clear();
    this.#endHope();
  }

  #judge(tracked: Tracked): void {
    if (!tracked.watches.every((watch) => watch.kind === "Event" || this.#connection.isAnswered(watch))) return;
    if (this.#connection.refusal(watchOf(tracked.target.kind, tracked.target.namespace)) !== undefined) return;
    const { kind, namespace, name } = tracked.target;
    const object = this.#world.find(kind, namespace, name);
    const family = object === undefined ? undefined : this.#world.family(object);
    const assessment = family === undefined ? missing(tracked) : assess(family);
    const wasSeen = tracked.wasSeen;
    tracked.wasSeen ||= object !== undefined;
    tracked.assessment = assessment;
    if (family !== undefined && !(assessment.status === "ready" && !wasSeen)) this.#sayAll(tracked.added(family, assessment));
    this.#sayAll(tracked.observePods(assessment, this.#moment));
    const live = this.#live(tracked, assessment);
    this.#weigh(tracked, assessment, live);
    this.#sayLive(tracked, live);
    if (family !== undefined) this.#sayAll(tracked.newEvents(family, assessment));
    this.#updateLogs(tracked);
    tracked.wakeAt = this.#wakeOf(tracked, assessment, live);
  }

  /** What the assessment means in live tracking: a Pod without a probe has to stay up before it counts. */
  #live(tracked: Tracked, assessment: Assessment): Live {
    const { status, reason, message, brief, counters, pods, final } = assessment;
    if (status === "paused" && counters.length > 0 && counters.every(({ value, target }) => value >= target)) return { status: "ready", reason, message, brief, counters };
    if (status !== "ready" || final || !this.#connection.isListed(watchOf("Pod", tracked.target.namespace))) return { status, reason, message, brief, counters };
    if (this.#moment.serverMs >= tracked.settledAtMs(pods.map(({ object }) => object))) return { status, reason, message, brief, counters };
    const settling = `up, waiting ${this.policy.settleMs / 1000} s to see that its containers stay up`;
    return { status: "progressing", reason: "Settling", message: settling, brief: settling, counters };
  }

  #weigh(tracked: Tracked, assessment: Assessment, live: Live): void {
    const { account, target } = tracked;
    const { at, serverMs } = this.#moment;
    const incidents = live.status === "ready" ? [] : [...assessment.incidents, ...tracked.rememberedIncidents(assessment, serverMs)];
    const occurrences = occurrencesOf(incidents, assessment.revision, (incident) => this.#ordinal(incident, assessment));
    if (account.settlement?.result === "ready" && !assessment.final && (occurrences.some((occurrence) => account.isNews(occurrence)) || live.status === "missing" || live.status === "deleting")) {
      account.settlement = undefined;
    }
    if (account.settlement === undefined && live.status === "ready") account.settlement = { result: "ready", at, incident: undefined };
    if (account.settlement?.result === "ready" && target.logs.until === "ControllerIsReady") this.#stopLogs(tracked);
    if (account.settlement !== undefined) return;
    this.#forgive(tracked, assessment);
    for (const report of account.judge(occurrences, at, () => this.#activeOthers(tracked))) this.#say({ ...report, target: tracked.ref });
  }

  #ordinal({ pod: name, container, fault, round }: Incident, { pods }: Assessment): number {
    const uid = pods.find(({ object }) => object.metadata?.name === name)?.object.metadata?.uid;
    if (fault === "readiness") return round;
    return uid === undefined || container === "" ? 1 : this.#history.ordinal(uid, name, container, fault, round);
  }

  #forgive({ account, ref, target, assessment }: Tracked, { pods }: Assessment): void {
    const since = pods.map(({ object }) => this.#history.pod(object.metadata?.uid ?? "", object.metadata?.name ?? "").readySince);
    if (assessment === undefined || account.failures === 0 || pods.length === 0 || !since.every((ready) => ready !== undefined && ready + forgivenAfterMs <= this.#moment.serverMs)) return;
    const forgiven = account.forgive();
    if (forgiven === 0) return;
    const { failures } = account;
    const message = `all its Pods have been ready for ${forgivenAfterMs / 1000} s`;
    this.#say({ type: "incident", target: ref, class: "probable", reason: "Forgiven", message, pod: "", container: "", pods: pods.length, failures, allowed: target.allowedFailures, effect: "forgiven", waitingFor: [] });
  }

  #activeOthers(tracked: Tracked): readonly string[] {
    return this.#tracked
      .filter((other) => other !== tracked && other.account.settlement === undefined && !other.account.isHoping)
      .map(({ ref }) => ref.label)
      .sort();
  }

  #endHope(): void {
    const hoping = this.#tracked.filter(({ account }) => account.isHoping);
    if (hoping.length === 0 || this.#tracked.some(({ account }) => account.settlement === undefined && !account.isHoping)) return;
    for (const { account, ref } of hoping) for (const report of account.stopHoping(this.#moment.at)) this.#say({ ...report, target: ref });
  }

  #sayLive(tracked: Tracked, live: Live): void {
    const before = tracked.live;
    tracked.live = live;
    const isSame = before?.status === live.status && before.reason === live.reason && before.brief === live.brief;
    const { settlement } = tracked.account;
    const { status, reason, brief, counters } = live;
    const isTold = live.status === "failed" || settlement?.result === "failed" || settlement?.result === "ignored";
    // What failed has been told as an incident.
    if (!isSame && !isTold) this.#say({ type: "state", target: tracked.ref, status, reason, message: brief, counters, pod: undefined });
  }

  #wakeOf(tracked: Tracked, assessment: Assessment, live: Live): number | undefined {
    const { at, serverMs } = this.#moment;
    const pods = assessment.pods.map(({ object }) => object);
    const settledAt = tracked.settledAtMs(pods);
    const readinessDue = tracked.readinessDueMs(assessment, serverMs);
    const forgivenAt = this.#forgivenAt(tracked, pods);
    const drainedAt = Math.min(...pods.map(({ metadata }) => this.#history.pod(metadata?.uid ?? "", metadata?.name ?? "").logsUntil ?? Number.NaN).map((until) => until + logDrainMs).filter((until) => until > serverMs));
    const times = [
      settledAt > serverMs ? this.#ours(settledAt) : undefined,
      readinessDue === undefined ? undefined : this.#ours(readinessDue),
      forgivenAt === undefined || forgivenAt <= serverMs ? undefined : this.#ours(forgivenAt),
      Number.isFinite(drainedAt) ? this.#ours(drainedAt) : undefined,
      live.status === "ready" ? undefined : tracked.account.wakeAt(at),
    ].filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  #forgivenAt({ account }: Tracked, pods: readonly Pod[]): number | undefined {
    if (account.failures === 0 || account.settlement !== undefined || pods.length === 0) return undefined;
    const since = pods.map(({ metadata }) => this.#history.pod(metadata?.uid ?? "", metadata?.name ?? "").readySince ?? Number.NaN);
    const latest = Math.max(...since);
    return Number.isNaN(latest) ? undefined : latest + forgivenAfterMs;
  }

  // Logs

  #updateLogs(tracked: Tracked): void {
    const { assessment } = tracked;
    if (assessment === undefined) return;
    tracked.logs = tracked.wantedLogs(assessment, this.#moment.serverMs, (source) => this.#endedLogs.has(sourceKey(source)));
  }

  #stopLogs({ assessment }: Tracked): void {
    for (const { object } of assessment?.pods ?? []) {
      if (isRunToCompletion(object)) continue;
      const memory = this.#history.pod(object.metadata?.uid ?? "", object.metadata?.name ?? "");
      memory.logsUntil ??= this.#moment.serverMs;
    }
  }

  #logsSinceMs({ kind }: Target): number {
    const { logsSince, logsSinceGiven } = this.policy;
    const startedAt = this.options.startedAt + this.#skewMs;
    if (logsSince === "all" || (kind === "Job" && !logsSinceGiven)) return 0;
    return logsSince === "now" ? startedAt : startedAt - logsSince;
  }

  // How the run ends

  #conclude(): void {
    const { at } = this.#moment;
    const { timeoutMs } = this.policy;
    const { startedAt } = this.options;
    const failed = this.#tracked.filter(({ account }) => account.settlement?.result === "failed");
    if (failed.some(({ account }) => account.endsRun)) return this.#end("failed", exitCodes.failed, "");
    const refusals = this.#refusals();
    if (refusals !== undefined) return this.#end("refused", refusals.exitCode, refusals.message);
    if (!this.#isConnected && at >= startedAt + unreachableAfterMs) return this.#end("refused", exitCodes.refused, `the cluster could not be reached for ${unreachableAfterMs / 1000} s: ${this.#connection.trouble || "no answer"}`);
    if (this.#isDone()) return failed.length > 0 ? this.#end("failed", exitCodes.failed, "") : this.#end("ready", exitCodes.ready, "");
    if (timeoutMs > 0 && at >= startedAt + timeoutMs) return this.#end(failed.length > 0 ? "failed" : "timedOut", failed.length > 0 ? exitCodes.failed : exitCodes.timedOut, "");
    return undefined;
  }

  /** Everything that blocks has settled, and everything has been looked at once. */
  #isDone(): boolean {
    return this.#tracked.every(({ assessment, account, target }) => assessment !== undefined && (account.settlement !== undefined || target.terminationMode === "NonBlocking"));
  }

  #refusals(): { exitCode: ExitCode; message: string } | undefined {
    if (this.#refusedAt === undefined) return undefined;
    const needed = new Map(this.#tracked.map(({ target }) => watchOf(target.kind, target.namespace)).map((source) => [sourceKey(source), source]));
    const isAnswered = [...needed.values()].every((source) => this.#connection.isAnswered(source));
    if (!isAnswered && this.#moment.at < this.#refusedAt + refusalGraceMs) return undefined;
    const refusals = [...needed.values()].flatMap((source) => {
      const refusal = this.#connection.refusal(source);
      return refusal === undefined ? [] : [{ ...refusal, source }];
    });
    const isUnknown = refusals.every(({ status }) => status === 404);
    return { exitCode: isUnknown ? exitCodes.usage : exitCodes.refused, message: refusals.map(refusalText).join("\n") };
  }

  #interrupt(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void {
    const exitCode = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, SIGHUP: exitCodes.hangup }[signal];
    this.#ending = { outcome: "interrupted", exitCode, message: `interrupted by ${signal}`, at: this.#moment.at - closingMaxMs };
  }

  #end(outcome: Ending["outcome"], exitCode: ExitCode, message: string): void {
    this.#ending = { outcome, exitCode, message, at: this.#moment.at };
    for (const tracked of this.#tracked) this.#stopLogs(tracked);
  }

  /** Waits for the logs of what has ended, then says the summary. */
  #close(): void {
    const ending = this.#ending;
    if (ending === undefined) return;
    const { at } = this.#moment;
    const isDrained = at >= ending.at + logDrainMs;
    for (const tracked of this.#tracked) {
      this.#updateLogs(tracked);
      tracked.logs = tracked.logs.filter((source) => (ending.outcome !== "refused" && source.tail > 0 ? isCause(tracked, source) : !isDrained || tracked.isRunOver(source)));
    }
    const isWaiting = this.#tracked.some(({ logs }) => logs.length > 0);
    if (isWaiting && at < ending.at + closingMaxMs) return;
    this.#isOver = true;
    this.#say(this.#summary(ending));
  }

  #summary({ outcome, exitCode, message }: Ending): SummaryReport {
    return { type: "summary", exitCode, outcome, elapsedMs: this.#moment.at - this.options.startedAt, message, targets: this.#tracked.map((tracked) => this.#targetSummary(tracked)) };
  }

  #targetSummary(tracked: Tracked): TargetSummary {
    const { ref, account, live, assessment } = tracked;
    const { settlement, failures } = account;
    const elapsedMs = (settlement?.at ?? this.#moment.at) - this.options.startedAt;
    const result = settlement?.result ?? "unfinished";
    if (result === "ready") return { ...ref, status: "ready", result, elapsedMs, failures, reason: live?.reason ?? "", message: live?.message ?? "", causes: [] };
    const causes = assessment === undefined ? [] : causesOf(assessment, settlement?.incident, account.remembered(), (pod, container) => tracked.lastLines(pod, container));
    const status = result === "unfinished" ? (live?.status ?? "unknown") : "failed";
    const { reason = live?.reason ?? "", message = live?.message ?? this.#connection.trouble } = settlement?.incident ?? {};
    return { ...ref, status, result, elapsedMs, failures, reason, message, causes };
  }

  // What is said while nothing happens

  #heartbeatAt(): number | undefined {
    const { heartbeatMs } = this.policy;
    if (heartbeatMs < 0) return undefined;
    return this.#saidAt + (this.#heartbeats === 0 ? Math.min(firstHeartbeatMs, heartbeatMs) : heartbeatMs);
  }

  #heartbeat(): void {
    const due = this.#heartbeatAt();
    if (due === undefined || this.#moment.at < due) return;
    const waiting: NoticeReport["waiting"] = this.#tracked
      .filter(({ account, target }) => account.settlement === undefined && target.terminationMode !== "NonBlocking")
      .map(({ ref: target, live }) => ({ target, message: live?.message ?? "the server's first answer" }));
    const trouble = this.#connection.isLost ? `not connected: ${this.#connection.trouble}` : "";
    const { message } = notice("info", trouble);
    this.#say({ type: "notice", level: "info", message, waiting });
    this.#heartbeats += 1;
  }
}

function nameOf({ kind, namespace, name }: Target): string {
  return `${kind} ${namespace}/${name}`;
}

/** The assessment of what is not there. */
function missing({ target, wasSeen }: Tracked): Assessment {
  const message = wasSeen ? `was deleted, waiting for it to be created again` : `does not exist in namespace ${target.namespace} yet, waiting for it to be created`;
  return { status: "missing", reason: wasSeen ? "Deleted" : "NotCreated", message, brief: message, incidents: [], pods: [], counters: [], revision: "", final: false };
}

function isCause({ account, assessment }: Tracked, { pod, container }: LogSource): boolean {
  const incidents = [...(assessment?.incidents ?? []), ...(account.settlement?.incident === undefined ? [] : [account.settlement.incident])];
  return incidents.some((incident) => incident.pod === pod && incident.container === container);
}

function refusalText({ source: { apiVersion, plural, namespace }, status, message }: { readonly source: WatchSource; readonly status: number; readonly message: string }): string {
  const resource = apiVersion.includes("/") ? `${plural}.${apiVersion.split("/")[0]}` : plural;
  if (status === 404) return `the server does not know ${resource} (${apiVersion}): ${message}`;
  const next = status === 401 ? "are the credentials still valid?" : `the user needs the verbs get, list and watch on ${resource} there`;
  return `not allowed to list and watch ${resource} in namespace ${namespace}: ${status} ${message}; ${next}`;
}
