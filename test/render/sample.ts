/** Reports to render: each function fills in what a case does not care about. */
import type { Cause, EventReport, IncidentReport, LogReport, NoticeReport, Report, StateReport, SummaryReport, TargetRef, TargetSummary } from "../../src/core/report.ts";

const at = Date.UTC(2026, 0, 1);

export const web: TargetRef = { kind: "Deployment", namespace: "shop", name: "web", label: "deploy/web" };
export const db: TargetRef = { kind: "StatefulSet", namespace: "shop", name: "db", label: "sts/db" };
export const migrate: TargetRef = { kind: "Job", namespace: "shop", name: "migrate", label: "job/migrate" };
export const probe: TargetRef = { kind: "Pod", namespace: "shop", name: "probe", label: "po/probe" };

export function state(report: Partial<StateReport>): Report {
  return { at, type: "state", target: web, status: "progressing", reason: "", message: "", counters: [], pod: undefined, isTold: false, ...report };
}

export function podState(status: string, ready: string, restarts = 0, target = web): Report {
  const name = target === probe ? "probe" : "web-7d4f-x2";
  return state({ target, pod: { name, ready, status, restarts, node: "worker-1" } });
}

/** Lines without a time get one. */
export function log(lines: readonly string[], report: Partial<LogReport> = {}): Report {
  const timed = lines.map((line) => `2026-01-01T00:00:00.123456789Z ${line}`);
  return { at, type: "log", target: web, pod: "web-7d4f-x2", replicaSet: "web-7d4f", container: "main", run: 0, lines: timed, ...report };
}

export function event(report: Partial<EventReport>): Report {
  return { at, type: "event", target: web, what: "event", isHeld: false, object: "po/web-7d4f-x2", replicaSet: "web-7d4f", warning: false, reason: "", message: "", count: 1, ...report };
}

export function incident(report: Partial<IncidentReport>): Report {
  const what = { class: "probable", fault: "crash", reason: "CrashLoopBackOff", message: "exits with 3 after 1 s", pod: "web-7d4f-x2", replicaSet: "web-7d4f", container: "main", pods: 1 } as const;
  return { at, type: "incident", target: web, ...what, failures: 1, allowed: 1, effect: "allowed", waitingFor: [], ...report };
}

export function notice(level: NoticeReport["level"], message: string, waiting: NoticeReport["waiting"] = []): Report {
  return { at, type: "notice", level, message, waiting };
}

export function summary(targets: readonly TargetSummary[], report: Partial<SummaryReport> = {}): Report {
  return { at, type: "summary", exitCode: 0, outcome: "ready", elapsedMs: 72_400, message: "", targets, ...report };
}

export function ended(target: TargetRef, result: TargetSummary["result"], report: Partial<TargetSummary> = {}): TargetSummary {
  const status = result === "ready" ? "ready" : "failed";
  return { ...target, status, result, elapsedMs: 31_000, failures: 0, reason: "", message: "", hadFailedBefore: false, causes: [], ...report };
}

export function cause(sentence: string, report: Partial<Cause> = {}): Cause {
  const nothing = { image: "", exitCode: undefined, signal: "", exitReason: "", restarts: 0, terminationMessage: "", probe: { kind: "", definition: "" }, previousLines: [], warnings: [], templateChanges: { sinceRevision: 0, changes: [] }, nextCommand: "" } as const;
  return { sentence, reason: "", message: "", pod: "", container: "", node: "", lastLines: [], ...nothing, ...report };
}
