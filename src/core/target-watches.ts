/** The watches of one target: its own, of what it owns, and of Events. */
import { sourceKey, type WatchSource } from "./fact.ts";
import { NodeWatches } from "./node-watches.ts";
import type { Policy, Target } from "./target.ts";
import { ownWatchOf, watch, watchesOf } from "./wanted-sources.ts";

export class TargetWatches {
  /** Of the target itself; the first of all. */
  own: WatchSource;
  all: readonly WatchSource[];
  readonly nodes = new NodeWatches();
  #keys: ReadonlySet<string>;

  constructor(
    readonly target: Target,
    policy: Policy,
  ) {
    this.own = ownWatchOf(target);
    this.all = watchesOf(target, policy);
    this.#keys = new Set(this.all.map(sourceKey));
  }

  /** Those that decide how it stands; Events only explain. */
  get judged(): readonly WatchSource[] {
    return this.all.filter(({ kind }) => kind !== "Event");
  }

  /** What its Pod template was before: asked for when it has not come out well, and done without where it may not be seen. */
  get revisions(): readonly WatchSource[] {
    const { kind, namespace } = this.target;
    const isKept = kind === "StatefulSet" || kind === "DaemonSet";
    return isKept ? [watch("apps/v1", "ControllerRevision", namespace)] : [];
  }

  has(source: WatchSource): boolean {
    return this.#keys.has(sourceKey(source));
  }

  /** Its kind's whole collection is refused: it is watched by its name, which a Role with resourceNames may allow. */
  narrow(): void {
    const [own, ...others] = this.all;
    if (own === undefined) return;
    this.own = { ...own, name: this.target.name };
    this.all = [this.own, ...others];
    this.#keys = new Set(this.all.map(sourceKey));
  }
}
