/** How many of an object's replicas are ready, by the names that most controllers use. */
import type { Counter } from "./assessment.ts";
import { fieldOf, textOf } from "./fields.ts";

const wantedFields = ["replicas", "size", "instances"] as const;
const readyFields = ["readyReplicas", "availableReplicas", "readyInstances", "ready"] as const;

type Counted = { readonly spec?: unknown; readonly status?: unknown };

/** undefined unless both numbers are there, or one text that has them. */
export function readyCounter({ spec, status }: Counted): Counter | undefined {
  // The controller's own number, or what is there, stands for what is wanted where the spec leaves that to a default; both are 0 before anything was made.
  const target = firstNumber(spec, wantedFields) ?? (firstNumber(status, ["desiredReplicas", "replicas"]) || undefined);
  const value = firstNumber(status, readyFields);
  return target === undefined || value === undefined ? countedText(status) : { name: "ready", value, target };
}

function firstNumber(value: unknown, names: readonly string[]): number | undefined {
  return names.map((name) => fieldOf(value, name)).find((found) => typeof found === "number");
}

/** `1/3` in the place of a number, or as the OpenTelemetry operator writes it: https://github.com/open-telemetry/opentelemetry-operator/blob/main/docs/api/opentelemetrycollectors.md */
function countedText(status: unknown): Counter | undefined {
  const texts = [["scale", "statusReplicas"], ...readyFields.map((name) => [name])].map((path) => textOf(fieldOf(status, ...path)));
  const [, value, target] = texts.map((text) => /^(\d{1,6})\/(\d{1,6})$/.exec(text)).find((found) => found !== null) ?? [];
  // 0/0 is also what stands there before anything was made.
  return Number(target) > 0 ? { name: "ready", value: Number(value), target: Number(target) } : undefined;
}
