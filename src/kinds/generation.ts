/** Whether a status speaks of the spec as it is now. */
import { fieldOf, listOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";

/**
 * The controller has reported on an older generation. A larger one is fine: it remains after a restore. Some write the number
 * as a text, which counts, some a hash, which says nothing.
 */
export function isBehind(object: KubeObject): boolean {
  return reportsOlder(fieldOf(object.status, "observedGeneration"), object.metadata.generation);
}

/** The same of one `observedGeneration`, such as that of a condition. */
export function reportsOlder(observedGeneration: unknown, generation = 0): boolean {
  const observed = generationOf(observedGeneration);
  return observed !== undefined && observed < generation;
}

/** The controller has never reported. For an object without a generation, made by hand, there is no telling. */
export function isUnseen(object: KubeObject): boolean {
  const observed = generationOf(fieldOf(object.status, "observedGeneration")) ?? 0;
  return observed === 0 && (object.metadata.generation ?? 0) > 0;
}

/** The conditions that name the present generation as the one they speak of. */
export function conditionsOfItsGeneration({ metadata, status }: KubeObject): readonly unknown[] {
  return listOf(fieldOf(status, "conditions")).filter((condition) => {
    const observed = generationOf(fieldOf(condition, "observedGeneration"));
    return observed !== undefined && observed >= (metadata.generation ?? 0);
  });
}

function generationOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
