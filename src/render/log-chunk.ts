/** Log lines with their prefix: the hot path, so clean text is handled a chunk at a time. */
import type { LogReport } from "../core/report.ts";
import { harmless, harmlessLogLine, isSuspect } from "./harmless.ts";
import { logText } from "./log-time.ts";
import type { Style } from "./style.ts";
import { logTimeText } from "./time-text.ts";
import { joined, placeText } from "./words.ts";

/** A report of at least one line as one text, its last newline included: `deploy/web po/web-7d4f-x2 main │ line`. */
export function logChunk({ target, pod, container, lines }: LogReport, outputPrefix: string, { colour, faint }: Style): string {
  const texts = harmlessTexts(lines, colour);
  const prefix = `${outputPrefix}${faint(`${joined([placeText(target, pod), harmless(container)], " ")} │`)} `;
  // Both ends are put into the array because around the joined text they would cost a second copy of it.
  texts[0] = prefix + (texts[0] ?? "");
  texts[texts.length - 1] += "\n";
  return texts.join(`\n${prefix}`);
}

/** The same, each line behind its time: `2026-01-01T00:00:00.123Z deploy/web po/web-7d4f-x2 main │ line`. */
export function timedLogChunk(report: LogReport & { readonly at: number }, outputPrefix: string, { colour, faint }: Style): string {
  const { target, pod, container, lines, at } = report;
  const place = faint(`${joined([placeText(target, pod), harmless(container)], " ")} │`);
  const texts = harmlessTexts(lines, colour);
  return lines.map((line, index) => `${outputPrefix}${logTimeText(line, at)} ${place} ${texts[index]}\n`).join("");
}

function harmlessTexts(lines: readonly string[], colour: boolean): string[] {
  const texts = lines.map(logText);
  return isSuspect(texts.join("")) ? texts.map((text) => harmlessLogLine(text, colour)) : texts;
}
