/** Everything impure that a command may use, passed in once at the top. */
import type { Environment, ReadFile } from "./cluster/access.ts";

type Stream = { readonly isTerminal: boolean };

export type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

export type Edges = {
  readonly env: Environment;
  readonly homeDir: string;
  /** As Node names them: `linux`, `darwin`, `win32`; `x64`, `arm64`. */
  readonly machine: { readonly system: string; readonly architecture: string };
  readonly stdin: { readonly isTerminal: boolean; read(): Promise<string> };
  readonly out: Stream & { /** Of the terminal, now; undefined where there is none. */ readonly columns: number | undefined };
  readonly err: Stream;
  /** Resolves when the text has been handed to the stream: what is slow to read is slow to write, and order holds between the two. */
  write(to: "out" | "err", text: string): Promise<void>;
  readonly readFile: ReadFile;
  /** Opens a file to append to, emptied. Each write resolves when it is done. */
  openFile(path: string): { write(text: string): Promise<void>; close(): Promise<void> };
  /** Our clock, ms since the epoch. */
  now(): number;
  /** Calls `handle` for each signal until disposed. */
  onSignal(handle: (signal: Signal) => void): Disposable;
};
