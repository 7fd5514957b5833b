/** Everything the program can say to its user. Renderers word it; they decide nothing. */
import type { Counter, IncidentClass, Status } from "../kinds/assessment.ts";

/** Names a target in every report. `label` is how text calls it: `deploy/web`, with its namespace in front where that is needed to tell targets apart. */
export type TargetRef = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly label: string;
};

export type Report = { readonly at: number } & (StateReport | LogReport | EventReport | IncidentReport | NoticeReport | SummaryReport);
export type ReportBody = StateReport | LogReport | EventReport | IncidentReport | NoticeReport | SummaryReport;

/** A target's state changed, or that of one of its Pods (then `pod` is there, and status, reason and message are the Pod's). */
export type StateReport = {
  readonly type: "state";
  readonly target: TargetRef;
  readonly status: Status;
  readonly reason: string;
  readonly message: string;
  readonly counters: readonly Counter[];
  readonly pod: PodRow | undefined;
};

/** A Pod as `kubectl get pods` shows it. */
export type PodRow = {
  readonly name: string;
  /** `1/2` */
  readonly ready: string;
  /** `Running`, `Init:0/1`, `CrashLoopBackOff` */
  readonly status: string;
  readonly restarts: number;
  readonly node: string;
};

/** Consecutive lines of one container. Each starts with its RFC 3339 time and one blank; see `logText`. */
export type LogReport = {
  readonly type: "log";
  readonly target: TargetRef;
  readonly pod: string;
  readonly container: string;
  /** The container's restartCount at that run. */
  readonly run: number;
  readonly lines: readonly string[];
};

/** A Kubernetes Event that explains something, or a service message (`po/web-1 added`, then `reason` is "Added"). */
export type EventReport = {
  readonly type: "event";
  readonly target: TargetRef;
  /** The object it is about when not the target itself: `po/web-7d4f-x2`; else "". */
  readonly object: string;
  readonly warning: boolean;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
};

/** One thing that went wrong, once, and what the policy made of it. */
export type IncidentReport = {
  readonly type: "incident";
  readonly target: TargetRef;
  readonly class: IncidentClass;
  readonly reason: string;
  readonly message: string;
  readonly pod: string;
  readonly container: string;
  /** How many Pods have the same. */
  readonly pods: number;
  /** How many have been counted for the target, this one included. */
  readonly failures: number;
  readonly allowed: number;
  /**
   * allowed: within the budget, tracking goes on · exceeded: the budget is spent, the target has failed ·
   * critical: permanent, the target has failed whatever the budget · hoping: not counted while `waitingFor` are active ·
   * ignored: counted, never fails (IgnoreAndContinueDeployProcess) · ended: permanent in that mode, the target ends as "failed, ignored" ·
   * forgiven: the target was ready long enough, `failures` is what is left
   */
  readonly effect: "allowed" | "exceeded" | "critical" | "hoping" | "ignored" | "ended" | "forgiven";
  /** Labels of the targets that a hoping one waits for, sorted. */
  readonly waitingFor: readonly string[];
};

/** Something about the run itself, or a heartbeat (then `waiting` says what for). */
export type NoticeReport = {
  readonly type: "notice";
  readonly level: "info" | "warning" | "error";
  readonly message: string;
  readonly waiting: readonly { readonly target: TargetRef; readonly message: string }[];
};

/** The last report of every run, exactly once. */
export type SummaryReport = {
  readonly type: "summary";
  readonly exitCode: number;
  readonly outcome: "ready" | "failed" | "timedOut" | "refused" | "interrupted" | "nothing";
  readonly elapsedMs: number;
  /** For people: why the run as a whole ended, when not told by a target; else "". */
  readonly message: string;
  readonly targets: readonly TargetSummary[];
};

export type TargetSummary = TargetRef & {
  readonly status: Status;
  /** ready: goal reached · failed: ended the run or will · ignored: failed, and the user said not to mind · unfinished: still on its way when the run ended. */
  readonly result: "ready" | "failed" | "ignored" | "unfinished";
  readonly elapsedMs: number;
  readonly failures: number;
  readonly reason: string;
  readonly message: string;
  /** Why it is not ready, root first; empty when ready. */
  readonly causes: readonly Cause[];
};

/** A reason that can be acted on: where, what, and what the container said last. */
export type Cause = {
  /** One sentence: "container main exits with 3 after 1 s, 4 restarts". */
  readonly sentence: string;
  readonly reason: string;
  readonly message: string;
  readonly pod: string;
  readonly container: string;
  readonly node: string;
  /** The container's last lines, oldest first, without their times. */
  readonly lastLines: readonly string[];
};
