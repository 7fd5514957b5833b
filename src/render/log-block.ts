/** Log lines as a block of their own: `┌ deploy/web po/web-7d4f-x2 container/main logs`. */
import type { LogReport, Report } from "../core/report.ts";
import { withoutTabs } from "./display-width.ts";
import type { Frame } from "./frame.ts";
import { harmless, harmlessLogLine } from "./harmless.ts";
import { logText } from "./log-time.ts";
import { unpainted } from "./style.ts";
import { logTimeText } from "./time-text.ts";
import { placeText } from "./words.ts";
import { marked } from "./wrap.ts";

export function logFrame({ target, pod, container }: LogReport): Frame {
  return { header: `${placeText(target, pod)} container/${harmless(container)} logs`, paint: unpainted, paintHeader: unpainted, isApart: false, isCollapsed: true };
}

/** In a width without end each line stays as it is. */
export function logBlockLines({ lines, at }: Extract<Report, LogReport>, width: number, colour: boolean, hasTimes: boolean): readonly string[] {
  return lines.flatMap((line) => {
    const text = harmlessLogLine(logText(line), colour);
    const stamp = hasTimes ? `${logTimeText(line, at)} ` : "";
    return width === Infinity ? [`${stamp}${text}`] : marked(`${stamp}${withoutTabs(text)}`, width);
  });
}
