/** Events and service messages as blocks: `┌ deploy/web service messages`. */
import type { EventReport } from "../core/report.ts";
import { serviceMessage } from "./event-row.ts";
import type { Frame } from "./frame.ts";
import { harmless } from "./harmless.ts";
import { type Style, unpainted } from "./style.ts";
import { marked } from "./wrap.ts";

/** What was kept back until the target failed stands apart. */
export function serviceFrame({ target, isHeld }: EventReport, { detail }: Style): Frame {
  const label = harmless(target.label);
  return { header: `${isHeld ? `Failed resource ${label}` : label} service messages`, paint: detail, paintHeader: unpainted, isApart: isHeld, isCollapsed: true };
}

/** @param stamp the time, if it is to stand in front */
export function serviceBlockLines(report: EventReport, width: number, stamp: string): readonly string[] {
  return marked(`${stamp}${serviceMessage(report)}`, width);
}
