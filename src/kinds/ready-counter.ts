/** How many of an object's replicas are ready, by the names that most controllers use. */
import type { Counter } from "./assessment.ts";
import { fieldOf } from "./fields.ts";

const wantedFields = ["replicas", "size", "instances"] as const;
const readyFields = ["readyReplicas", "availableReplicas", "readyInstances", "ready"] as const;

/** undefined unless both numbers are there. */
export function readyCounter({ spec, status }: { readonly spec?: unknown; readonly status?: unknown }): Counter | undefined {
  // What is there stands for what is wanted where the spec leaves that to a default; nothing is there before anything was made.
  const target = firstNumber(spec, wantedFields) ?? (firstNumber(status, ["replicas"]) || undefined);
  const value = firstNumber(status, readyFields);
  return target === undefined || value === undefined ? undefined : { name: "ready", value, target };
}

function firstNumber(value: unknown, names: readonly string[]): number | undefined {
  return names.map((name) => fieldOf(value, name)).find((found) => typeof found === "number");
}
