/** The same sources in another folder, at another time, under another locale: the sums of the two releases have to be the same. */
import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { UserError } from "../../src/user-error.ts";
import type { BuildInfo } from "./build-info.ts";
import { differingNames, sumsFile } from "./sums.ts";

/** What no release is made of; node_modules are installed anew. */
const left = [".git", "node_modules", "dist"];

/** Of a checkout, with what is not committed. Whoever takes it removes it. */
export function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "kubedog-second-build-"));
  for (const name of readdirSync(root)) if (!left.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  return copy;
}

type SecondBuild = { readonly copy: string; readonly cache: string; readonly first: string; readonly args: readonly string[]; readonly info: BuildInfo };

/** Rejects when the release in `first` and the one made in `copy` differ. */
export async function checkSecondBuild({ copy, cache, first, args, info }: SecondBuild): Promise<void> {
  const second = join(copy, "dist/release");
  const env = { ...process.env, KUBEDOG_COMMIT: info.commit, SOURCE_DATE_EPOCH: String(Date.parse(info.date) / 1000), TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  const run = async (...command: readonly string[]) => {
    const code = await Bun.spawn([...command], { cwd: copy, env, stdin: "ignore", stdout: "ignore", stderr: "inherit" }).exited;
    if (code !== 0) throw new UserError(`the second build failed: ${command.join(" ")} ended with ${code} in a copy of the checkout, see above`);
  };
  await run("npm", "ci", "--prefer-offline", "--loglevel=error");
  cpSync(cache, join(copy, "node_modules/.cache", basename(cache)), { recursive: true });
  await run(join(copy, "node_modules/.bin/bun"), "scripts/release.ts", ...args, second);
  const differing = differingNames(await Bun.file(join(first, sumsFile)).text(), await Bun.file(join(second, sumsFile)).text());
  if (differing.length > 0) throw new UserError(`not reproducible: ${differing.join(", ")} came out differently in a second build; look for a path, a time or an order that gets in`);
}
