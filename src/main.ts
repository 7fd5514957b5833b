/** The only file that touches the process: argv, streams and signals in; exit code out. */
import { closeSync, openSync, readFileSync, write } from "node:fs";
import { homedir } from "node:os";
import type { Edges, Signal } from "./edges.ts";
import { exitCodes } from "./exit-codes.ts";
import { program } from "./program.ts";

/** After a signal a run that cannot end, because nobody reads its output, ends so much later. */
const graceMs = 3000;

/** How soon a full pipe is tried again. */
const fullPipeMs = 5;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const satisfies readonly Signal[];
const signalCodes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, SIGHUP: exitCodes.hangup } as const satisfies Record<Signal, number>;

const edges: Edges = {
  env: process.env,
  homeDir: homeDir(),
  machine: { system: process.platform, architecture: process.arch },
  stdin: { get isTerminal() { return isTerminal(0); }, read: () => Bun.stdin.text() },
  out: { get isTerminal() { return isTerminal(1); }, get columns() { return columns(); } },
  err: { get isTerminal() { return isTerminal(2); } },
  write: (to, text) => writeAll(to === "out" ? 1 : 2, Buffer.from(text)),
  readFile,
  openFile,
  now: Date.now,
  onSignal,
};

/** A container may run as a user whom nobody knows, and without HOME: `/` then, as container runtimes set it. */
function homeDir(): string {
  try {
    return homedir();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return "/";
    throw error;
  }
}

/** Asked by few commands, and 3 ms to load. */
function isTerminal(fd: number): boolean {
  const { isatty }: typeof import("node:tty") = require("node:tty");
  return isatty(fd);
}

/** Asked anew each time: a window can change its size. */
function columns(): number | undefined {
  return isTerminal(1) ? process.stdout.getWindowSize()[0] : undefined;
}

/** Straight to the descriptor: `process.stdout` takes 8 ms to make. A reader that is slow holds up nothing but this write. */
async function writeAll(fd: number, bytes: Buffer): Promise<void> {
  for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(await written(fd, rest));
}

function written(fd: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    write(fd, bytes, (error, count) => {
      if (error === null || error === undefined) resolve(count);
      // Somebody made the pipe non-blocking, and it is full.
      else if (error.code === "EAGAIN") setTimeout(() => resolve(0), fullPipeMs);
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
  const fd = openSync(path, "w");
  return { write: (text) => writeAll(fd, Buffer.from(text)), close: async () => closeSync(fd) };
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

process.exit(await program(process.argv.slice(2), edges));
