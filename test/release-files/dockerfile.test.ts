import { afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glob } from "bun";
import { targets } from "../../scripts/release/targets.ts";
import { sha256Of } from "../../scripts/release/sums.ts";

const root = new URL("../..", import.meta.url).pathname;
const dockerfile = (await Bun.file(join(root, "Dockerfile")).text()).replace(/\\\n\s*/g, "");
const instructions = dockerfile.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const binaries = ["kubedog-linux-amd64-musl", "kubedog-linux-arm64-musl"];

/** A release of `files`, with sums of what `summed` says they are. */
async function releaseOf(files: { readonly [name: string]: string }, summed: { readonly [name: string]: string }): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-image-"));
  folders.push(folder);
  await Promise.all(Object.entries(files).map(([name, text]) => Bun.write(join(folder, name), text)));
  await Bun.write(join(folder, "SHA256SUMS"), Object.entries(summed).map(([name, text]) => `${sha256Of(new TextEncoder().encode(text))}  ${name}\n`).join(""));
  return folder;
}

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** What the first stage runs, with the shell and the tools that are here. */
async function verified(folder: string): Promise<number> {
  const command = instructions.find((line) => line.startsWith("RUN grep"))?.slice("RUN ".length) ?? "exit 99";
  return await Bun.spawn(["sh", "-c", command], { cwd: folder, env: { ...process.env, TARGETARCH: "arm64" }, stdout: "ignore", stderr: "ignore" }).exited;
}

const good = { "kubedog-linux-arm64-musl": "#!/bin/sh\necho kubedog\n", "THIRD-PARTY-LICENSES.txt": "free\n" };

test("what fits its sums becomes a program that can be run", async () => {
  const folder = await releaseOf(good, { ...good, "kubedog-linux-arm64": "another", "kubedog-linux-arm64-musl.gz": "packed" });
  expect(await verified(folder)).toBe(0);
  expect(await Bun.spawn([join(folder, "kubedog")], { stdout: "ignore" }).exited).toBe(0);
});

test.each([
  ["another program", { ...good, "kubedog-linux-arm64-musl": "evil" }],
  ["a program without a sum", { "THIRD-PARTY-LICENSES.txt": "free\n" }],
  ["licences without a sum", { "kubedog-linux-arm64-musl": good["kubedog-linux-arm64-musl"] }],
])("%s ends the build", async (_, summed) => {
  const folder = await releaseOf(good, summed);
  expect(await verified(folder)).not.toBe(0);
  expect(await Bun.file(join(folder, "kubedog")).exists()).toBe(false);
});

test("nothing comes from the release but through the stage that verifies", () => {
  const [first = [], last = []] = [instructions.slice(0, instructions.lastIndexOf("FROM alpine:3")), instructions.slice(instructions.lastIndexOf("FROM alpine:3"))];
  expect(first.filter((line) => line.startsWith("COPY"))).toEqual(["COPY dist/release/SHA256SUMS dist/release/THIRD-PARTY-LICENSES.txt dist/release/kubedog-linux-$TARGETARCH-musl ./"]);
  expect(last.filter((line) => line.startsWith("COPY") && !line.startsWith("COPY --from=verified "))).toEqual([]);
});

test("the image does not run as root", () => {
  expect(instructions.filter((line) => /^(?:USER|ENTRYPOINT)/.test(line))).toEqual(["USER 65532:65532", 'ENTRYPOINT ["kubedog"]']);
});

test("the release has a binary for each of the image's architectures, and the build is given no other file", async () => {
  expect(targets.map(({ name }) => name).filter((name) => name.endsWith("-musl"))).toEqual(binaries);
  const [all, ...kept] = (await Bun.file(join(root, ".dockerignore")).text()).trim().split("\n");
  const files = ["SHA256SUMS", "THIRD-PARTY-LICENSES.txt", ...targets.flatMap(({ name }) => [name, `${name}.gz`])].map((name) => `dist/release/${name}`);
  const given = files.filter((file) => kept.some((line) => new Glob(line.slice(1)).match(file)));
  expect([all, given]).toEqual(["*", ["dist/release/SHA256SUMS", "dist/release/THIRD-PARTY-LICENSES.txt", ...binaries.map((name) => `dist/release/${name}`)]]);
});
