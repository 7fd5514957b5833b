import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";
import { bundledPackages } from "../../scripts/release-files/bundled-packages.ts";
import { licences, packagesPart } from "../../scripts/release-files/licences.ts";
import { embeddedPackages, linkedParts, relinkableParts } from "../../scripts/release-files/runtime-parts.ts";
import { releaseContext } from "./release-context.ts";

const root = new URL("../..", import.meta.url).pathname;
const checkout = mkdtempSync(join(tmpdir(), "kubedog-licences-"));
afterAll(() => rmSync(checkout, { recursive: true }));

/** A program that uses `left` with its own `inner`, and asks for `unused` in vain. */
async function write(files: { readonly [path: string]: string }): Promise<void> {
  await Promise.all(Object.entries(files).map(([path, text]) => Bun.write(join(checkout, path), text)));
}

await write({
  "src/main.ts": 'import { left } from "left";\nimport { unused } from "unused";\nimport type { Gone } from "types";\nconsole.log(left);\n',
  "node_modules/left/package.json": JSON.stringify({ name: "left", version: "1.0.0", license: "MIT", repository: "github:pads/left", main: "left.js" }),
  "node_modules/left/left.js": 'import { inner } from "@pads/inner";\nexport const left = inner;\n',
  "node_modules/left/LICENSE.md": "Left alone.\n",
  "node_modules/left/node_modules/@pads/inner/package.json": JSON.stringify({ name: "@pads/inner", version: "2.0.0", license: "ISC", repository: { url: "git+https://pads.example/inner.git" }, main: "inner.js" }),
  "node_modules/left/node_modules/@pads/inner/inner.js": 'export const inner = "in";\n',
  "node_modules/unused/package.json": JSON.stringify({ name: "unused", version: "3.0.0", license: "MIT", main: "unused.js", sideEffects: false }),
  "node_modules/unused/unused.js": "export const unused = 1;\n",
});

test("the program holds the packages that package.json has for it, and no others", async () => {
  const names = (await bundledPackages(root)).map(({ name, version }) => `${name}@${version}`);
  expect(names).toEqual(Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`).sort());
});

test("what is in the bundle counts, also a package of a package; what nothing uses does not", async () => {
  expect(await bundledPackages(checkout)).toEqual([
    { name: "left", version: "1.0.0", licence: "MIT", home: "https://github.com/pads/left", folder: join(checkout, "node_modules/left") },
    { name: "@pads/inner", version: "2.0.0", licence: "ISC", home: "https://pads.example/inner", folder: join(checkout, "node_modules/left/node_modules/@pads/inner") },
  ]);
});

test("a package without a licence text ends the release and is named; an empty text is none", async () => {
  const message = "@pads/inner@2.0.0 is compiled in and has no licence text: ask its authors for one, or take another package";
  const packages = await bundledPackages(checkout);
  await expect(packagesPart(packages)).rejects.toThrow(message);
  await write({ "node_modules/left/node_modules/@pads/inner/LICENCE": " \n" });
  await expect(packagesPart(packages)).rejects.toThrow(message);
});

test("each text stands under its package, a notice too", async () => {
  await write({ "node_modules/left/node_modules/@pads/inner/LICENCE": "Inner peace.\n", "node_modules/left/node_modules/@pads/inner/NOTICE.txt": "Noted.\n" });
  const line = "-".repeat(80);
  expect(await packagesPart(await bundledPackages(checkout))).toBe(
    `The packages that are compiled in\n\nleft 1.0.0 · MIT · https://github.com/pads/left\n\nLeft alone.\n\n${line}\n\n@pads/inner 2.0.0 · ISC · https://pads.example/inner\n\nInner peace.\n\nNoted.\n`,
  );
});

test("what the runtime holds is what its documentation lists", async () => {
  const [, head = "", linked = "", embedded = ""] = /^(.*?)## Linked libraries(.*?)## Polyfills(.*?)## /ms.exec(await Bun.file(join(root, "node_modules/bun-types/docs/project/license.mdx")).text()) ?? [];
  const namesIn = (table: string) => [...table.matchAll(/^\| [\w ]*\[`?([^`\]]+)`?\]/gm)].map(([, name = ""]) => name).sort();
  expect(head).toContain("Bun statically links JavaScriptCore (and WebKit)");
  expect(["JavaScriptCore and WebKit", ...namesIn(linked)].sort()).toEqual([...relinkableParts, ...linkedParts].map(({ name }) => name).sort());
  expect(namesIn(embedded)).toEqual([...embeddedPackages]);
  expect(manifest.devDependencies["bun-types"]).toBe(manifest.devDependencies.bun);
});

test("the file holds the packages' texts, the runtime's parts and the licences that are to be passed on", async () => {
  const [file, ...more] = await licences(releaseContext);
  const text = new TextDecoder().decode(file?.bytes);
  expect([file?.name, more]).toEqual(["THIRD-PARTY-LICENSES.txt", []]);
  expect(text.startsWith(`kubedog 1.2.3 is under the Apache License 2.0, whose text stands below. Its sources: ${manifest.repository}, commit ${"c".repeat(40)}.\n`)).toBe(true);
  const expected = ["Copyright (c) Fabian Hiller", `Bun ${manifest.devDependencies.bun} · MIT · `, "tinycc · LGPL-2.1-or-later · ", "You must give prominent notice with each copy of the work", "END OF TERMS AND CONDITIONS", "THE SOFTWARE IS PROVIDED"];
  expect(expected.filter((part) => !text.includes(part))).toEqual([]);
});
