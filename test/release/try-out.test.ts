/** How the binaries of a release are tried on the machine that makes it. */
import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { hostTarget } from "../../scripts/release/self-check.ts";
import { type Target, targets } from "../../scripts/release/targets.ts";
import { thisMachine } from "../../scripts/release/this-machine.ts";
import { triedOut } from "../../scripts/release/try-out.ts";
import { type Machine, type Way, wayOf } from "../../scripts/release/ways.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  folders.push(folder);
  return folder;
}

function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return found;
}

const glibcAmd64 = targetNamed("kubedog-linux-amd64").format;
const linux: Machine = { own: glibcAmd64, platform: "linux", arch: "x64", noRoot: undefined, which: () => null, exists: () => true };
const muslFiles = [
  { from: "/lib/ld-musl-x86_64.so.1", to: "/lib/ld-musl-x86_64.so.1" },
  { from: "/usr/lib/x86_64-linux-musl/libstdc++.so.6", to: "/usr/lib/libstdc++.so.6" },
  { from: "/usr/lib/libgcc_s.so.1", to: "/usr/lib/libgcc_s.so.1" },
];

describe("where", () => {
  test.each<readonly [string, string, Partial<Machine>, Way]>([
    ["a root can be entered, musl's libraries are put where its loader searches", "kubedog-linux-amd64-musl", { exists: (path) => path !== "/usr/lib/x86_64-linux-musl/libgcc_s.so.1" }, { how: "root", said: "in a root of musl and its libstdc++ and procfs alone", files: muslFiles }],
    ["a library is missing, it is named", "kubedog-linux-amd64-musl", { exists: (path) => path.startsWith("/lib/") }, { how: "none", reason: "no /usr/lib/x86_64-linux-musl/libstdc++.so.6 here" }],
    ["no root can be entered, the machine's own binary runs as it is", "kubedog-linux-amd64", { noRoot: "unshare: no" }, { how: "program", said: "as it is, not in an empty root: unshare: no", command: [] }],
    ["no root can be entered, another libc's does not run", "kubedog-linux-amd64-musl", { noRoot: "unshare: no" }, { how: "none", reason: "no root can be entered here: unshare: no" }],
    ["there is an emulator, another architecture's runs under it", "kubedog-linux-arm64", { which: (name) => `/bin/${name}` }, { how: "program", said: "under qemu-aarch64", command: ["/bin/qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"] }],
    ["the emulator has no libraries, that is said", "kubedog-linux-arm64", { which: (name) => `/bin/${name}`, exists: () => false }, { how: "none", reason: "no /usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1 here" }],
    ["there is no emulator, that is said", "kubedog-linux-arm64-musl", {}, { how: "none", reason: "no qemu-aarch64 here" }],
    ["there is no Wine, that is said", "kubedog-windows-amd64.exe", {}, { how: "none", reason: "no wine here" }],
    ["there is no Mac, that is said", "kubedog-darwin-arm64", {}, { how: "none", reason: "nothing runs Mach-O arm64 here" }],
    ["there is a Mac, its own binary runs as it is", "kubedog-darwin-arm64", { platform: "darwin", own: "Mach-O arm64" }, { how: "program", said: "as it is", command: [] }],
  ])("%s", (_, name, machine, way) => {
    expect(wayOf(targetNamed(name), { ...linux, ...machine })).toEqual(way);
  });
});

describe("on this machine", async () => {
  const machine = await thisMachine();
  /** Most containers let nobody enter a root. */
  const place = machine.noRoot === undefined ? "in a root of glibc and procfs alone" : `as it is, not in an empty root: ${machine.noRoot}`;

  /** The machine's own binary, made of a small program in place of ours. */
  async function release(source: string) {
    const folder = newFolder();
    const target = await hostTarget(targets);
    if (target === undefined) throw new Error("no binary of a release is this machine's");
    writeFileSync(join(folder, "program.ts"), source);
    const { exitCode, stderr } = Bun.spawnSync([process.execPath, "build", "--compile", join(folder, "program.ts"), `--outfile=${join(folder, target.name)}`], { cwd: folder });
    expect([exitCode, stderr.toString()]).toEqual([0, ""]);
    return { folder, target };
  }

  test("a binary that needs nothing but its libc and procfs passes", async () => {
    const { folder, target } = await release(`console.log("${version}, 1 ready");`);
    expect(await triedOut(folder, [target], machine)).toEqual([`${target.name}: version, demo, multitrack ${place}`]);
  });

  test("a binary that misses something else fails, with what it said", async () => {
    const { folder, target } = await release(`import { readdirSync } from "node:fs";\nif (process.argv[2] === "demo") console.log(readdirSync("/").length), process.exit(3);\nconsole.log("${version}");`);
    const failure = await triedOut(folder, [target], machine).then(String, ({ message }: Error) => message);
    expect(failure).toStartWith(`${target.name}: demo rollout ${place} ended with 3, expected 0 and "1 ready"\n`);
    // kubedog, lib, lib64 where there is one, proc and spec.json
    const names = Number(failure.split("\n")[1]);
    expect([names <= 5, failure.endsWith("\nsee why before you publish")]).toEqual([machine.noRoot === undefined, true]);
  });
});

describe("under Wine", () => {
  function wine(script: string): Machine {
    const path = join(newFolder(), "wine");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return { ...linux, which: (name) => (name === "wine" ? path : null) };
  }

  const windows = [targetNamed("kubedog-windows-amd64.exe")];

  test("a library that Wine has not got is no failure of the binary", async () => {
    const machine = wine(String.raw`echo '0024:err:module:import_dll Library bcryptprimitives.dll (which is needed by L"Z:\\tmp\\kubedog-windows-amd64.exe") not found' >&2; exit 53`);
    expect(await triedOut("/release", windows, machine)).toEqual(["kubedog-windows-amd64.exe: not tried, no bcryptprimitives.dll under Wine"]);
  });

  test.each([
    ["fails", `echo "${version}, 1 ready"; exit 1`, `1, expected 0 and "${version}"\n${version}, 1 ready`],
    ["says something else", "echo 0.0.1", `0, expected 0 and "${version}"\n0.0.1`],
  ])("a binary that %s is not published", async (_, script, ending) => {
    await expect(triedOut("/release", windows, wine(script))).rejects.toThrow(`kubedog-windows-amd64.exe: version under Wine ended with ${ending}\nsee why before you publish`);
  });

  test("the binary is asked for its version, a demo and a run against a cluster", async () => {
    const machine = wine(`echo "$*" >> "$HOME/said"; [ "$2" = multitrack ] || { echo "${version}, 1 ready"; exit; }; cat "$HOME/said" "$4"; exit 1`);
    await expect(triedOut("/release", windows, machine)).rejects.toThrow(`kubedog-windows-amd64.exe: multitrack -f spec.json under Wine ended with 1, expected 0 and "1 ready"
/release/kubedog-windows-amd64.exe version
/release/kubedog-windows-amd64.exe demo rollout
/release/kubedog-windows-amd64.exe multitrack -f spec.json
{"Deployments":[{"ResourceName":"web","Namespace":"shop"}]}
see why before you publish`);
  });
});
