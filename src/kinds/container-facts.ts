/** What is known of a container that is at fault, as facts: its image, how its last run ended, the probe that failed. */
import type { Family } from "./assessment.ts";
import { allContainers, allStatuses, killingProbe } from "./containers.ts";
import { timeMs } from "./durations.ts";
import { isAboutContainer } from "./events.ts";
import type { Container, ContainerStatus, Event, Pod } from "./kubernetes.ts";
import { probeDefinition, type ProbeKind } from "./probe.ts";
import { textMax, withoutCredentials } from "./quote.ts";
import { couldNotStart, isLost, signalName, type Terminated } from "./termination.ts";

/**
 * Why a run ended, in words that stay the same.
 * WrongArchitecture: exec format error · CannotStart: the runtime could not run its command · Lost: nobody saw it end ·
 * NotExecutable, CommandNotFound: 126 and 127 of a shell · Signal: killed from outside, or by itself · Completed: 0, and it was meant to run on.
 */
export type ExitReason =
  | "OOMKilled"
  | "LivenessProbe"
  | "StartupProbe"
  | "WrongArchitecture"
  | "CannotStart"
  | "Lost"
  | "NotExecutable"
  | "CommandNotFound"
  | "Signal"
  | "Error"
  | "Completed";

export type ContainerFacts = {
  readonly image: string;
  /** Of the newest run that has ended; undefined: none has. */
  readonly exitCode: number | undefined;
  /** `SIGKILL`; "" without one. */
  readonly signal: string;
  readonly exitReason: ExitReason | "";
  readonly restarts: number;
  /** What the program wrote to /dev/termination-log, or the tail of its log. */
  readonly terminationMessage: string;
  /** The kind of the probe that fails, and its definition; "" when none does. */
  readonly probe: { readonly kind: ProbeKind | ""; readonly definition: string };
  /** Another run has begun since. */
  readonly isRunning: boolean;
  /** When its newest run began, ms; 0: none has. */
  readonly startedMs: number;
};

export const noContainerFacts: ContainerFacts = {
  image: "",
  exitCode: undefined,
  signal: "",
  exitReason: "",
  restarts: 0,
  terminationMessage: "",
  probe: { kind: "", definition: "" },
  isRunning: false,
  startedMs: 0,
};

export function containerFacts({ object: pod, events }: Family<Pod>, name: string): ContainerFacts {
  const container = allContainers(pod).find((each) => each.name === name);
  const status = allStatuses(pod).find((each) => each.name === name);
  const ended = status?.state?.terminated ?? status?.lastState?.terminated;
  const killer = ended == null ? undefined : killingProbe(ended, name, events);
  const kind = status?.ready === true ? undefined : (killer ?? failingProbe(status, container, events));
  const probe = kind === undefined ? undefined : container?.[`${kind}Probe`];
  return {
    image: container?.image ?? status?.image ?? "",
    exitCode: ended?.exitCode,
    signal: (ended != null && !couldNotStart(ended) && !isLost(ended) ? signalName(ended) : undefined) ?? "",
    exitReason: ended == null ? "" : exitReasonOf(ended, killer),
    restarts: status?.restartCount ?? 0,
    terminationMessage: withoutCredentials((ended?.message ?? "").slice(-textMax)).trim(),
    probe: { kind: kind ?? "", definition: probe == null ? "" : probeDefinition(probe) },
    isRunning: status?.state?.running != null,
    startedMs: timeMs(status?.state?.running?.startedAt ?? ended?.startedAt) || 0,
  };
}

function exitReasonOf(ended: Terminated, killer: ProbeKind | undefined): ExitReason {
  if (ended.reason === "OOMKilled") return "OOMKilled";
  if (killer === "liveness") return "LivenessProbe";
  if (killer === "startup") return "StartupProbe";
  if (/exec format error/i.test((ended.message ?? "").slice(-textMax))) return "WrongArchitecture";
  if (couldNotStart(ended)) return "CannotStart";
  if (isLost(ended)) return "Lost";
  if (ended.exitCode === 126) return "NotExecutable";
  if (ended.exitCode === 127) return "CommandNotFound";
  if (signalName(ended) !== undefined) return "Signal";
  return ended.exitCode === 0 ? "Completed" : "Error";
}

/** Of a container that runs and is not ready: the probe that the kubelet complained of. */
function failingProbe(status: ContainerStatus | undefined, container: Container | undefined, events: readonly Event[]): ProbeKind | undefined {
  if (status?.state?.running == null) return undefined;
  const kind = container?.startupProbe != null && status.started !== true ? "startup" : "readiness";
  const word = kind === "startup" ? "Startup" : "Readiness";
  const isTold = events.some((event) => event.reason === "Unhealthy" && event.message?.startsWith(word) && isAboutContainer(event, status.name));
  return isTold ? kind : undefined;
}
