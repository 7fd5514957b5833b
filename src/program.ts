/** The whole program as one function of its arguments and its edges. */
import { type Command, helpText, parseCommand } from "./cli.ts";
import type { CommandName } from "./command-table.ts";
import type { Edges } from "./edges.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { UserError } from "./user-error.ts";
import { version } from "./version.ts";

type Run = (command: Command, edges: Edges) => Promise<ExitCode>;

/** Each command's code is loaded when it is called: `version` and `help` stay instant. */
const runs = {
  multitrack: async () => (await import("./commands/multitrack.ts")).multitrack,
  rollout: async () => (await import("./commands/single.ts")).rolloutTrack,
  follow: async () => (await import("./commands/single.ts")).follow,
  wait: async () => (await import("./commands/wait.ts")).wait,
  demo: async () => (await import("./commands/demo.ts")).demo,
  assess: async () => (await import("./commands/assess.ts")).assessInput,
  replay: async () => (await import("./commands/replay.ts")).replay,
  schema: async () => (await import("./commands/schema.ts")).schema,
  completion: async () => (await import("./commands/completion.ts")).completion,
  version: async () => (await import("./commands/version.ts")).printVersion,
  help: async () => printed(({ args: [name] }) => helpText(name)),
} as const satisfies Record<CommandName, () => Promise<Run>>;

/** Runs one command. Never throws: what goes wrong is said on stderr and told by the exit code. */
export async function program(argv: readonly string[], edges: Edges): Promise<ExitCode> {
  let prefix = "";
  try {
    const command = parseCommand(argv);
    prefix = command.flags["output-prefix"] ?? "";
    const run = command.isHelp ? printed(() => helpText(command.name)) : await runs[command.name]();
    return await run(command, edges);
  } catch (error) {
    return await explained(error, edges, prefix);
  }
}

function printed(text: (command: Command) => string): Run {
  return async (command, edges) => {
    await edges.write("out", text(command));
    return exitCodes.ready;
  };
}

async function explained(error: unknown, edges: Edges, prefix: string): Promise<ExitCode> {
  if (isBrokenPipe(error)) return exitCodes.closed;
  const { message, code } = isFailedWrite(error) ? { message: `the output cannot be written: ${error.message}`, code: exitCodes.closed } : explanation(error);
  const { harmless } = await import("./render/harmless.ts");
  const lines = message.split("\n").map((line) => `${prefix}${indentOf(line)}${harmless(line)}\n`);
  try {
    await edges.write("err", lines.join(""));
  } catch (failed) {
    // Nobody can read what went wrong; the exit code still tells.
    if (!isFailedWrite(failed)) throw failed;
  }
  return code;
}

function explanation(error: unknown): { readonly message: string; readonly code: ExitCode } {
  if (error instanceof UserError) return { message: error.message, code: error.exitCode };
  const stack = error instanceof Error ? error.stack : `${error}`;
  return { message: `this is a bug in kubedog ${version}, please report it with the following lines:\n${stack}`, code: exitCodes.bug };
}

/** Which `harmless` cuts off. */
function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? "";
}

function isBrokenPipe(error: unknown): boolean {
  return isFailedWrite(error) && error.code === "EPIPE";
}

/** The disk is full, the reader has gone: what is at the other end of a stream is not ours. */
function isFailedWrite(error: unknown): error is Error & { readonly code: unknown } {
  return error instanceof Error && "code" in error && "syscall" in error && error.syscall === "write";
}
