/** Of which commit a binary is made. The clock has no part in it, so that the same commit gives the same bytes. */
import { $ } from "bun";
import { UserError } from "../../src/user-error.ts";

export type BuildInfo = {
  /** Full hash of HEAD, with `-dirty` when the checkout has changes. */
  readonly commit: string;
  /** When it was committed, in UTC: `2025-01-31T12:00:00Z`. */
  readonly date: string;
};

/** What git or the environment does not tell is undefined. */
export async function buildInfo(root: string, env: { readonly [name: string]: string | undefined }): Promise<BuildInfo | undefined> {
  const commit = env["KUBEDOG_COMMIT"] ?? (await headOf(root));
  const seconds = env["SOURCE_DATE_EPOCH"] ?? (await saidByGit(root, ["log", "-1", "--format=%ct"]));
  return commit === undefined || seconds === undefined ? undefined : { commit, date: isoDate(seconds) };
}

async function headOf(root: string): Promise<string | undefined> {
  const [hash, changes] = [await saidByGit(root, ["rev-parse", "HEAD"]), await saidByGit(root, ["status", "--porcelain"])];
  return hash === undefined || changes === undefined || changes === "" ? hash : `${hash}-dirty`;
}

async function saidByGit(root: string, args: readonly string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await $`git -C ${root} ${args}`.quiet().nothrow();
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}

/** `seconds` since the epoch, as git and SOURCE_DATE_EPOCH have it. */
function isoDate(seconds: string): string {
  if (!/^\d+$/.test(seconds)) throw new UserError(`SOURCE_DATE_EPOCH is ${JSON.stringify(seconds)}: give whole seconds since 1970, as git log -1 --format=%ct prints them`);
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}
