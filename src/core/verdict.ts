/**
 * All policy: what an incident costs, how long we are patient, when a target has failed.
 * Modes, budgets and their sentences are kubedog's; an incident counts once a round.
 */
import type { Incident } from "../kinds/assessment.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import { stageOf } from "./history.ts";
import type { Occurrence } from "./occurrence.ts";
import type { IncidentReport } from "./report.ts";
import type { Target } from "./target.ts";

/** Crash and pull incidents are forgiven when all Pods of a target have stayed Ready so long. */
export const forgivenAfterMs = 30_000;

type Entry = {
  occurrence: Occurrence;
  readonly firstAt: number;
  /** Of how many it was the next. */
  readonly number: number;
  isHoped: boolean;
  /** When it was last counted. */
  countedAt: number | undefined;
  times: number;
};

/**
 *             failure, others active            last other finished
 *   active ──────────────────────────► hoping ─────────────────────► counting
 *
 * Only HopeUntilEndOfDeployProcess moves; the other modes stay active.
 */
type Phase = "active" | "hoping" | "counting";

/** What the policy makes of an incident; whose it is, the caller adds. */
export type IncidentBody = Omit<IncidentReport, "target" | "replicaSet">;

export type Settlement = { readonly result: "ready" | "failed" | "ignored" | "superseded"; readonly at: number; readonly incident: Incident | undefined; readonly isCritical?: boolean };

/** What a target has cost so far. */
export class Account {
  failures = 0;
  settlement: Settlement | undefined;
  #phase: Phase = "active";
  readonly #entries = new BoundedMemory<Entry>();
  /** What is there now, in the order in which it was first seen. */
  #standing: readonly Entry[] = [];
  #seen = 0;

  constructor(
    readonly target: Target,
    readonly startedAt: number,
    readonly patienceMs: number,
    /** Nothing that goes wrong settles it. */
    readonly isEndless: boolean,
  ) {}

  /** Its failure stops the whole run; a permanent one in Hope mode lets the others go on to their end. */
  get endsRun(): boolean {
    return this.settlement?.result === "failed" && !(this.target.failMode === "HopeUntilEndOfDeployProcess" && this.settlement.isCritical);
  }

  get isHoping(): boolean {
    return this.#phase === "hoping" && this.settlement === undefined;
  }

