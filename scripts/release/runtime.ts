/** The runtime that a binary holds: fetched through npm, so that npm's own settings count, and compared with what package-lock.json pins. */
import { $ } from "bun";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { UserError } from "../../src/user-error.ts";

const LockFile = v.object({ packages: v.record(v.string(), v.object({ version: v.optional(v.string()), integrity: v.optional(v.string()) })) });

export type LockFile = v.InferOutput<typeof LockFile>;

/** `integrity` is `sha512-` and base 64. */
export type Pinned = { readonly name: string; readonly version: string; readonly integrity: string };

export async function readLockFile(root: string): Promise<LockFile> {
  return v.parse(LockFile, await Bun.file(join(root, "package-lock.json")).json());
}

export function pinned(lock: LockFile, name: string): Pinned {
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) throw new UserError(`package-lock.json pins no ${name}: install the version of bun that has it, and commit package-lock.json`);
  return { name, version, integrity };
}

/** The runtime's path; it lies in `folder`, the tarball stays in `cache`. */
export async function fetchedRuntime(runtime: Pinned, { cache, folder }: { readonly cache: string; readonly folder: string }): Promise<string> {
  const tarball = join(cache, tarballName(runtime));
  if (!existsSync(tarball)) await download(runtime, tarball, cache);
  const bytes = await Bun.file(tarball).bytes();
  checkIntegrity(bytes, runtime, `remove ${tarball} and start again`);
  const found = await new Bun.Archive(bytes).files("package/bin/bun{,.exe}");
  const [file] = found.values();
  if (file === undefined || found.size !== 1) throw new UserError(`${runtime.name}@${runtime.version} holds no package/bin/bun: see what is in ${tarball}, and adapt scripts/release/runtime.ts`);
  const path = join(folder, "runtime");
  await Bun.write(path, file);
  return path;
}

function tarballName({ name, version }: Pinned): string {
  return `${name.slice(1).replace("/", "-")}-${version}.tgz`;
}

/** Into the cache comes only what was whole and right. */
async function download(runtime: Pinned, tarball: string, cache: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "new-"));
  try {
    const { exitCode, stderr } = await $`npm pack ${`${runtime.name}@${runtime.version}`} --pack-destination=${folder} --loglevel=error`.quiet().nothrow();
    if (exitCode !== 0) throw new UserError(`npm pack ${runtime.name}@${runtime.version} ended with ${exitCode}: see to npm's registry and network, then start again\n${stderr.toString().trim()}`);
    const fresh = join(folder, tarballName(runtime));
    checkIntegrity(await Bun.file(fresh).bytes(), runtime, "npm's registry serves something else than what was locked; use another registry, or lock anew if you trust it");
    renameSync(fresh, tarball);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkIntegrity(bytes: Uint8Array, { name, version, integrity }: Pinned, nextStep: string): void {
  const got = `sha512-${new Bun.CryptoHasher("sha512").update(bytes).digest("base64")}`;
  if (got !== integrity) throw new UserError(`${name}@${version} is not what package-lock.json pins\n  expected ${integrity}\n  got      ${got}\n${nextStep}`);
}
