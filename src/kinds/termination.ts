/** How a container's run ended, in words. */
import { runText } from "./durations.ts";
import type { Container, ContainerStatus } from "./kubernetes.ts";
import { quote, textMax } from "./quote.ts";
import { startError } from "./start-error.ts";

export type Terminated = NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>;

const signals: { readonly [signal: number]: string } = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  5: "SIGTRAP",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  10: "SIGUSR1",
  11: "SIGSEGV",
  12: "SIGUSR2",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
};

/** What happened: `exits with 3 after 1 s`, `terminated by SIGSEGV (139)`, `killed for using more memory than its limit of 32Mi`. */
export function endText(terminated: Terminated, container: Container | undefined): string {
  if (terminated.reason === "OOMKilled") return memoryText(container);
  if (couldNotStart(terminated)) return startError(terminated.message ?? "", container?.image ?? "").message;
  if (isLost(terminated)) return "its end was lost by the node or its container runtime";
  const signal = signalName(terminated);
  const end = signal === undefined ? `exits with ${terminated.exitCode}` : `terminated by ${signal} (${terminated.exitCode})`;
  return [end, runText(terminated.startedAt, terminated.finishedAt)].filter((part) => part !== "").join(" ");
}

/** What to look at next, or else the program's own last word; "" without either. */
export function endAdvice(terminated: Terminated): string {
  if (terminated.reason === "OOMKilled") return "raise resources.limits.memory or use less";
  if (couldNotStart(terminated) || isLost(terminated)) return "";
  const advice = advices[terminated.exitCode] ?? "";
  return terminated.exitCode === 0 ? advice : lastWord(terminated) || advice;
}

const advices: { readonly [exitCode: number]: string } = {
  0: "is it meant to run on?",
  126: "its shell found the command not executable",
  127: "its shell did not find the command",
  132: "an instruction that the node's CPU does not have: was it built for a newer one?",
  134: "it stopped itself at an error",
  135: "it used memory that is not there, of a full volume for one",
  136: "its arithmetic failed, a division by zero for one",
  137: "not for its own memory limit; a probe, its node or an eviction",
  139: "it used memory that is not its own",
  143: "it was asked to stop",
};

/** The runtime never got as far as running the command. */
export function couldNotStart({ reason }: Terminated): boolean {
  return reason === "StartError" || reason === "ContainerCannotRun";
}

/** Nobody saw how it ended. 255 is also what a program may exit with; the runtime that lost one says so. */
export function isLost({ reason, exitCode }: Terminated): boolean {
  return reason === "ContainerStatusUnknown" || (reason === "Unknown" && (exitCode === 255 || exitCode === -1));
}

/** `SIGKILL`, of a signal or of an exit code that tells of one. */
export function signalName({ signal, exitCode }: Terminated): string | undefined {
  return signals[signal || exitCode - 128];
}

/** A termination message may be the tail of the log: its last line says most. */
function lastWord({ message }: Terminated): string {
  return quote((message ?? "").slice(-textMax).trimEnd().split("\n").at(-1) ?? "");
}

function memoryText(container: Container | undefined): string {
  const limit = container?.resources?.limits?.["memory"];
  return limit === undefined ? "killed because memory ran out (it has no limit of its own)" : `killed for using more memory than its limit of ${quote(limit)}`;
}
