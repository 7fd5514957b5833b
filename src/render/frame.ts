/** What a block is, and kubedog's own way to draw one: `┌ header`, `│ text`, `└ header`. */
import { displayWidth, fittingLength } from "./display-width.ts";
import type { Paint } from "./style.ts";

export type Frame = {
  readonly header: string;
  /** Of the frame with its header, and of the header in it. */
  readonly paint: Paint;
  readonly paintHeader: Paint;
  /** A blank line stands before it, whatever comes before. */
  readonly isApart: boolean;
  /** A CI system shows the header alone until somebody asks for more. */
  readonly isCollapsed: boolean;
};

/** How the start, the lines and the end of a block are told from other text. One block is open at a time. */
export type BlockMarks = {
  /** Drawn for a terminal: lines are broken to its width, and blank lines stand between blocks. */
  readonly isDrawn: boolean;
  /** @param width columns that the header may take */
  start(frame: Frame, at: number, width: number): string;
  line(frame: Frame, text: string): string;
  end(frame: Frame, at: number, width: number): string;
};

export const drawnFrames: BlockMarks = {
  isDrawn: true,
  start: (frame, _at, width) => borderLine("┌", frame, width),
  line: ({ paint }, text) => paint(`│ ${text}`),
  end: (frame, _at, width) => borderLine("└", frame, width),
};

function borderLine(corner: string, { header, paint, paintHeader }: Frame, width: number): string {
  return paint(`${corner} ${paintHeader(shortened(header, width))}`);
}

const ellipsis = " ...";

function shortened(header: string, width: number): string {
  if (displayWidth(header) <= width) return header;
  return `${header.slice(0, fittingLength(header, 0, width - ellipsis.length))}${ellipsis}`;
}
