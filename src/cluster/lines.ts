/** Bytes to lines, at the speed at which they come. */
import { MalformedError } from "./wire.ts";

/** One JSON document of a watch: etcd's own limit is far below. */
export const watchLineCharsMax = 64 * 1024 * 1024;
/** One log line; what is longer is cut. */
export const logLineCharsMax = 1024 * 1024;

/** What stands at the end of a line that was cut. */
export const cutMark = ` … [line cut after ${logLineCharsMax} characters]`;

type LineLimit = { readonly charsMax: number; readonly overlong: "cut" | "fail" };

const newline = "\n";
const carriageReturn = 13;

/** Splits a stream of UTF-8 at line ends, `\n` or `\r\n`. Invalid bytes become U+FFFD. */
export class LineSplitter {
  #decoder = new TextDecoder();
  #rest = "";

  constructor(private readonly limit: LineLimit) {}

  /** The lines that this chunk completes, without their ends. Throws `MalformedError` at an overlong line if so asked. */
  push(chunk: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The last line when nothing ended it, else "". To be called once, when no more bytes come. */
  end(): string {
    this.#keep(this.#decoder.decode());
    return this.#line(this.#rest);
  }

  #split(text: string): string[] {
    let end = text.indexOf(newline);
    if (end < 0) {
      this.#keep(text);
      return [];
    }
    const lines = [this.#line(this.#rest + text.slice(0, end))];
    let start = end + 1;
    for (end = text.indexOf(newline, start); end >= 0; end = text.indexOf(newline, start)) {
      // Looked at in the whole text: in the piece it would cost a copy of each line's head.
      const ending = text.charCodeAt(end - 1) === carriageReturn ? 1 : 0;
      lines.push(end - start > this.limit.charsMax ? this.#cut(text.slice(start, end)) : text.slice(start, end - ending));
      start = end + 1;
    }
    this.#rest = "";
    this.#keep(text.slice(start));
    return lines;
  }

  /** Only the new text is searched for a line end, so a long line costs its length once. */
  #keep(text: string): void {
    const { charsMax, overlong } = this.limit;
    if (this.#rest.length + text.length <= charsMax) {
      this.#rest += text;
      return;
    }
    if (overlong === "fail") throw new MalformedError(`a line is longer than ${charsMax} characters`);
    // One character above the limit makes the line count as overlong when its end comes.
    this.#rest += text.slice(0, charsMax + 1 - this.#rest.length);
  }

  #line(line: string): string {
    if (line.length > this.limit.charsMax) return this.#cut(line);
    return line.charCodeAt(line.length - 1) === carriageReturn ? line.slice(0, -1) : line;
  }

  #cut(line: string): string {
    const { charsMax, overlong } = this.limit;
    if (overlong === "fail") throw new MalformedError(`a line is longer than ${charsMax} characters`);
    return line.slice(0, charsMax) + cutMark;
  }
}
