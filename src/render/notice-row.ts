/** Something about the run itself, or a heartbeat with what is being waited for. */
import type { NoticeReport } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { errRow, outRow, type Row } from "./row.ts";
import type { Style } from "./style.ts";
import { joined } from "./words.ts";

/** Targets that a heartbeat names; the others it counts. */
const namedMax = 5;

export function noticeRow(report: NoticeReport, { bad, waiting }: Style): Row {
  const text = noticeText(report);
  switch (report.level) {
    case "info":
      return outRow(text);
    case "warning":
      return errRow(waiting(`warning: ${text}`));
    case "error":
      return errRow(bad(`error: ${text}`));
  }
}

/** `still waiting for deploy/web: 1 of 3 updated replicas available; sts/db: …; and 12 more` */
export function noticeText({ message, waiting }: NoticeReport): string {
  if (waiting.length === 0) return harmless(message);
  const named = waiting.slice(0, namedMax).map((one) => joined([harmless(one.target.label), harmless(one.message)], ": "));
  const more = waiting.length - named.length;
  return joined([harmless(message), `still waiting for ${joined(named, "; ")}`, more > 0 ? `and ${more} more` : ""], "; ");
}
