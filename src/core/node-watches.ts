/**
 * The nodes of a DaemonSet's Pods that have not been ready for long: one that is NotReady, or has come since the start, is not waited for.
 * Each is watched by its name alone, so that a large cluster costs no more than a small one; without the right to, the counters decide.
 */
import type { Family } from "../kinds/assessment.ts";
import { daemonNode } from "../kinds/daemon-pod.ts";
import { podsOf } from "../kinds/family.ts";
import { timeMs } from "../kinds/durations.ts";
import type { Pod } from "../kinds/kubernetes.ts";
import { isPodReady } from "../kinds/pod.ts";
import type { WatchSource } from "./fact.ts";
import { watch } from "./wanted-sources.ts";

/** A Pod that has been not ready for so long may be on a node that is away. */
const unreadyMs = 30_000;
/** With more of them something else is wrong. */
const nodesMax = 10;

export class NodeWatches {
  sources: readonly WatchSource[] = [];
  /** When the next Pod will have been not ready for long (server time, ms); undefined: none. */
  dueAt: number | undefined;

  observe(family: Family | undefined, serverMs: number): void {
    const unready = family?.object.kind === "DaemonSet" ? podsOf(family).filter(({ object }) => !isPodReady(object) && daemonNode(object) !== "") : [];
    const waiting = unready.map(({ object }) => ({ node: daemonNode(object), dueAt: unreadySince(object) + unreadyMs }));
    const nodes = new Set(waiting.filter(({ dueAt }) => dueAt <= serverMs).map(({ node }) => node));
    this.sources = [...nodes].slice(0, nodesMax).map(nodeWatch);
    const next = Math.min(...waiting.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > serverMs));
    this.dueAt = Number.isFinite(next) ? next : undefined;
  }
}

function unreadySince({ metadata, status }: Pod): number {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return timeMs(ready?.lastTransitionTime) || timeMs(metadata?.creationTimestamp) || 0;
}

export function nodeWatch(name: string): WatchSource {
  return { ...watch("v1", "Node", ""), name };
}
