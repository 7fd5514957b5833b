/** The edges of a program that a test runs: texts and files in, what was printed out. */
import type { Edges, Signal } from "../../src/edges.ts";
import { program } from "../../src/program.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";

export type Given = {
  readonly stdin?: string;
  readonly stdinIsTerminal?: boolean;
  readonly outIsTerminal?: boolean;
  readonly columns?: number | undefined;
  readonly machine?: Edges["machine"];
  readonly env?: { readonly [name: string]: string };
  /** By path; an Error is thrown when it is read. */
  readonly files?: { readonly [path: string]: string | Error };
  /** Opening a file to write throws this. */
  readonly unwritable?: Error;
  /** Writing to stdout fails with this once so much has been written. */
  readonly closedAfterChars?: number;
};

export type Result = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Both in order; what went to stderr starts with `2> `. */
  readonly all: string;
  readonly written: ReadonlyMap<string, string>;
};

export class Terminal {
  readonly written = new Map<string, string>();
  readonly edges: Edges;
  #all: { readonly to: "out" | "err"; readonly text: string }[] = [];
  #handlers = new Set<(signal: Signal) => void>();
  #waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];

  constructor({ stdin = "", stdinIsTerminal = false, outIsTerminal = false, columns, machine = { system: "linux", architecture: "x64" }, env = {}, files = {}, unwritable, closedAfterChars = Infinity }: Given = {}) {
    this.edges = {
      env,
      homeDir: "/home/tester",
      machine,
      stdin: { isTerminal: stdinIsTerminal, read: async () => stdin },
      out: { isTerminal: outIsTerminal, columns },
      err: { isTerminal: false },
      write: async (to, text) => {
        if (to === "out" && this.out.length >= closedAfterChars) throw Object.assign(new Error("broken pipe"), { code: "EPIPE", syscall: "write" });
        this.#all.push({ to, text });
        this.#look();
      },
      readFile: (path) => {
        const found = files[path];
        if (found instanceof Error) throw found;
        return found;
      },
      openFile: (path) => {
        if (unwritable !== undefined) throw unwritable;
        this.written.set(path, "");
        return {
          write: async (text) => {
            this.written.set(path, `${this.written.get(path)}${text}`);
          },
          close: async () => undefined,
        };
      },
      now: Date.now,
      onSignal: (handle) => {
        this.#handlers.add(handle);
        return { [Symbol.dispose]: () => this.#handlers.delete(handle) };
      },
    };
  }

  get out(): string {
    return this.#textOf("out");
  }

  get err(): string {
    return this.#textOf("err");
  }

  async run(argv: readonly string[]): Promise<Result> {
    const code = await program(argv, this.edges);
    const all = this.#all.map(({ to, text }) => (to === "err" ? `2> ${text}` : text)).join("");
    return { code, out: this.out, err: this.err, all, written: this.written };
  }

  send(signal: Signal): void {
    for (const handle of this.#handlers) handle(signal);
  }

  /** Resolves once the condition holds; it is looked at after every write. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ condition, resolve }));
  }

  #textOf(stream: "out" | "err"): string {
    return this.#all.filter(({ to }) => to === stream).map(({ text }) => text).join("");
  }

  #look(): void {
    for (const { condition, resolve } of this.#waiting) if (condition()) resolve();
  }
}

export function kubedog(argv: readonly string[], given: Given = {}): Promise<Result> {
  return new Terminal(given).run(argv);
}

/** What `multitrack` needs to track this spec in the simulated cluster. */
export function tracking(simulator: Simulator, spec: object): { readonly stdin: string; readonly env: { readonly [name: string]: string } } {
  return { stdin: JSON.stringify(spec), env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) } };
}
