/** The text output of `rollout track` and `follow KIND NAME`: the plain lines of kubedog's older trackers, without colour but in logs. */
import type { Cause, EventReport, IncidentReport, LogReport, Report, StateReport, SummaryReport, TargetSummary } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { noticeRow } from "./notice-row.ts";
import type { Line, Renderer } from "./renderer.ts";
import { errRow, outRow, prefixedLines, type Row } from "./row.ts";
import { SingleLog } from "./single-log.ts";
import { endText, errorText, eventText, logHeader, type SingleShape, timeoutTexts } from "./single-words.ts";
import { styleWith } from "./style.ts";
import { causeText, knownRows, lastLinesRows, whyTexts } from "./summary-rows.ts";
import { timeText } from "./time-text.ts";
import { reasonText } from "./words.ts";

type SingleOptions = {
  readonly shape: SingleShape;
  /** Of log lines. */
  readonly colour: boolean;
  /** Put before every line of both streams; "" for none. */
  readonly prefix: string;
  /** Each log line has its header before it. */
  readonly inline: boolean;
  /** Each line of both streams starts with its time, after the prefix. */
  readonly timestamps: boolean;
};

export function singleTextRenderer(options: SingleOptions): Renderer {
  const { prefix, timestamps } = options;
  const single = new SingleText(options);
  return {
    render(report) {
      if (report.type === "log") return single.log(report, prefix);
      return prefixedLines(single.rows(report), timestamps ? `${prefix}${timeText(report.at)} ` : prefix);
    },
  };
}

const plain = styleWith(false);

class SingleText {
  readonly #log: SingleLog;
  /** What ended the run. */
  #fatal: IncidentReport | undefined;

  constructor(readonly options: SingleOptions) {
    this.#log = new SingleLog(options);
  }

  log(report: LogReport & { readonly at: number }, prefix: string): readonly Line[] {
    if (report.lines.length === 0) return [];
    const lines = this.#log.lines(report, logHeader(report, this.options.shape));
    return [{ to: "out", text: lines.map((line) => `${prefix}${line}\n`).join("") }];
  }

  rows(report: Exclude<Report, LogReport>): readonly Row[] {
    switch (report.type) {
      case "state":
        return remarkRows(report);
      case "event":
        return this.#eventRows(report);
      case "incident":
        return this.#incidentRows(report);
      case "notice":
        return [noticeRow(report, plain)].map((row) => (row.to === "out" ? outRow(`# ${row.text}`) : row));
      case "progress":
        return [];
      case "summary":
        return this.#summaryRows(report);
    }
  }

  #eventRows(report: EventReport): readonly Row[] {
    if (report.isHeld && report.what === "added") return [];
    return [outRow(`# ${eventText(report, this.options.shape)}`)];
  }

  #incidentRows(report: IncidentReport): readonly Row[] {
    if (report.effect === "forgiven") return [];
    if (report.effect === "exceeded" || report.effect === "critical") this.#fatal = report;
    return [outRow(`# ${errorText(report, this.options.shape)}`)];
  }

  #summaryRows({ outcome, message, targets }: SummaryReport): readonly Row[] {
    const said = harmless(message);
    const known = targets.flatMap((target) => this.#knownRows(target, outcome));
    switch (outcome) {
      case "ready":
        return [];
      case "nothing":
        return said === "" ? [] : [outRow(`# ${said}`)];
      case "superseded":
        return [...targets.map((target) => errRow(`${harmless(target.label)} superseded: ${whyTexts(target)[0] ?? ""}`)), ...known];
      case "refused":
        return [errRow(`error: ${said}`)];
      case "interrupted":
        return [errRow(said), ...targets.flatMap(waitRows), ...known];
      case "timedOut":
        return [...targets.flatMap((target) => [...timeoutTexts(target, this.options.shape).map(errRow), ...waitRows(target)]), ...known];
      case "failed":
        return [...targets.flatMap((target) => (target.result === "failed" ? this.#failureRows(target) : [])), ...known];
    }
  }

  /** kubedog's last line, then of the causes what it did not tell. */
  #failureRows(target: TargetSummary): readonly Row[] {
    const label = harmless(target.label);
    const end = this.#fatal === undefined ? `${label} failed: ${reasonText(target.reason, target.message)}` : endText(this.#fatal);
    const untold = target.causes.filter((cause) => !isTold(cause, end));
    return [errRow(end), ...untold.map((cause) => errRow(`${label}: ${causeText(target, cause)}`))];
  }

  /** What stands below a cause in multitrack's summary; last lines only where they do not stand above as the container's log. */
  #knownRows(target: TargetSummary, outcome: SummaryReport["outcome"]): readonly Row[] {
    const style = { ...plain, colour: this.options.colour };
    const linesOf = (cause: Cause) => (this.#log.hasShown(target, cause.pod, cause.container, cause.lastLines.at(-1) ?? "") ? [] : lastLinesRows(target, cause, style));
    return knownRows(target, outcome, linesOf).map(({ text }) => outRow(`#${text.slice(1)}`));
  }
}

function waitRows(target: TargetSummary): readonly Row[] {
  if (target.result !== "unfinished") return [];
  const label = harmless(target.label);
  return whyTexts(target).map((why, index) => errRow(`${index === 0 && target.status !== "failed" ? "still waiting for " : ""}${label}: ${why}`));
}

/** States are not told here, but why a resource that nobody understands counts as ready. */
function remarkRows({ target, pod, status, message }: StateReport): readonly Row[] {
  if (pod !== undefined || status !== "ready" || message === "") return [];
  return [outRow(`# ${harmless(target.label)}: ${harmless(message)}`)];
}

/** Whether the line names all that is to know of the cause. */
function isTold({ reason, sentence, message, pod, container }: Cause, line: string): boolean {
  const said = reasonText(reason, sentence === "" ? message : sentence);
  return [said, harmless(pod), harmless(container)].every((part) => line.includes(part));
}
