/**
 * Nothing has moved for too long: for every kind what `progressDeadlineSeconds` is for Deployments.
 *
 * A step forward is a number that reaches a new best value, a Pod at a stage that not so many had reached before, an image that
 * was pulled, a node that is being added, another number of replicas wished for; of what has neither numbers nor Pods, any change.
 * Crash loops and evictions only reach again what had been reached.
 */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { timeMs } from "../kinds/durations.ts";
import { endlessSeconds } from "../kinds/deployment.ts";
import { incident } from "../kinds/incident.ts";
import type { Event, KubeObject, Pod } from "../kinds/kubernetes.ts";
import { isRunToCompletion } from "../kinds/pod.ts";
import { fieldOf } from "../kinds/fields.ts";
import { firstWait } from "../kinds/pod-set.ts";
import { podWay, stages } from "../kinds/pod-stage.ts";
import { notRun } from "./goal.ts";
import type { Live } from "./live.ts";
import type { Moment } from "./moment.ts";

export class NoProgress {
  readonly #best = new Map<string, number>();
  #movedAt: number;
  #revision = "";
  #latest: KubeObject | undefined;
  #limitMs: number;

  constructor(
    /** 0: never. */
    readonly timeoutMs: number,
    startedAt: number,
  ) {
    this.#movedAt = startedAt;
    this.#limitMs = timeoutMs;
  }

  /** Notices steps forward. */
  observe(family: Family | undefined, assessment: Assessment, live: Live, moment: Moment): void {
    if (this.timeoutMs === 0) return;
    if (assessment.revision !== this.#revision) this.#begin(assessment.revision);
    const deadline = fieldOf(family?.object.spec, "progressDeadlineSeconds");
    const isLonger = typeof deadline === "number" && deadline < endlessSeconds && deadline * 1000 > this.timeoutMs;
    this.#limitMs = isLonger ? deadline * 1000 : this.timeoutMs;
    const hasMoved = this.#marks(family, assessment).filter(([name, value]) => this.#improves(name, value)).length > 0;
    // Only what has something to become can be stuck; what works at its task, or starts within its time, is not.
    const isExempt = ["ready", "missing", "unknown"].includes(live.status) || live.reason === notRun || assessment.pods.some(({ object }) => isWorking(object));
    if (hasMoved || isExempt) this.#movedAt = moment.at;
    const startingUntil = Math.max(0, ...assessment.pods.map(({ object }) => podWay(object).startupEndsMs));
    if (startingUntil > moment.serverMs) this.#movedAt = Math.max(this.#movedAt, moment.at + startingUntil - moment.serverMs);
  }

  /** What it is stuck on is the cause where something is known to be wrong, else what it waits for. */
  incidents({ incidents, pods }: Assessment, { message }: Live, at: number): readonly Incident[] {
    if (this.dueAt === undefined || at < this.dueAt) return [];
    const { pod = "", container = "" } = (incidents.length > 0 ? undefined : firstWait(pods)) ?? {};
    const waiting = incidents.length > 0 ? "" : `: ${message}`;
    const seconds = this.#limitMs / 1000;
    const time = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
    return [incident({ class: "permanent", fault: "deadline", reason: "NoProgress", pod, container, message: `nothing has moved for ${time} (--no-progress-timeout)${waiting}` })];
  }

  /** Our clock, ms; undefined: never. */
  get dueAt(): number | undefined {
    return this.timeoutMs === 0 ? undefined : this.#movedAt + this.#limitMs;
  }

  /** Another revision begins anew. */
  #begin(revision: string): void {
    this.#best.clear();
    this.#revision = revision;
  }

  #improves(name: string, value: number): boolean {
    const best = this.#best.get(name);
    if (best !== undefined && value <= best) return false;
    this.#best.set(name, value);
    return true;
  }

  #marks(family: Family | undefined, { counters, pods }: Assessment): readonly Mark[] {
    const podStages = pods.map(({ object }) => podWay(object).stage);
    const marks = [
      ...counters.map(({ name, value, target }) => [`${name} of ${target}`, value] as const),
      ...stages.map((stage, index) => [stage, podStages.filter((reached) => reached > index).length] as const),
      ...(family === undefined ? [] : eventMarks(family)),
    ];
    if (counters.length > 0 || pods.length > 0 || family?.object === this.#latest) return marks;
    this.#latest = family?.object;
    return [...marks, ["changes", (this.#best.get("changes") ?? 0) + 1]];
  }
}

/** A container of a Pod that is meant to end is running. */
function isWorking(pod: Pod): boolean {
  return isRunToCompletion(pod) && (pod.status?.containerStatuses ?? []).some(({ state }) => state?.running);
}

type Mark = readonly [name: string, value: number];

/** Of what has not changed, the same array comes again. */
const knownMarks = new WeakMap<readonly Event[], readonly Mark[]>();

function eventMarks({ events, children }: Family): readonly Mark[] {
  const own = knownMarks.get(events) ?? events.flatMap(eventMark);
  knownMarks.set(events, own);
  return children.length === 0 ? own : [...own, ...children.flatMap(eventMarks)];
}

/** Pulling the same image again is no step. */
function eventMark({ reason, message = "", metadata, lastTimestamp }: Event): readonly Mark[] {
  if (reason === "Pulled" && message.startsWith("Successfully pulled image")) return [[message.split('"')[1] ?? "", 1]];
  return reason === "TriggeredScaleUp" ? [[metadata?.uid ?? message, timeMs(lastTimestamp) || 1]] : [];
}
