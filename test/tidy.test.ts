/** The rules of the house that a plain text search can check. Each is tried on the repository, and on an example that breaks it. */
import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import manifest from "../package.json";
import { causesDocument } from "../scripts/causes.ts";
import { withGeneratedParts } from "../scripts/readme.ts";
import { codeRules } from "./tidy/code-rules.ts";
import { codeOf, type SourceFile } from "./tidy/code.ts";
import { deadRules } from "./tidy/dead-rules.ts";
import { documentRules } from "./tidy/document-rules.ts";
import { layerRules } from "./tidy/layer-rules.ts";
import { filesOf, type Rule } from "./tidy/rule.ts";

const root = new URL("..", import.meta.url).pathname;

/** What is committed, but for the recordings of clusters. */
const files = await filesIn("*", ".ci/*", ".github/**/*", "src/**/*", "test/**/*", "scripts/**/*", "docs/*");
const sources = files.filter(({ path }) => path.endsWith(".ts"));

async function filesIn(...patterns: readonly string[]): Promise<readonly SourceFile[]> {
  const found = patterns.map((pattern) => [...new Glob(pattern).scanSync({ cwd: root, dot: true })]);
  if (found.some((paths) => paths.length === 0)) throw new Error(`one of ${patterns.join(", ")} finds no file`);
  const paths = found.flat().filter((path) => !path.endsWith(".jsonl")).sort();
  return await Promise.all(paths.map(async (path) => ({ path, text: await Bun.file(`${root}${path}`).text() })));
}

function textOf(wanted: string): string {
  return files.find(({ path }) => path === wanted)?.text ?? "";
}

function check({ title, find, bad, says }: Rule, repository: readonly SourceFile[]): void {
  test(title, () => expect(find(repository)).toEqual([]));
  test(`it is noticed when not: ${title}`, () => expect(find(filesOf(bad))).toEqual([...says]));
}

test("comments, strings, templates' texts and patterns are no code; what stands in a template's braces is", () => {
  const text = 'a; // any\n/* any */ b("any \\" any", `any ${c({ d: `any` })} \\` any`);\nconst e = /any["/]/g.test(f) ? g / any / h : 0;';
  expect(codeOf(text)).toBe('a;       \n          b("          ", `    ${c({ d: `   ` })}       `);\nconst e =           .test(f) ? g / any / h : 0;');
});

describe("layers", () => {
  for (const rule of layerRules) check(rule, sources);
});

describe("code", () => {
  for (const rule of codeRules) check(rule, sources);
});

describe("nothing is dead", () => {
  for (const rule of deadRules) check(rule, sources);
});

describe("documents", () => {
  for (const rule of documentRules) check(rule, files);

  test("README's tables are those of the code: run scripts/readme.ts", () => expect(textOf("README.md")).toBe(withGeneratedParts(textOf("README.md"))));

  test("docs/causes.md tells what the recordings print: run scripts/causes.ts", () => expect(textOf("docs/causes.md")).toBe(causesDocument()));

  test("ARCHITECTURE.md has a reason for each dependency, and for no other", () => {
    const [, section = ""] = textOf("ARCHITECTURE.md").split("## Dependencies\n");
    const named = [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, name = ""]) => name);
    expect(named.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test("CHANGELOG.md has an entry for this version", () => expect(textOf("CHANGELOG.md")).toMatch(new RegExp(`^## ${RegExp.escape(manifest.version)}\\b`, "m")));
});
