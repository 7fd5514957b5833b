/** Text broken into lines of a width, at blanks where there are any; colours end with each line and go on in the next. */
import { ColourState } from "./colour-state.ts";
import { displayWidth, fittingLength, padded, withoutTabs } from "./display-width.ts";

/** The lines of a text without newlines; at least one. Tabs are as wide as in a terminal. */
export function wrapped(text: string, width: number): readonly string[] {
  const line = withoutTabs(text);
  return displayWidth(line) <= width ? [line] : new Wrapping(Math.max(1, width)).take(line);
}

const mark = " ↵";

/** The same, each line but the last filled to the width, with a mark at its end. */
export function marked(text: string, width: number): readonly string[] {
  const line = withoutTabs(text);
  if (displayWidth(line) <= width) return [line];
  const lines = wrapped(line, width - mark.length);
  return lines.map((part, index) => (index === lines.length - 1 ? part : `${padded(part, width - mark.length)}${mark}`));
}

/** Colours, blanks, and words between them. */
const tokens = /\x1b\[[\d;:]*m| +|[^ \x1b]+|\x1b/g;

class Wrapping {
  readonly #colours = new ColourState();
  readonly #lines: string[] = [];
  #line = "";
  #used = 0;
  /** Blanks and colours that are printed if something follows in the same line. */
  #gap = "";
  #gapWidth = 0;

  constructor(readonly width: number) {}

  take(text: string): readonly string[] {
    for (const { 0: token, index } of text.matchAll(tokens)) {
      if (token.length > 2 && token.startsWith("\x1b")) this.#takeColour(token);
      else if (token.startsWith(" ")) this.#takeBlanks(token);
      else this.#takeWord(token, text[index + token.length] === " ");
    }
    this.#endLine();
    return this.#lines;
  }

  #takeColour(sequence: string): void {
    this.#colours.apply(sequence);
    this.#gap += sequence;
  }

  #takeBlanks(blanks: string): void {
    this.#gap += blanks;
    this.#gapWidth += blanks.length;
  }

  /** As kubedog has it, a word needs room for the blank behind it, too. */
  #takeWord(word: string, isBlankNext: boolean): void {
    const width = displayWidth(word);
    if (this.#used + this.#gapWidth + width + (isBlankNext ? 1 : 0) <= this.width) return this.#put(word, width);
    if (width > this.width) return this.#cut(word);
    this.#breakLine();
    return this.#put(word, width);
  }

  /** A word that no line can hold fills this one and the next ones. */
  #cut(word: string): void {
    for (let start = 0; start < word.length; ) {
      const room = this.width - this.#used - this.#gapWidth;
      const part = word.slice(start, start + fittingLength(word, start, room));
      const width = displayWidth(part);
      if (width > room && room < this.width) {
        this.#breakLine();
        continue;
      }
      this.#put(part, width);
      start += part.length;
    }
  }

  #put(text: string, width: number): void {
    this.#line += this.#gap + text;
    this.#used += this.#gapWidth + width;
    this.#gap = "";
    this.#gapWidth = 0;
  }

  /** What stands between two lines is not printed; a line of blanks alone is none. */
  #breakLine(): void {
    if (this.#used > 0) this.#endLine();
    this.#line = "";
    this.#used = 0;
    this.#gap = this.#colours.opening;
    this.#gapWidth = 0;
  }

  #endLine(): void {
    this.#lines.push(this.#line.includes("\x1b") && !this.#line.endsWith("\x1b[0m") ? `${this.#line}\x1b[0m` : this.#line);
  }
}
