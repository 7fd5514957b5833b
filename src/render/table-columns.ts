/** Columns that share a width by ratios, as in kubedog's tables; a cell that is too long goes on in the next line. */
import { displayWidth, padded } from "./display-width.ts";
import { wrapped } from "./wrap.ts";

/** So much of the first column is not given to others. */
const firstWidthMin = 12;

/** The rest goes to the last column. In a narrow window the first one gives of its own, so that no head is broken. */
export function columnWidths(width: number, ratios: readonly number[], heads: readonly string[]): readonly number[] {
  const shares = ratios.map((ratio) => Math.floor(width * ratio));
  const rest = width - shares.reduce((sum, share) => sum + share, 0);
  const others = shares.slice(1).map((share, index) => (index === shares.length - 2 ? share + rest : share));
  let first = shares[0] ?? 0;
  const widths = others.map((share, index) => {
    const lack = Math.max(0, displayWidth(heads[index + 1] ?? "") + 1 - share);
    const taken = Math.min(lack, Math.max(0, first - firstWidthMin));
    first -= taken;
    return share + taken;
  });
  return [first, ...widths];
}

/** One row of cells; blanks at a line's end are cut. */
export function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const columns = cells.map((cell, index) => wrapped(cell, Math.max(1, (widths[index] ?? 1) - 1)));
  return besideEachOther(columns, widths);
}

/** Texts of several lines next to each other, each but the last filled to its width. */
export function besideEachOther(columns: readonly (readonly string[])[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) => columns.map((lines, index) => padded(lines[row] ?? "", widths[index] ?? 0)).join("").trimEnd());
}
