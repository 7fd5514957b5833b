/**
 * Where lines are put one below the other: rows, and kubedog's blocks, which hold together what comes under the same header.
 *
 *   ┌ header        nothing open ── framed ──► a block is open ── the same header ──┐
 *   │ text                ▲                        │      ▲                         │
 *   └ header              └── anything else, end ──┘      └─────────────────────────┘
 */
import { displayWidth, fittingLength } from "./display-width.ts";
import type { Line } from "./renderer.ts";
import type { Row } from "./row.ts";
import type { Paint } from "./style.ts";
import { timeText } from "./time-text.ts";
import { marked } from "./wrap.ts";

export type Frame = {
  readonly header: string;
  /** Of the frame with its header, and of the header in it. */
  readonly paint: Paint;
  readonly paintHeader: Paint;
  /** A blank line stands before it, whatever comes before. */
  readonly isApart: boolean;
};

type PageOptions = {
  /** Put before every line of both streams; "" for none. */
  readonly prefix: string;
  /** Each line starts with its time; in a block each text does. */
  readonly timestamps: boolean;
  /** Columns of the terminal, now. */
  readonly width: () => number;
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

  /** Columns within a block. */
  get contentWidth(): number {
    return this.lineWidth - borderWidth;
  }

  rows(rows: readonly Row[], at: number): readonly Line[] {
    if (rows.length === 0) return [];
    const before = `${this.options.prefix}${this.stamp(at)}`;
    return [...this.#between(), ...rows.map(({ to, text }) => ({ to, text: `${before}${text}\n` }))];
  }

  /** The same, broken to the width of the window, with a mark where they are. */
  brokenRows(rows: readonly Row[], at: number): readonly Line[] {
    const { prefix } = this.options;
    const lines = rows.flatMap(({ to, text }) => marked(`${this.stamp(at)}${text}`, this.lineWidth).map((line) => ({ to, text: `${prefix}${line}\n` })));
    return [...this.#between(), ...lines];
  }

  /** Whole lines that have their prefix already. */
  text(text: string): readonly Line[] {
    return [...this.#between(), { to: "out", text }];
  }

  /** Lines under a header, as wide as the content at most. The block stays open. */
  framed(frame: Frame, lines: readonly string[]): readonly Line[] {
    const isOpen = this.#open?.header === frame.header;
    const before = isOpen ? [] : [...this.#before(frame), this.#borderLine("┌", frame)];
    this.#open = frame;
    const inner = lines.map((line) => `${this.options.prefix}${frame.paint(`│ ${line}`)}\n`).join("");
    return [...before, { to: "out", text: inner }];
  }

  /** A block that nothing is added to. */
  block(frame: Frame, lines: readonly string[]): readonly Line[] {
    return [...this.framed(frame, lines), ...this.#close()];
  }

  /** Ends the block that is open. */
  end(): readonly Line[] {
    return this.#close();
  }

  #before({ isApart }: Frame): readonly Line[] {
    const closing = this.#close();
    this.#isBlankDue ||= isApart && !this.#isEmpty;
    return [...closing, ...this.#between()];
  }

  /** Ends what is open; the blank line after a block is printed once something follows. */
  #between(): readonly Line[] {
    const closing = this.#close();
    const blank: readonly Line[] = this.#isBlankDue ? [{ to: "out", text: `${this.options.prefix}\n` }] : [];
    this.#isBlankDue = false;
    this.#isEmpty = false;
    return [...closing, ...blank];
  }

  #close(): readonly Line[] {
    const frame = this.#open;
    if (frame === undefined) return [];
    this.#open = undefined;
    this.#isBlankDue = true;
    return [this.#borderLine("└", frame)];
  }

  #borderLine(corner: string, { header, paint, paintHeader }: Frame): Line {
    return { to: "out", text: `${this.options.prefix}${paint(`${corner} ${paintHeader(shortened(header, this.contentWidth))}`)}\n` };
  }
}

const ellipsis = " ...";

function shortened(header: string, width: number): string {
  if (displayWidth(header) <= width) return header;
  return `${header.slice(0, fittingLength(header, 0, width - ellipsis.length))}${ellipsis}`;
}
