/**
 * One fresh read before bad news: a watch can be behind without a word (a proxy that buffers it, a connection that died silently;
 * kubernetes/kubectl#1163, helm/helm#31824). A look opens the watches anew, which begins with a LIST; what comes later comes from the new streams.
 *
 *   asked ──── listed or refused, or no answer for too long ────► looked
 */
import { type FactBody, sourceKey, type WatchSource } from "./fact.ts";
import type { NoticeReport } from "./report.ts";
import type { Tracked } from "./tracked.ts";

/** Who does not answer by then has nothing to say against the bad news. */
const lookMaxMs = 3000;

export class FreshLook {
  /** How often each collection has been opened for a look. */
  readonly #rounds = new Map<string, number>();
  /** When those were asked that have not answered yet (our clock, ms). */
  readonly #askedAt = new Map<string, number>();
  /** When those were last asked that have answered. */
  readonly #lookedAt = new Map<string, number>();
  /** Whether the look that is under way has shown what the watches had not. */
  #isNews = false;
  /** Whose bad news waits for it. */
  readonly doubted = new Set<Tracked>();

  /** Opens the collections anew, but for those that are being looked at, or have been since then. */
  ask(tracked: Tracked, collections: readonly WatchSource[], since: number, at: number): void {
    this.doubted.add(tracked);
    for (const key of collections.map(sourceKey)) {
      if (this.#askedAt.has(key) || (this.#lookedAt.get(key) ?? -1) >= since) continue;
      this.#rounds.set(key, (this.#rounds.get(key) ?? 0) + 1);
      this.#askedAt.set(key, at);
    }
  }

  /** The stream of a collection as it is wanted now. */
  streamOf(collection: WatchSource): WatchSource {
    const look = this.#rounds.get(sourceKey(collection)) ?? 0;
    return look === 0 ? collection : { ...collection, look };
  }

  /** Takes an answer. @param isNews whether it holds what was not known before */
  answered(collection: WatchSource, isNews: boolean): void {
    const key = sourceKey(collection);
    const askedAt = this.#askedAt.get(key);
    if (askedAt === undefined) return;
    this.#askedAt.delete(key);
    this.#lookedAt.set(key, askedAt);
    this.#isNews ||= isNews;
  }

  /** Waits no longer for those that do not answer. Returns whether there were any. */
  giveUp(at: number): boolean {
    const late = [...this.#askedAt].filter(([, askedAt]) => at >= askedAt + lookMaxMs);
    for (const [key, askedAt] of late) {
      this.#askedAt.delete(key);
      this.#lookedAt.set(key, askedAt);
    }
    return late.length > 0;
  }

  /** When the last look that saw all of them was asked for; undefined: there was none, or one is under way. */
  lookedAt(collections: readonly WatchSource[]): number | undefined {
    const keys = collections.map(sourceKey);
    if (keys.some((key) => this.#askedAt.has(key) || !this.#lookedAt.has(key))) return undefined;
    return Math.min(...keys.map((key) => this.#lookedAt.get(key) ?? 0));
  }

  /** What is to be said when the look, or the whole run, is over and the news is not bad any longer, because the watch had not told what there is. */
  averted(isOver: boolean): NoticeReport[] {
    if (this.#askedAt.size > 0 && !isOver) return [];
    const names = [...this.doubted].filter(({ isLost, wantsLookSince }) => this.#isNews && !isLost && wantsLookSince === undefined).map(({ ref }) => ref.label);
    this.doubted.clear();
    this.#isNews = false;
    if (names.length === 0) return [];
    return [{ type: "notice", level: "warning", message: `a fresh look at ${names.join(", ")} shows what the watch had not told: going on`, waiting: [] }];
  }

  /** When to wait no longer (our clock, ms). */
  get dueAt(): number | undefined {
    return this.#askedAt.size === 0 ? undefined : Math.min(...this.#askedAt.values()) + lookMaxMs;
  }
}

/** The fact as it concerns the collection, whichever stream of it told. */
export function withoutLook<Body extends FactBody>(fact: Body): Body {
  return "source" in fact && fact.source.type === "watch" && fact.source.look > 0 ? { ...fact, source: { ...fact.source, look: 0 } } : fact;
}
