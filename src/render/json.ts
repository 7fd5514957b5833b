/** JSON Lines for programs: one report a line, a log report one a log line; texts as they came, only escaped. */
import type { Cause, EventReport, IncidentReport, LogReport, NoticeReport, Report, StateReport, SummaryReport, TargetRef, TargetSummary } from "../core/report.ts";
import { harmlessJson } from "./harmless.ts";
import { logText, logTime } from "./log-time.ts";
import type { Renderer } from "./renderer.ts";
import type { ReportLine } from "./report-schema.ts";

export const jsonRenderer: Renderer = {
  render(report) {
    const lines = reportLines(report);
    return lines.length === 0 ? [] : [{ to: "out", text: lines.map(jsonLine).join("") }];
  },
};

/** The value as one line that ends in a newline. Lone surrogates come out as escapes, see JSON.stringify. */
export function jsonLine(value: object): string {
  return `${harmlessJson(JSON.stringify(value))}\n`;
}

type Head = { readonly v: 1; readonly at: string };
type LineOf<Type extends ReportLine["type"]> = Extract<ReportLine, { type: Type }>;

function reportLines(report: Report): readonly ReportLine[] {
  const head: Head = { v: 1, at: new Date(report.at).toISOString() };
  switch (report.type) {
    case "state":
      return [stateLine(head, report)];
    case "log":
      return logLines(head, report);
    case "event":
      return [eventLine(head, report)];
    case "incident":
      return [incidentLine(head, report)];
    case "notice":
      return [noticeLine(head, report)];
    case "progress":
      return [];
    case "summary":
      return [summaryLine(head, report)];
  }
}

function stateLine(head: Head, { type, target, status, reason, message, counters, pod }: StateReport): LineOf<"state"> {
  const numbers = counters.map(({ name, value, target: goal }) => ({ name, value, target: goal }));
  return { ...head, type, target: named(target), status, reason, message, counters: numbers, pod: pod === undefined ? null : podRow(pod) };
}

function podRow({ name, ready, status, restarts, node }: NonNullable<StateReport["pod"]>): NonNullable<LineOf<"state">["pod"]> {
  return { name, ready, status, restarts, node };
}

function logLines(head: Head, { type, target, pod, container, run, lines }: LogReport): readonly LineOf<"log">[] {
  const about = named(target);
  return lines.map((line) => ({ ...head, type, target: about, time: logTime(line), pod, container, run, line: logText(line) }));
}

function eventLine(head: Head, { type, target, object, warning, reason, message, count, isHeld }: EventReport): LineOf<"event"> {
  return { ...head, type, target: named(target), object, warning, reason, message, count, held: isHeld };
}

function incidentLine(head: Head, report: IncidentReport): LineOf<"incident"> {
  const { type, target, class: severity, reason, message, pod, container, pods, failures, allowed, effect, waitingFor } = report;
  const where = { pod, container, pods };
  const policy = { failures, allowed, effect, waitingFor: [...waitingFor] };
  return { ...head, type, target: named(target), class: severity, reason, message, ...where, ...policy };
}

function noticeLine(head: Head, { type, level, message, waiting }: NoticeReport): LineOf<"notice"> {
  const awaited = waiting.map((one) => ({ target: named(one.target), message: one.message }));
  return { ...head, type, level, message, waiting: awaited };
}

function summaryLine(head: Head, { type, exitCode, outcome, elapsedMs, message, targets }: SummaryReport): LineOf<"summary"> {
  return { ...head, type, exitCode, outcome, elapsedMs, message, targets: targets.map(targetSummary) };
}

type TargetLine = LineOf<"summary">["targets"][number];

function targetSummary(target: TargetSummary): TargetLine {
  const { status, result, elapsedMs, failures, reason, message, hadFailedBefore, causes } = target;
  return { ...named(target), status, result, elapsedMs, failures, reason, message, hadFailedBefore, causes: causes.map(causeLine) };
}

type CauseLine = TargetLine["causes"][number];

function causeLine(cause: Cause): CauseLine {
  const { sentence, reason, message, pod, container, node, lastLines, previousLines, warnings, templateChanges, nextCommand } = cause;
  return {
    ...{ sentence, reason, message, pod, container, node },
    ...runFields(cause),
    lastLines: [...lastLines],
    previousLines: [...previousLines],
    warnings: warnings.map((warning) => ({ reason: warning.reason, message: warning.message, count: warning.count })),
    changedSince: templateChanges.sinceRevision,
    templateChanges: [...templateChanges.changes],
    nextCommand,
  };
}

type RunFields = Pick<CauseLine, "image" | "exitCode" | "signal" | "exitReason" | "restarts" | "terminationMessage" | "probe" | "probeDefinition">;

function runFields({ image, exitCode, signal, exitReason, restarts, terminationMessage, probe }: Cause): RunFields {
  return { image, exitCode: exitCode ?? null, signal, exitReason, restarts, terminationMessage, probe: probe.kind, probeDefinition: probe.definition };
}

/** A target as data: its label is for text. */
function named({ kind, namespace, name }: TargetRef): Pick<TargetRef, "kind" | "namespace" | "name"> {
  return { kind, namespace, name };
}
