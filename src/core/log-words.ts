/** What a container's last lines say of the end of its run, where its status has an exit code alone. */
import type { ContainerFacts } from "../kinds/container-facts.ts";
import { quote } from "../kinds/quote.ts";
import { wrongArchitecture } from "../kinds/start-error.ts";

/** A newer runtime logs it in the program's place, a shell in its command's. */
const formatError = /\bexec format error"?$/i;

/** Of the runtimes and shells that log it. */
const formatErrorCodes: ReadonlySet<number | undefined> = new Set([1, 126, 255]);

/** @param lines the container's last */
export function factsWithLog(facts: ContainerFacts, lines: readonly string[]): ContainerFacts {
  const { exitCode, exitReason } = facts;
  const mayBeWrong = formatErrorCodes.has(exitCode) && (exitReason === "Error" || exitReason === "NotExecutable");
  return mayBeWrong && formatError.test(lastOf(lines)) ? { ...facts, exitReason: "WrongArchitecture" } : facts;
}

/** How a shell complains of its command: `sh: migrate: not found`. */
const complaint = /not found|no such file|permission denied|cannot execute|is a directory/i;

/**
 * The message with what the log adds.
 * @param facts as `factsWithLog` has them
 * @param architecture the node's, `arm64`; "" when nobody says
 */
export function sentenceWithLog(message: string, { exitReason, image, isRunning }: ContainerFacts, lines: readonly string[], architecture: string): string {
  if (exitReason === "WrongArchitecture" && !message.includes("CPU architecture")) {
    const isQuoted = /exec format error/i.test(message);
    return `${message}: ${wrongArchitecture(`image ${quote(image)}`, architecture)}${isQuoted ? "" : " (exec format error)"}`;
  }
  const isShells = !isRunning && (exitReason === "NotExecutable" || exitReason === "CommandNotFound");
  const said = quote(lastOf(lines));
  return isShells && complaint.test(said) && !message.includes(said) ? `${message} (${said})` : message;
}

function lastOf(lines: readonly string[]): string {
  return lines.at(-1) ?? "";
}
