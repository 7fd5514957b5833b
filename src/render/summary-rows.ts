/** The end of every run: how each target came out, why, what its containers said last, and the totals. */
import type { Cause, SummaryReport, TargetSummary } from "../core/report.ts";
import { causePlace, factRows, nextRows } from "./cause-rows.ts";
import { harmless, harmlessLogLine } from "./harmless.ts";
import { errRow, outRow, type Row } from "./row.ts";
import type { Paint, Style } from "./style.ts";
import { alignedLines } from "./table.ts";
import { counted, elapsedText, joined, podText, reasonText } from "./words.ts";

type Result = TargetSummary["result"];

/** The best first, so that what failed stands nearest to the end of the output. */
const results = ["ready", "ignored", "superseded", "unfinished", "failed"] as const satisfies readonly Result[];

const resultWords = {
  ready: "ready",
  ignored: "failed, ignored",
  superseded: "superseded",
  unfinished: "unfinished",
  failed: "failed",
} as const satisfies Record<Result, string>;

/** With more ready targets than this, all of them are named in one line. */
const readyRowsMax = 20;

export function summaryRows(report: SummaryReport, style: Style): readonly Row[] {
  const targets = results.flatMap((result) => report.targets.filter((target) => target.result === result));
  return [
    ...foldedReadyRows(targets, style),
    ...alignedLines(rowTargets(targets).flatMap((target) => targetCells(target, style))).map(outRow),
    ...targets.flatMap((target) => knownRows(target, report.outcome, (cause) => lastLinesRows(target, cause, style))),
    ...totalRows(report),
    ...errorRows(report, style),
  ];
}

function foldedReadyRows(targets: readonly TargetSummary[], { good }: Style): readonly Row[] {
  const ready = targets.filter(({ result }) => result === "ready");
  if (ready.length <= readyRowsMax) return [];
  return [outRow(`${good(`${ready.length} ready`)}: ${ready.map(({ label }) => harmless(label)).join(", ")}`)];
}

function rowTargets(targets: readonly TargetSummary[]): readonly TargetSummary[] {
  const notReady = targets.filter(({ result }) => result !== "ready");
  return targets.length - notReady.length > readyRowsMax ? notReady : targets;
}

/** One row for the target with its first cause, one more for each further cause. */
function targetCells(target: TargetSummary, style: Style): readonly (readonly string[])[] {
  const [why = "", ...others] = whyTexts(target);
  const errors = target.failures > 0 ? counted(target.failures, "error") : "";
  const result = resultPaint(target.result, style)(resultWords[target.result]);
  return [[harmless(target.label), result, elapsedText(target.elapsedMs), errors, why], ...others.map((other) => ["", "", "", "", other])];
}

function resultPaint(result: Result, { good, bad, waiting }: Style): Paint {
  if (result === "ready") return good;
  return result === "failed" ? bad : waiting;
}

/** Why it is not ready, root first. A ready target has at most a remark. */
export function whyTexts(target: TargetSummary): readonly string[] {
  if (target.causes.length > 0) return target.causes.map((cause) => causeText(target, cause));
  return target.result === "ready" ? [harmless(target.message)] : [reasonText(target.reason, target.message)];
}

/** `CrashLoopBackOff: exits with 3 after 1 s (po/web-7d4f-x2 container/main, node worker-1)`, without naming anything twice. */
export function causeText(target: TargetSummary, { sentence, reason, message, pod, container, node }: Cause): string {
  const said = sentence === "" ? message : sentence;
  const podPlace = isNamed(pod, ["po/"], said) ? "" : podText(target, pod);
  const containerPlace = isNamed(container, ["container/", "container "], said) ? "" : `container/${harmless(container)}`;
  const nodePlace = isNamed(node, ["node "], said) ? "" : `node ${harmless(node)}`;
  const where = joined([joined([podPlace, containerPlace], " "), nodePlace], ", ");
  return `${reasonText(reason, said)}${where === "" ? "" : ` (${where})`}`;
}

/** Whether there is no name to tell, or the sentence has it behind its noun: "image shop/web:2" does not name container web. */
function isNamed(name: string, nouns: readonly string[], sentence: string): boolean {
  return name === "" || nouns.some((noun) => sentence.includes(`${noun}${name}`));
}

/**
 * What is known besides the sentences, and what to type next about the root. Where something else ended the run, a target's way is no
 * riddle: then its last lines alone.
 */
export function knownRows(target: TargetSummary, outcome: SummaryReport["outcome"], linesOf: (cause: Cause) => readonly Row[]): readonly Row[] {
  const isAsked = target.result !== "unfinished" || outcome === "timedOut";
  const before = target.hadFailedBefore ? [outRow("  it had already failed when this run began")] : [];
  const rows = target.causes.flatMap((cause) => [...(isAsked ? factRows(target, cause) : []), ...linesOf(cause)]);
  return isAsked ? [...before, ...rows, ...nextRows(target)] : rows;
}

/** The mark before each line keeps a CI system's command from standing at its start. */
export function lastLinesRows(target: TargetSummary, cause: Cause, style: Style): readonly Row[] {
  const place = causePlace(target, cause);
  return [...linesRows(`last lines of ${place}, in its run before`, cause.previousLines, style), ...linesRows(`last lines of ${place}`, cause.lastLines, style)];
}

function linesRows(title: string, lines: readonly string[], { colour, faint }: Style): readonly Row[] {
  if (lines.length === 0) return [];
  return [outRow(`  ${title}:`), ...lines.map((line) => outRow(`  ${faint("│")} ${harmlessLogLine(line, colour)}`))];
}

/** `2 ready, 1 failed in 1m12s`. A run with nothing to track and nothing to say is silent. */
function totalRows({ targets, elapsedMs, outcome, message }: SummaryReport): readonly Row[] {
  const remark = outcome === "refused" ? "" : harmless(message);
  if (targets.length === 0) return remark === "" ? [] : [outRow(remark)];
  const counts = results.map((result) => {
    const count = targets.filter((target) => target.result === result).length;
    return count === 0 ? "" : `${count} ${result}`;
  });
  return [outRow(joined([`${joined(counts, ", ")} in ${elapsedText(elapsedMs)}`, remark], ": "))];
}

/** What a pipeline shows of a failed step. */
function errorRows(report: SummaryReport, { bad }: Style): readonly Row[] {
  return endings(report).map(({ title, why }) => errRow(bad(joined([title === "" ? "error" : title, why], ": "))));
}

/** `deploy/web failed`, and why; without a title it is about the run as a whole. */
type Ending = { readonly title: string; readonly why: string };

/** What the run ended with that its user did not want, sorted by label. */
export function endings({ targets, outcome, message }: SummaryReport): readonly Ending[] {
  const sorted = targets.toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const failed = sorted.filter(({ result }) => result === "failed").map((target) => endingOf(target, "failed"));
  const late = sorted.filter(({ result }) => outcome === "timedOut" && result === "unfinished");
  const unfinished = late.map((target) => endingOf(target, "track failed", "context deadline exceeded"));
  const superseded = sorted.filter(({ result }) => result === "superseded").map((target) => endingOf(target, "superseded"));
  const refused = outcome === "refused" && message !== "" ? [{ title: "", why: harmless(message) }] : [];
  return [...failed, ...superseded, ...unfinished, ...refused];
}

function endingOf(target: TargetSummary, verdict: string, limit = ""): Ending {
  return { title: `${harmless(target.label)} ${verdict}`, why: joined([limit, whyTexts(target)[0] ?? ""], ": ") };
}
