/** A Kubernetes Event or a service message: `deploy/web event: po/web-1 FailedScheduling: 0/3 nodes are available (×14)`. */
import type { EventReport } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { outRow, type Row } from "./row.ts";
import type { Style } from "./style.ts";
import { joined } from "./words.ts";

export function eventRow(report: EventReport, style: Style): Row {
  const { target, what, warning } = report;
  const label = harmless(target.label);
  const said = serviceMessage(report);
  if (what !== "event") return outRow(`${label} ${said}`);
  const paint = warning ? style.waiting : style.faint;
  return outRow(`${label} ${paint(said)}`);
}

/** kubedog's words for it: `added`, `po/web-1 added`, `event: po/web-1 Pulling: …`, `become READY`. */
export function serviceMessage({ what, object, reason, message, count }: EventReport): string {
  if (what !== "event") return joined([harmless(object), message], " ");
  const times = count > 1 ? ` (×${count})` : "";
  return `event: ${joined([harmless(object), joined([harmless(reason), harmless(message)], ": ")], " ")}${times}`;
}
