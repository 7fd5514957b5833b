/** Which of the release's files a machine gets. */
import { expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { openMachine } from "./machine.ts";
import { program, releaseOf, serveRelease } from "./release-server.ts";

const files = releaseOf(program("1.2.3"));

/** What ldd says of itself, on Debian, Fedora and Alpine; the last fails as it says so. */
const ldd = {
  debian: "echo 'ldd (Debian GLIBC 2.36-9+deb12u14) 2.36'",
  fedora: "echo 'ldd (GNU libc) 2.40'",
  alpine: "printf '%s\\n' 'musl libc (x86_64)' 'Version 1.2.5' >&2; return 1",
  missing: "return 127",
};

type Case = {
  readonly title: string;
  /** What `uname -s` and `uname -m` say. */
  readonly uname: readonly [string, string];
  readonly ldd?: keyof typeof ldd;
  /** Files of the system that are there. */
  readonly loaders?: readonly string[];
  readonly isTranslated?: boolean;
  /** The file that is asked for. */
  readonly asks: string;
};

const cases: readonly Case[] = [
  { title: "Linux on Intel or AMD", uname: ["Linux", "x86_64"], asks: "kubedog-linux-amd64.gz" },
  { title: "Linux on ARM", uname: ["Linux", "aarch64"], ldd: "fedora", asks: "kubedog-linux-arm64.gz" },
  { title: "Alpine on Intel or AMD", uname: ["Linux", "x86_64"], ldd: "alpine", asks: "kubedog-linux-amd64-musl.gz" },
  { title: "Alpine on ARM", uname: ["Linux", "aarch64"], ldd: "alpine", asks: "kubedog-linux-arm64-musl.gz" },
  { title: "Debian with the package of musl", uname: ["Linux", "x86_64"], ldd: "debian", loaders: ["lib/ld-musl-x86_64.so.1"], asks: "kubedog-linux-amd64.gz" },
  { title: "musl without ldd", uname: ["Linux", "x86_64"], ldd: "missing", loaders: ["lib/ld-musl-x86_64.so.1"], asks: "kubedog-linux-amd64-musl.gz" },
  { title: "Alpine without ldd and loader", uname: ["Linux", "aarch64"], ldd: "missing", loaders: ["etc/alpine-release"], asks: "kubedog-linux-arm64-musl.gz" },
  { title: "both loaders and no ldd", uname: ["Linux", "x86_64"], ldd: "missing", loaders: ["lib64/ld-linux-x86-64.so.2", "lib/ld-musl-x86_64.so.1"], asks: "kubedog-linux-amd64.gz" },
  { title: "neither ldd nor loader", uname: ["Linux", "x86_64"], ldd: "missing", asks: "kubedog-linux-amd64.gz" },
  { title: "a Mac with Intel", uname: ["Darwin", "x86_64"], asks: "kubedog-darwin-amd64.gz" },
  { title: "a Mac with Apple's processor", uname: ["Darwin", "arm64"], asks: "kubedog-darwin-arm64.gz" },
  { title: "the same, from a shell that Rosetta translates", uname: ["Darwin", "x86_64"], isTranslated: true, asks: "kubedog-darwin-arm64.gz" },
  { title: "Git Bash", uname: ["MINGW64_NT-10.0-22631", "x86_64"], asks: "kubedog-windows-amd64.exe" },
  { title: "MSYS2", uname: ["MSYS_NT-10.0-22631", "x86_64"], asks: "kubedog-windows-amd64.exe" },
  { title: "Windows on ARM", uname: ["MINGW64_NT-10.0-26100", "aarch64"], asks: "kubedog-windows-amd64.exe" },
];

function machineOf({ uname: [kernel, processor], ldd: libc = "debian", isTranslated = false, loaders = [] }: Omit<Case, "title" | "asks">) {
  const commands = {
    uname: `case $1 in -s) echo ${kernel} ;; -m) echo ${processor} ;; esac`,
    ldd: ldd[libc],
    sysctl: isTranslated ? '[ "$*" = "-n sysctl.proc_translated" ] && echo 1' : "return 1",
  };
  const machine = openMachine({ shell: "dash", commands, changes: { "/lib/ld-": "~/lib/ld-", "/lib64/ld-": "~/lib64/ld-", "/etc/alpine-release": "~/etc/alpine-release" } });
  for (const folder of ["lib", "lib64", "etc"]) mkdirSync(`${machine.folder}/${folder}`);
  for (const path of loaders) writeFileSync(`${machine.folder}/${path}`, "");
  return machine;
}

for (const { title, asks, ...system } of cases) {
  test(`${title}: ${asks}`, async () => {
    using server = serveRelease(files);
    using machine = machineOf(system);
    expect(await machine.run({}, server.url)).toMatchObject({ code: 0, err: "" });
    expect(server.requests).toEqual(["/r/SHA256SUMS", `/r/${asks}`]);
    expect(Object.keys(machine.contents())).toEqual([asks.endsWith(".exe") ? "kubedog.exe" : "kubedog"]);
  });
}

const unsupported: readonly (readonly [kernel: string, machine: string, name: string])[] = [
  ["FreeBSD", "amd64", "FreeBSD-amd64 (FreeBSD amd64)"],
  ["Linux", "riscv64", "linux-riscv64 (Linux riscv64)"],
  ["Linux", "armv7l", "linux-armv7l (Linux armv7l)"],
];

for (const [kernel, processor, name] of unsupported) {
  test(`${kernel} on ${processor} is named with all that is supported, and nothing is asked for`, async () => {
    using server = serveRelease(files);
    using machine = machineOf({ uname: [kernel, processor] });
    const list = "linux-amd64 linux-arm64 linux-amd64-musl linux-arm64-musl darwin-amd64 darwin-arm64 windows-amd64";
    expect(await machine.run({}, server.url)).toEqual({ code: 1, out: "", err: `install.sh: ${name} is not supported. Supported: ${list}\n` });
    expect([server.requests, machine.contents()]).toEqual([[], {}]);
  });
}
