/** What a tidy rule is: a search through the files, and a small example that it must find. */
import { codeOf, lineAt, type SourceFile } from "./code.ts";

export type Rule = {
  /** What holds, as a sentence. */
  readonly title: string;
  /** Each finding names file, line and remedy. */
  readonly find: (files: readonly SourceFile[]) => readonly string[];
  /** Files that break the rule, by path, and what it says of them: so that it bites. */
  readonly bad: { readonly [path: string]: string };
  readonly says: readonly string[];
};

const codes = new WeakMap<SourceFile, string>();

/** The file's code, see `codeOf`; worked out once. */
export function code(file: SourceFile): string {
  const known = codes.get(file) ?? codeOf(file.text);
  codes.set(file, known);
  return known;
}

export function isIn(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** `src/a.ts:3: found, remedy` for each place where the pattern occurs in the code. */
export function places(file: SourceFile, pattern: RegExp, remedy: string): readonly string[] {
  return [...code(file).matchAll(pattern)].map(({ 0: found, index }) => `${file.path}:${lineAt(file.text, index)}: ${found.trim()}: ${remedy}`);
}

/** The search of each file on its own. */
export function each(find: (file: SourceFile) => readonly string[]): Rule["find"] {
  return (files) => files.flatMap(find);
}

export function filesOf(texts: Rule["bad"]): readonly SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}
