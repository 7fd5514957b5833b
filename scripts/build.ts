/** Builds `dist/kubedog` for the machine it runs on. */
import { $ } from "bun";

/** Neither `.env` nor `bunfig.toml` of the user's directory may reach the program; names stay for stack traces. */
const flags = [
  "--compile",
  "--minify-syntax",
  "--minify-whitespace",
  "--sourcemap=linked",
  "--bytecode",
  "--format=esm",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

const outfile = process.argv[2] ?? "dist/kubedog";
process.chdir(new URL("..", import.meta.url).pathname);
await $`${process.execPath} build ${flags} src/main.ts --outfile=${outfile}`.quiet();
await $`rm -f ${outfile}.map dist/main.js.map main.js.map`;
