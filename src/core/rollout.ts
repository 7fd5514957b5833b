/**
 * The run: facts in, reports out, until a summary. Everything that decides about it is here or below; it has no clock and no I/O.
 *
 *   tracking ──── all settled, one failed, time over, refused ────► closing ──── logs drained, 2 s of silence ────► over
 *       └──────────────────────────────── interrupted ───────────────────────────────────────────────────────────►┘
 */
import type { ExitCode } from "../exit-codes.ts";
import type { Family } from "../kinds/assessment.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { isPodReady, replicaSetOf } from "../kinds/pod.ts";
import { Connection } from "./connection.ts";
import { type Ending, interruptions, neededWatches, refusedEnding, timedOut, unreachable, verdictOf } from "./ending.ts";
import { type Fact, type LogSource, type Source, sourceKey, type WatchSource } from "./fact.ts";
import { FreshLook, withoutLook } from "./fresh-look.ts";
import { deletedRun, nextRun } from "./goal.ts";
import { Heartbeat } from "./heartbeat.ts";
import { History, isEvent, isPod } from "./history.ts";
import { lineFilter } from "./line-filter.ts";
import type { Moment } from "./moment.ts";
import { targetRefs } from "./naming.ts";
import { Progress } from "./progress.ts";
import type { NoticeReport, ProgressReport, Report, ReportBody } from "./report.ts";
import { targetState } from "./target-state.ts";
import type { Policy, Target } from "./target.ts";
import { Tracked } from "./tracked.ts";
import { isShown, logDrainMs, watchOf } from "./wanted-sources.ts";
import { kindIdOf, objectKey, placeKey, World } from "./world.ts";

