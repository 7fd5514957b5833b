/** How many of an object's replicas are ready, by the names that most controllers use. */
import type { Counter } from "./assessment.ts";
import { fieldOf, textOf } from "./fields.ts";

const wantedFields = ["replicas", "size", "instances"] as const;
const readyFields = ["readyReplicas", "availableReplicas", "readyInstances", "ready"] as const;

type Counted = { readonly spec?: unknown; readonly status?: unknown };

/** undefined unless both numbers are there, or one text that has them. */
export function readyCounter({ spec, status }: Counted): Counter | undefined {
  // What is there stands for what is wanted where the spec leaves that to a default; nothing is there before anything was made.
  const target = firstNumber(spec, wantedFields) ?? (firstNumber(status, ["replicas"]) || undefined);
  const value = firstNumber(status, readyFields);
  return target === undefined || value === undefined ? countedText(status) : { name: "ready", value, target };
}

function firstNumber(value: unknown, names: readonly string[]): number | undefined {
  return names.map((name) => fieldOf(value, name)).find((found) => typeof found === "number");
}

/** `1/3`, as the OpenTelemetry operator writes it: https://github.com/open-telemetry/opentelemetry-operator/blob/main/docs/api/opentelemetrycollectors.md */
function countedText(status: unknown): Counter | undefined {
  const [, value, target] = /^(\d{1,6})\/(\d{1,6})$/.exec(textOf(fieldOf(status, "scale", "statusReplicas"))) ?? [];
  // 0/0 is also what stands there before anything was made.
  return Number(target) > 0 ? { name: "ready", value: Number(value), target: Number(target) } : undefined;
}
