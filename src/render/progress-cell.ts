/** A value on its way: `old->new/goal`, the old one where it was another in the table before. */
import type { ProgressColumn } from "../kinds/progress-column.ts";
import { harmless } from "./harmless.ts";
import type { ProgressPaint } from "./progress-paint.ts";
import type { Paint } from "./style.ts";

export function progressCell(column: ProgressColumn, previous: ProgressColumn | undefined, paint: ProgressPaint): string {
  const { before, value, goal, after, isReached } = column;
  if (isReached === undefined) return harmless(`${before} ${value}${after}`);
  const isComparable = previous?.isReached !== undefined && previous.before === before;
  const old = isComparable ? arrow(previous.value, value, reachedPaint(previous.isReached, paint)) : "";
  return `${before === "" ? "" : `${harmless(before)} `}${old}${reachedPaint(isReached, paint)(harmless(`${value}${goal}`))}${harmless(after)}`;
}

/** `0->`, or nothing where there is no change. */
export function arrow(old: string, value: string, paint: Paint): string {
  return old === value ? "" : `${paint(harmless(old))}->`;
}

function reachedPaint(isReached: boolean, { good, waiting }: ProgressPaint): Paint {
  return isReached ? good : waiting;
}
