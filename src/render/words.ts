/** The small words that several reports share. */
import type { TargetRef } from "../core/report.ts";
import { harmless } from "./harmless.ts";

/** `1 restart`, `2 restarts` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Milliseconds as `12s`, `1m12s`, `2h5m`, `3d4h`: two units, rounded down, a zero second unit left out. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return twoUnits(minutes, "m", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return twoUnits(hours, "h", minutes % 60, "m");
  return twoUnits(Math.floor(hours / 24), "d", hours % 24, "h");
}

function twoUnits(more: number, moreUnit: string, less: number, lessUnit: string): string {
  return less === 0 ? `${more}${moreUnit}` : `${more}${moreUnit}${less}${lessUnit}`;
}

/** `Reason: message`, or the one that there is. A message that starts with the reason does not get it twice. */
export function reasonText(reason: string, message: string): string {
  const said = harmless(message);
  const word = harmless(reason);
  if (word === "" || said.startsWith(word)) return said;
  return said === "" ? word : `${word}: ${said}`;
}

/** `deploy/web po/web-7d4f-x2` */
export function placeText(target: TargetRef, pod: string): string {
  return joined([harmless(target.label), podText(target, pod)], " ");
}

/** `po/web-7d4f-x2`; "" for a Pod that is the target itself, whose label names it already. */
export function podText({ kind, name }: Pick<TargetRef, "kind" | "name">, pod: string): string {
  return pod === "" || (kind === "Pod" && pod === name) ? "" : `po/${harmless(pod)}`;
}

/** The parts that are not empty. */
export function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== "").join(separator);
}
