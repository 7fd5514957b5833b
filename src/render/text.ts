/** The default output: append-only lines for people and CI logs, no cursor tricks. */
import type { Report, StateReport } from "../core/report.ts";
import { eventRow } from "./event-row.ts";
import { incidentRows } from "./incident-rows.ts";
import { logChunk } from "./log-chunk.ts";
import { noticeRow } from "./notice-row.ts";
import type { Renderer } from "./renderer.ts";
import { prefixedLines, type Row } from "./row.ts";
import { stateRow } from "./state-row.ts";
import { styleWith, type Style } from "./style.ts";
import { summaryRows } from "./summary-rows.ts";

type TextOptions = {
  readonly colour: boolean;
  /** Put before every line of both streams; "" for none. */
  readonly prefix: string;
};

export function textRenderer({ colour, prefix }: TextOptions): Renderer {
  const style = styleWith(colour);
  const isNews = newsFilter();
  return {
    render(report) {
      if (report.type === "log") return report.lines.length === 0 ? [] : [{ to: "out", text: logChunk(report, prefix, style) }];
      return prefixedLines(report.type === "state" ? stateRows(report, style, isNews) : rows(report, style), prefix);
    },
  };
}

type OtherReport = Exclude<Report, { type: "log" | "state" }>;

function rows(report: OtherReport, style: Style): readonly Row[] {
  switch (report.type) {
    case "event":
      return [eventRow(report, style)];
    case "incident":
      return incidentRows(report, style);
    case "notice":
      return [noticeRow(report, style)];
    case "summary":
      return summaryRows(report, style);
  }
}

type IsNews = (subject: string, text: string) => boolean;

function stateRows(report: StateReport, style: Style, isNews: IsNews): readonly Row[] {
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