/** Logs of what has ended are awaited before the summary, as long as lines of them come and so long after. */
const closingMaxMs = 2000;
/** A server that never answered is tried so long. */
const unreachableAfterMs = 30_000;
/** One target's failure ends the run no earlier, so that the summary can tell how the others stood. */
const firstAnswersMs = 1000;
/** After a refusal the other collections get so long to answer, so that all refusals are named together. */
const refusalGraceMs = 1000;

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
  readonly #fresh = new FreshLook();
  readonly #heartbeat: Heartbeat;
  readonly #progress: Progress;
  /** What we can do without, if the targets themselves may be seen. */
  readonly #doubtful: NoticeReport[] = [];
  readonly #tracked: readonly Tracked[];
  readonly #byKey: ReadonlyMap<string, Tracked>;
  readonly #dirty = new Set<Tracked>();
  #reports: Report[] = [];
  #moment: Moment;
  #skewMs = 0;
  #isConnected = false;
  #refusedAt: number | undefined;
  #ending: (Ending & { readonly at: number }) | undefined;
  /** Since when everything has been ready, where it has to stay so. */
  #readySince: number | undefined;
  /** When the last line came. */
  #loggedAt = 0;
  #isOver = false;

  constructor(
    targets: readonly Target[],
    readonly policy: Policy,
    readonly options: RolloutOptions,
  ) {
    const { startedAt } = options;
    const refs = targetRefs(targets);
    this.#moment = { at: startedAt, serverMs: startedAt };
    this.#heartbeat = new Heartbeat(startedAt, policy.heartbeatMs);
    this.#progress = new Progress(startedAt, policy.progressMs);
    this.#tracked = targets.flatMap((target, index) => {
      const ref = refs[index];
      return ref === undefined ? [] : [new Tracked(target, ref, this.#history, policy, startedAt)];
    });
    this.#byKey = new Map(this.#tracked.map((tracked) => [placeKey(tracked.target), tracked]));
  }

  /** Set with the summary, which is the last report. */
  get exitCode(): ExitCode | undefined {
    return this.#isOver ? this.#ending?.exitCode : undefined;
  }

  /** Takes what has happened since the last look, all with the same `at`, and says what is worth saying. */
  take(facts: readonly Fact[]): readonly Report[] {
    const at = facts.at(-1)?.at;
    if (at === undefined || this.#isOver) return [];
    this.#reports = [];
    this.#setTime(at);
    for (const fact of facts) this.#observe(withoutLook(fact));
    if (this.#fresh.giveUp(at)) for (const tracked of this.#fresh.doubted) this.#dirty.add(tracked);
    if (this.#tracked.every(({ watches }) => this.#connection.isListed(watches.own))) this.#say(...this.#doubtful.splice(0));
    this.#history.forgetPast((uid) => this.#world.has(uid));
    if (this.#ending === undefined) this.#judgeAll();
    if (this.#ending === undefined) this.#conclude();
    if (this.#ending === undefined || this.#ending.outcome === "ready") this.#say(...this.#fresh.averted(this.#ending !== undefined));
    if (this.#ending === undefined && this.#fresh.dueAt === undefined) this.#beat();
    if (this.#ending === undefined) this.#progress.take(this.#moment, () => this.#progressNow(false)).forEach((report) => this.#say(report));
    this.#close();
    return this.#reports;
  }

  /** The streams that are needed now, by key. */
  wanted(): ReadonlyMap<string, Source> {
    const sources = new Map<string, Source>();
    if (this.#isOver) return sources;
    const watches = this.#ending === undefined ? this.#tracked.flatMap(({ watches: { all, nodes } }) => [...all.map((watch) => this.#fresh.streamOf(watch)), ...nodes.sources]) : this.#revisions;
    for (const source of [...watches, ...this.#tracked.flatMap((tracked) => tracked.logs)]) sources.set(sourceKey(source), source);
    return sources;
  }

  /** When to send a `ticked` if nothing else happens, by our clock; undefined: when something happens. */
  wakeAt(): number | undefined {
    if (this.#isOver) return undefined;
    const { startedAt } = this.options;
    if (this.#ending !== undefined) return this.#moment.at < this.#ending.at + logDrainMs ? this.#ending.at + logDrainMs : this.#closesAt(this.#ending);
    const times = this.#tracked.map(({ wakeAt }) => wakeAt);
    times.push(this.#timesOut !== undefined && this.#moment.at < this.#timesOut ? this.#timesOut : undefined, this.#fresh.dueAt);
    times.push(this.#areAnswered || this.#moment.at >= startedAt + firstAnswersMs ? undefined : startedAt + firstAnswersMs);
    times.push(this.#isConnected ? undefined : startedAt + unreachableAfterMs);
    times.push(this.#refusedAt === undefined ? undefined : this.#refusedAt + refusalGraceMs);
    times.push(this.#readySince === undefined || this.policy.soakMs === 0 ? undefined : this.#readySince + this.policy.soakMs);
    times.push(this.#fresh.dueAt === undefined ? this.#heartbeat.dueAt : undefined, this.#progress.dueAt);
    const earliest = Math.min(...times.filter((time) => time !== undefined));
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  #setTime(at: number): void {
    this.#moment = { at, serverMs: at + this.#skewMs };
    this.#history.at = at;
  }

  #say(...reports: readonly ReportBody[]): void {
    for (const report of reports) {
      this.#reports.push({ at: this.#moment.at, ...report });
      if (report.type !== "log") this.#heartbeat.changed(this.#moment.at);
    }
  }

  // What happened

  #observe(fact: Fact): void {
    switch (fact.type) {
      case "listed":
        return this.#observeList(fact.source, fact.objects);
      case "applied":
        return this.#observeObject(fact.object);
      case "deleted":
        return this.#observeEnd(fact.object);
      case "logged":
        return this.#observeLog(fact.source, fact.lines);
      case "ended":
        return this.#endLog(fact.source);
      case "lost":
        return this.#say(...this.#connection.lost(fact));
      case "regained":
        return this.#say(...this.#connection.regained(fact.source));
      case "refused":
        return this.#observeRefusal(fact);
      case "skewed":
        this.#skewMs = fact.ms;
        return this.#setTime(this.#moment.at);
      case "ticked":
        return undefined;
      case "interrupted":
        return this.#end({ outcome: "interrupted", exitCode: interruptions[fact.signal], message: `interrupted by ${fact.signal}` });
    }
  }

  #observeList(source: WatchSource, objects: readonly KubeObject[]): void {
    this.#isConnected = true;
    const { applied, gone } = this.#world.replace(kindIdOf(source), source, objects);
    for (const object of gone) this.#observeEnd(object);
    for (const object of applied) this.#observeObject(object);
    this.#fresh.answered(source, applied.length > 0 || gone.length > 0);
    this.#say(...this.#connection.listed(source));
    for (const tracked of this.#tracked) if (tracked.watches.has(source)) this.#dirty.add(tracked);
  }

  #observeObject(object: KubeObject): void {
    if (object.kind === "Node") for (const tracked of this.#tracked) if (tracked.watches.nodes.sources.length > 0) this.#dirty.add(tracked);
    const subject = this.#world.apply(object);
    if (isPod(object)) this.#history.observePod(object);
    if (isEvent(object)) this.#history.observeEvent(object, this.#startedServerMs);
    this.#touch(subject);
  }

  #observeEnd(object: KubeObject): void {
    const waiting = this.#waitingFor(object);
    // What ended and was deleted in one batch has ended.
    for (const tracked of [this.#byKey.get(objectKey(object)), waiting]) {
      if (tracked !== undefined && this.#dirty.has(tracked) && this.#ending === undefined) this.#judge(tracked);
    }
    if (waiting !== undefined && this.#ending === undefined && waiting.account.settlement === undefined && waiting.assessment?.final !== true) {
      this.#say(targetState(waiting.ref, deletedRun(object)));
    }
    this.#touch(object);
    this.#touch(this.#world.remove(object));
  }

  /** The target whose awaited run the object is. */
  #waitingFor(object: KubeObject): Tracked | undefined {
    const owner = this.#world.owner(object);
    const tracked = owner === undefined ? undefined : this.#byKey.get(objectKey(owner));
    if (owner === undefined || tracked?.target.goal !== "run") return undefined;
    const run = nextRun(this.#world.family(owner), this.#startedServerMs);
    return run !== undefined && objectKey(run.object) === objectKey(object) ? tracked : undefined;
  }

  #endLog(source: LogSource): void {
    this.#history.endLog(source);
    this.#touch(this.#world.find("Pod", source.namespace, source.pod));
  }

  /** Whoever the object belongs to is judged anew. */
  #touch(object: KubeObject | undefined): void {
    for (const ancestor of object === undefined ? [] : this.#world.ancestors(object)) {
      const tracked = this.#byKey.get(objectKey(ancestor));
      if (tracked !== undefined) this.#dirty.add(tracked);
    }
  }

  #observeRefusal(fact: Extract<Fact, { type: "refused" }>): void {
    const { source } = fact;
    const key = sourceKey(source);
    // What was listed before has gone with its CustomResourceDefinition.
    if (source.type === "watch" && fact.status === 404 && this.#connection.isListed(source)) return this.#observeList(source, []);
    if (source.type === "log") this.#endLog(source);
    else this.#fresh.answered(source, false);
    const owners = this.#tracked.filter(({ watches }) => sourceKey(watches.own) === key);
    const isNarrowed = source.type === "watch" && source.name === "" && fact.status === 403;
    if (isNarrowed) for (const tracked of owners) tracked.watches.narrow();
    const isNeeded = owners.length > 0 && !isNarrowed;
    if (isNeeded) this.#refusedAt ??= this.#moment.at;
    this.#isConnected = true;
    const isMissed = !isNeeded && (source.type === "log" || this.#tracked.some((tracked) => tracked.watches.has(source)));
    // Of what nobody needs once the run is refused as a whole, nobody wants to hear.
    if (source.type === "log") this.#say(...this.#connection.refused(fact, isMissed));
    else this.#doubtful.push(...this.#connection.refused(fact, isMissed));
    for (const tracked of this.#tracked) if (source.type === "watch" && tracked.watches.has(source)) this.#dirty.add(tracked);
  }

  #observeLog(source: LogSource, lines: readonly string[]): void {
    const { podUid, pod, container, run } = source;
    this.#loggedAt = this.#moment.at;
    this.#history.observeLines(podUid, pod, container, run, lines);
    const tracked = source.tail > 0 ? undefined : this.#showing(source);
    const shown = tracked === undefined ? [] : this.#shownLines(tracked, source, lines);
    if (tracked !== undefined && shown.length > 0) this.#say({ type: "log", target: tracked.ref, pod, replicaSet: this.#replicaSetOf(source), container, run, lines: shown });
  }

  #replicaSetOf({ namespace, pod }: LogSource): string {
    const object = this.#world.find("Pod", namespace, pod);
    return object !== undefined && isPod(object) ? replicaSetOf(object) : "";
  }

  /** A Pod may be a target itself and belong to another: its log is shown once, with the topmost. */
  #showing({ namespace, pod, container }: LogSource): Tracked | undefined {
    const object = this.#world.find("Pod", namespace, pod);
    const owners = object === undefined ? [] : this.#world.ancestors(object);
    const owning = owners.map((owner) => this.#byKey.get(objectKey(owner))).findLast((tracked) => tracked !== undefined && isShown(container, tracked.target));
    return owning ?? this.#tracked.find(({ logs }) => logs.some((log) => log.pod === pod && log.namespace === namespace));
  }

  #shownLines({ target }: Tracked, { podUid, pod, container }: LogSource, lines: readonly string[]): readonly string[] {
    const { logsUntil } = this.#history.pod(podUid, pod);
    const isWanted = lineFilter(target.logs, container, this.options.matches);
    if (logsUntil === undefined && isWanted === undefined) return lines;
    return lines.filter((line) => {
      const blank = line.indexOf(" ");
      const isInTime = logsUntil === undefined || !(Date.parse(line.slice(0, blank)) > logsUntil);
      return isInTime && (isWanted?.(line.slice(blank + 1)) ?? true);
    });
  }

  // How each target stands

  #judgeAll(): void {
    for (const tracked of this.#tracked) if (isDue(tracked.wakeAt, this.#moment.at)) this.#dirty.add(tracked);
    for (const tracked of this.#dirty) this.#judge(tracked);
    if (this.#dirty.size > 0) this.#progress.changed();
    this.#dirty.clear();
    this.#endHope();
  }

  #judge(tracked: Tracked): void {
    const { namespace } = tracked.target;
    const own = tracked.watches.own;
    const isKnown = tracked.watches.all.every((watch) => watch.kind === "Event" || this.#connection.isAnswered(watch));
    // Judged when they answer; what it would have been woken for is looked at then.
    tracked.wakeAt = undefined;
    if (!isKnown || this.#connection.refusal(own) !== undefined) return;
    const family = this.#familyOf(tracked);
    tracked.watches.nodes.observe(family, this.#moment.serverMs);
    const arePodsKnown = own.kind === "Pod" || this.#connection.isListed(watchOf("Pod", namespace));
    this.#say(...tracked.judge(family, { ...this.#moment, startedServerMs: this.#startedServerMs, arePodsKnown, namesakes: () => this.#world.names(kindIdOf(own), namespace), others: () => this.#activeOthers(tracked), lookedAt: this.#fresh.lookedAt(tracked.watches.judged) }));
    if (tracked.wantsLookSince !== undefined) this.#ask(tracked, tracked.wantsLookSince);
    this.#setLogs(tracked);
    tracked.setWake(this.#moment, this.#skewMs);
  }

  #familyOf({ target: { namespace, name }, watches: { own, nodes } }: Tracked): Family | undefined {
    const object = this.#world.find(kindIdOf(own), namespace, name);
    if (object === undefined) return undefined;
    const family = this.#world.family(object);
    if (nodes.sources.length === 0) return family;
    return { ...family, nodes: nodes.sources.flatMap((node) => this.#world.find("Node", "", node.name) ?? []), sinceMs: this.#startedServerMs };
  }

  #setLogs(tracked: Tracked): void {
    tracked.setLogs(this.#logsSinceMs(tracked.target), this.#moment, (source) => this.#history.isLogEnded(source));
  }

  #activeOthers(tracked: Tracked): readonly string[] {
    const others = this.#tracked.filter((other) => other !== tracked && other.isAwaited && !other.account.isHoping);
    return others.map(({ ref }) => ref.label).sort();
  }

  #endHope(): void {
    const hoping = this.#tracked.filter(({ account }) => account.isHoping);
    const isAnyActive = this.#tracked.some(({ isAwaited, account }) => isAwaited && !account.isHoping);
    if (isAnyActive) return;
    for (const tracked of hoping) {
      this.#say(...tracked.account.stopHoping(this.#moment.at).map((report) => tracked.incidentReport(report)));
      tracked.setWake(this.#moment, this.#skewMs);
    }
  }

  /** See `View`. */
  get #startedServerMs(): number {
    return Math.floor((this.options.startedAt + this.#skewMs) / 1000) * 1000;
  }

  #logsSinceMs({ kind }: Target): number {
    const { logsSince, logsSinceGiven } = this.policy;
    if (logsSince === "all" || (kind === "Job" && !logsSinceGiven)) return 0;
    return this.#startedServerMs - (logsSince === "now" ? 0 : logsSince);
  }

  #beat(): void {
    const { at } = this.#moment;
    const { dueAt } = this.#heartbeat;
    if (dueAt === undefined || at < dueAt) return;
    const waiting = this.#tracked
      .filter((tracked) => tracked.isAwaited || (this.policy.soakMs > 0 && breaksSoak(tracked)))
      .map(({ ref, live }) => ({ target: ref, message: live?.message ?? "the server's first answer" }));
    if (waiting.length === 0 && !this.#connection.isLost) return this.#heartbeat.beat(at);
    const message = this.#connection.isLost ? `not connected: ${this.#connection.trouble}` : "";
    this.#reports.push({ at, type: "notice", level: "info", message, waiting });
    this.#heartbeat.beat(at);
  }

  #progressNow(isLast: boolean): ProgressReport {
    return { type: "progress", isLast, targets: this.#tracked.map((tracked) => tracked.progress(this.#moment)) };
  }

  // How the run ends

  #conclude(): void {
    const { at } = this.#moment;
    const { startedAt } = this.options;
    const verdict = this.policy.mode === "follow" ? undefined : verdictOf(this.#tracked);
    if (verdict?.outcome !== "ready") this.#readySince = undefined;
    const isEarly = at < startedAt + firstAnswersMs && !this.#areAnswered;
    if (verdict?.outcome === "failed" && !isEarly) return this.#end(verdict);
    const needed = this.#refusedAt === undefined ? [] : neededWatches(this.#tracked);
    if (this.#refusedAt !== undefined && (at >= this.#refusedAt + refusalGraceMs || needed.every((source) => this.#connection.isAnswered(source)))) {
      return this.#end(refusedEnding(needed, this.#connection));
    }
    if (!this.#isConnected && at >= startedAt + unreachableAfterMs) return this.#end(unreachable(unreachableAfterMs, this.#connection));
    if (verdict !== undefined && !this.#isSoaking(verdict)) return this.#end(verdict);
    const timesOut = this.#timesOut;
    if (timesOut === undefined || at < timesOut) return undefined;
    if (!this.#isConnected) return this.#end(unreachable(timesOut - startedAt, this.#connection));
    return this.#isLookedAtSince(timesOut) ? this.#end(timedOut(this.#tracked)) : undefined;
  }

  /** When the run's time is over, or that of one it waits for (our clock, ms); undefined: never. */
  get #timesOut(): number | undefined {
    const own = this.#tracked.filter(({ isAwaited }) => isAwaited).map(({ target }) => target.timeoutMs);
    const limits = [this.policy.timeoutMs, ...own].filter((ms) => ms > 0);
    return limits.length === 0 ? undefined : this.options.startedAt + Math.min(...limits);
  }

  /** All that the run waits for has been looked at afresh since then; asks for it if not. What has not been listed yet is no older than that. */
  #isLookedAtSince(time: number): boolean {
    const awaited = this.#tracked.filter(({ isAwaited }) => isAwaited);
    const collections = awaited.flatMap(({ watches }) => watches.judged).filter((source) => this.#connection.isListed(source));
    const lookedAt = this.#fresh.lookedAt(collections);
    if (lookedAt !== undefined && lookedAt >= time) return true;
    for (const tracked of awaited) this.#ask(tracked, time);
    return false;
  }

  #ask(tracked: Tracked, since: number): void {
    this.#fresh.ask(tracked, tracked.watches.judged.filter((source) => this.#connection.isListed(source)), since, this.#moment.at);
  }

  /** All is ready, and is to stay so for a while. */
  #isSoaking({ outcome }: Ending): boolean {
    const isAllReady = this.#tracked.every(({ live, target }) => live?.status === "ready" || target.terminationMode === "NonBlocking");
    this.#readySince = isAllReady ? (this.#readySince ?? this.#moment.at) : undefined;
    return outcome === "ready" && this.policy.soakMs > 0 && (this.#readySince === undefined || this.#moment.at < this.#readySince + this.policy.soakMs);
  }

  /** Each target has been looked at once. */
  get #areAnswered(): boolean {
    return this.#tracked.every(({ assessment, watches }) => assessment !== undefined || this.#connection.refusal(watches.own) !== undefined);
  }

  #end(ending: Ending): void {
    if (ending.outcome !== "refused") this.#say(...this.#doubtful.splice(0));
    this.#ending = { ...ending, at: this.#moment.at };
    // What broke the soak until the time was over has not come to its end.
    if (ending.outcome === "timedOut" && this.policy.soakMs > 0) for (const tracked of this.#tracked.filter(breaksSoak)) tracked.account.reopen();
    for (const { pods, assessment } of this.#tracked) {
      // What is not ready may be the cause: its runs that are over are read to their end.
      const serving = (assessment?.pods ?? []).filter(({ object }) => isPodReady(object));
      pods.stopLogs(serving, this.#moment);
    }
  }

  /** What tells, at the end, how that which has not come out well was before. */
  get #revisions(): readonly WatchSource[] {
    return this.#tracked.filter(({ account: { settlement }, live }) => settlement?.result !== "ready" && live !== undefined && live.status !== "missing").flatMap(({ watches }) => watches.revisions);
  }

  #closesAt({ at }: { readonly at: number }): number {
    return Math.max(at, this.#loggedAt) + closingMaxMs;
  }

  /** Waits for the logs of what has ended, then says the summary. Who interrupts does not wait. */
  #close(): void {
    const ending = this.#ending;
    if (ending === undefined) return;
    const { at } = this.#moment;
    for (const tracked of this.#tracked) {
      this.#setLogs(tracked);
      tracked.keepLastLogs(at >= ending.at + logDrainMs);
    }
    const isAsking = this.#revisions.some((source) => !this.#connection.isAnswered(source));
    const isWaiting = ending.outcome !== "interrupted" && (isAsking || this.#tracked.some(({ logs }) => logs.length > 0));
    if (isWaiting && at < this.#closesAt(ending)) return;
    const { outcome, exitCode, message } = ending;
    const targets = this.#tracked.map((tracked) => tracked.summary(at, this.#startedServerMs, this.#connection.trouble, this.#familyOf(tracked)));
    this.#progress.last(() => this.#progressNow(true)).forEach((report) => this.#say(report));
    this.#say({ type: "summary", exitCode, outcome, elapsedMs: at - this.options.startedAt, message, targets });
    this.#isOver = true;
  }
}

/** Was ready, and is to be so again before the run can end well. */
function breaksSoak({ account, live, target }: Tracked): boolean {
  return account.settlement?.result === "ready" && live?.status !== "ready" && target.terminationMode !== "NonBlocking";
}

function isDue(time: number | undefined, now: number): boolean {
  return time !== undefined && time <= now;
}
