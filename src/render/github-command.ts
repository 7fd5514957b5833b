/** Lines that GitHub's runner obeys, and what of a run it shows as annotations. */
import type { NoticeReport, Report } from "../core/report.ts";
import { noticeText } from "./notice-row.ts";
import { endings } from "./summary-rows.ts";

/** `::error title=deploy/web failed::CrashLoopBackOff: exits with 3`. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function commandLine(name: "group" | "endgroup" | "error" | "warning", text: string, title = ""): string {
  return `::${name}${title === "" ? "" : ` title=${escapedProperty(title)}`}::${escaped(text)}`;
}

/** Warnings as they come, and at the end each failure with its cause. */
export function annotations(report: Report): readonly string[] {
  if (report.type === "notice") return noticeAnnotations(report);
  if (report.type !== "summary") return [];
  return endings(report).map(({ title, why }) => commandLine("error", why === "" ? title : why, title));
}

function noticeAnnotations(report: NoticeReport): readonly string[] {
  return report.level === "info" ? [] : [commandLine(report.level, noticeText(report))];
}

const escapes: Readonly<Record<string, string>> = { "%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C" };

function escaped(text: string): string {
  return text.replace(/[%\r\n]/g, (found) => escapes[found] ?? found);
}

function escapedProperty(text: string): string {
  return text.replace(/[%\r\n:,]/g, (found) => escapes[found] ?? found);
}
