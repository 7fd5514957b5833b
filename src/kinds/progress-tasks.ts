/** Rows of kubedog's table for what runs to an end. */
import { ageText, timeMs } from "./durations.ts";
import { fieldOf, listOf, textOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { numberAt, numberColumn, type ProgressColumn, textColumn } from "./progress-column.ts";

export type ProgressRow = { readonly columns: readonly ProgressColumn[]; readonly waits: readonly string[] };

export function jobRow(object: KubeObject | undefined, nowMs: number): ProgressRow {
  const status = object?.status;
  const isWorkQueue = typeof fieldOf(object?.spec, "completions") !== "number";
  const wanted = isWorkQueue ? 1 : numberAt(object?.spec, "completions");
  const succeeded = numberAt(status, "succeeded");
  return {
    columns: [
      textColumn("ACTIVE", `${numberAt(status, "active")}`),
      textColumn("DURATION", object === undefined ? "" : durationText(object, nowMs)),
      { ...numberColumn("SUCCEEDED/FAILED", object === undefined ? undefined : succeeded, succeeded >= wanted), after: `/${numberAt(status, "failed")}` },
    ],
    waits: object === undefined || trueCondition(object, "Complete") !== undefined ? [] : [endWait(object), ...successWait(object, succeeded, wanted, isWorkQueue)],
  };
}

function endWait({ status }: KubeObject): string {
  return numberAt(status, "active") > 0 ? "pods should be terminated" : "condition Complete->True";
}

function successWait({ spec }: KubeObject, succeeded: number, wanted: number, isWorkQueue: boolean): readonly string[] {
  const parallel = numberAt(spec, "parallelism");
  if (succeeded >= wanted) return [];
  return [`succeeded ${succeeded}->${wanted}${isWorkQueue && parallel > 1 ? ` of ${parallel}` : ""}`];
}

/** From its start to its end, or to now; "" before it started. */
function durationText(object: KubeObject, nowMs: number): string {
  const startedMs = timeMs(textOf(fieldOf(object.status, "startTime")));
  if (Number.isNaN(startedMs)) return "";
  // A Job that failed has no completion time.
  const ended = fieldOf(object.status, "completionTime") ?? fieldOf(trueCondition(object, "Failed"), "lastTransitionTime");
  const endedMs = timeMs(textOf(ended));
  return ageText((Number.isNaN(endedMs) ? nowMs : endedMs) - startedMs);
}

function trueCondition({ status }: KubeObject, type: string): unknown {
  return listOf(fieldOf(status, "conditions")).find((condition) => fieldOf(condition, "type") === type && fieldOf(condition, "status") === "True");
}

export function canaryRow(object: KubeObject | undefined): ProgressRow {
  const status = object?.status;
  const changedMs = timeMs(textOf(fieldOf(status, "lastTransitionTime")));
  return {
    columns: [
      textColumn("STATUS", textOf(fieldOf(status, "phase"))),
      textColumn("WEIGHT", `${numberAt(status, "canaryWeight")}`),
      textColumn("LASTUPDATE", Number.isNaN(changedMs) ? "-" : goTimeText(changedMs)),
    ],
    waits: [],
  };
}

/** As Go prints a time, and so kubedog: `2026-01-01 10:00:00 +0000 UTC`. */
function goTimeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}
