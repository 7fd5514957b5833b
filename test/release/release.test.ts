/** What `npm run release` says before it builds. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOf } from "../../scripts/release/second-build.ts";
import { targets } from "../../scripts/release/targets.ts";

const root = new URL("../..", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "kubedog-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function release(...args: readonly string[]) {
  const env = { ...process.env, KUBEDOG_COMMIT: "c0ffee", SOURCE_DATE_EPOCH: "1000000000" };
  const { exitCode, stdout, stderr } = Bun.spawnSync([process.execPath, "scripts/release.ts", ...args], { cwd: root, env });
  return { code: exitCode, out: stdout.toString(), err: stderr.toString() };
}

test("its help names every option and every binary", () => {
  const { code, out, err } = release("--help");
  expect([code, err]).toEqual([0, ""]);
  expect(["--only BINARY", "--accept-sizes", "--twice", "SOURCE_DATE_EPOCH", ...targets.map(({ name }) => name)].filter((word) => !out.includes(word))).toEqual([]);
});

test.each([
  ["an unknown option", ["--fast"], "Unknown option '--fast'"],
  ["a binary that is none", ["--only", "kubedog-plan9"], "what is kubedog-plan9? See npm run release -- --help\n"],
  ["two folders", ["one", "two"], "what is two? See npm run release -- --help\n"],
])("%s is refused, with where to look", (_, args, says) => {
  const { code, out, err } = release(...args);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toStartWith(says);
  expect(err).toEndWith("See npm run release -- --help\n");
});

test("a folder with something else than a release is left as it is", () => {
  const folder = join(scratch, "photos");
  mkdirSync(folder);
  writeFileSync(join(folder, "holiday.jpg"), "sun");
  expect(release("--only", "kubedog-linux-amd64", folder)).toEqual({ code: 1, out: "", err: `${folder} holds something else than a release: name a new folder, or empty it\n` });
  expect(readdirSync(folder)).toEqual(["holiday.jpg"]);
});

test("the second build's copy has all of the checkout but what is made in it", () => {
  const checkout = join(scratch, "checkout");
  for (const path of [".git", "node_modules/yaml", "dist", "src/core", ".ci"]) mkdirSync(join(checkout, path), { recursive: true });
  writeFileSync(join(checkout, "src/core/new.ts"), "not committed");
  writeFileSync(join(checkout, "package.json"), "{}");
  const copy = copyOf(checkout);
  expect(readdirSync(copy, { recursive: true }).sort()).toEqual([".ci", "package.json", "src", "src/core", "src/core/new.ts"]);
  rmSync(copy, { recursive: true });
});
