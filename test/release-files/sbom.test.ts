import { expect, test } from "bun:test";
import manifest from "../../package.json";
import { componentOf, sbom } from "../../scripts/release-files/sbom.ts";
import type { ReleaseContext } from "../../scripts/release/release-file.ts";
import { releaseContext } from "./release-context.ts";

const names = releaseContext.binaries.map(({ name }) => name);
const packages = Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`).sort();
const runtimes = ["linux-x64", "linux-aarch64", "linux-x64-musl", "linux-aarch64-musl", "darwin-x64", "darwin-aarch64", "windows-x64"].map((system) => `@oven/bun-${system}@${manifest.devDependencies.bun}`);

async function made(context: ReleaseContext) {
  const [file] = await sbom(context);
  return { name: file?.name, text: new TextDecoder().decode(file?.bytes) };
}

// Each runs npm, which takes its time on a busy machine: here no test's time limit counts.
const { name, text } = await made(releaseContext);
const again = await made(releaseContext);
const other = await made({ ...releaseContext, commit: "d".repeat(40) });
const bom = JSON.parse(text);

test("it is CycloneDX, dated by the commit", () => {
  const { bomFormat, specVersion, version, metadata } = bom;
  expect({ name, bomFormat, specVersion, version, timestamp: metadata.timestamp }).toEqual({ name: "SBOM.cdx.json", bomFormat: "CycloneDX", specVersion: "1.5", version: 1, timestamp: "2026-01-02T03:04:05Z" });
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("its subject is kubedog, of its commit, and each binary with its sum", () => {
  const { components, properties, purl } = bom.metadata.component;
  expect({ purl, properties }).toEqual({ purl: "pkg:generic/kubedog@1.2.3", properties: [{ name: "kubedog:commit", value: "c".repeat(40) }] });
  expect(components.map((each: { name: string; hashes: unknown }) => [each.name, each.hashes])).toEqual(releaseContext.binaries.map((binary) => [binary.name, [{ alg: "SHA-256", content: binary.sha256 }]]));
});

test("its components are the packages inside and the runtimes, each with address, licence and the sum that package-lock.json pins", async () => {
  const lock = await Bun.file(new URL("../../package-lock.json", import.meta.url)).json();
  const expected = [...packages, ...runtimes].map((ref) => {
    const [, name = "", version] = /^(.+)@(.+)$/.exec(ref) ?? [];
    const { integrity, license } = lock.packages[`node_modules/${name}`];
    return { ref, purl: `pkg:npm/${name.replace("@", "%40")}@${version}`, hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex") }], licenses: [{ license: { id: license } }] };
  });
  expect(bom.components.map(({ "bom-ref": ref, purl, hashes, licenses }: { "bom-ref": string; purl: string; hashes: unknown; licenses: unknown }) => ({ ref, purl, hashes, licenses }))).toEqual(expected);
});

test("a binary consists of all packages and its one runtime", () => {
  const [ours, ...rest] = bom.dependencies;
  expect(ours).toEqual({ ref: "kubedog@1.2.3", dependsOn: names });
  expect(rest.slice(0, names.length)).toEqual(names.map((binary, index) => ({ ref: binary, dependsOn: [...packages, runtimes[index]] })));
});

test("the same release gives the same bytes, another commit another number", () => {
  expect(again.text).toBe(text);
  expect(JSON.parse(other.text).serialNumber).not.toBe(bom.serialNumber);
});

const left = { "bom-ref": "left@1.0.0", type: "library", name: "left", version: "1.0.0", purl: "pkg:npm/left@1.0.0", hashes: [{ alg: "SHA-512", content: "ab" }], licenses: [{ license: { id: "MIT" } }] };

test("what a package says of itself beside this is left out", () => {
  expect(componentOf(left, { components: [{ ...left, author: "Somebody" }] })).toEqual(componentOf(left, { components: [left] }));
});

test.each([
  ["that npm does not list", { components: [{ ...left, version: "2.0.0" }] }, "left@1.0.0 is compiled in, and npm sbom does not list it: run npm ci, then start again"],
  ["without a sum", { components: [{ ...left, hashes: [] }] }, "Invalid length: Expected >=1 but received 0"],
  ["without a licence", { components: [{ ...left, licenses: undefined }] }, "Invalid type: Expected Array but received undefined"],
])("a package %s ends the release", (_, report, message) => {
  expect(() => componentOf(left, report)).toThrow(message);
});
