/** The one field that tells most about an object of a kind without columns of its own. */
import type { KubeObject } from "./kubernetes.ts";
import { phasesOf } from "./phase.ts";
import { primaryConditions } from "./primary-condition.ts";
import { type ProgressColumn, textColumn } from "./progress-column.ts";
import { readyCounter } from "./ready-counter.ts";
import { reportedConditions } from "./reported-condition.ts";

const head = "WATCHING FOR FIELD";

/** `status.phase: Creating`; `-` where there is none. */
export function watchedField(object: KubeObject | undefined): ProgressColumn {
  if (object === undefined) return textColumn(head, "-");
  const [condition] = primaryConditions(reportedConditions(object));
  if (condition !== undefined) return field(`status.conditions[type=${condition.type}].status`, condition.status, condition.status === "True");
  const [phase] = phasesOf(object);
  if (phase !== undefined) return field(phase.path, phase.word, phase.meaning === "ready");
  const counter = readyCounter(object);
  return counter === undefined ? textColumn(head, "-") : field("ready", `${counter.value}/${counter.target}`, counter.value >= counter.target);
}

function field(path: string, value: string, isReached: boolean): ProgressColumn {
  return { ...textColumn(head, value), before: `${path}:`, isReached };
}
