/** What one object, with what it owns, says of itself at this moment: no memory, no clock, no policy. */
import type { Event, KubeObject, Pod } from "./kubernetes.ts";

export type Status = "ready" | "progressing" | "failed" | "paused" | "deleting" | "missing" | "unknown";

/** An object with everything that a judgement of it may look at. Children are found by controlling owner reference, in any order. */
export type Family<T = KubeObject> = {
  readonly object: T;
  readonly children: readonly Family[];
  /** The Events about this very object (by UID), oldest first. */
  readonly events: readonly Event[];
  /** The nodes that a DaemonSet's Pods have been waiting on, in a run that may see them. */
  readonly nodes?: readonly KubeObject[];
  /** The server's time at the start of the run, ms; absent outside of one. */
  readonly sinceMs?: number;
};

/**
 * permanent: cannot come right without a new spec or a human · probable: usually needs a human, sometimes heals ·
 * environment: not the spec's fault, often heals. How patient we are with each is policy, see core/verdict.ts.
 */
export type IncidentClass = "permanent" | "probable" | "environment";

/** Where in a Pod's life something went wrong, in that order: an earlier one is the cause of a later one. */
export const faults = [
  "create",
  "schedule",
  "sandbox",
  "mount",
  "pull",
  "config",
  "start",
  "crash",
  "probe",
  "readiness",
  "pod",
  "stuck",
  "job",
  "deadline",
  "resource",
] as const;
export type Fault = (typeof faults)[number];

/** One thing that is wrong now, in the current revision. */
export type Incident = {
  readonly class: IncidentClass;
  readonly fault: Fault;
  /** Kubernetes' own word where there is one: `ImagePullBackOff`. */
  readonly reason: string;
  /** One sentence without a full stop, for someone who has never seen the word. */
  readonly message: string;
  /** "" when it is not about a Pod. */
  readonly pod: string;
  /** "" when it is not about a container. */
  readonly container: string;
  /** The container's restartCount for crashes, else 0; pull attempts are counted by core/history.ts, which remembers. */
  readonly round: number;
  /**
   * `repeat`: permanent only once the kubelet's next try says the same, probable until then ·
   * `patience`: counts only after it has stood for the patience · `once`: not again however long it stands · `immediate`: counts as its class says.
   */
  readonly counts: "immediate" | "repeat" | "patience" | "once";
};

/** A number on its way: `2 of 3 updated`. */
export type Counter = { readonly name: string; readonly value: number; readonly target: number };

export type Assessment = {
  readonly status: Status;
  /** Kubernetes' word or one in its style; "" when ready without a remark. */
  readonly reason: string;
  /** One sentence without a full stop; "" when ready without a remark. */
  readonly message: string;
  /** The message without what its first unready Pod waits for, which changes with every step of that Pod. */
  readonly brief: string;
  /** What is wrong now, root cause first. A ready object has none. */
  readonly incidents: readonly Incident[];
  /** The Pods of the current revision, by name; for a Pod, itself. Their logs are shown and their settling is awaited. */
  readonly pods: readonly Family<Pod>[];
  /** What moves while it is on its way, in the order to show. */
  readonly counters: readonly Counter[];
  /** Names the Pod template's revision that is judged; "" where the kind has none. */
  readonly revision: string;
  /** This will not change any more: a Job complete or failed, a Pod that ended. */
  readonly final: boolean;
};
