/** One binary, from the pinned runtime to its two files in the release. */
import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildInfo } from "./build-info.ts";
import { compile } from "./compile.ts";
import { signedAdHoc } from "./mach-o.ts";
import { gzipped, zipped } from "./packed.ts";
import type { ReleasedBinary } from "./release-file.ts";
import { fetchedRuntime, type LockFile, pinned } from "./runtime.ts";
import { sha256Of } from "./sums.ts";
import type { Target } from "./targets.ts";

type Place = {
  readonly root: string;
  /** Of runtimes' tarballs. */
  readonly cache: string;
  /** Where the release is put together. */
  readonly folder: string;
};

export async function builtBinary({ name, target, runtime }: Target, place: Place, { lock, info }: { readonly lock: LockFile; readonly info: BuildInfo }): Promise<ReleasedBinary> {
  const work = join(place.folder, `${name}.work`);
  mkdirSync(work);
  const executable = await fetchedRuntime(pinned(lock, runtime), { cache: place.cache, folder: work });
  const fresh = join(work, name);
  await compile({ root: place.root, outfile: fresh, info, more: [`--target=bun-${target}`, `--compile-executable-path=${executable}`] });
  if (target === "darwin-x64") await Bun.write(fresh, signedAdHoc(await Bun.file(fresh).bytes(), "kubedog"));
  chmodSync(fresh, 0o755);
  renameSync(fresh, join(place.folder, name));
  rmSync(work, { recursive: true });
  return await packedBeside(name, place.folder);
}

async function packedBeside(name: string, folder: string): Promise<ReleasedBinary> {
  const bytes = await Bun.file(join(folder, name)).bytes();
  const isWindows = name.endsWith(".exe");
  const [packed, content] = isWindows ? [name.replace(/exe$/, "zip"), zipped("kubedog.exe", bytes)] : [`${name}.gz`, gzipped(bytes)];
  await Bun.write(join(folder, packed), content);
  return { name, sha256: sha256Of(bytes), bytes: bytes.length, packed, packedSha256: sha256Of(content) };
}
