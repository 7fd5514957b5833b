/** Builds `dist/kubedog` for the machine it runs on. */
import { $, Glob } from "bun";
import { dirname } from "node:path";

/** Splitting keeps what a command does not use unread: `version` starts in half the time. Neither `.env` nor `bunfig.toml` of the user's directory may reach the program; names stay for stack traces. */
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
];

if (process.argv[2]?.startsWith("-")) throw new Error("usage: bun scripts/build.ts [OUTFILE]");
const outfile = process.argv[2] ?? "dist/kubedog";
process.chdir(new URL("..", import.meta.url).pathname);
await $`${process.execPath} build ${flags} src/main.ts --outfile=${outfile}`.quiet();
for (const map of new Glob("*.map").scanSync({ cwd: dirname(outfile), absolute: true })) await Bun.file(map).delete();
