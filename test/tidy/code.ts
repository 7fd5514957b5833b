/** Source text as the tidy rules see it: comments, strings and patterns blanked out, every character in its place. */

export type SourceFile = { readonly path: string; readonly text: string };

/** A comment, a string, or a pattern where one may stand: not after a value, where a slash divides. */
const quiet =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?=\/)(?<=(?:^|[(,=:[!&|?{};>+]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

/** The text with blanks for everything that does nothing. Quotes stay, line ends stay. */
export function codeOf(text: string): string {
  let code = "";
  /** For each template that we are in, the braces that are open in its `${…}`; -1: in its text. */
  const templates: number[] = [];
  while (code.length < text.length) {
    const at = code.length;
    const inText = templates.at(-1) === -1;
    const part = inText ? templateText(text, at) : codeText(text, at);
    code += part.code;
    step(templates, part.mark);
  }
  return code;
}

type Part = { readonly code: string; readonly mark: "" | "`" | "${" | "{" | "}" };

function templateText(text: string, at: number): Part {
  if (text[at] === "`") return { code: "`", mark: "`" };
  if (text.startsWith("${", at)) return { code: "${", mark: "${" };
  const length = text[at] === "\\" ? 2 : 1;
  return { code: blanked(text.slice(at, at + length)), mark: "" };
}

function codeText(text: string, at: number): Part {
  quiet.lastIndex = at;
  const [found] = quiet.exec(text) ?? [];
  if (found !== undefined) return { code: isString(found) ? `${found[0]}${blanked(found.slice(1, -1))}${found[0]}` : blanked(found), mark: "" };
  const mark = text[at];
  return { code: mark ?? "", mark: mark === "`" || mark === "{" || mark === "}" ? mark : "" };
}

function step(templates: number[], mark: Part["mark"]): void {
  const open = templates.at(-1);
  if (mark === "`" && open === -1) templates.pop();
  else if (mark === "`") templates.push(-1);
  else if (mark === "${" && open === -1) templates.splice(-1, 1, -1, 0);
  else if (mark === "}" && open === 0) templates.pop();
  else if (mark === "{" && open !== undefined && open >= 0) templates.splice(-1, 1, open + 1);
  else if (mark === "}" && open !== undefined && open > 0) templates.splice(-1, 1, open - 1);
}

function isString(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}

function blanked(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

export type Import = { readonly line: number; readonly specifier: string; readonly isTypeOnly: boolean };

const importPattern = /^(?:import|export)\b(?<names>[^;"]*?)\bfrom "(?<specifier>[^"\n]+)"|^import "(?<bare>[^"\n]+)"|(?<type>\btypeof )?\b(?:import|require)\("(?<loaded>[^"\n]+)"\)/gm;

/** What a file imports, dynamic imports and re-exports included. */
export function importsOf({ text }: SourceFile): readonly Import[] {
  const code = codeOf(text);
  return [...text.matchAll(importPattern)]
    .filter(({ index }) => /[a-z]/.test(code[index] ?? ""))
    .map(({ index, groups = {} }) => {
      const names = groups["names"] ?? "";
      const listed = /^\s*\{(?<list>[^}]*)\}/.exec(names)?.groups?.["list"]?.split(",").filter((name) => name.trim() !== "") ?? [];
      const isTypeOnly = /^\s*type\b/.test(names) || groups["type"] !== undefined || (listed.length > 0 && listed.every((name) => name.trim().startsWith("type ")));
      return { line: lineAt(text, index), specifier: groups["specifier"] ?? groups["bare"] ?? groups["loaded"] ?? "", isTypeOnly };
    });
}

/** The path of the file that a relative import names. */
export function resolved(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
