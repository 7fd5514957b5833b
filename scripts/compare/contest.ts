/** Runs two programs side by side on the same input, and keeps what each said and how it ended. */

/** How much longer than ours the other one may take. */
const extraMs = 15_000;
/** So wide that no line is broken. */
const widthColumns = 1000;
/** Ours is expected to end; a run that does not is cut. */
const hangMs = 150_000;

export type Run = {
  /** undefined: it was cut. */
  readonly exitCode: number | undefined;
  /** The signal killed it: it did not end by itself. */
  readonly isKilled: boolean;
  readonly elapsedMs: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
};

export type Program = { readonly path: string; readonly args: readonly string[] };

export type Conditions = {
  readonly kubeconfig: string;
  readonly input: string;
  readonly interruptMs: number | undefined;
};

export async function contest(theirs: Program, ours: Program, conditions: Conditions): Promise<{ readonly theirs: Run; readonly ours: Run }> {
  const [them, us] = [new Contestant(theirs, conditions), new Contestant(ours, conditions)];
  us.cutAfter(hangMs);
  const ourRun = await us.run;
  them.cutAfter(extraMs);
  return { theirs: await them.run, ours: ourRun };
}

class Contestant {
  readonly run: Promise<Run>;
  readonly #child: Bun.Subprocess<Blob, "pipe", "pipe">;
  readonly #timers: Timer[] = [];
  readonly #startedAt = Date.now();
  #isCut = false;

  constructor({ path, args }: Program, { kubeconfig, input, interruptMs }: Conditions) {
    this.#child = Bun.spawn([path, ...args], {
      env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", KUBECONFIG: kubeconfig, KUBEDOG_TERMINAL_WIDTH: `${widthColumns}` },
      stdin: new Blob([input]),
      stdout: "pipe",
      stderr: "pipe",
    });
    if (interruptMs !== undefined) this.#timers.push(setTimeout(() => this.#child.kill("SIGINT"), interruptMs));
    this.run = this.#end();
  }

  cutAfter(ms: number): void {
    this.#timers.push(setTimeout(() => this.#cut(), ms));
  }

  #cut(): void {
    this.#isCut = true;
    this.#child.kill("SIGKILL");
  }

  async #end(): Promise<Run> {
    const [exitCode, out, err] = await Promise.all([this.#child.exited, this.#child.stdout.text(), this.#child.stderr.text()]);
    for (const timer of this.#timers) clearTimeout(timer);
    return { exitCode: this.#isCut ? undefined : exitCode, isKilled: this.#child.signalCode !== null, elapsedMs: Date.now() - this.#startedAt, out: linesOf(out), err: linesOf(err) };
  }
}

/** Without colours, frames' blanks and empty lines. */
function linesOf(text: string): readonly string[] {
  return Bun.stripANSI(text).split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
}
