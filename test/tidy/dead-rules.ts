/** What nobody reaches or uses. */
import { importsOf, lineAt, resolved, type SourceFile } from "./code.ts";
import { code, isIn, type Rule } from "./rule.ts";

/** Where a program starts: the one we ship, and ours for building it. */
function isEntry(path: string): boolean {
  return path === "src/main.ts" || isIn(path, "scripts") || path.endsWith(".test.ts");
}

function importedBy(file: SourceFile): readonly string[] {
  return importsOf(file).filter(({ specifier }) => specifier.startsWith(".")).map(({ specifier }) => resolved(file.path, specifier));
}

/** Files that no program, script or test leads to. Tests alone do not keep a file of the program alive. */
function deadFiles(files: readonly SourceFile[]): readonly string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const reach = (path: string, from: string) => {
    const isKeptByTest = isIn(from, "test") && isIn(path, "src");
    const file = known.get(path);
    if (file === undefined || reached.has(path) || isKeptByTest) return;
    reached.add(path);
    for (const next of importedBy(file)) reach(next, path);
  };
  for (const { path } of files) if (isEntry(path)) reach(path, path);
  return files.filter(({ path }) => !reached.has(path)).map(({ path }) => `${path}:1: nothing leads here: delete it, or use it`);
}

const exportPattern = /^export (?:declare )?(?:async )?(?:function\*?|const|let|class|(?<type>type)) (?<name>\w+)/gm;

/** Names that no other file imports. A type may stand if the file itself needs it: it names what its functions take and give. */
function unusedExports(files: readonly SourceFile[]): readonly string[] {
  const users = new Map<string, SourceFile[]>();
  for (const file of files) for (const path of importedBy(file)) users.set(path, [...(users.get(path) ?? []), file]);
  return files.flatMap((file) =>
    [...code(file).matchAll(exportPattern)]
      .map(({ index, groups = {} }) => ({ name: groups["name"] ?? "", isType: groups["type"] !== undefined, line: lineAt(file.text, index) }))
      .filter(({ name, isType }) => !(isType && [...code(file).matchAll(new RegExp(`\\b${name}\\b`, "g"))].length > 1))
      .filter(({ name }) => !(users.get(file.path) ?? []).some((user) => new RegExp(`\\b${name}\\b`).test(code(user))))
      .map(({ name, line }) => `${file.path}:${line}: nobody imports ${name}: do not export it`),
  );
}

export const deadRules: readonly Rule[] = [
  {
    title: "every file is reached from a program, a script or a test",
    find: deadFiles,
    bad: { "src/main.ts": 'import { a } from "./a.ts";\n', "src/a.ts": "", "src/b.ts": "", "test/b.test.ts": 'import { b } from "../src/b.ts";\nimport { c } from "./c.ts";\n', "test/c.ts": "", "test/d.ts": "" },
    says: ["src/b.ts:1: nothing leads here: delete it, or use it", "test/d.ts:1: nothing leads here: delete it, or use it"],
  },
  {
    title: "what is exported is imported",
    find: unusedExports,
    bad: { "src/a.ts": "export const used = 1;\nexport type Unused = string;\nexport type Used = string;\nexport function unused(a: Used) {}\n", "src/b.ts": 'import { used } from "./a.ts";\n', "src/c.ts": 'const Unused = "export const no";\n' },
    says: ["src/a.ts:2: nobody imports Unused: do not export it", "src/a.ts:4: nobody imports unused: do not export it"],
  },
];
