import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sizes from "../../docs/release-sizes.json";
import manifest from "../../package.json";
import { fetchedRuntime, pinned, readLockFile } from "../../scripts/release/runtime.ts";
import { targets } from "../../scripts/release/targets.ts";

const root = new URL("../..", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "kubedog-test-"));
const path = process.env["PATH"] ?? "";

const tarball = await new Bun.Archive({ "package/bin/bun": "the runtime", "package/package.json": "{}" }, { compress: "gzip" }).bytes();
const integrity = `sha512-${new Bun.CryptoHasher("sha512").update(tarball).digest("base64")}`;
const runtime = { name: "@oven/bun-linux-x64", version: "1.2.3", integrity };

/** Stands for npm: `npm pack NAME@VERSION --pack-destination=FOLDER` copies what `served` holds. */
beforeAll(() => {
  mkdirSync(join(scratch, "bin"));
  const served = join(scratch, "served");
  writeFileSync(join(scratch, "bin/npm"), `#!/bin/sh\n[ "$1 $2" = "pack @oven/bun-linux-x64@1.2.3" ] || exit 7\n[ -s ${served} ] || { echo no network >&2; exit 1; }\ncp ${served} "\${3#--pack-destination=}/oven-bun-linux-x64-1.2.3.tgz"\n`);
  chmodSync(join(scratch, "bin/npm"), 0o755);
  process.env["PATH"] = `${join(scratch, "bin")}:${path}`;
});

afterAll(() => {
  process.env["PATH"] = path;
  rmSync(scratch, { recursive: true });
});

function place(served: Uint8Array | string) {
  writeFileSync(join(scratch, "served"), served);
  const folder = mkdtempSync(join(scratch, "release-"));
  return { cache: join(folder, "cache"), folder };
}

describe("every binary", () => {
  test("has its runtime and its sha512 in package-lock.json, in the version of bun that package.json names", async () => {
    const lock = await readLockFile(root);
    const runtimes = targets.map((target) => pinned(lock, target.runtime));
    expect(runtimes.map(({ version }) => version)).toEqual(targets.map(() => manifest.devDependencies.bun));
    expect(runtimes.filter(({ integrity: sha512 }) => !/^sha512-[\w+/]{86}==$/.test(sha512))).toEqual([]);
    expect(new Set(runtimes.map(({ integrity: sha512 }) => sha512)).size).toBe(7);
  });

  test("has its size in docs/release-sizes.json, and nothing else has", () => {
    expect(Object.keys(sizes).sort()).toEqual(targets.map(({ name }) => name).sort());
  });

  test("that package-lock.json does not pin is an error", () => {
    expect(() => pinned({ packages: { "node_modules/@oven/bun-linux-x64": { version: "1.2.3" } } }, "@oven/bun-linux-x64")).toThrow(
      "package-lock.json pins no @oven/bun-linux-x64: install the version of bun that has it, and commit package-lock.json",
    );
  });
});

describe("a runtime", () => {
  test("that is what was locked is unpacked, and asked for once", async () => {
    const there = place(tarball);
    expect(await Bun.file(await fetchedRuntime(runtime, there)).text()).toBe("the runtime");
    expect(readdirSync(there.cache)).toEqual(["oven-bun-linux-x64-1.2.3.tgz"]);
    writeFileSync(join(scratch, "served"), "");
    expect(await Bun.file(await fetchedRuntime(runtime, there)).text()).toBe("the runtime");
  });

  test("that the registry serves with other bytes is refused, and not kept", async () => {
    const there = place("something else");
    const other = new Bun.CryptoHasher("sha512").update("something else").digest("base64");
    await expect(fetchedRuntime(runtime, there)).rejects.toThrow(
      `@oven/bun-linux-x64@1.2.3 is not what package-lock.json pins\n  expected ${integrity}\n  got      sha512-${other}\nnpm's registry serves something else than what was locked; use another registry, or lock anew if you trust it`,
    );
    expect(readdirSync(there.cache)).toEqual([]);
  });

  test("that was changed in the cache is refused, with the file to remove", async () => {
    const there = place(tarball);
    await fetchedRuntime(runtime, there);
    const cached = join(there.cache, "oven-bun-linux-x64-1.2.3.tgz");
    writeFileSync(cached, tarball.subarray(0, -1));
    await expect(fetchedRuntime(runtime, there)).rejects.toThrow(`remove ${cached} and start again`);
  });

  test("that npm does not get is told with npm's own words", async () => {
    await expect(fetchedRuntime(runtime, place(""))).rejects.toThrow("npm pack @oven/bun-linux-x64@1.2.3 ended with 1: see to npm's registry and network, then start again\nno network");
  });

  test("that is not where it is expected is told", async () => {
    const empty = await new Bun.Archive({ "package/package.json": "{}" }, { compress: "gzip" }).bytes();
    const pin = { ...runtime, integrity: `sha512-${new Bun.CryptoHasher("sha512").update(empty).digest("base64")}` };
    await expect(fetchedRuntime(pin, place(empty))).rejects.toThrow("@oven/bun-linux-x64@1.2.3 holds no package/bin/bun: see what is in");
  });
});
