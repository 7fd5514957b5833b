/** How the streams stand: what has been listed, what is broken off, what the server refuses. */
import { type Fact, type Source, sourceKey, type WatchSource } from "./fact.ts";
import type { NoticeReport } from "./report.ts";

/** After so many different warnings there is nothing new in a further one. */
const warningsMax = 1000;

export type Refusal = { readonly source: Source; readonly status: number; readonly message: string };

export class Connection {
  readonly #listed = new Set<string>();
  readonly #refused = new Map<string, Refusal>();
  readonly #lost = new Map<string, string>();
  /** Before what is broken off now. */
  #wasConnected = false;
  readonly #warned = new Set<string>();
  /** The latest trouble, for heartbeats and for the end. */
  trouble = "";

  /** The collection's content is known. */
  isListed(source: WatchSource): boolean {
    return this.#listed.has(sourceKey(source));
  }

  /** The collection is known, or will never be. */
  isAnswered(source: WatchSource): boolean {
    return this.isListed(source) || this.#refused.has(sourceKey(source));
  }

  refusal(source: WatchSource): Refusal | undefined {
    return this.#refused.get(sourceKey(source));
  }

  /** Watches that are broken off now. */
  get isLost(): boolean {
    return this.#lost.size > 0;
  }

  listed(source: WatchSource): NoticeReport[] {
    this.#listed.add(sourceKey(source));
    return this.regained(source);
  }

  /** The first stream that breaks is said, the last that works again too. */
  lost({ source, status, message }: Extract<Fact, { type: "lost" }>): NoticeReport[] {
    if (source.type === "log") return this.#logTrouble(source.pod, source.container, status, message);
    const isFirst = this.#lost.size === 0;
    this.#lost.set(sourceKey(source), message);
    this.trouble = message;
    if (!isFirst) return [];
    this.#wasConnected = this.#listed.size > 0;
    return [notice("warning", `${this.#wasConnected ? "connection lost" : "cannot connect"}, trying again: ${message}`)];
  }

  regained(source: Source): NoticeReport[] {
    if (!this.#lost.delete(sourceKey(source)) || this.#lost.size > 0) return [];
    this.trouble = "";
    return [notice("info", this.#wasConnected ? "connected again" : "connected")];
  }

  /** What we can do without is said once a kind. @param isMissed the run wants it and goes on without it */
  refused({ source, status, message }: Extract<Fact, { type: "refused" }>, isMissed: boolean): NoticeReport[] {
    // Nobody asks of a single log, and there may come many.
    if (source.type === "watch") this.#refused.set(sourceKey(source), { source, status, message });
    this.#lost.delete(sourceKey(source));
    // Without valid credentials the run ends, it does not go on without something.
    if (!isMissed || (source.type === "watch" && status === 401)) return [];
    const what = source.type === "log" ? "logs" : source.plural;
    return this.#once(`refused ${what}`, `going on without ${what}: ${message}`);
  }

  /** A kubelet that has no log yet is normal; one that answers with an error is said once. */
  #logTrouble(pod: string, container: string, status: number, message: string): NoticeReport[] {
    if (status < 500) return [];
    return this.#once(`log ${message}`, `the log of po/${pod} container/${container} cannot be read, trying again: ${message}`);
  }

  #once(key: string, message: string): NoticeReport[] {
    if (this.#warned.has(key) || this.#warned.size >= warningsMax) return [];
    this.#warned.add(key);
    return [notice("warning", message)];
  }
}

function notice(level: NoticeReport["level"], message: string): NoticeReport {
  return { type: "notice", level, message, waiting: [] };
}
