/** The one way in which kubedog is compiled, for this machine and for a release. */
import { $ } from "bun";
import { UserError } from "../../src/user-error.ts";
import type { BuildInfo } from "./build-info.ts";

/** Splitting keeps what a command does not use unread: `version` starts in half the time. Neither `.env` nor `bunfig.toml` of the user's directory may reach the program; what `BUN_OPTIONS` or a debugger would load into it is refused; names stay for stack traces. */
const flags = [
  "--compile",
  "--splitting",
  "--minify-syntax",
  "--minify-whitespace",
  "--sourcemap=linked",
  "--bytecode",
  "--format=esm",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
  "--compile-exec-argv=--disallow-code-generation-from-strings=strict",
];

type Compilation = {
  /** Where the checkout is. */
  readonly root: string;
  /** From `root` on. Its last part goes into the binary: another name gives other bytes. */
  readonly outfile: string;
  /** Without, the program says that it does not know. */
  readonly info: BuildInfo | undefined;
  /** Of another machine than this one: `--target` and `--compile-executable-path`. */
  readonly more: readonly string[];
};

/** Leaves the source map beside the output. */
export async function compile({ root, outfile, info, more }: Compilation): Promise<void> {
  const command = [...flags, ...more, ...definitions(info), "src/main.ts", `--outfile=${outfile}`];
  const { exitCode, stderr } = await $`${process.execPath} build ${command}`.cwd(root).quiet().nothrow();
  if (exitCode !== 0) throw new UserError(`kubedog does not compile: bun build ended with ${exitCode}\n${stderr.toString().trim()}`);
}

/** The compiler replaces these names in `src/`. */
function definitions(info: BuildInfo | undefined): readonly string[] {
  if (info === undefined) return [];
  return [`--define=KUBEDOG_BUILD_COMMIT=${JSON.stringify(info.commit)}`, `--define=KUBEDOG_BUILD_DATE=${JSON.stringify(info.date)}`];
}
