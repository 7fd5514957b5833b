import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildInfo } from "../../scripts/release/build-info.ts";

const scratch = mkdtempSync(join(tmpdir(), "kubedog-test-"));
const [checkout, bare] = [join(scratch, "checkout"), mkdtempSync(join(scratch, "bare-"))];

function git(...args: readonly string[]): string {
  const env = { PATH: process.env["PATH"] ?? "", HOME: scratch, GIT_AUTHOR_DATE: "2025-01-31T13:00:00+01:00", GIT_COMMITTER_DATE: "2025-02-01T00:30:00+02:00" };
  const { exitCode, stdout, stderr } = Bun.spawnSync(["git", "-C", checkout, "-c", "user.name=kubedog", "-c", "user.email=kubedog@test.invalid", ...args], { env });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return stdout.toString().trim();
}

beforeAll(() => {
  Bun.spawnSync(["git", "init", "--quiet", checkout]);
  git("commit", "--quiet", "--allow-empty", "--message=first");
});

afterAll(() => rmSync(scratch, { recursive: true }));

test("git tells the commit, and when it was committed, in UTC", async () => {
  expect(await buildInfo(checkout, {})).toEqual({ commit: git("rev-parse", "HEAD"), date: "2025-01-31T22:30:00Z" });
});

test("a checkout with changes is dirty", async () => {
  writeFileSync(join(checkout, "new"), "");
  expect((await buildInfo(checkout, {}))?.commit).toBe(`${git("rev-parse", "HEAD")}-dirty`);
  rmSync(join(checkout, "new"));
});

test("the environment stands for git, and is stronger", async () => {
  const told = { commit: "c0ffee", date: "2001-09-09T01:46:40Z" };
  const env = { KUBEDOG_COMMIT: "c0ffee", SOURCE_DATE_EPOCH: "1000000000" };
  expect([await buildInfo(bare, env), await buildInfo(checkout, env)]).toEqual([told, told]);
});

test("where neither tells, nothing is known", async () => {
  expect([await buildInfo(bare, {}), await buildInfo(bare, { KUBEDOG_COMMIT: "c0ffee" })]).toEqual([undefined, undefined]);
});

test("a date that is no number of seconds is an error", async () => {
  await expect(buildInfo(bare, { KUBEDOG_COMMIT: "c0ffee", SOURCE_DATE_EPOCH: "yesterday" })).rejects.toThrow('SOURCE_DATE_EPOCH is "yesterday": give whole seconds since 1970');
});
