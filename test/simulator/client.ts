/** How these tests look at the simulator: over HTTP, as any client does. */
import { request } from "node:http";

export type Watched = { type: string; object: { kind: string; code?: number; message?: string; metadata: { name?: string; resourceVersion: string; annotations?: object } } };

type Item = { kind?: string; reason?: string; count?: number; involvedObject: { name: string }; metadata: { name: string; resourceVersion: string; creationTimestamp: string } };

/** The fields of an answer that these tests look at. */
type Body = {
  kind: string;
  apiVersion: string;
  message: string;
  reason: string;
  gitVersion: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  status: unknown;
  items: Item[];
  resources: { name: string; namespaced: boolean }[];
  groups: { preferredVersion: { groupVersion: string } }[];
};

/** One GET. `body` is empty when the answer is plain text. */
export async function get(url: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; body: Body; headers: Headers }> {
  const response = await fetch(url + path, { headers });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, text, body: JSON.parse(isJson ? text : "{}"), headers: response.headers };
}

/** One open stream, read as far as a test wants. */
export class StreamReader {
  text = "";
  /** "" while it is open; `end` when the server has ended it, else the error's code. */
  over = "";
  #changed = Promise.withResolvers<void>();
  readonly #request;

  constructor(url: string) {
    this.#request = request(url, (response) => {
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => this.#note(() => (this.text += chunk)));
      response.on("end", () => this.#note(() => (this.over ||= "end")));
      response.on("error", (error: Error & { code?: string }) => this.#note(() => (this.over ||= error.code ?? "error")));
    });
    this.#request.on("error", (error: Error & { code?: string }) => this.#note(() => (this.over ||= error.code ?? "error")));
    this.#request.end();
  }

  get lines(): string[] {
    return this.text.split("\n").filter((line) => line !== "");
  }

  get events(): Watched[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  /** `ADDED web`, in order. */
  get told(): string[] {
    return this.events.map(({ type, object }) => `${type} ${object.metadata?.name ?? ""}`.trim());
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await this.#changed.promise;
  }

  async linesMin(count: number): Promise<string[]> {
    await this.until(() => this.lines.length >= count);
    return this.lines;
  }

  close(): void {
    this.#request.destroy();
  }

  #note(change: () => void): void {
    change();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
