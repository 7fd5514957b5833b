/** Cells as lines whose columns stand below each other. */

/** A longer cell pushes its own line to the right instead of all the others. */
const columnWidthMax = 60;
const gap = "  ";

/** Columns are left-aligned; one that is empty in all rows is left out; lines have no blanks at the end. */
export function alignedLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columnWidths(rows);
  return rows.map((cells) => alignedLine(cells, widths).trimEnd());
}

function alignedLine(cells: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => ({ width, cell: cells[column] ?? "" }))
    .filter(({ width }) => width > 0)
    .map(({ width, cell }) => cell + " ".repeat(Math.max(0, width - shownLength(cell))))
    .join(gap);
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const cells of rows) {
    cells.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, Math.min(shownLength(cell), columnWidthMax));
    });
  }
  return widths;
}

/** Colours take no room. */
function shownLength(cell: string): number {
  return cell.replace(/\x1b\[[\d;]*m/g, "").length;
}
