/** One run of a client, and what it cost. */
import { readFileSync } from "node:fs";

export type Ended = {
  readonly exitCode: number;
  /** From before its start to after its end, ms. */
  readonly wallMs: number;
  /** When it had ended, ms since the epoch. */
  readonly endedAt: number;
  /** User and system together. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly outBytes: number;
  /** The end of both streams, to say what went wrong. */
  readonly tail: string;
};

const tailBytes = 2000;

export class Client implements Disposable {
  readonly startedAt = Date.now();
  readonly ended: Promise<Ended>;
  readonly #process: Bun.Subprocess<Buffer, "pipe", "pipe">;

  /** Starts it with a spec on its standard input. */
  constructor(command: readonly string[], kubeconfigPath: string, spec: unknown = {}) {
    const start = performance.now();
    this.#process = Bun.spawn([...command], {
      stdin: Buffer.from(JSON.stringify(spec)),
      stdout: "pipe",
      stderr: "pipe",
      env: { ...process.env, KUBECONFIG: kubeconfigPath },
    });
    this.ended = this.#end(start);
  }

  /** Resident memory now, MB. */
  residentMb(): number {
    const [, kb = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.#process.pid}/status`, "utf8")) ?? [];
    return Number(kb) / 1024;
  }

  [Symbol.dispose](): void {
    this.#process.kill("SIGKILL");
  }

  async #end(start: number): Promise<Ended> {
    const [out, err] = await Promise.all([drained(this.#process.stdout), drained(this.#process.stderr)]);
    const exitCode = await this.#process.exited;
    const wallMs = performance.now() - start;
    const usage = this.#process.resourceUsage();
    const cpuMs = Number(usage?.cpuTime.total ?? 0) / 1000;
    return { exitCode, wallMs, endedAt: Date.now(), cpuMs, peakMb: (usage?.maxRSS ?? 0) / 1024 / 1024, outBytes: out.bytes, tail: out.tail + err.tail };
  }
}

async function drained(stream: ReadableStream<Uint8Array>): Promise<{ readonly bytes: number; readonly tail: string }> {
  let bytes = 0;
  let last: Uint8Array = new Uint8Array();
  for await (const chunk of stream) {
    bytes += chunk.length;
    last = chunk;
  }
  return { bytes, tail: new TextDecoder().decode(last.subarray(-tailBytes)) };
}
