/** A run as JSON Lines: a head, then one line a fact. A source is written in full where it first appears, then by its number. */
import type { Fact, Source } from "../core/fact.ts";

export const recordingVersion = 1;
/** Written at once, for fewer system calls. */
const chunkChars = 64 * 1024;

export type RecordingFile = { write(text: string): Promise<void>; close(): Promise<void> };

export type RecorderOptions = {
  readonly path: string;
  /** Creates the file at `path`, emptied. */
  readonly open: (path: string) => RecordingFile;
  /** kubedog's version. */
  readonly version: string;
  /** What a replay needs besides the facts: targets, policy, width, colour, output, prefix. */
  readonly head: Readonly<Record<string, unknown>>;
  /** Without, the number of lines is kept in place of their text. */
  readonly logs: boolean;
  /** Told once, when the recording cannot be written; the run goes on. */
  readonly warn: (message: string) => void | Promise<void>;
};

/** Dispose it at the end: what is not written yet is written then. */
export class Recorder implements AsyncDisposable {
  /** Opened with the first facts. */
  #file: RecordingFile | undefined;
  #state: "new" | "open" | "over" = "new";
  #chunk: string;
  readonly #ids = new WeakMap<Source, number>();
  #idsUsed = 0;

  constructor(private readonly options: RecorderOptions) {
    const { version, head } = options;
    this.#chunk = `${JSON.stringify({ kubedog: version, v: recordingVersion, ...head })}\n`;
  }

  /** Resolves when there is room for more. */
  async record(facts: readonly Fact[]): Promise<void> {
    if (this.#state === "new") await this.#open();
    for (const fact of facts) {
      if (this.#state === "over") return;
      this.#chunk += `${JSON.stringify(this.#written(fact))}\n`;
      if (this.#chunk.length >= chunkChars) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = "";
    if (chunk !== "") await this.#attempt(() => this.#file?.write(chunk));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.record([]);
    await this.flush();
    if (this.#state === "open") await this.#attempt(() => this.#close());
  }

  async #open(): Promise<void> {
    this.#state = "open";
    await this.#attempt(() => {
      this.#file = this.options.open(this.options.path);
    });
  }

  async #close(): Promise<void> {
    this.#state = "over";
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /** The first failure is told and ends the recording, not the run. */
  async #attempt(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const isFirst = this.#state === "open";
      if (isFirst) await this.options.warn(warning(this.options.path, error));
      if (isFirst) await this.#attempt(() => this.#close());
    }
  }

  #written(fact: Fact): object {
    if (!("source" in fact)) return fact;
    const source = this.#reference(fact.source);
    if (fact.type !== "logged" || this.options.logs) return { ...fact, source };
    return { at: fact.at, type: fact.type, source, missing: fact.lines.length };
  }

  #reference(source: Source): number | object {
    const known = this.#ids.get(source);
    if (known !== undefined) return known;
    this.#idsUsed += 1;
    this.#ids.set(source, this.#idsUsed);
    return { id: this.#idsUsed, ...source };
  }
}

function warning(path: string, error: unknown): string {
  return `cannot record to ${path}: ${error instanceof Error ? error.message : String(error)}; the run goes on without a recording`;
}
