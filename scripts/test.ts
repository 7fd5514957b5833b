/** Checks the types, runs tests with bun and ends with one honest line: `N passed, N failed`. Arguments are test folders; without, all but the real cluster's. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const realCluster = "e2e";

const given = process.argv.slice(2);
const folders = given.length > 0 ? given : ordinaryTests();
const types = given.length > 0 ? 0 : await exitCodeOf([process.execPath, "node_modules/typescript/bin/tsc", "--noEmit"]);
const { passed, failed } = await runTests(folders);
const failedInAll = failed + (types === 0 ? 0 : 1);
if (types !== 0) console.error("the types do not fit, see above");
console.log(`${passed} passed, ${failedInAll} failed`);
process.exit(failedInAll === 0 ? 0 : 1);

function ordinaryTests(): readonly string[] {
  return readdirSync(join(root, "test"))
    .filter((name) => name !== realCluster)
    .map((name) => `./test/${name}`);
}

async function exitCodeOf(command: readonly string[]): Promise<number> {
  return await Bun.spawn([...command], { cwd: root, stdin: "ignore", stdout: "inherit", stderr: "inherit" }).exited;
}

/** What the runner says is not trusted where it says nothing: no report, no closing line, an exit code without a failure are failures. */
async function runTests(paths: readonly string[]): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  const report = join(folder, "junit.xml");
  const child = Bun.spawn([process.execPath, "test", "--reporter=junit", `--reporter-outfile=${report}`, ...paths], { cwd: root, stdin: "ignore", stdout: "inherit", stderr: "pipe" });
  const said = await forwarded(child.stderr);
  const code = await child.exited;
  const counts = existsSync(report) ? countsOf(readFileSync(report, "utf8")) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true });
  const isWhole = /^Ran \d+ tests? across \d+ files?/m.test(said) && counts.passed + counts.failed > 0;
  const errors = Number(/^ *(\d+) errors?$/m.exec(said)?.[1] ?? 1);
  if (!isWhole) return { ...counts, failed: Math.max(1, counts.failed) };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: Math.max(1, errors) } : counts;
}

async function forwarded(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    process.stderr.write(chunk);
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

function countsOf(junit: string): { passed: number; failed: number } {
  const root = /<testsuites[^>]*>/.exec(junit)?.[0] ?? "";
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(root)?.[1] ?? 0);
  const failed = number("failures") + number("skipped");
  return { passed: number("tests") - failed, failed };
}
