import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { gzipped, zipped } from "../../scripts/release/packed.ts";

const content = new TextEncoder().encode("kubedog ".repeat(10_000));

test("a .gz gives back what went in, and holds neither time nor name", () => {
  const packed = gzipped(content);
  expect(new Uint8Array(gunzipSync(packed))).toEqual(content);
  expect(packed.length).toBeLessThan(1000);
  expect([...packed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
});

test("a .zip has one file, dated 1980-01-01, which other programs read and find whole", () => {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  const path = join(folder, "kubedog.zip");
  writeFileSync(path, zipped("kubedog.exe", content));
  const { list, read } = unpacker();
  expect(said(list(path)).trim()).toBe("kubedog.exe 1980-01-01");
  expect(said(read(path))).toBe(new TextDecoder().decode(content));
  rmSync(folder, { recursive: true });
});

/** Both check the sum when they read. */
function unpacker() {
  const python = Bun.which("python3");
  if (python !== null) {
    const run = (code: string) => (path: string) => [python, "-c", `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1])\n${code}`, path];
    return { list: run('for i in z.infolist(): print(i.filename, "%d-%02d-%02d" % i.date_time[:3])'), read: run('sys.stdout.write(z.read("kubedog.exe").decode())') };
  }
  return { list: (path: string) => ["sh", "-c", 'unzip -Z -T "$1" | sed -nE "s/.* ([0-9]{4})([0-9]{2})([0-9]{2})\\.[0-9]+ (.*)/\\4 \\1-\\2-\\3/p"', "sh", path], read: (path: string) => ["unzip", "-p", path, "kubedog.exe"] };
}

function said(command: readonly string[]): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command]);
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with ${exitCode}: ${stderr.toString()}`);
  return stdout.toString();
}
