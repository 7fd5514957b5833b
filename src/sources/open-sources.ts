/** The only place that opens and closes streams. */
import { ContainerLog } from "../cluster/container-log.ts";
import { followLog, type LogEvent } from "../cluster/logs.ts";
import { realTiming, type Timing } from "../cluster/timing.ts";
import type { Transport } from "../cluster/transport.ts";
import { watchCollection, type WatchEvent } from "../cluster/watch.ts";
import { sourceKey, type FactBody, type LogSource, type Source, type WatchSource } from "../core/fact.ts";
import { withOpeningLimit } from "./opening-limit.ts";
import { UserError } from "../user-error.ts";
import type { FactQueue } from "./queue.ts";

/** Of so many containers it is remembered where their logs stand, so that a log that is wanted again goes on there. */
const containersMax = 10_000;

/** An ended or refused one stays in the map, so that it is not opened again while it is still wanted. */
type Stream = { readonly closing: AbortController; readonly over: AbortController };

export class OpenSources implements Disposable {
  readonly #streams = new Map<string, Stream>();
  readonly #containers = new Map<string, ContainerLog>();
  readonly #logTransport: Transport;

  constructor(
    private readonly transport: Transport,
    private readonly queue: FactQueue,
    private readonly timing: Timing = realTiming,
  ) {
    this.#logTransport = withOpeningLimit(transport);
  }

  /** Opens what is missing and closes what is no longer wanted. */
  reconcile(wanted: Iterable<Source>): void {
    const keys = new Set<string>();
    for (const source of wanted) {
      const key = sourceKey(source);
      keys.add(key);
      const stream = this.#streams.get(key) ?? this.#open(key, source);
      if (source.type === "log" && source.previous) stream.over.abort();
    }
    for (const [key, { closing }] of this.#streams) {
      if (keys.has(key)) continue;
      closing.abort();
      this.#streams.delete(key);
    }
  }

  [Symbol.dispose](): void {
    this.reconcile([]);
  }

  #open(key: string, source: Source): Stream {
    const stream = { closing: new AbortController(), over: new AbortController() };
    this.#streams.set(key, stream);
    const reading = source.type === "watch" ? this.#watch(source, stream) : this.#follow(source, stream);
    // A stream makes facts of all trouble that is to be expected; the loop throws the rest.
    reading.catch((error: unknown) => (error instanceof UserError ? this.#refused(source, error, stream) : this.queue.fail(error)));
    return stream;
  }

  /** Whoever gives us our credentials failed: to the server we are nobody. */
  #refused(source: Source, { message }: UserError, { closing: { signal } }: Stream): void {
    this.#push({ type: "refused", source, status: 401, message }, signal);
  }

  #watch(source: WatchSource, { closing: { signal } }: Stream): Promise<void> {
    const emit = (event: WatchEvent) => this.#push(watchFact(source, event), signal);
    return watchCollection(this.transport, source, { signal, emit, timing: this.timing, ownConnections: source.look > 0 });
  }

  #follow(source: LogSource, { closing: { signal }, over }: Stream): Promise<void> {
    if (source.previous) over.abort();
    const emit = (event: LogEvent) => this.#push({ ...event, source }, signal);
    const room = () => this.queue.room();
    const options = { signal, over: over.signal, emit, room, timing: this.timing };
    return followLog(this.#logTransport, source, this.#containerOf(source), options);
  }

  #push(body: FactBody, signal: AbortSignal): void {
    if (!signal.aborted) this.queue.push(body);
  }

  #containerOf({ podUid, container }: LogSource): ContainerLog {
    const key = `${podUid}/${container}`;
    const known = this.#containers.get(key) ?? new ContainerLog();
    this.#containers.set(key, known);
    if (this.#containers.size > containersMax) this.#forgetOldest();
    return known;
  }

  #forgetOldest(): void {
    const oldest = this.#containers.entries().find(([, { isIdle }]) => isIdle);
    if (oldest !== undefined) this.#containers.delete(oldest[0]);
  }
}

function watchFact(source: WatchSource, event: WatchEvent): FactBody {
  return event.type === "applied" || event.type === "deleted" ? event : { ...event, source };
}
