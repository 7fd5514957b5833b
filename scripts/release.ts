/** Builds a release: every binary, packed, with all that belongs to it and their sums. `--help` says more. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import manifest from "../package.json";
import { UserError } from "../src/user-error.ts";
import { type BuildInfo, buildInfo } from "./release/build-info.ts";
import { builtBinary } from "./release/built-binary.ts";
import { fileMakers } from "./release/file-makers.ts";
import { megabytes, releaseNotes } from "./release/notes.ts";
import type { ReleaseContext, ReleasedBinary } from "./release/release-file.ts";
import { readLockFile } from "./release/runtime.ts";
import { checkSecondBuild, copyOf } from "./release/second-build.ts";
import { checkedStartUp, checkFiles, hostTarget, type StartUp } from "./release/self-check.ts";
import { acceptedSizes, checkGrowth, growthMaxPercent, readSizes, type Sizes, sizesPath } from "./release/sizes.ts";
import { sumsFile, sumsOf } from "./release/sums.ts";
import { type Target, targets } from "./release/targets.ts";
import { thisMachine } from "./release/this-machine.ts";
import { triedOut } from "./release/try-out.ts";

const usage = `npm run release [-- OPTION… [OUT]]

Builds every binary of kubedog into OUT (dist/release), which is emptied first. Progress goes to standard error, the release notes to standard output.

  --only BINARY    build only this one, without licences and packages' files; may be given again
  --accept-sizes   write the sizes to ${sizesPath}; else a binary that has grown by more than ${growthMaxPercent} % ends the release
  --twice          build again in a copy of the checkout, and compare the sums
  --help           say this

Binaries: ${targets.map(({ name }) => name).join(", ")}

The commit and its date come from git, or from KUBEDOG_COMMIT and SOURCE_DATE_EPOCH.
`;

const root = new URL("..", import.meta.url).pathname;
const cache = join(root, "node_modules/.cache/kubedog-release");

type Options = { readonly out: string; readonly chosen: readonly Target[]; readonly acceptsSizes: boolean; readonly isTwice: boolean };

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await (options.isTwice ? releaseTwice(options) : release(options, await knownInfo()));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parsed(args);
  if (values.help === true) return undefined;
  const only = values.only ?? [];
  const unknown = only.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0 || positionals.length > 1) throw new UserError(`what is ${[...unknown, ...positionals.slice(1)].join(", ")}? See npm run release -- --help`);
  const chosen = targets.filter(({ name }) => only.length === 0 || only.includes(name));
  return { out: resolve(root, positionals[0] ?? "dist/release"), chosen, acceptsSizes: values["accept-sizes"] === true, isTwice: values.twice === true };
}

function parsed(args: readonly string[]) {
  const boolean = { type: "boolean" } as const;
  try {
    return parseArgs({ args: [...args], options: { only: { type: "string", multiple: true }, "accept-sizes": boolean, twice: boolean, help: boolean }, allowPositionals: true });
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}. See npm run release -- --help`);
  }
}

async function knownInfo(): Promise<BuildInfo> {
  const info = await buildInfo(root, process.env);
  if (info === undefined) throw new UserError("git does not tell the commit: start in a checkout, or give KUBEDOG_COMMIT and SOURCE_DATE_EPOCH");
  if (info.commit.endsWith("-dirty")) say(`the checkout has changes that are not committed: the binaries say ${info.commit}`);
  return info;
}

async function releaseTwice(options: Options): Promise<void> {
  const [info, copy] = [await knownInfo(), copyOf(root)];
  try {
    await release(options, info);
    say("the same again, in a copy of the checkout");
    const args = [...options.chosen.flatMap(({ name }) => (isWhole(options) ? [] : ["--only", name])), ...(options.acceptsSizes ? ["--accept-sizes"] : [])];
    await checkSecondBuild({ copy, cache, first: options.out, args, info });
    say("reproducible: the second build has the same sums");
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function isWhole({ chosen }: Options): boolean {
  return chosen.length === targets.length;
}

/** OUT appears when all is checked; until then the files lie beside it. */
async function release(options: Options, info: BuildInfo): Promise<void> {
  const { out, chosen } = options;
  const folder = `${out}.unfinished`;
  empty(out, folder);
  const binaries = await builtBinaries(chosen, folder, info);
  const accepted = await settledSizes(options, binaries);
  const context = { version: manifest.version, ...info, binaries };
  if (isWhole(options)) await makeFiles(folder, context);
  await Bun.write(join(folder, sumsFile), await sumsOf(folder));
  say("checking");
  await checkFiles(folder, chosen);
  say("trying out");
  const tried = await triedOut(folder, chosen, await thisMachine());
  const host = await hostTarget(chosen);
  const startUps: readonly StartUp[] = host === undefined ? [] : checkedStartUp(join(folder, host.name), context);
  const packedBytes = Object.fromEntries(binaries.map(({ name, packed }) => [name, statSync(join(folder, packed)).size]));
  renameSync(folder, out);
  say(`done: ${out}`);
  console.log(releaseNotes({ context, packedBytes, accepted, startUps, tried }));
}

/** Of a folder that is not ours nothing is removed. */
function empty(out: string, folder: string): void {
  const isOurs = !existsSync(out) || readdirSync(out).length === 0 || existsSync(join(out, sumsFile));
  if (!isOurs) throw new UserError(`${out} holds something else than a release: name a new folder, or empty it`);
  rmSync(out, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

async function builtBinaries(chosen: readonly Target[], folder: string, info: BuildInfo): Promise<readonly ReleasedBinary[]> {
  const lock = await readLockFile(root);
  if (manifest.devDependencies.bun !== Bun.version) throw new UserError(`this is bun ${Bun.version}, package.json pins ${manifest.devDependencies.bun}: run npm ci, then npm run release`);
  const binaries: ReleasedBinary[] = [];
  for (const target of chosen) {
    const binary = await builtBinary(target, { root, cache, folder }, { lock, info });
    say(`${target.name}: ${megabytes(binary.bytes)} MB`);
    binaries.push(binary);
  }
  return binaries;
}

/** The sizes accepted before this release. */
async function settledSizes({ acceptsSizes }: Options, binaries: readonly ReleasedBinary[]): Promise<Sizes> {
  const path = join(root, sizesPath);
  const accepted = readSizes(await Bun.file(path).text());
  const built = Object.fromEntries(binaries.map(({ name, bytes }) => [name, bytes]));
  if (acceptsSizes) await Bun.write(path, acceptedSizes(accepted, built));
  else checkGrowth(accepted, built);
  return accepted;
}

async function makeFiles(folder: string, context: ReleaseContext): Promise<void> {
  for (const makeThem of fileMakers) {
    for (const { name, bytes } of await makeThem(context)) {
      if (existsSync(join(folder, name))) throw new UserError(`two makers give ${name}: see scripts/release/file-makers.ts`);
      await Bun.write(join(folder, name), bytes);
      say(name);
    }
  }
}

/** With the seconds since the start. */
function say(text: string): void {
  console.error(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}`);
}
