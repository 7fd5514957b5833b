/** `THIRD-PARTY-LICENSES.txt`: under which licences everything inside a binary stands. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json";
import { UserError } from "../../src/user-error.ts";
import type { FileMaker } from "../release/release-file.ts";
import { type BundledPackage, bundledPackages } from "./bundled-packages.ts";
import { embeddedPackages, linkedParts, relinkableParts, type RuntimePart } from "./runtime-parts.ts";

const root = new URL("../..", import.meta.url).pathname;

export const licences: FileMaker = async ({ version, commit }) => {
  const ours = `kubedog ${version} is under the Apache License 2.0, whose text stands below. Its sources: ${manifest.repository}, commit ${commit}.`;
  const text = [ours, await packagesPart(await bundledPackages(root)), await runtimePart(), ...(await commonTexts())].join(`\n${"=".repeat(80)}\n\n`);
  return [{ name: "THIRD-PARTY-LICENSES.txt", bytes: new TextEncoder().encode(text) }];
};

/** @throws UserError when one has no text */
export async function packagesPart(packages: readonly BundledPackage[]): Promise<string> {
  const parts = await Promise.all(packages.map(async (one) => `${heading(`${one.name} ${one.version}`, one)}\n\n${await licenceText(one)}\n`));
  return `The packages that are compiled in\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

async function licenceText({ name, version, folder }: BundledPackage): Promise<string> {
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => Bun.file(join(folder, file)).text()));
  const text = texts.map((each) => each.trim()).filter((each) => each !== "").join("\n\n");
  if (text === "") throw new UserError(`${name}@${version} is compiled in and has no licence text: ask its authors for one, or take another package`);
  return text;
}

async function runtimePart(): Promise<string> {
  const version = manifest.devDependencies.bun;
  const list = (parts: readonly RuntimePart[]) => parts.map((part) => `  ${heading(part.name, part)}`).join("\n");
  return `The runtime

${heading(`Bun ${version}`, { licence: "MIT", home: "https://github.com/oven-sh/bun" })}

Bun is linked statically with these libraries under the GNU Lesser General Public License, whose text stands below:

${list(relinkableParts)}

You may change them and link kubedog anew: build Bun ${version} with your version of them from its sources, then run kubedog's scripts/build.ts with that Bun. You may take kubedog apart for this.

It is linked with these libraries too, not all of them on every system. Their copyright notices stand at their homes:

${list(linkedParts)}

It holds these npm packages, all under the MIT licence:

${embeddedPackages.map((name) => `  ${name}`).join("\n")}
`;
}

/** Of the licences that ask to be passed on in full. */
async function commonTexts(): Promise<readonly string[]> {
  const texts = { "The MIT licence": "scripts/release-files/MIT.txt", "The Apache License 2.0": "LICENSE", "The GNU Lesser General Public License 2.1": "scripts/release-files/LGPL-2.1.txt" };
  return await Promise.all(Object.entries(texts).map(async ([title, path]) => `${title}\n\n${(await Bun.file(join(root, path)).text()).replace(/^\n+/, "")}`));
}

function heading(title: string, { licence, home }: { readonly licence: string; readonly home: string }): string {
  return `${title} · ${licence} · ${home}`;
}
