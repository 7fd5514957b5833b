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

/** A Pod that has been not ready for so long may be on a node that is away. */
const unreadyMs = 30_000;
/** With more of them something else is wrong. */
const nodesMax = 10;

export class NodeWatches {
  sources: readonly WatchSource[] = [];
  /** When the next Pod will have been not ready for long (server time, ms); undefined: none. */
  dueAt: number | undefined;

  observe(family: Family | undefined, serverMs: number): void {
    const waiting = family?.object.kind === "DaemonSet" ? podsOf(family).filter(({ object }) => !isPodReady(object) && daemonNode(object) !== "") : [];
    const times = waiting.map(({ object }) => unreadySince(object) + unreadyMs);
    const names = waiting.filter((_, index) => (times[index] ?? serverMs) <= serverMs).map(({ object }) => daemonNode(object));
    this.sources = [...new Set(names)].slice(0, nodesMax).map(nodeWatch);
    const next = Math.min(...times.filter((time) => time > serverMs));
    this.dueAt = Number.isFinite(next) ? next : undefined;
  }
}

function unreadySince({ metadata, status }: Pod): number {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return timeMs(ready?.lastTransitionTime) || timeMs(metadata?.creationTimestamp) || 0;
}

export function nodeWatch(name: string): WatchSource {
  return { type: "watch", apiVersion: "v1", kind: "Node", plural: "nodes", namespace: "", name, look: 0 };
}
