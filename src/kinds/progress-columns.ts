/** A kind's numbers as kubedog's table shows them: which columns, what stands in them, and what they wait for. */
import type { KubeObject } from "./kubernetes.ts";
import { type ProgressColumn, textColumn } from "./progress-column.ts";
import { canaryRow, jobRow, type ProgressRow } from "./progress-tasks.ts";
import { daemonSetRow, deploymentRow, statefulSetRow } from "./progress-workloads.ts";
import { watchedField } from "./watched-field.ts";

/** Rows of the same kind stand under one header. */
export type ProgressTable = {
  /** `DEPLOYMENT`; `RESOURCE` for whatever has no columns of its own. */
  readonly head: string;
  readonly columns: readonly ProgressColumn[];
  /** What has to change, in kubedog's words: `available 1->2`. */
  readonly waits: readonly string[];
};

type Place = { readonly apiVersion: string; readonly kind: string; readonly namespace: string };

type Layout = { readonly group: string; readonly kind: string; readonly row: (object: KubeObject | undefined, nowMs: number) => ProgressRow };

const layouts: readonly Layout[] = [
  { group: "apps", kind: "Deployment", row: deploymentRow },
  { group: "apps", kind: "DaemonSet", row: daemonSetRow },
  { group: "apps", kind: "StatefulSet", row: statefulSetRow },
  { group: "batch", kind: "Job", row: jobRow },
  { group: "flagger.app", kind: "Canary", row: canaryRow },
];

/** @param object undefined for one that was not seen yet, of which only its place is known */
export function progressTable({ apiVersion, kind, namespace }: Place, object: KubeObject | undefined, nowMs: number): ProgressTable {
  const layout = layouts.find((each) => each.kind === kind && apiVersion.startsWith(`${each.group}/`));
  if (layout !== undefined) return { head: kind.toUpperCase(), ...layout.row(object, nowMs) };
  return { head: "RESOURCE", columns: [textColumn("NAMESPACE", namespace || "-"), watchedField(object)], waits: [] };
}

const countedReasons: ReadonlySet<string> = new Set([
  "SpecNotObserved",
  "ReplicasNotUpdated",
  "ReplicasNotAvailable",
  "ReplicasNotReady",
  "OldReplicasTerminating",
  "NotStarted",
  "Running",
]);

/** Whether the table's waits say in numbers what an assessment with this reason says in a sentence. */
export function isSaidInNumbers({ waits }: ProgressTable, reason: string): boolean {
  return waits.length > 0 && countedReasons.has(reason);
}
