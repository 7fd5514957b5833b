/** A simulated cluster in a process of its own, and how to steer it. */
import type { Subprocess } from "bun";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command, Counts } from "./server.ts";

type Answer = { readonly id: number; readonly answer?: unknown; readonly error?: string; readonly at: number };

/** `at`: when the cluster was done with it, ms since the epoch. */
type Done = { readonly answer: unknown; readonly at: number };

export class BenchCluster implements AsyncDisposable {
  readonly #directory = mkdtempSync(join(tmpdir(), "kubedog-bench-"));
  readonly #server: Subprocess;
  readonly #waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>();
  #asked = 0;

  /** Resolves when it listens. */
  static async start(way: "plain" | "tls" = "plain"): Promise<BenchCluster> {
    const cluster = new BenchCluster(way);
    const { answer } = await cluster.#answerOf(0);
    writeFileSync(cluster.kubeconfigPath, String(answer));
    return cluster;
  }

  private constructor(way: "plain" | "tls") {
    this.#server = Bun.spawn([process.execPath, new URL("server.ts", import.meta.url).pathname, way], {
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (message: Answer) => this.#take(message),
    });
  }

  get kubeconfigPath(): string {
    return join(this.#directory, "kubeconfig");
  }

  async ask(command: Command): Promise<Done> {
    this.#asked += 1;
    const done = this.#answerOf(this.#asked);
    this.#server.send({ id: this.#asked, command });
    return done;
  }

  async counts(): Promise<Counts> {
    return (await this.ask({ type: "counts" })).answer as Counts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.kill();
    await this.#server.exited;
    rmSync(this.#directory, { recursive: true });
  }

  #answerOf(id: number): Promise<Done> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #take({ id, answer, error, at }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve({ answer, at });
    else waiting?.reject(new Error(error));
  }
}
