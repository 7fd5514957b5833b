/** Builds `dist/kubedog` for the machine it runs on. */
import { Glob } from "bun";
import { dirname, resolve } from "node:path";
import { buildInfo } from "./release/build-info.ts";
import { compile } from "./release/compile.ts";

if (process.argv[2]?.startsWith("-")) throw new Error("usage: bun scripts/build.ts [OUTFILE]");
const root = new URL("..", import.meta.url).pathname;
const outfile = resolve(root, process.argv[2] ?? "dist/kubedog");
await compile({ root, outfile, info: await buildInfo(root, process.env), more: [] });
for (const map of new Glob("*.map").scanSync({ cwd: dirname(outfile), absolute: true })) await Bun.file(map).delete();
