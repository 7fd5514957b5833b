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
  readonly warn: (message: string) => void;
};

/** Dispose it at the end: what is not written yet is written then. */
export class Recorder implements AsyncDisposable {
  #file: RecordingFile | undefined;
  #chunk: string;
  readonly #ids = new WeakMap<Source, number>();
  #idsUsed = 0;
  #hasFailed = false;

  constructor(private readonly options: RecorderOptions) {
    const { version, head, path, open } = options;
    this.#chunk = `${JSON.stringify({ kubedog: version, v: recordingVersion, ...head })}\n`;
    try {
      this.#file = open(path);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Resolves when there is room for more. */
  async record(facts: readonly Fact[]): Promise<void> {
    if (this.#file === undefined) return;
    for (const fact of facts) {
      this.#chunk += `${JSON.stringify(this.#written(fact))}\n`;
      if (this.#chunk.length >= chunkChars) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = "";
    if (chunk !== "") await this.#file?.write(chunk).catch((error: unknown) => this.#fail(error));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush();
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch((error: unknown) => this.#fail(error));
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

  #fail(error: unknown): void {
    this.#file = undefined;
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.options.warn(`cannot record to ${this.options.path}: ${reason}; the run goes on without a recording`);
  }
}
