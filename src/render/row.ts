/** A single line before the output prefix and its newline. */
import type { Line } from "./renderer.ts";

export type Row = Line;

export function outRow(text: string): Row {
  return { to: "out", text };
}

export function errRow(text: string): Row {
  return { to: "err", text };
}

/** The rows as they are written, in order. */
export function prefixedLines(rows: readonly Row[], outputPrefix: string): readonly Line[] {
  return rows.map(({ to, text }) => ({ to, text: `${outputPrefix}${text}\n` }));
}
