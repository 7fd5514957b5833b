import { expect, test } from "bun:test";
import manifest from "../../package.json";
import { remarkOn } from "../../scripts/release-files/download.ts";
import { homebrew } from "../../scripts/release-files/homebrew.ts";
import { manPage } from "../../scripts/release-files/man-page.ts";
import { scoop } from "../../scripts/release-files/scoop.ts";
import { sha256Of } from "../../scripts/release/sums.ts";
import type { FileMaker } from "../../scripts/release/release-file.ts";
import { releaseContext } from "./release-context.ts";

const folder = `${manifest.repository}/releases/download/v1.2.3`;

async function made(maker: FileMaker) {
  const [file] = await maker(releaseContext);
  return { name: file?.name, text: new TextDecoder().decode(file?.bytes) };
}

test("the formula has each system's binary and the manual with their sums", async () => {
  const [manual] = await manPage(releaseContext);
  const { name, text } = await made(homebrew);
  expect(name).toBe("kubedog.rb");
  expect([...text.matchAll(/^ *(?:on_(\w+) do|resource "(.+)" do|(url|sha256) "(.+)")$/gm)].map((match) => match.slice(1).filter(Boolean).join(" "))).toEqual([
    "macos",
    "arm",
    `url ${folder}/kubedog-darwin-arm64.gz`,
    `sha256 ${"a5".repeat(32)}`,
    "intel",
    `url ${folder}/kubedog-darwin-amd64.gz`,
    `sha256 ${"a4".repeat(32)}`,
    "linux",
    "arm",
    `url ${folder}/kubedog-linux-arm64.gz`,
    `sha256 ${"a1".repeat(32)}`,
    "intel",
    `url ${folder}/kubedog-linux-amd64.gz`,
    `sha256 ${"a0".repeat(32)}`,
    "kubedog.1",
    `url ${folder}/kubedog.1`,
    `sha256 ${sha256Of(manual?.bytes ?? new Uint8Array())}`,
  ]);
});

test("each block of the formula ends", async () => {
  const { text } = await made(homebrew);
  const [opened, closed] = [/^ *(?:class|def|test do|on_\w+ do|resource ".+" do)/gm, /^ *end$/gm].map((pattern) => [...text.matchAll(pattern)].length);
  expect([opened, closed]).toEqual([10, 10]);
});

test("the manifest for Scoop has the Windows binary with its sum, and where the next one's sum will stand", async () => {
  const { name, text } = await made(scoop);
  const { "##": remark, description, ...rest } = JSON.parse(text);
  expect({ name, description, ...rest }).toEqual({
    name: "kubedog.json",
    version: "1.2.3",
    description: manifest.description,
    homepage: manifest.repository,
    license: "Apache-2.0",
    architecture: { "64bit": { url: `${folder}/kubedog-windows-amd64.zip`, hash: "a6".repeat(32) } },
    bin: "kubedog.exe",
    checkver: { url: `${manifest.repository}/releases/latest`, regex: '/releases/tag/v([\\d.]+)"' },
    autoupdate: { architecture: { "64bit": { url: `${manifest.repository}/releases/download/v$version/kubedog-windows-amd64.zip` } }, hash: { url: "$baseurl/SHA256SUMS" } },
  });
});

test("a placeholder for kubedog's home is said to be one, in both", async () => {
  const remark = "The public home of kubedog is not decided: these addresses lead nowhere yet.";
  expect([remarkOn("https://somewhere.invalid/kubedog"), remarkOn("https://somewhere.example/kubedog")]).toEqual([remark, ""]);
  const texts = [(await made(homebrew)).text, (await made(scoop)).text];
  expect(texts.map((text) => text.includes(remark))).toEqual([remarkOn(manifest.repository) !== "", remarkOn(manifest.repository) !== ""]);
});

test.each([["the formula", homebrew, "kubedog-darwin-arm64"], ["the manifest for Scoop", scoop, "kubedog-windows-amd64.exe"]] as const)("without a binary that %s needs there is no release", async (_, maker, missing) => {
  const binaries = releaseContext.binaries.filter(({ name }) => name !== missing);
  await expect(maker({ ...releaseContext, binaries })).rejects.toThrow(`the release has no ${missing}: see scripts/release/targets.ts`);
});
