/** What two runs said, as rows of the page's table: without what differs from run to run. */
import type { Run } from "./contest.ts";
import type { Situation } from "./situation.ts";

export type Outcome = { readonly situation: Situation; readonly theirs: Run; readonly ours: Run };

const shownLinesMax = 5;
const lineCharsMax = 360;

const head = ["situation", "program", "what it says in the end", "exit code", "seconds"];

export function comparisonTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ situation, theirs, ours }) => [
    [situation.title, "v0.13.0", ...cellsOf(theirs, situation)],
    ["", "here", ...cellsOf(ours, situation)],
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

function cellsOf(run: Run, { shows }: Situation): readonly string[] {
  const said = [...run.out, ...run.err];
  const lines = shows === undefined ? lastWords(run) : said.filter((line) => shows.test(line)).slice(-shownLinesMax);
  const text = lines.map((line) => `${isTableRow(line) ? "table: " : ""}${code(shortened(steady(line)))}`).join("<br>");
  return [text || (said.length === 0 ? "(nothing)" : "(nothing of it)"), ...endCells(run)];
}

function endCells({ exitCode, isKilled, elapsedMs }: Run): readonly string[] {
  const seconds = elapsedMs < 1000 ? "< 1" : `${Math.round(elapsedMs / 1000)}`;
  if (exitCode === undefined) return ["none", `still waits after ${seconds}`];
  return [`${exitCode}${isKilled ? " (killed)" : ""}`, seconds];
}

/** A verdict stands on standard error, above the stack of a panic; where there is none, the end of standard output tells most: of a table its last row, which is not its head. */
function lastWords({ out, err }: Run): readonly string[] {
  const stack = err.findIndex((line) => line.startsWith("goroutine "));
  const verdict = (stack < 0 ? err : err.slice(0, stack)).slice(-1);
  return verdict.length > 0 ? verdict : out.filter((line) => !/^[┌└]|^│ [A-Z]+ {2}/.test(line)).slice(-1);
}

/** Of v0.13.0's frames: columns stand apart. */
function isTableRow(line: string): boolean {
  return /^│ .*\S {2,}\S/.test(line);
}

/** Without names that a controller made up, numbers of seconds, paths, and the blanks between a table's columns. */
function steady(line: string): string {
  return line
    .replace(/\b(web|db|migrate)-(?:[a-z0-9]{8,10}-)?[a-z0-9]{5}(?![a-z0-9-])/g, "$1-…")
    .replace(/\b[a-z0-9]{8,10}-[a-z0-9]{5}\b(?!-)/g, "…")
    .replace(/\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)/g, "(…)")
    .replace(/\b\d+(?:\.\d+)?m?s\b/g, "…s")
    .replace(/(?<![\w:/])\/(?:[\w.-]+\/)+[\w.-]+/g, "…")
    .replace(/^│ (?:[└├]── )?/, "")
    .replace(/(?<=\S) {2,}/g, "  ");
}

function shortened(line: string): string {
  return line.length > lineCharsMax ? `${line.slice(0, lineCharsMax)}…` : line;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
