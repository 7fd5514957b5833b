/** Which npm packages the program holds: what the bundler wrote of them, not what package.json asks for. */
import { join } from "node:path";
import * as v from "valibot";

const Repository = v.union([v.string(), v.object({ url: v.string() })]);
const Manifest = v.object({ name: v.string(), version: v.string(), license: v.string(), homepage: v.optional(v.string()), repository: v.optional(Repository) });

export type BundledPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** Address of its site or its sources. */
  readonly home: string;
  /** Where it is installed. */
  readonly folder: string;
};

/** By folder. `root` holds `src/main.ts` and `node_modules/`. @throws ValiError when a package does not state its licence */
export async function bundledPackages(root: string): Promise<readonly BundledPackage[]> {
  const { metafile } = await Bun.build({ entrypoints: [join(root, "src/main.ts")], target: "bun", splitting: true, minify: { syntax: true, whitespace: true }, metafile: true });
  const written = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(written.flatMap((path) => packageFolder.exec(path)?.groups?.["folder"] ?? []));
  return await Promise.all([...folders].sort().map((folder) => readPackage(join(root, folder))));
}

/** A package may have packages of its own: the innermost counts. */
const packageFolder = /(?:^|\/)(?<folder>node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license, homepage, repository } = v.parse(Manifest, await Bun.file(join(folder, "package.json")).json());
  const sources = typeof repository === "string" ? repository : (repository?.url ?? "");
  return { name, version, licence: license, home: homepage ?? address(sources), folder };
}

/** npm takes `owner/name` and `github:owner/name` for an address on GitHub. */
function address(repository: string): string {
  return repository.replace(/^(?:github:)?(?=[\w.-]+\/[\w.-]+$)/, "https://github.com/").replace(/^git\+/, "").replace(/\.git$/, "");
}
