/** A Kubernetes Event or a service message: `deploy/web po/web-1: FailedScheduling: 0/3 nodes are available (×14)`. */
import type { EventReport } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { outRow, type Row } from "./row.ts";
import type { Style } from "./style.ts";
import { joined, reasonText } from "./words.ts";

export function eventRow({ target, object, warning, reason, message, count }: EventReport, style: Style): Row {
  const place = joined([harmless(target.label), harmless(object)], " ");
  if (reason === "Added") return outRow(`${place} added`);
  const times = count > 1 ? ` (×${count})` : "";
  const paint = warning ? style.waiting : style.faint;
  return outRow(`${place}: ${paint(`${reasonText(reason, message)}${times}`)}`);
}
