import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOf } from "../../scripts/release/binary-format.ts";
import { signedAdHoc } from "../../scripts/release/mach-o.ts";
import { binaryProblems, checkedStartUp, checkFiles } from "../../scripts/release/self-check.ts";
import { sumsFile, sumsOf } from "../../scripts/release/sums.ts";
import { smallElf } from "./small-elf.ts";
import { signatureOffset, smallMachO } from "./small-mach-o.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  folders.push(folder);
  return folder;
}

function smallPe(): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d5a);
  view.setUint32(0x3c, 128, true);
  view.setUint32(128, 0x50450000);
  view.setUint16(132, 0x8664, true);
  return bytes;
}

describe("what a binary is for", () => {
  test.each<readonly [string, Uint8Array]>([
    ["ELF x86-64 /lib64/ld-linux-x86-64.so.2", smallElf("/lib64/ld-linux-x86-64.so.2")],
    ["ELF x86-64 /lib/ld-musl-x86_64.so.1", smallElf("/lib/ld-musl-x86_64.so.1")],
    ["Mach-O x86-64", smallMachO()],
    ["PE x86-64", smallPe()],
    ["unknown 0x23212f62", new TextEncoder().encode("#!/bin/sh")],
  ])("%s", (format, bytes) => expect(formatOf(bytes)).toBe(format));

  test("a machine without a name is told by its number, an ELF file without a loader is static", () => {
    const bytes = smallElf("/lib/ld.so");
    bytes[18] = 0xf3;
    bytes[120] = 1;
    expect(formatOf(bytes)).toBe("ELF 0xf3 static");
  });
});

describe("a binary", () => {
  test("for another machine is found", () => {
    expect(binaryProblems(smallMachO(), { format: "Mach-O arm64" })).toEqual(["is Mach-O x86-64, not Mach-O arm64"]);
  });

  test("for macOS has to be signed as it is, and whole", () => {
    const signed = signedAdHoc(smallMachO(), "kubedog");
    expect(binaryProblems(signed, { format: "Mach-O x86-64" })).toEqual([]);
    signed[5000] = 0;
    new DataView(signed.buffer).setUint32(signatureOffset + 20 + 32, 8192);
    // The third page is signed but, with this limit, not hashed.
    expect(binaryProblems(signed, { format: "Mach-O x86-64" })).toEqual(["has 1 of 3 pages that are not as signed, the first is 1", "is signed up to 8192, its signature begins at 9008"]);
  });
});

describe("a release", () => {
  const target = { name: "kubedog-linux-amd64", target: "linux-x64", runtime: "@oven/bun-linux-x64", format: "ELF x86-64 /lib/ld.so" };

  async function smallRelease(): Promise<string> {
    const folder = newFolder();
    writeFileSync(join(folder, target.name), smallElf("/lib/ld.so"));
    writeFileSync(join(folder, "LICENSE"), "free\n");
    writeFileSync(join(folder, sumsFile), await sumsOf(folder));
    return folder;
  }

  test("as it was summed passes", async () => {
    expect(await checkFiles(await smallRelease(), [target])).toBeUndefined();
  });

  test("with a file that is changed, new or gone is not published", async () => {
    const folder = await smallRelease();
    writeFileSync(join(folder, "new"), "");
    writeFileSync(join(folder, "LICENSE"), "dear\n");
    const text = "LICENSE is not as SHA256SUMS says\nnew is not as SHA256SUMS says\nnothing of this may be published; build again, and if it stays look at scripts/release/";
    await expect(checkFiles(folder, [target])).rejects.toThrow(text);
    rmSync(join(folder, "new"));
    rmSync(join(folder, "LICENSE"));
    await expect(checkFiles(folder, [target])).rejects.toThrow("LICENSE is not as SHA256SUMS says");
  });

  test("whose binary is another machine's is not published", async () => {
    await expect(checkFiles(await smallRelease(), [{ ...target, format: "PE x86-64" }])).rejects.toThrow("kubedog-linux-amd64 is ELF x86-64 /lib/ld.so, not PE x86-64");
  });
});

describe("the host's binary", () => {
  function program(script: string): string {
    const path = join(newFolder(), "kubedog");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  test("is started for its version and its help, and both are timed", () => {
    const startUps = checkedStartUp(program('[ "$1" = version ] && echo 1.2.3 || echo kubedog'), { version: "1.2.3" });
    expect(startUps.map(({ args }) => args)).toEqual(["version", "help"]);
    expect(startUps.every(({ medianMs }) => medianMs > 0)).toBe(true);
  });

  test.each([
    ["that says another version", "echo 1.2.4", "version ended with 0 and did not say 1.2.3: see why before you publish\n1.2.4"],
    ["that fails", "echo 1.2.3; echo broken >&2; exit 3", "version ended with 3 and did not say 1.2.3: see why before you publish\n1.2.3\nbroken"],
  ])("%s is not published", (_, script, message) => {
    expect(() => checkedStartUp(program(script), { version: "1.2.3" })).toThrow(message);
  });
});
