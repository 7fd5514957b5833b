/** The log of one run of one container, to its last line, across broken connections: nothing lost, nothing twice. */
import type { ContainerLog } from "./container-log.ts";
import { failureFrom, failureOf, isPassing, readFailure, type Failure } from "./failure.ts";
import { getJson } from "./get-json.ts";
import { LineSplitter, logLineCharsMax } from "./lines.ts";
import { LogMark, type Resumption } from "./log-mark.ts";
import { Outage, settledMs, type LostEvent, type RefusedEvent, type RegainedEvent } from "./outage.ts";
import type { Timing } from "./timing.ts";
import type { Query, Response, Transport } from "./transport.ts";
import { containerRun, type ContainerRun } from "./wire.ts";

export type ContainerRunLog = {
  readonly namespace: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  /** The container's restartCount at the run. */
  readonly run: number;
  /** Milliseconds since the epoch, taken down to the second; 0: from the first line. */
  readonly sinceMs: number;
  readonly follow: boolean;
  /** 0: all lines. */
  readonly tail: number;
};

export type LogEvent =
  /** Each line starts with its time and a blank. */
  | { readonly type: "logged"; readonly lines: readonly string[] }
  /** The last event: all lines were read. */
  | { readonly type: "ended" }
  | LostEvent
  | RegainedEvent
  /** The last event. */
  | RefusedEvent;

export type LogOptions = {
  readonly signal: AbortSignal;
  /** Aborted when the container has restarted: only `previous=true` still has this run. */
  readonly over: AbortSignal;
  readonly emit: (event: LogEvent) => void;
  /** Resolves when further lines are welcome. */
  readonly room: () => Promise<void>;
  readonly timing: Timing;
};

/** A stream whose run is over may give what it still has, for so long. */
const drainMs = 1_000;
/** A server that ends with the same unfinished line so many times was not cut off in it. */
const unfinishedTimesMax = 3;
/** So many errors of the server while it is asked for a run that is over, then its log is taken as gone. */
const previousErrorsMax = 6;

/**
 *   read ──► clean end ──► look at the Pod ──► ended
 *    ▲           │ broken        │ goes on          ▲
 *    ├── wait ◄──┴───────────────┤                  │
 *    │                           │ has restarted    │
 *    └──── with previous=true ◄──┘ ─────────────────┘
 */
type Outcome =
  | { readonly type: "complete" }
  /** The run is over, and its stream had time enough. */
  | { readonly type: "drained" }
  /** The answer was not this run's, or it is but the one before was not. */
  | { readonly type: "otherRun"; readonly restarts: number }
  | Failure;

type Standing = ({ readonly type: "known" } & ContainerRun) | { readonly type: "gone" } | Failure;

/** Emits until the log has ended, the server refuses for good or `signal` is aborted; then resolves. */
export async function followLog(transport: Transport, log: ContainerRunLog, shared: ContainerLog, options: LogOptions): Promise<void> {
  const reader = new LogReader(transport, log, shared, options);
  // Last lines alone are evidence, wanted whether or not they were shown.
  if (log.tail > 0) return reader.run();
  await shared.inTurn(log.run, () => reader.run());
}

class LogReader {
  readonly #outage: Outage;
  readonly #ownMark = new LogMark();
  /** An unfinished last line: the server may have been cut off in it, so it waits until that is known. */
  #unfinished = "";
  #unfinishedTimes = 0;
  #hasRestarted = false;
  /** When another run had answered in this one's name: what may still be shown of this one. */
  #stillToShow: ((lines: readonly string[]) => readonly string[]) | undefined;
  #previousErrors = 0;

  constructor(
    private readonly transport: Transport,
    private readonly log: ContainerRunLog,
    private readonly shared: ContainerLog,
    private readonly options: LogOptions,
  ) {
    this.#outage = new Outage(options.timing, options.emit, options.signal, options.over);
  }