  /** Everything that was ever counted or hoped about, the newest first: what to name when nothing stands at the end. */
  remembered(): readonly Incident[] {
    return [...this.#entries.values()].filter(({ times, isHoped }) => times > 0 || isHoped).map(({ occurrence }) => occurrence.incident).reverse();
  }

  /** Has an incident come that was not there before? Such a one takes a ready target back; a loss of readiness does not. */
  isNews({ key, incident }: Occurrence): boolean {
    return incident.class !== "environment" && incident.fault !== "readiness" && !this.#entries.has(key);
  }

  /** Of what stands now, something was told. */
  get hasTold(): boolean {
    return this.#standing.some(({ times, isHoped }) => times > 0 || isHoped);
  }

  /** A target that was ready is no longer. */
  reopen(): void {
    if (this.settlement?.result === "ready") this.settlement = undefined;
  }

  /**
   * Takes what is wrong now and says what the policy makes of it.
   * @param others labels of the targets that are still active, for Hope mode
   */
  judge(occurrences: readonly Occurrence[], now: number, others: () => readonly string[]): IncidentBody[] {
    this.#observe(occurrences, now);
    if (now < this.startedAt + this.target.failureThresholdMs) return [];
    const reports: IncidentBody[] = [];
    for (const entry of this.#standing) {
      if (this.settlement !== undefined && this.settlement.result !== "ready") break;
      const report = this.#weigh(entry, now, others);
      if (report !== undefined) reports.push(report);
    }
    return reports;
  }

  /** The last active target has finished: what was hoped about counts now, even if no new failure comes. */
  stopHoping(now: number): IncidentBody[] {
    this.#phase = "counting";
    const hoped = [...this.#entries.values()].filter(({ isHoped, countedAt }) => isHoped && countedAt === undefined);
    const newest = new Map(hoped.map((entry) => [`${entry.occurrence.incident.container} ${stageOf(entry.occurrence.incident.fault)}`, entry]));
    const reports: IncidentBody[] = [];
    for (const entry of hoped) entry.countedAt = now;
    for (const entry of newest.values()) {
      if (this.settlement === undefined) reports.push(this.#count(entry, now));
    }
    return reports;
  }

  /** All Pods have been Ready for long: what crashed or could not be pulled on the way is forgiven; a loss of readiness is not. @param pods how many they are */
  forgive(pods: number): IncidentBody[] {
    let forgiven = 0;
    for (const entry of this.#entries.values()) {
      if (!isForgivable(entry.occurrence.incident)) continue;
      forgiven += entry.times;
      entry.times = 0;
    }
    this.failures -= forgiven;
    if (forgiven === 0) return [];
    const message = `all its Pods have been ready for ${forgivenAfterMs / 1000} s`;
    const { failures, target } = this;
    return [{ type: "incident", class: "probable", fault: "resource", reason: "Forgiven", message, pod: "", container: "", pods, failures, allowed: target.allowedFailures, effect: "forgiven", waitingFor: [] }];
  }

  /** When something counts next if nothing changes; undefined: never. */
  wakeAt(now: number): number | undefined {
    if (this.settlement !== undefined) return undefined;
    const threshold = this.startedAt + this.target.failureThresholdMs;
    if (now < threshold) return this.#standing.length > 0 ? threshold : undefined;
    const due = this.#standing.filter(({ occurrence, isHoped, countedAt }) => occurrence.incident.class !== "environment" && !(isHoped && countedAt === undefined)).map((entry) => this.#dueAt(entry));
    const earliest = Math.min(...due);
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  #observe(occurrences: readonly Occurrence[], now: number): void {
    this.#standing = occurrences.map((occurrence) => this.#entryOf(occurrence, now)).sort((a, b) => a.number - b.number);
    this.#entries.forgetPast(() => new Set(occurrences.map(({ key }) => key)));
  }

  #entryOf(occurrence: Occurrence, now: number): Entry {
    const known = this.#entries.get(occurrence.key);
    if (known !== undefined) return Object.assign(known, { occurrence });
    this.#seen += 1;
    const made: Entry = { occurrence, firstAt: now, number: this.#seen, isHoped: false, countedAt: undefined, times: 0 };
    this.#entries.set(occurrence.key, made);
    return made;
  }

  #weigh(entry: Entry, now: number, others: () => readonly string[]): IncidentBody | undefined {
    const { incident } = entry.occurrence;
    if (incident.class === "environment") return undefined;
    const isDue = incident.counts !== "patience" || now >= this.#dueAt(entry);
    if (isPermanent(entry.occurrence) && isDue && !this.isEndless) return this.#end(entry, now);
    if (now < this.#dueAt(entry)) return undefined;
    if (this.isEndless || this.target.failMode !== "HopeUntilEndOfDeployProcess" || this.#phase === "counting") return this.#count(entry, now);
    return this.#hope(entry, now, others());
  }

  #hope(entry: Entry, now: number, waitingFor: readonly string[]): IncidentBody | undefined {
    if (waitingFor.length === 0) {
      this.#phase = "counting";
      return this.#count(entry, now);
    }
    this.#phase = "hoping";
    if (entry.isHoped) return undefined;
    entry.isHoped = true;
    return this.#report(entry, "hoping", waitingFor);
  }

  #count(entry: Entry, now: number): IncidentBody {
    entry.countedAt = now;
    entry.times += 1;
    this.failures += 1;
    if (this.isEndless || this.target.failMode === "IgnoreAndContinueDeployProcess") return this.#report(entry, "ignored");
    if (this.failures <= this.target.allowedFailures) return this.#report(entry, "allowed");
    this.settlement = { result: "failed", at: now, incident: entry.occurrence.incident };
    return this.#report(entry, "exceeded");
  }

  #end(entry: Entry, now: number): IncidentBody {
    const isIgnored = this.target.failMode === "IgnoreAndContinueDeployProcess";
    if (entry.times === 0) this.failures += 1;
    entry.countedAt = now;
    entry.times += 1;
    this.settlement = { result: isIgnored ? "ignored" : "failed", at: now, incident: entry.occurrence.incident, isCritical: true };
    return this.#report(entry, isIgnored ? "ended" : "critical");
  }

  #dueAt({ occurrence, firstAt, countedAt }: Entry): number {
    const patienceMs = this.target.patienceMs || this.patienceMs;
    if (countedAt !== undefined) return occurrence.incident.counts === "once" ? Number.POSITIVE_INFINITY : countedAt + patienceMs;
    return occurrence.incident.counts === "patience" ? firstAt + patienceMs : firstAt;
  }

  #report({ occurrence: { incident, pods } }: Entry, effect: IncidentReport["effect"], waitingFor: readonly string[] = []): IncidentBody {
    const { class: incidentClass, fault, reason, message, pod, container } = incident;
    const { failures } = this;
    return { type: "incident", class: incidentClass, fault, reason, message, pod, container, pods: pods.length, failures, allowed: this.target.allowedFailures, effect, waitingFor };
  }
}

function isPermanent({ incident, ordinal }: Occurrence): boolean {
  return incident.class === "permanent" && (incident.counts !== "repeat" || ordinal > 1);
}

function isForgivable({ fault }: Incident): boolean {
  return fault === "crash" || fault === "pull" || fault === "probe" || fault === "config" || fault === "start";
}
