/** What is wrong with a document and where, in words. */
import type { DocumentNode } from "./document.ts";

/** `at` is an offset in the text; "nowhere" when there is no text to point at. */
export type Problem = { readonly at: number | "nowhere"; readonly text: string };

/** Keys and indices from the document's root. */
export type Path = readonly (string | number)[];

/** Problems or warnings of a document that are shown; of the rest only the number. */
export const problemLinesMax = 50;
const quotedLengthMax = 60;
const saidLengthMax = 200;
/** What could steer a terminal or hide: C0, C1, marks of direction, blanks without width. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line each, in the order of the text: `Jobs[0].FailMode: … (line 7, column 31)`; a file is named, stdin is not. At most 50, and then the number of the rest. */
export function problemLines(problems: readonly Problem[], text: string, source: string): string[] {
  const shown = problems.slice(0, problemLinesMax).sort((a, b) => offset(a) - offset(b));
  const lines = shown.map((problem) => `${problem.text}${positionText(problem, text, source)}`);
  return problems.length > problemLinesMax ? [...lines, `and ${problems.length - problemLinesMax} more`] : lines;
}

function offset({ at }: Problem): number {
  return at === "nowhere" ? 0 : at;
}

function positionText({ at }: Problem, text: string, source: string): string {
  const file = source === "stdin" ? "" : saidText(source);
  if (at === "nowhere") return file && ` (${file})`;
  const lines = text.slice(0, at).split("\n");
  const column = (lines.at(-1) ?? "").length + 1;
  return ` (line ${lines.length}, column ${column}${file && ` of ${file}`})`;
}

/** `Deployments[1].LogRegexByContainerName.app`; the empty path is "the document". */
export function pathText(path: Path): string {
  if (path.length === 0) return "the document";
  return path.map(segmentText).join("").replace(/^\./, "");
}

function segmentText(segment: string | number): string {
  if (typeof segment === "number") return `[${segment}]`;
  return /^[A-Za-z_][\w-]{0,60}$/.test(segment) ? `.${segment}` : `[${quoted(segment)}]`;
}

/** Names what stands at a place: `"one"`, `1.5`, `an object`; `nothing` for a place that is not in the document. */
export function foundText(node: DocumentNode | undefined): string {
  switch (node?.type) {
    case undefined:
      return "nothing";
    case "null":
      return "null";
    case "boolean":
      return String(node.value);
    case "number":
      return shortened(node.text, quotedLengthMax);
    case "string":
      return quoted(node.value);
    case "list":
      return "an array";
    case "object":
      return "an object";
  }
}

/** In double quotes, at most 60 characters, safe to print. */
export function quoted(text: string): string {
  return printable(JSON.stringify(shortened(text, quotedLengthMax)));
}

/** Words of another, at most 200 characters, safe to print. */
export function saidText(text: string): string {
  return printable(shortened(text, saidLengthMax));
}

function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function shortened(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
}
