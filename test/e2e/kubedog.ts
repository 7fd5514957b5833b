/** Runs the compiled program as its users do: a spec on standard input, two pipes, an exit code. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";

const root = new URL("../..", import.meta.url).pathname;
const scratches = `${root}dist/e2e/`;
const scratch = `${scratches}${process.pid}/`;
mkdirSync(scratch, { recursive: true });
// The last run's files stay until the next one, so that those of a failed test can be looked at.
for (const pid of readdirSync(scratches)) if (!existsSync(`/proc/${pid}`)) rmSync(`${scratches}${pid}`, { recursive: true });

/** A run that hangs is ended after so long, which fails its test by the exit code. */
const hangMs = 150_000;

let built: Promise<string> | undefined;

/** The program under test: KUBEDOG_TEST_BINARY, else built for this test run. */
export function binaryPath(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const given = process.env.KUBEDOG_TEST_BINARY;
  if (given !== undefined) return given;
  const path = `${scratch}kubedog`;
  const child = Bun.spawn([process.execPath, `${root}scripts/build.ts`, path], { stdout: "ignore", stderr: "pipe" });
  if ((await child.exited) !== 0) throw new Error(`the program does not build: ${await child.stderr.text()}`);
  return path;
}

/** A path for a file of one test. */
export function scratchPath(name: string): string {
  return `${scratch}${name}`;
}

export type Line = {
  /** When it was read, ms since the epoch. */
  readonly at: number;
  readonly to: "out" | "err";
  readonly text: string;
};

export type Ended = {
  readonly exitCode: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly lines: readonly Line[];
};

export type Start = { readonly kubeconfig: string; readonly spec?: object };

/** Runs to the end. */
export async function kubedog(args: readonly string[], start: Start): Promise<Ended> {
  return (await startKubedog(args, start)).ended;
}

export async function startKubedog(args: readonly string[], { kubeconfig, spec }: Start): Promise<Running> {
  return new Running([await binaryPath(), ...args], kubeconfig, JSON.stringify(spec ?? {}));
}

class Running {
  readonly ended: Promise<Ended>;
  readonly #startedAt = Date.now();
  readonly #lines: Line[] = [];
  readonly #child: Bun.Subprocess<Blob, "pipe", "pipe">;
  #changed = Promise.withResolvers<void>();
  #isOver = false;

  constructor(command: readonly string[], kubeconfig: string, input: string) {
    this.#child = Bun.spawn([...command], {
      env: { PATH: process.env.PATH ?? "", KUBECONFIG: kubeconfig },
      stdin: new Blob([input]),
      stdout: "pipe",
      stderr: "pipe",
      timeout: hangMs,
      killSignal: "SIGKILL",
    });
    this.ended = this.#readAll();
  }

  /** Resolves with the first line like that; rejects when the run ends without one. */
  async line(pattern: RegExp): Promise<Line> {
    for (;;) {
      const found = this.#lines.find(({ text }) => pattern.test(text));
      if (found !== undefined) return found;
      if (this.#isOver) throw new Error(`no line is like ${pattern}:\n${this.#lines.map(({ text }) => text).join("\n")}`);
      await this.#changed.promise;
    }
  }

  signal(signal: "SIGINT" | "SIGTERM"): void {
    this.#child.kill(signal);
  }

  async #readAll(): Promise<Ended> {
    const [exitCode] = await Promise.all([this.#child.exited, this.#read("out", this.#child.stdout), this.#read("err", this.#child.stderr)]);
    const endedAt = Date.now();
    this.#isOver = true;
    this.#tell();
    return { exitCode, startedAt: this.#startedAt, endedAt, lines: this.#lines };
  }

  async #read(to: Line["to"], stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      const texts = (rest + chunk).split("\n");
      rest = texts.pop() ?? "";
      this.#lines.push(...texts.map((text) => ({ at: Date.now(), to, text })));
      this.#tell();
    }
    if (rest !== "") this.#lines.push({ at: Date.now(), to, text: rest });
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** What one stream said, as a user's file would hold it. */
export function textOf({ lines }: Pick<Ended, "lines">, to: Line["to"]): string {
  return lines.filter((line) => line.to === to).map(({ text }) => `${text}\n`).join("");
}

/** Both streams, for messages and for searching. */
export function said({ lines }: Pick<Ended, "lines">): string {
  return lines.map(({ text }) => text).join("\n");
}

/** What a container logged, line by line as it was printed. */
export function logOf({ lines }: Pick<Ended, "lines">, container: string): readonly string[] {
  const mark = ` ${container} │ `;
  return lines.flatMap(({ text }) => (text.includes(mark) ? [text.slice(text.indexOf(mark) + mark.length)] : []));
}
