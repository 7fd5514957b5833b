/** A release looks at itself before anybody gets it, from the files as they lie there. */
import { join } from "node:path";
import { UserError } from "../../src/user-error.ts";
import { formatOf } from "./binary-format.ts";
import { signatureCheck } from "./mach-o.ts";
import type { ReleaseContext } from "./release-file.ts";
import { differingNames, sumsFile, sumsOf } from "./sums.ts";
import type { Target } from "./targets.ts";

export type StartUp = { readonly args: string; readonly medianMs: number };

const spawns = 15;

export async function checkFiles(folder: string, targets: readonly Target[]): Promise<void> {
  const differing = differingNames(await Bun.file(join(folder, sumsFile)).text(), await sumsOf(folder));
  const problems = differing.map((name) => `${name} is not as ${sumsFile} says`);
  for (const target of targets) problems.push(...binaryProblems(await Bun.file(join(folder, target.name)).bytes(), target).map((problem) => `${target.name} ${problem}`));
  if (problems.length > 0) throw new UserError(`${problems.join("\n")}\nnothing of this may be published; build again, and if it stays look at scripts/release/`);
}

/** A Mach-O program has to be signed, whole. */
export function binaryProblems(bytes: Uint8Array, { format }: Pick<Target, "format">): readonly string[] {
  const found = formatOf(bytes);
  if (found !== format) return [`is ${found}, not ${format}`];
  if (!format.startsWith("Mach-O")) return [];
  const { pages, wrongPages, codeLimit, signatureOffset } = signatureCheck(bytes);
  return [
    ...(wrongPages.length > 0 ? [`has ${wrongPages.length} of ${pages} pages that are not as signed, the first is ${wrongPages[0]}`] : []),
    ...(codeLimit === signatureOffset ? [] : [`is signed up to ${codeLimit}, its signature begins at ${signatureOffset}`]),
  ];
}

/** The binary that runs where this release is made, if it is one of them: the one of the compiler's own format. */
export async function hostTarget(targets: readonly Target[]): Promise<Target | undefined> {
  const own = formatOf(await Bun.file(process.execPath).bytes());
  return targets.find(({ format }) => format === own);
}

/** Runs `version` and `help`: both must work, and the first must say which version it is. */
export function checkedStartUp(binary: string, { version }: Pick<ReleaseContext, "version">): readonly StartUp[] {
  return [
    { args: "version", says: version },
    { args: "help", says: "kubedog" },
  ].map(({ args, says }) => {
    const times = Array.from({ length: spawns }, () => timedRun(binary, args, says)).sort((a, b) => a - b);
    return { args, medianMs: times[(spawns - 1) / 2] ?? NaN };
  });
}

function timedRun(binary: string, args: string, says: string): number {
  const start = performance.now();
  const { exitCode, stdout, stderr } = Bun.spawnSync([binary, args]);
  const ms = performance.now() - start;
  const isRight = exitCode === 0 && stdout.toString().includes(says);
  if (!isRight) throw new UserError(`${binary} ${args} ended with ${exitCode} and did not say ${says}: see why before you publish\n${stdout.toString()}${stderr.toString()}`);
  return ms;
}
