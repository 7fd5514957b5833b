/** A target's Pods as rows of a table: the current revision's, and older ones that still live. */
import type { Assessment, Family } from "../kinds/assessment.ts";
import type { Pod } from "../kinds/kubernetes.ts";
import { isPodReady } from "../kinds/pod.ts";
import { podColumns } from "../kinds/pod-columns.ts";
import { isPod } from "./history.ts";
import type { PodProgress } from "./report.ts";

/** By name. A Pod that is the target itself has none. */
export function podProgress(family: Family | undefined, assessment: Assessment | undefined, serverMs: number): readonly PodProgress[] {
  const current = new Set((assessment?.pods ?? []).map(({ object }) => object.metadata?.uid));
  const pods = family === undefined ? [] : podsBelow(family);
  return pods.map((pod) => row(pod, current.has(pod.metadata?.uid), serverMs)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function row(pod: Pod, isNew: boolean, serverMs: number): PodProgress {
  const { ready, status, restartCount } = podColumns(pod, serverMs);
  const { phase, reason = "", message = "" } = pod.status ?? {};
  const error = phase === "Failed" ? [reason || "Error", message].filter((part) => part !== "").join(": ") : "";
  return { name: pod.metadata?.name ?? "", ready, status, restarts: restartCount, node: pod.spec?.nodeName ?? "", isNew, isReady: isPodReady(pod), error };
}

function podsBelow({ children }: Family): readonly Pod[] {
  return children.flatMap((child) => [...(isPod(child.object) ? [child.object] : []), ...podsBelow(child)]);
}
