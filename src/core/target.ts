/** A resource the user asked to track, with the policy for it. Parsed once, every field present. */
import type { Rule } from "../kinds/rules/rule.ts";

export const failModes = ["FailWholeDeployProcessImmediately", "HopeUntilEndOfDeployProcess", "IgnoreAndContinueDeployProcess"] as const;
export type FailMode = (typeof failModes)[number];

export const terminationModes = ["WaitUntilResourceReady", "NonBlocking"] as const;
export type TerminationMode = (typeof terminationModes)[number];

/** Until when a Pod's logs are shown: all the target is ready, the Pod is Ready and settled, or the run ends. */
export const logsUntil = ["ControllerIsReady", "PodIsReady", "EndOfDeploy"] as const;
export type LogsUntil = (typeof logsUntil)[number];

/** Kinds whose place in the API is known without asking the server. */
export type ClassicKind = "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "Job" | "Pod";

export type LogPolicy = {
  readonly skip: boolean;
  readonly skipContainers: readonly string[];
  /** Empty: all containers. */
  readonly onlyContainers: readonly string[];
  /** RE2 source; "" shows every line. A line is shown only if the first match is not empty. */
  readonly pattern: string;
  /** Replaces `pattern` for a container. */
  readonly patternByContainer: { readonly [container: string]: string };
  /** RE2 source; "" hides nothing. A line is hidden if the first match is not empty, whatever `pattern` says. */
  readonly skipPattern: string;
  /** Hides lines of a container besides those that `skipPattern` hides. */
  readonly skipPatternByContainer: { readonly [container: string]: string };
  /** Logs of so many Pods at a time are shown. 0: of all. */
  readonly replicasMax: number;
  readonly until: LogsUntil;
};

/** ready: to be ready · up: the same, and a Pod that is meant to end need only be Ready · present: to exist · gone: to exist no longer · run: of a CronJob, the next Job that it starts is to be complete. */
export const goals = ["ready", "up", "present", "gone", "run"] as const;
export type Goal = (typeof goals)[number];

export type Target = {
  /** `apps/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  /** In the API's paths: `deployments`. "" until discovery has told. */
  readonly plural: string;
  /** "" for an object of the whole cluster. */
  readonly namespace: string;
  readonly name: string;
  readonly goal: Goal;
  readonly failMode: FailMode;
  readonly terminationMode: TerminationMode;
  /** Incidents that are allowed before the target has failed. */
  readonly allowedFailures: number;
  /** Failures in this time after the start do not count; one that still stands when it has passed counts then. 0: none. */
  readonly failureThresholdMs: number;
  /** In place of the run's, where it is not 0. */
  readonly patienceMs: number;
  readonly logs: LogPolicy;
  readonly showServiceMessages: boolean;
  readonly skipEvents: boolean;
  /** A container's readiness failures count after this time from its start; containers without an entry: never before the first ready. */
  readonly ignoreReadinessFailsMs: { readonly [container: string]: number };
  /** Of a custom resource: every such time without any news of it is a failure. 0: never. */
  readonly noActivityMs: number;
  /** The target's own timeout, besides the run's. 0: none. */
  readonly timeoutMs: number;
};

/** wait: for it to be created again, as for one that was never there · fail: it has failed. */
export const onDeletes = ["wait", "fail"] as const;
export type OnDelete = (typeof onDeletes)[number];

/** wait: for someone to resume it · fail: it has failed · ready: it counts as ready. */
export const onPauseds = ["wait", "fail", "ready"] as const;
export type OnPaused = (typeof onPauseds)[number];

/** wait: for someone to delete the old Pods · ready: it counts as ready. */
export const onManualUpdates = ["wait", "ready"] as const;
export type OnManualUpdate = (typeof onManualUpdates)[number];

/** track: to the verdict · follow: for ever; failures are said and outlived, only the user or the timeout ends it. */
export const modes = ["track", "follow"] as const;
export type Mode = (typeof modes)[number];

/** What holds for the whole run. Times in milliseconds. */
export type Policy = {
  readonly mode: Mode;
  /** 0: for ever. */
  readonly timeoutMs: number;
  /** "now" is the moment of the start in the server's time; a number is so long before it. */
  readonly logsSince: "now" | "all" | number;
  /** Whether the user said `--logs-since`: then Jobs honour it too. */
  readonly logsSinceGiven: boolean;
  /** How long a container without a probe must have run before its Pod counts as ready. 0: off. */
  readonly settleMs: number;
  /** A probable incident that stands uncured so long counts again. */
  readonly patienceMs: number;
  /** A target that is not there, or no longer, has failed after so long. 0: never. */
  readonly waitForCreateMs: number;
  /** A target of which nothing has moved for so long has failed. 0: never. */
  readonly noProgressMs: number;
  /** Everything is to stay ready for so long before the run ends well. */
  readonly soakMs: number;
  /** Whether to go on with the newer rollout where one has replaced the one that was followed. */
  readonly followsLatest: boolean;
  /** What the deletion of a target means. */
  readonly onDelete: OnDelete;
  /** What a target that someone has paused half-way means. */
  readonly onPaused: OnPaused;
  /** What a StatefulSet means whose old Pods are replaced only when someone deletes them. */
  readonly onManualUpdate: OnManualUpdate;
  /** Between two heartbeats while nothing changes, after the first at 10 s. -1: none. */
  readonly heartbeatMs: number;
  /** How often, at most, is said how all targets stand, as a table needs it. 0: never; -1: once, at the end. */
  readonly progressMs: number;
  /** The users' own rules for custom resources; they come before the bundled ones. */
  readonly rules: readonly Rule[];
  /** What is ready only by assumption is not ready. */
  readonly strictUnknown: boolean;
  /** Whether Events are watched: without them less is explained. */
  readonly watchesEvents: boolean;
};
