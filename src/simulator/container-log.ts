/** The log files of containers, one a run, as a kubelet keeps them: the running one and the one before. */
import type { BigLog } from "./big-log.ts";

export type LogQuery = {
  readonly timestamps: boolean;
  /** Lines from before this time are left out, milliseconds since the epoch, whole seconds; 0: none. */
  readonly sinceMs: number;
  /** So many last lines at most; -1: all. */
  readonly tailLines: number;
};

/** What a program wrote at once: a line, or a piece of one when it does not end in a newline. */
type Chunk = { readonly time: string; readonly atMs: number; readonly text: string; readonly startsLine: boolean };

export type LogFollower = { chunk(text: string): void; ended(): void };

/** Older lines of a run are dropped, as log rotation does. */
const chunksMax = 20_000;

export class ContainerLog {
  /** What stands before all that was written. */
  big: BigLog | undefined;
  #chunks: Chunk[] = [];
  #ended = false;
  readonly #followers = new Map<LogFollower, LogQuery>();

  /** `text` may hold several lines; the last need not end in a newline. */
  write(text: string, atMs: number): void {
    for (const piece of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) this.#append(piece, atMs);
  }

  end(): void {
    this.#ended = true;
    for (const follower of [...this.#followers.keys()]) follower.ended();
    this.#followers.clear();
  }

  read(query: LogQuery): string {
    return this.#selected(query).map((chunk) => shown(chunk, query)).join("");
  }

  /** What is there already, then what comes, until the run ends. Returns how to stop. */
  follow(query: LogQuery, follower: LogFollower): () => void {
    const text = this.read(query);
    if (text !== "") follower.chunk(text);
    if (this.#ended) follower.ended();
    else this.#followers.set(follower, query);
    return () => this.#followers.delete(follower);
  }

  #append(text: string, atMs: number): void {
    const last = this.#chunks.at(-1);
    const nanos = last !== undefined && last.atMs === atMs ? Number(last.time.slice(-7, -1)) + 1_021 : 137;
    const time = `${new Date(atMs).toISOString().slice(0, -1)}${String(nanos % 1_000_000).padStart(6, "0")}Z`;
    const chunk = { time, atMs, text, startsLine: last?.text.endsWith("\n") ?? true };
    this.#chunks.push(chunk);
    if (this.#chunks.length > chunksMax) this.#chunks = this.#chunks.slice(chunksMax / 2);
    for (const [follower, query] of this.#followers) {
      if (atMs >= query.sinceMs) follower.chunk(shown(chunk, query));
    }
  }

  /** As the kubelet: first the tail, then the time. */
  #selected({ sinceMs, tailLines }: LogQuery): Chunk[] {
    const starts = this.#chunks.flatMap(({ startsLine }, at) => (startsLine ? [at] : []));
    const from = tailLines < 0 ? 0 : tailLines === 0 ? this.#chunks.length : (starts.at(-tailLines) ?? 0);
    return this.#chunks.slice(from).filter(({ atMs }) => atMs >= sinceMs);
  }
}

/** The runs of all containers, by Pod UID and container name. */
export class ContainerLogs {
  readonly #pods = new Map<string, Map<string, ContainerLog[]>>();

  start(podUid: string, container: string): void {
    const containers = this.#pods.get(podUid) ?? new Map<string, ContainerLog[]>();
    const runs = containers.get(container) ?? [];
    runs.at(-1)?.end();
    containers.set(container, [...runs, new ContainerLog()].slice(-2));
    this.#pods.set(podUid, containers);
  }

  current(podUid: string, container: string): ContainerLog | undefined {
    return this.#pods.get(podUid)?.get(container)?.at(-1);
  }

  previous(podUid: string, container: string): ContainerLog | undefined {
    return this.#pods.get(podUid)?.get(container)?.at(-2);
  }

  /** The Pod has gone: its logs end and are deleted. */
  delete(podUid: string): void {
    for (const runs of this.#pods.get(podUid)?.values() ?? []) runs.at(-1)?.end();
    this.#pods.delete(podUid);
  }
}

function shown({ time, text, startsLine }: Chunk, { timestamps }: LogQuery): string {
  return timestamps && startsLine ? `${time} ${text}` : text;
}
