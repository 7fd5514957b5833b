/** `SBOM.cdx.json`: what each binary is made of, in CycloneDX. Of the packages npm's own report is taken; which of them are inside, the bundler knows. */
import { $ } from "bun";
import * as v from "valibot";
import manifest from "../../package.json";
import { UserError } from "../../src/user-error.ts";
import type { FileMaker, ReleaseContext } from "../release/release-file.ts";
import { pinned, readLockFile } from "../release/runtime.ts";
import { targets } from "../release/targets.ts";
import { type BundledPackage, bundledPackages } from "./bundled-packages.ts";

const root = new URL("../..", import.meta.url).pathname;

const some = <T extends v.GenericSchema>(schema: T) => v.pipe(v.array(schema), v.minLength(1));

/** What else npm tells differs by its version and settings. */
const Component = v.object({
  "bom-ref": v.string(),
  type: v.literal("library"),
  name: v.string(),
  version: v.string(),
  description: v.optional(v.string()),
  purl: v.string(),
  hashes: some(v.object({ alg: v.string(), content: v.string() })),
  licenses: some(v.union([v.object({ license: v.object({ id: v.string() }) }), v.object({ expression: v.string() })])),
});
const NpmReport = v.object({ components: v.array(v.looseObject({ name: v.string(), version: v.string() })) });

type Component = v.InferOutput<typeof Component>;

export const sbom: FileMaker = async (context) => {
  const [report, packages, runtimes] = [await npmReport(), await bundledPackages(root), await runtimeComponents()];
  const document = bomOf(context, packages.map((one) => componentOf(one, report)), runtimes);
  // Of the content alone, so that the same release has the same number.
  const serialNumber = `urn:uuid:${Bun.randomUUIDv5(JSON.stringify(document), "url")}`;
  const text = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", serialNumber, ...document }, null, 2);
  return [{ name: "SBOM.cdx.json", bytes: new TextEncoder().encode(`${text}\n`) }];
};

/** With `--omit dev` npm would leave out valibot, which a tool of ours needs too: https://github.com/npm/cli/issues/7909. */
async function npmReport(): Promise<unknown> {
  const { exitCode, stdout, stderr } = await $`npm sbom --sbom-format=cyclonedx --loglevel=error`.cwd(root).quiet().nothrow();
  if (exitCode !== 0) throw new UserError(`npm sbom ended with ${exitCode}: run npm ci, then start again\n${stderr.toString().trim()}`);
  return JSON.parse(stdout.toString());
}

/** @throws UserError when npm does not know it, ValiError when a hash or a licence is missing */
export function componentOf({ name, version }: Pick<BundledPackage, "name" | "version">, report: unknown): Component {
  const found = v.parse(NpmReport, report).components.find((component) => component.name === name && component.version === version);
  if (found === undefined) throw new UserError(`${name}@${version} is compiled in, and npm sbom does not list it: run npm ci, then start again`);
  return v.parse(Component, found);
}

/** The packages that hold the runtimes, by their name. */
async function runtimeComponents(): Promise<ReadonlyMap<string, Component>> {
  const lock = await readLockFile(root);
  return new Map(targets.map(({ runtime }) => [runtime, runtimeComponent(pinned(lock, runtime))]));
}

function runtimeComponent({ name, version, integrity }: ReturnType<typeof pinned>): Component {
  return {
    "bom-ref": `${name}@${version}`,
    type: "library",
    name,
    version,
    description: "Bun, the JavaScript runtime",
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") }],
    licenses: [{ license: { id: "MIT" } }],
  };
}

/** kubedog consists of its binaries, and each of them of all packages and one runtime. */
function bomOf({ version, commit, date, binaries }: ReleaseContext, packages: readonly Component[], runtimes: ReadonlyMap<string, Component>) {
  const ours = `kubedog@${version}`;
  const inside = packages.map((component) => component["bom-ref"]);
  const runtimeOf = (binary: string) => targets.filter(({ name }) => name === binary).flatMap(({ runtime }) => runtimes.get(runtime)?.["bom-ref"] ?? []);
  const components = [...packages, ...runtimes.values()];
  return {
    version: 1,
    metadata: {
      timestamp: date,
      tools: [{ vendor: "npm", name: "cli" }],
      component: {
        "bom-ref": ours,
        type: "application",
        name: "kubedog",
        version,
        description: manifest.description,
        purl: `pkg:generic/${ours}`,
        licenses: [{ license: { id: manifest.license } }],
        properties: [{ name: "kubedog:commit", value: commit }],
        components: binaries.map(({ name, sha256 }) => ({ "bom-ref": name, type: "file", name, version, hashes: [{ alg: "SHA-256", content: sha256 }] })),
      },
    },
    components,
    dependencies: [
      { ref: ours, dependsOn: binaries.map(({ name }) => name) },
      ...binaries.map(({ name }) => ({ ref: name, dependsOn: [...inside, ...runtimeOf(name)] })),
      ...components.map((component) => ({ ref: component["bom-ref"], dependsOn: [] })),
    ],
  };
}
