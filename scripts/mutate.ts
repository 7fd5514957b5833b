/**
 * Finds rungs that no test holds: takes them out of the ladders and rule tables of src/kinds one at a time, in a copy of the checkout, and
 * runs the tests of the kinds, then the stories and the replays. `bun scripts/mutate.ts [FILE…]`, each a file of src/kinds by a part of its path; without, all.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const copied = ["src", "test/kinds", "test/core", "test/render", "test/replay", "docs/causes.md", "scripts/score.ts", "scripts/mutate.ts", "package.json", "tsconfig.json", "bunfig.toml"] as const;

const transpiler = new Bun.Transpiler({ loader: "ts" });

/** A part of a file, and the file without it, which is still a program. */
type Rung = { readonly line: number; readonly text: string; readonly without: string };

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  const copy = mkdtempSync(join(tmpdir(), "kubedog-mutate-"));
  try {
    for (const path of copied) cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    if (await isNoticed(copy)) throw new Error("the tests fail as they are: see to that first");
    process.exitCode = (await report(copy, laddersIn(copy, wanted))) === 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function laddersIn(folder: string, wanted: readonly string[]): readonly string[] {
  const files = readdirSync(join(folder, "src/kinds"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.filter((name) => wanted.length === 0 || wanted.some((part) => `src/kinds/${name}`.includes(part))).sort().map((name) => `src/kinds/${name}`);
}

/** Says which rungs nobody would miss, and how many there are. */
async function report(folder: string, files: readonly string[]): Promise<number> {
  let [all, unnoticed] = [0, 0];
  for (const file of files) {
    const path = join(folder, file);
    const whole = readFileSync(path, "utf8");
    for (const { line, text, without } of rungsOf(whole)) {
      writeFileSync(path, without);
      all += 1;
      if (await isNoticed(folder)) continue;
      unnoticed += 1;
      console.log(`${file}:${line}: ${text}`);
    }
    writeFileSync(path, whole);
  }
  console.log(`${all} rungs, ${unnoticed} unnoticed`);
  return unnoticed;
}

/** Whether a test fails. */
async function isNoticed(folder: string): Promise<boolean> {
  const env = { ...process.env, KUBEDOG_CONFORMANCE: process.env["KUBEDOG_CONFORMANCE"] ?? join(root, "../shared/conformance") };
  for (const tests of [["./test/kinds"], ["./test/core", "./test/render", "./test/replay"]]) {
    const child = Bun.spawn([process.execPath, "test", "--bail", ...tests], { cwd: folder, env, stdin: "ignore", stdout: "ignore", stderr: "ignore" });
    if ((await child.exited) !== 0) return true;
  }
  return false;
}

export function rungsOf(whole: string): readonly Rung[] {
  const lines = whole.split("\n");
  const rungs = lines.flatMap((line, at) => [
    ...branch(lines, at).map((end) => ({ text: line.trim(), without: cut(lines, at, end) })),
    ...entries(line).map(({ text, rest }) => ({ text, without: lines.with(at, rest).join("\n") })),
  ].map((rung) => ({ ...rung, line: at + 1 })));
  return rungs.filter(({ without }) => isProgram(without));
}

/** The last line of what begins here, if that can go as a whole: a branch that returns, an entry of a chain, a row of a table. */
function branch(lines: readonly string[], at: number): readonly number[] {
  const line = lines[at] ?? "";
  if (/^\s*if \(.*\) return\b.*;$/.test(line) || /^\s+\S.* \?\?$/.test(line) || isRow(line)) return [at];
  const indent = /^(\s*)if \(.*\) \{$/.exec(line)?.[1];
  if (indent === undefined) return [];
  const end = lines.indexOf(`${indent}}`, at);
  return end > at && lines.slice(at, end).some((inner) => inner.trim().startsWith("return ")) ? [end] : [];
}

/** A line of a list, or one of a rule's lists. What names and explains a rule is none. */
function isRow(line: string): boolean {
  return /^\s+(\{.*\}|\[.*\]|"[^"]+"|\.\.\..*|row<.*\)|(failed|paused|progressing|ready): \[.*\]),$/.test(line);
}

function cut(lines: readonly string[], from: number, to: number): string {
  return lines.toSpliced(from, to - from + 1).join("\n");
}

/** Each entry of the lists of matches and of the `??` chains that stand in one line. */
function entries(line: string): readonly { readonly text: string; readonly rest: string }[] {
  const list = /^(\s+(?:failed|paused|progressing|ready): \[)(.*)(\],)$/.exec(line);
  const chain = /^(\s*return )([^`"]* \?\? [^`"]*)(;)$/.exec(line);
  const [, before = "", inner = "", after = ""] = list ?? chain ?? [];
  const separator = list === null ? " ?? " : ", ";
  const parts = splitOutside(inner, separator);
  if (parts.length < 2) return [];
  return parts.map((text, at) => ({ text: text.trim(), rest: `${before}${parts.toSpliced(at, 1).join(separator)}${after}` }));
}

/** Splits where no bracket is open. */
function splitOutside(text: string, separator: string): readonly string[] {
  return text.split(separator).reduce<readonly string[]>((parts, piece) => {
    const last = parts.at(-1);
    return last === undefined || isClosed(last) ? [...parts, piece] : [...parts.slice(0, -1), `${last}${separator}${piece}`];
  }, []);
}

function isClosed(text: string): boolean {
  return text.replace(/[^([{]/g, "").length === text.replace(/[^)\]}]/g, "").length;
}

function isProgram(text: string): boolean {
  try {
    transpiler.transformSync(text);
    return true;
  } catch {
    return false;
  }
}
