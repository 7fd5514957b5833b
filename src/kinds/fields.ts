/** Reads fields of objects whose shape nobody has promised. */

/** What stands at the path, or undefined where it ends early. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((current, name) => (isRecord(current) && Object.hasOwn(current, name) ? current[name] : undefined), value);
}

export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list as it is, anything else as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text as it is, anything else as "". */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
