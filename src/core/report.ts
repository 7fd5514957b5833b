/** Everything the program can say to its user. Renderers word it; they decide nothing. */
import type { FailMode } from "./target.ts";
import type { ContainerFacts, ExitReason } from "../kinds/container-facts.ts";
import type { TemplateChanges } from "../kinds/template-changes.ts";
import type { Counter, Fault, IncidentClass, Status } from "../kinds/assessment.ts";
import type { ProgressTable } from "../kinds/progress-columns.ts";

/** Names a target in every report. `label` is how text calls it: `deploy/web`, with its namespace in front where that is needed to tell targets apart. */
export type TargetRef = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly label: string;
};

export type Report = { readonly at: number } & ReportBody;
export type ReportBody = StateReport | LogReport | EventReport | IncidentReport | NoticeReport | ProgressReport | SummaryReport;

/** A target's state changed, or that of one of its Pods (then `pod` is there, and status, reason and message are the Pod's). */
export type StateReport = {
  readonly type: "state";
  readonly target: TargetRef;
  readonly status: Status;
  readonly reason: string;
  readonly message: string;
  readonly counters: readonly Counter[];
  readonly pod: PodRow | undefined;
  /** A service message has just said the same. */
  readonly isTold: boolean;
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
  /** The Pod's ReplicaSet; "" without one. */
  readonly replicaSet: string;
  readonly container: string;
  /** The container's restartCount at that run. */
  readonly run: number;
  readonly lines: readonly string[];
};

/**
 * A Kubernetes Event that explains something, or a service message.
 * added: the object was seen for the first time · ready: the target has become ready · done: it has run to its end.
 */
export type EventReport = {
  readonly type: "event";
  readonly target: TargetRef;
  readonly what: "event" | "added" | "ready" | "done";
  /** Kept back until now, because the target has failed. */
  readonly isHeld: boolean;
  /** The object it is about when not the target itself: `po/web-7d4f-x2`; else "". */
  readonly object: string;
  /** The ReplicaSet of a Pod that it is about; "" without one. */
  readonly replicaSet: string;
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
  readonly fault: Fault;
  readonly reason: string;
  readonly message: string;
  readonly pod: string;
  /** The Pod's ReplicaSet; "" without one. */
  readonly replicaSet: string;
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

/** How all targets stand now, for a table: said at most so often as the policy asks for, and only when something has changed. */
export type ProgressReport = {
  readonly type: "progress";
  readonly targets: readonly TargetProgress[];
  /** The summary follows. */
  readonly isLast: boolean;
};

export type TargetProgress = {
  readonly target: TargetRef;
  readonly status: Status;
  /** As in the summary; undefined while it is on its way. */
  readonly result: TargetSummary["result"] | undefined;
  readonly failMode: FailMode;
  /** What it waits for, as far as the table's numbers do not say it; "" when ready. */
  readonly waitingFor: string;
  /** Its numbers as kubedog's table has them. */
  readonly table: ProgressTable;
  /** Why it has failed; "" if it has not. */
  readonly error: string;
  /** What is wrong with it now, apart from its Pods, without having failed it. */
  readonly warnings: readonly string[];
  /** By name: those of the current revision and older ones that still live. */
  readonly pods: readonly PodProgress[];
};

export type PodProgress = PodRow & {
  /** Of the current revision. */
  readonly isNew: boolean;
  readonly isReady: boolean;
  /** Why its phase is Failed; "" if it is not. */
  readonly error: string;
};

/** The last report of every run, exactly once. */
export type SummaryReport = {
  readonly type: "summary";
  readonly exitCode: number;
  readonly outcome: "ready" | "failed" | "timedOut" | "superseded" | "refused" | "interrupted" | "nothing";
  readonly elapsedMs: number;
  /** For people: why the run as a whole ended, when not told by a target; else "". */
  readonly message: string;
  readonly targets: readonly TargetSummary[];
};

export type TargetSummary = TargetRef & {
  readonly status: Status;
  /** ready: goal reached · failed: ended the run or will · ignored: failed, and the user said not to mind · superseded: another rollout has replaced the one that was followed · unfinished: still on its way when the run ended. */
  readonly result: "ready" | "failed" | "ignored" | "superseded" | "unfinished";
  readonly elapsedMs: number;
  readonly failures: number;
  readonly reason: string;
  readonly message: string;
  /** By its own status it had failed when this run began: what was applied may have changed nothing. */
  readonly hadFailedBefore: boolean;
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
  /** Those of the run before, when the present one goes on: what ended stands in these. */
  readonly previousLines: readonly string[];
  /** Of the container, as all that follows down to the probe; "" when it is not about a container. */
  readonly image: string;
  /** Of its newest run that has ended; undefined: none has. */
  readonly exitCode: number | undefined;
  /** `SIGKILL`; "" without one. */
  readonly signal: string;
  readonly exitReason: ExitReason | "";
  readonly restarts: number;
  readonly terminationMessage: string;
  /** The probe that fails: `liveness`, and how it is defined; both "" when none does. */
  readonly probe: ContainerFacts["probe"];
  /** Warnings since the start that say something else, each once, the newest last. */
  readonly warnings: readonly CauseWarning[];
  /** Of the root cause only: the Pod template against that of the last revision with ready Pods. */
  readonly templateChanges: TemplateChanges;
  /** What to type next, ready to paste; "" when there is nothing. */
  readonly nextCommand: string;
};

/** A Kubernetes Event beside a cause. */
export type CauseWarning = { readonly reason: string; readonly message: string; readonly count: number };
