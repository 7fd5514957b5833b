/**
 * Where lines are put one below the other: rows, and blocks, which hold together what comes under the same header.
 *
 *   ┌ header        nothing open ── framed ──► a block is open ── the same header ──┐
 *   │ text                ▲                        │      ▲                         │
 *   └ header              └── anything else, end ──┘      └─────────────────────────┘
 */
import { displayWidth } from "./display-width.ts";
import type { BlockMarks, Frame } from "./frame.ts";
import { withoutLeadingCommand } from "./harmless.ts";
import type { Line } from "./renderer.ts";
import type { Row } from "./row.ts";
import { timeText } from "./time-text.ts";
import { marked } from "./wrap.ts";

type PageOptions = {
  /** Put before every line of both streams; "" for none. */
  readonly prefix: string;
  /** Each line starts with its time; in a block each text does. */
  readonly timestamps: boolean;
  /** Columns of the terminal, now. */
  readonly width: () => number;
  readonly marks: BlockMarks;
};

/** A narrower window breaks the lines itself. */
const widthMin = 20;
/** `│ ` */
const borderWidth = 2;

export class Page {
  #open: Frame | undefined;
  #isBlankDue = false;
  #isEmpty = true;

  constructor(readonly options: PageOptions) {}

  /** What stands before a text of that time. */
  stamp(at: number): string {
    return this.options.timestamps ? `${timeText(at)} ` : "";
  }

  /** Columns of a line behind the prefix. */
  get lineWidth(): number {
    return Math.max(widthMin, this.options.width() - displayWidth(this.options.prefix));
  }

  /** Columns of a text within a block: without end where the reader's page breaks the lines. */
  get contentWidth(): number {
    return this.options.marks.isDrawn ? this.tableWidth : Infinity;
  }

  /** Columns of a table, which are laid out for some width in any case. */
  get tableWidth(): number {
    return this.options.marks.isDrawn ? this.lineWidth - borderWidth : this.lineWidth;
  }

  rows(rows: readonly Row[], at: number): readonly Line[] {
    if (rows.length === 0) return [];
    const before = `${this.options.prefix}${this.stamp(at)}`;
    return [...this.#between(at), ...rows.map(({ to, text }) => ({ to, text: `${before}${text}\n` }))];
  }

  /** The same, broken to the width of the window, with a mark where they are. A line may start within a text then. */
  brokenRows(rows: readonly Row[], at: number): readonly Line[] {
    if (!this.options.marks.isDrawn) return this.rows(rows, at);
    const { prefix } = this.options;
    const lines = rows.flatMap(({ to, text }) => marked(`${this.stamp(at)}${text}`, this.lineWidth).map((line) => ({ to, text: `${prefix}${withoutLeadingCommand(line)}\n` })));
    return [...this.#between(at), ...lines];
  }

  /** Whole lines that have their prefix already. */
  text(text: string, at: number): readonly Line[] {
    return [...this.#between(at), { to: "out", text }];
  }

  /** Lines for a CI system to obey: nothing may stand before them. */
  commands(texts: readonly string[], at: number): readonly Line[] {
    if (texts.length === 0) return [];
    return [...this.#between(at), { to: "out", text: texts.map((text) => `${text}\n`).join("") }];
  }

  /** Lines under a header, as wide as the content at most. The block stays open. */
  framed(frame: Frame, lines: readonly string[], at: number): readonly Line[] {
    const { prefix, marks } = this.options;
    const isOpen = this.#open?.header === frame.header;
    const before = isOpen ? [] : [...this.#before(frame, at), this.#edge(marks.start(frame, at, this.contentWidth))];
    this.#open = frame;
    const inner = lines.map((line) => `${prefix}${marks.line(frame, line)}\n`).join("");
    return [...before, { to: "out", text: inner }];
  }

  /** A block that nothing is added to. */
  block(frame: Frame, lines: readonly string[], at: number): readonly Line[] {
    return [...this.framed(frame, lines, at), ...this.#close(at)];
  }

  /** Ends the block that is open. */
  end(at: number): readonly Line[] {
    return this.#close(at);
  }

  #before({ isApart }: Frame, at: number): readonly Line[] {
    const closing = this.#close(at);
    this.#isBlankDue ||= isApart && !this.#isEmpty && this.options.marks.isDrawn;
    return [...closing, ...this.#between(at)];
  }

  /** Ends what is open; the blank line after a block is printed once something follows. */
  #between(at: number): readonly Line[] {
    const closing = this.#close(at);
    const blank: readonly Line[] = this.#isBlankDue ? [{ to: "out", text: `${this.options.prefix}\n` }] : [];
    this.#isBlankDue = false;
    this.#isEmpty = false;
    return [...closing, ...blank];
  }

  #close(at: number): readonly Line[] {
    const frame = this.#open;
    const { marks } = this.options;
    if (frame === undefined) return [];
    this.#open = undefined;
    this.#isBlankDue = marks.isDrawn;
    return [this.#edge(marks.end(frame, at, this.contentWidth))];
  }

  #edge(text: string): Line {
    return { to: "out", text: `${this.options.prefix}${text}\n` };
  }
}
