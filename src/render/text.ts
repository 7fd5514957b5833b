/** The default output: append-only lines for people and CI logs, no cursor tricks. */
import type { EventReport, LogReport, ProgressReport, Report, StateReport } from "../core/report.ts";
import { eventRow, serviceMessage } from "./event-row.ts";
import { harmless } from "./harmless.ts";
import { githubFolds, gitlabFolds } from "./fold.ts";
import { type BlockMarks, drawnFrames } from "./frame.ts";
import { annotations } from "./github-command.ts";
import { incidentRows } from "./incident-rows.ts";
import { logBlockLines, logFrame } from "./log-block.ts";
import { logChunk, timedLogChunk } from "./log-chunk.ts";
import { noticeRow } from "./notice-row.ts";
import { Page } from "./page.ts";
import { ProgressTable, tableFrame } from "./progress-table.ts";
import type { Line, Renderer } from "./renderer.ts";
import { outRow, type Row } from "./row.ts";
import { serviceBlockLines, serviceFrame } from "./service-block.ts";
import { stateRow } from "./state-row.ts";
import { styleWith, type Style } from "./style.ts";
import { summaryRows } from "./summary-rows.ts";

type TextOptions = {
  readonly colour: boolean;
  /** Put before every line of both streams; "" for none. */
  readonly prefix: string;
};

export type Drawing = {
  /** A prefix on each log line, kubedog's blocks, or blocks that a CI system's page folds. */
  readonly logStyle: "line" | "block" | "github" | "gitlab";
  /** A line for each change of state, or kubedog's tables. */
  readonly status: "lines" | "table";
  readonly timestamps: boolean;
  /** Columns of the terminal, now: what stands in a frame is broken there. */
  readonly width: () => number;
};

const lines: Drawing = { logStyle: "line", status: "lines", timestamps: false, width: () => 140 };

export function textRenderer({ colour, prefix }: TextOptions, { logStyle, status, timestamps, width }: Drawing = lines): Renderer {
  const style = styleWith(colour);
  const page = new Page({ prefix, timestamps, width, marks: marksOf[logStyle]() });
  const write = { ...(logStyle === "line" ? lineWriters(page, style) : blockWriters(page, style)), ...(status === "table" ? tableWriters(page, style) : stateWriters(page, style)) };
  const shown = (report: Report): readonly Line[] => {
    switch (report.type) {
      case "log":
        return report.lines.length === 0 ? [] : write.log(report);
      case "event":
        return write.event(report);
      case "incident":
        return write.rows(incidentRows(report, style), report.at);
      case "state":
        return write.state(report);
      case "progress":
        return write.progress(report);
      case "notice":
        return write.rows([noticeRow(report, style)], report.at);
      case "summary":
        return [...page.rows(summaryRows(report, style), report.at), ...page.end(report.at)];
    }
  };
  if (logStyle !== "github") return { render: shown };
  return { render: (report) => [...shown(report), ...page.commands(annotations(report), report.at)] };
}

/** Of one output: GitLab's sections are numbered. */
const marksOf: Readonly<Record<Drawing["logStyle"], () => BlockMarks>> = {
  line: () => drawnFrames,
  block: () => drawnFrames,
  github: () => githubFolds,
  gitlab: gitlabFolds,
};

type Timed<Body> = Body & Pick<Report, "at">;

type LogWriters = {
  log(report: Timed<LogReport>): readonly Line[];
  event(report: Timed<EventReport>): readonly Line[];
  /** Errors, notices and what else has no place in a block. */
  rows(rows: readonly Row[], at: number): readonly Line[];
};

function lineWriters(page: Page, style: Style): LogWriters {
  const { prefix, timestamps } = page.options;
  const chunk = timestamps ? timedLogChunk : logChunk;
  const eventRows = eventRowsWith(style);
  return {
    log: (report) => page.text(chunk(report, prefix, style), report.at),
    event: (report) => page.rows(eventRows(report), report.at),
    rows: (rows, at) => page.rows(rows, at),
  };
}

function blockWriters(page: Page, style: Style): LogWriters {
  return {
    log: (report) => page.framed(logFrame(report), logBlockLines(report, page.contentWidth, style.colour, page.options.timestamps), report.at),
    event: (report) => page.framed(serviceFrame(report, style), serviceBlockLines(report, page.contentWidth, page.stamp(report.at)), report.at),
    rows: (rows, at) => page.brokenRows(rows, at),
  };
}

type StateWriters = {
  state(report: Timed<StateReport>): readonly Line[];
  progress(report: Timed<ProgressReport>): readonly Line[];
};

function stateWriters(page: Page, style: Style): StateWriters {
  const isNews = newsFilter();
  return { state: (report) => page.rows(stateRows(report, style, isNews), report.at), progress: () => [] };
}

function tableWriters(page: Page, style: Style): StateWriters {
  const table = new ProgressTable(style);
  return {
    state: () => [],
    progress(report) {
      const rows = table.lines(report, page.tableWidth);
      const stamp = page.stamp(report.at).trimEnd();
      return rows.length === 0 ? [] : page.block(tableFrame(style), stamp === "" ? rows : [stamp, ...rows], report.at);
    },
  };
}

/** What was kept back stands together, under kubedog's words; that an object was there needs no line then. */
function eventRowsWith(style: Style): (report: EventReport) => readonly Row[] {
  let heldOf = "";
  return (report) => {
    if (report.isHeld && report.what === "added") return [];
    const label = report.isHeld ? harmless(report.target.label) : "";
    const isFirst = label !== "" && label !== heldOf;
    heldOf = label;
    if (label === "") return [eventRow(report, style)];
    const row = outRow(`  ${style.faint("│")} ${serviceMessage(report)}`);
    return isFirst ? [outRow(`Failed resource ${label} service messages:`), row] : [row];
  };
}

type IsNews = (subject: string, text: string) => boolean;

function stateRows(report: StateReport, style: Style, isNews: IsNews): readonly Row[] {
  // kubedog's own words told it already.
  if (report.isTold) return [];
  const row = stateRow(report, style);
  return isNews(`${report.target.label} ${report.pod?.name ?? ""}`, row.text) ? [row] : [];
}

/** Subjects whose last line is remembered. */
const subjectsMax = 10_000;

/** Whether a line says something else than the last one about its subject: a change that shows in no word is not a line. */
function newsFilter(): IsNews {
  const said = new Map<string, string>();
  return (subject, text) => {
    if (said.get(subject) === text) return false;
    said.delete(subject);
    said.set(subject, text);
    forgetOldest(said);
    return true;
  };
}

function forgetOldest(said: Map<string, string>): void {
  if (said.size <= subjectsMax) return;
  for (const oldest of said.keys()) {
    said.delete(oldest);
    return;
  }
}
