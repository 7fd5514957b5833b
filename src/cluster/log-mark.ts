/**
 * Where the reader of one run's log stands, so that it can go on there: nothing lost, nothing twice.
 *
 * The kubelet takes `sinceTime` in whole seconds, and answers each line that is not older, in the order of its file.
 * stdout and stderr may be slightly out of order there. So we ask from the second before the newest,
 * and leave out as many lines as we have already read from there, given that the first is the same.
 */
import { timeNs, timeText } from "./log-time.ts";

/** The lines of one second that were read. */
type Second = { readonly second: number; count: number; first: bigint | number; order: number };

const nsPerSecond = 1_000_000_000n;
/** Among so many last lines the newest is to be found. */
const disorderLinesMax = 8;
const noTime = "1970-01-01T00:00:00Z ";
/** `2026-01-02T03:04:05` */
const secondChars = 19;

export class LogMark {
  #newest = emptySecond(-Infinity);
  #before = emptySecond(-Infinity);
  #current = this.#newest;
  #currentText = "none";
  #lastTime = noTime;
  #orders = 0;
  #firstNs: bigint | undefined;
  #newestNs: bigint | undefined;

  /** Seconds since the epoch from which a further answer is to be asked; undefined while no time was read. */
  get sinceS(): number | undefined {
    return Number.isFinite(this.#newest.second) ? this.#newest.second - 1 : undefined;
  }

  get isEmpty(): boolean {
    return this.#newest.count === 0;
  }

  /** Notes lines as read. Returns them; one without a time gets that of the line before. */
  read(lines: readonly string[]): readonly string[] {
    const untimed: number[] = [];
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] ?? "";
      if (!line.startsWith(this.#currentText) && !this.#turnTo(line)) untimed.push(at);
      this.#current.count += 1;
    }
    this.#noteNewest(lines);
    const result = untimed.length === 0 ? lines : this.#withTimes(lines, untimed);
    this.#lastTime = copy(timeText(result.at(-1) ?? "")) || this.#lastTime;
    return result;
  }

  /** Takes from an answer that was asked from `sinceS` what was read before. */
  resumption(): Resumption {
    const seconds = [this.#before, this.#newest].filter(({ count }) => count > 0);
    const [first] = seconds.toSorted((a, b) => a.order - b.order);
    const count = seconds.reduce((sum, second) => sum + second.count, 0);
    return new Resumption(first?.first, count, this.#newestNs);
  }

  /** Of a whole log, the lines that cannot be among those read because of their time. */
  outside(): (lines: readonly string[]) => readonly string[] {
    const from = this.#firstNs;
    const to = this.#newestNs;
    if (from === undefined || to === undefined) return (lines) => lines;
    return (lines) =>
      lines.filter((line) => {
        const ns = timeNs(line);
        return ns !== undefined && (ns < from || ns > to);
      });
  }

  /** Makes the line's second the current one. Returns whether the line has a time; without, it belongs to the line before. */
  #turnTo(line: string): boolean {
    const ns = timeNs(line);
    if (ns !== undefined) {
      this.#current = this.#secondOf(Number(ns / nsPerSecond));
      this.#currentText = copy(line.slice(0, secondChars));
      this.#firstNs ??= ns;
    }
    if (this.#current.count === 0) {
      this.#current.first = Bun.hash(line);
      this.#current.order = this.#orders += 1;
    }
    return ns !== undefined;
  }

  #secondOf(second: number): Second {
    if (second > this.#newest.second) {
      this.#before = second === this.#newest.second + 1 ? this.#newest : emptySecond(second - 1);
      this.#newest = emptySecond(second);
    }
    if (second === this.#newest.second) return this.#newest;
    // Older ones are not asked for again.
    return second === this.#before.second ? this.#before : emptySecond(second);
  }

  #noteNewest(lines: readonly string[]): void {
    for (const line of lines.slice(-disorderLinesMax)) {
      const ns = timeNs(line);
      if (ns !== undefined && (this.#newestNs === undefined || ns > this.#newestNs)) this.#newestNs = ns;
    }
  }

  #withTimes(lines: readonly string[], untimed: readonly number[]): readonly string[] {
    const result = [...lines];
    for (const at of untimed) result[at] = (timeText(result[at - 1] ?? "") || this.#lastTime) + (result[at] ?? "");
    return result;
  }
}

/** The beginning of a resumed answer. */
export class Resumption {
  #mode: "start" | "counting" | "comparing" | "done" = "start";

  constructor(
    private readonly firstHash: bigint | number | undefined,
    private left: number,
    private readonly newestNs: bigint | undefined,
  ) {}

  /** Whether the answer begins where it should. If not, its file was rotated, or another run answers. */
  recognises(lines: readonly string[]): boolean {
    const [line] = lines;
    return this.#mode !== "start" || line === undefined || this.left === 0 || Bun.hash(line) === this.firstHash;
  }

  /** Nothing has come, though something was read from there. */
  get isMissed(): boolean {
    return this.#mode === "start" && this.left > 0;
  }

  get isDone(): boolean {
    return this.#mode === "done";
  }

  /** The lines that were not read before: by their count, or, when the answer begins elsewhere, by their times. */
  unread(lines: readonly string[]): readonly string[] {
    if (this.#mode === "start" && lines.length > 0) this.#mode = this.recognises(lines) ? "counting" : "comparing";
    switch (this.#mode) {
      case "start":
      case "done":
        return lines;
      case "counting":
        return this.#uncounted(lines);
      case "comparing":
        return this.#newer(lines);
    }
  }

  #uncounted(lines: readonly string[]): readonly string[] {
    const skipped = Math.min(this.left, lines.length);
    this.left -= skipped;
    if (this.left === 0) this.#mode = "done";
    return lines.slice(skipped);
  }

  /** A line without a time at the start is the rest of one that began before: it was read. */
  #newer(lines: readonly string[]): readonly string[] {
    const newest = this.newestNs ?? 0n;
    return lines.filter((line) => {
      if (this.isDone) return true;
      const ns = timeNs(line);
      if (ns !== undefined && ns > newest + nsPerSecond) this.#mode = "done";
      return ns !== undefined && ns > newest;
    });
  }
}

function emptySecond(second: number): Second {
  return { second, count: 0, first: 0, order: 0 };
}

/** A piece of a string keeps the whole one in memory: here, 64 KiB for each container. */
function copy(text: string): string {
  return text === "" ? "" : Buffer.from(text).toString();
}
