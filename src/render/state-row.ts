/** Where a target or one of its Pods stands: `deploy/web: progressing, 1 of 3 updated replicas available`. */
import type { PodRow, StateReport } from "../core/report.ts";
import type { Counter, Status } from "../kinds/assessment.ts";
import { harmless } from "./harmless.ts";
import { outRow, type Row } from "./row.ts";
import type { Paint, Style } from "./style.ts";
import { counted, placeText, reasonText } from "./words.ts";

export function stateRow(report: StateReport, style: Style): Row {
  const place = placeText(report.target, report.pod?.name ?? "");
  return outRow(`${place}: ${report.pod === undefined ? targetState(report, style) : podState(report, report.pod, style)}`);
}

function targetState({ status, reason, message, counters }: StateReport, style: Style): string {
  const why = status === "failed" ? reasonText(reason, message) : harmless(message === "" ? reason : message);
  // "paused at 1 of 3 updated" says it itself.
  if (why.startsWith(status)) return statusPaint(status, style)(why);
  const numbers = status === "progressing" ? countersText(counters, message) : "";
  return `${statusPaint(status, style)(status)}${why === "" ? "" : `, ${why}`}${numbers}`;
}

/** How far it is, where the message does not count by itself: ` (updated 3/3, available 1/3)`. */
function countersText(counters: readonly Counter[], message: string): string {
  const isCounted = counters.some(({ value, target }) => message.includes(`${value} of ${target}`));
  if (isCounted || counters.every(({ value, target }) => value >= target)) return "";
  return ` (${counters.map(({ name, value, target }) => `${harmless(name)} ${value}/${target}`).join(", ")})`;
}

/** As `kubectl get pods` says it: `CrashLoopBackOff, 0/1 ready, 2 restarts`. */
function podState({ status }: StateReport, pod: PodRow, style: Style): string {
  const word = statusPaint(status, style)(harmless(pod.status));
  const ready = saysReadiness(pod.status) ? `, ${harmless(pod.ready)} ready` : "";
  const restarts = pod.restarts > 0 ? `, ${counted(pod.restarts, "restart")}` : "";
  return `${word}${ready}${restarts}`;
}

/** Before the containers start and after they have ended, none being ready is no news. */
function saysReadiness(podStatus: string): boolean {
  return !notRunning.has(podStatus) && !podStatus.startsWith("Init:");
}

const notRunning: ReadonlySet<string> = new Set(["Pending", "ContainerCreating", "PodInitializing", "Terminating", "Completed", "Succeeded"]);

function statusPaint(status: Status, style: Style): Paint {
  if (status === "ready") return style.good;
  return status === "failed" ? style.bad : style.waiting;
}
