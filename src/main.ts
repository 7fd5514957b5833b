/** The only file that touches the process: argv, streams and signals in; exit code out. */
import { createWriteStream, readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { Edges, Signal } from "./edges.ts";
import { exitCodes } from "./exit-codes.ts";
import { program } from "./program.ts";

/** After a signal a run that cannot end, because nobody reads its output, ends so much later. */
const graceMs = 3000;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const satisfies readonly Signal[];
const signalCodes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, SIGHUP: exitCodes.hangup } as const satisfies Record<Signal, number>;

const edges: Edges = {
  env: process.env,
  homeDir: homedir(),
  stdin: { isTerminal: process.stdin.isTTY === true, read: () => Bun.stdin.text() },
  out: terminal(process.stdout),
  err: terminal(process.stderr),
  write: (to, text) => write(to === "out" ? process.stdout : process.stderr, text),
  readFile,
  openFile,
  now: Date.now,
  onSignal,
};

function terminal({ isTTY, columns }: NodeJS.WriteStream): Edges["out"] {
  return { isTerminal: isTTY === true, columns: isTTY === true ? columns : undefined };
}

/** A reader that went away ends the run at once and quietly. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR")) return undefined;
    throw error;
  }
}

function openFile(path: string): ReturnType<Edges["openFile"]> {
  const stream = createWriteStream(path);
  const failed = new Promise<never>((_, reject) => stream.on("error", reject));
  failed.catch(() => undefined);
  const done = (start: (resolve: () => void) => void) => Promise.race([failed, new Promise<void>(start)]);
  return {
    write: (text) => done((resolve) => stream.write(text, () => resolve())),
    close: () => done((resolve) => stream.end(() => resolve())),
  };
}

/** The first signal asks the run to end; a second one, or a run that does not end, ends the process. */
function onSignal(handle: (signal: Signal) => void): Disposable {
  let isEnding = false;
  const handlers = signals.map((signal) => {
    const handler = () => {
      if (isEnding) process.exit(signalCodes[signal]);
      isEnding = true;
      setTimeout(() => process.exit(signalCodes[signal]), graceMs).unref();
      handle(signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return { [Symbol.dispose]: () => handlers.forEach((off) => off()) };
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => process.exit(isErrno(error, "EPIPE") ? exitCodes.closed : exitCodes.bug));
}
process.exit(await program(process.argv.slice(2), edges));