  async run(): Promise<void> {
    let isDone = false;
    while (!isDone && !this.options.signal.aborted) {
      const isPrevious = this.#isPrevious;
      const outcome = await this.#read(isPrevious);
      if (this.options.signal.aborted) return;
      isDone = await this.#afterReading(outcome, isPrevious);
    }
  }

  get #isPrevious(): boolean {
    return this.options.over.aborted || this.#hasRestarted;
  }

  get #mark(): LogMark {
    return this.log.tail > 0 ? this.#ownMark : this.shared.markOf(this.log.run);
  }

  async #read(isPrevious: boolean): Promise<Outcome> {
    const { signal, timing } = this.options;
    const closing = new AbortController();
    using _drain = isPrevious ? undefined : this.#drain(() => closing.abort());
    try {
      const response = await this.transport.get({
        path: this.#path("/log"),
        query: this.#query(isPrevious),
        signal: AbortSignal.any([signal, closing.signal]),
      });
      if (response.status !== 200) return await readFailure(response);
      using _settling = timing.after(settledMs, () => this.#outage.settled());
      const outcome = await this.#take(response.body, isPrevious);
      return closing.signal.aborted ? { type: "drained" } : outcome;
    } catch (error) {
      return closing.signal.aborted ? { type: "drained" } : failureFrom(error);
    } finally {
      closing.abort();
    }
  }

  /** Calls a while after the run is known to be over. */
  #drain(close: () => void): Disposable {
    const { over, timing } = this.options;
    let timer: Disposable | undefined;
    const start = () => {
      timer = timing.after(drainMs, close);
    };
    over.addEventListener("abort", start);
    return {
      [Symbol.dispose]() {
        over.removeEventListener("abort", start);
        timer?.[Symbol.dispose]();
      },
    };
  }

  async #take(body: Response["body"], isPrevious: boolean): Promise<Outcome> {
    const splitter = new LineSplitter({ charsMax: logLineCharsMax, overlong: "cut" });
    const unfinishedBefore = this.#unfinished;
    this.#unfinished = "";
    let resumption: Resumption | undefined = this.#mark.resumption();
    for await (const chunk of body) {
      const lines = splitter.push(chunk);
      if (resumption === undefined) {
        await this.#show(lines);
        continue;
      }
      if (!resumption.recognises(lines)) {
        const other = await this.#otherRun(isPrevious);
        if (other !== undefined) return other;
      }
      await this.#show(resumption.unread(lines));
      if (resumption.isDone) resumption = undefined;
    }
    // The run that was read has something in the time that was asked for.
    const other = isPrevious && resumption?.isMissed ? await this.#otherRun(isPrevious) : undefined;
    if (other !== undefined) return other;
    const last = [splitter.end()].filter((line) => line !== "");
    const [unfinished = ""] = resumption?.unread(last) ?? last;
    await this.#keepUnfinished(unfinished, unfinishedBefore);
    return { type: "complete" };
  }

  async #keepUnfinished(line: string, before: string): Promise<void> {
    this.#unfinishedTimes = line === before ? this.#unfinishedTimes + 1 : 1;
    this.#unfinished = line;
    if (line === "" || this.#unfinishedTimes < unfinishedTimesMax) return;
    this.#unfinished = "";
    await this.#show([line]);
  }

  async #show(lines: readonly string[]): Promise<void> {
    if (this.options.signal.aborted) return;
    const read = this.#mark.read(lines);
    const shown = this.#stillToShow?.(read) ?? read;
    if (shown.length === 0) return;
    this.options.emit({ type: "logged", lines: shown });
    await this.options.room();
  }

  /** Asked when an answer does not begin where the one before was left. Undefined: it is this run's, its file was rotated. */
  async #otherRun(isPrevious: boolean): Promise<Outcome | undefined> {
    if (this.#stillToShow !== undefined) return undefined;
    const standing = await this.#look();
    if (standing.type !== "known") return undefined;
    const { restarts } = standing;
    return isPrevious || restarts > this.log.run ? { type: "otherRun", restarts } : undefined;
  }

  /** Resolves with whether the log is done with. */
  async #afterReading(outcome: Outcome, isPrevious: boolean): Promise<boolean> {
    const isLast = isPrevious || !this.log.follow;
    switch (outcome.type) {
      case "drained":
        return false;
      case "otherRun":
        return this.#afterOtherRun(outcome.restarts, isPrevious);
      case "complete":
        return isLast ? this.#finish() : this.#afterStop(outcome);
      case "failure":
        return this.#afterFailure(outcome, isPrevious, isLast);
    }
  }

  #afterOtherRun(restarts: number, isPrevious: boolean): boolean {
    const { run } = this.log;
    if (restarts > run + 1) return this.#finish();
    this.#hasRestarted = true;
    if (!isPrevious) return false;
    // It had restarted between the Pod's status and our first request: what we read was the next run's.
    this.#stillToShow = this.#mark.outside();
    this.shared.handOn(run);
    return false;
  }

  async #afterFailure(failure: Failure, isPrevious: boolean, isLast: boolean): Promise<boolean> {
    const { status, message, retryAfterMs } = failure;
    const isRefused = status === 401 || status === 403;
    if (isRefused && !this.#outage.doubts()) {
      this.options.emit({ type: "refused", status, message });
      return true;
    }
    if (!isRefused && !isPassing(failure)) return isLast ? this.#finish() : this.#afterStop(failure);
    if (isPrevious && status >= 500) this.#previousErrors += 1;
    if (this.#previousErrors > previousErrorsMax) return this.#finish();
    await this.#outage.lost(status, message, retryAfterMs);
    return false;
  }

  /** A followed stream ended, or there is none yet. The kubelet ends streams of running containers too, after 4 h at the latest. */
  async #afterStop(stop: Outcome): Promise<boolean> {
    const standing = await this.#look();
    if (this.options.signal.aborted) return true;
    if (standing.type === "gone") return this.#finish();
    if (standing.type === "failure" && isPassing(standing)) {
      await this.#outage.lost(standing.status, standing.message, standing.retryAfterMs);
      return false;
    }
    // Who may not look at the Pod has to believe the end.
    if (standing.type === "failure" && stop.type === "complete") return this.#finish();
    if (standing.type === "known" && standing.over) return this.#afterRun(standing.restarts);
    await this.#outage.pause();
    return false;
  }

  /** After a restart, only the previous log tells whether all was read. */
  #afterRun(restarts: number): boolean {
    if (restarts !== this.log.run + 1) return this.#finish();
    this.#hasRestarted = true;
    return false;
  }

  #finish(): true {
    const { emit, signal } = this.options;
    if (signal.aborted) return true;
    this.#outage.settled();
    if (this.#unfinished !== "") emit({ type: "logged", lines: this.#mark.read([this.#unfinished]) });
    emit({ type: "ended" });
    return true;
  }

  async #look(): Promise<Standing> {
    try {
      const answer = await getJson(this.transport, { path: this.#path(""), signal: this.options.signal });
      if (answer.status === 404) return { type: "gone" };
      if (answer.status !== 200) return failureOf(answer);
      const container = containerRun(answer.body, this.log.container, this.log.run);
      return container.uid === this.log.podUid ? { type: "known", ...container } : { type: "gone" };
    } catch (error) {
      return failureFrom(error);
    }
  }

  #path(below: string): string {
    const { namespace, pod } = this.log;
    return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}${below}`;
  }

  #query(isPrevious: boolean): Query {
    const { container, follow, tail, sinceMs } = this.log;
    const sinceS = Math.max(Math.floor(sinceMs / 1_000), this.#mark.sinceS ?? 0);
    return {
      container,
      timestamps: true,
      follow: !isPrevious && follow ? true : undefined,
      previous: isPrevious ? true : undefined,
      tailLines: tail > 0 && this.#mark.isEmpty ? tail : undefined,
      sinceTime: sinceS > 0 ? `${new Date(sinceS * 1_000).toISOString().slice(0, 19)}Z` : undefined,
    };
  }
}
