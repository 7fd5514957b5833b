/** What `kubedog version` says of itself, run from source and as scripts/build.ts defines it. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { kubedog } from "./terminal.ts";

const fromSource = `1.0.0
commit      unknown
build date  unknown
platform    linux/amd64
Bun         ${Bun.version}
`;

test.each(["version", "version please", "version --output=text"])("kubedog %s says the version in its first line, then where it comes from (checklist 20)", async (line) => {
  const { code, out, err } = await kubedog(line.split(" "));
  expect({ code, out, err }).toEqual({ code: 0, out: fromSource, err: "" });
});

test.each(["--version", "--version please", "version --short"])("kubedog %s says the version alone", async (line) => {
  const { code, out, err } = await kubedog(line.split(" "));
  expect({ code, out, err }).toEqual({ code: 0, out: "1.0.0\n", err: "" });
});

test("version -o json is one line with a key for each fact, null for what is not known", async () => {
  const { code, out, err } = await kubedog(["version", "-o", "json"]);
  const facts = `{"version":"1.0.0","commit":null,"buildDate":null,"platform":"linux/amd64","bun":"${Bun.version}"}\n`;
  expect({ code, out, err }).toEqual({ code: 0, out: facts, err: "" });
  expect((await kubedog(["version", "--short", "-ojson"])).out).toBe('{"version":"1.0.0"}\n');
});

const platforms = [
  ["linux", "x64", "linux/amd64"],
  ["linux", "arm64", "linux/arm64"],
  ["darwin", "arm64", "darwin/arm64"],
  ["win32", "x64", "windows/amd64"],
] as const;

test.each(platforms)("on Node's %s and %s the platform has Go's name, %s", async (system, architecture, platform) => {
  const { out } = await kubedog(["version"], { machine: { system, architecture } });
  expect(out.split("\n")[3]).toBe(`platform    ${platform}`);
});

test("a build that was told its commit and date says them", async () => {
  const defines = ['KUBEDOG_BUILD_COMMIT="0123abcd-dirty"', 'KUBEDOG_BUILD_DATE="2026-01-31T12:00:00Z"'].flatMap((define) => ["--define", define]);
  const run = async (...flags: readonly string[]) => {
    const child = Bun.spawn([process.execPath, ...defines, join(import.meta.dir, "../../src/main.ts"), "version", ...flags], { stdout: "pipe", stderr: "pipe" });
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    return { out: out.split("\n").slice(0, 3), err, code };
  };
  expect(await run()).toEqual({ out: ["1.0.0", "commit      0123abcd-dirty", "build date  2026-01-31T12:00:00Z"], err: "", code: 0 });
  const { commit, buildDate } = JSON.parse((await run("-o", "json")).out[0] ?? "");
  expect([commit, buildDate]).toEqual(["0123abcd-dirty", "2026-01-31T12:00:00Z"]);
});
