/** How a binary for some machine can be run on this one. */
import type { Target } from "./targets.ts";

export type Way =
  /** In a root that holds nothing but the binary, these files at their paths, and procfs. */
  | { readonly how: "root"; readonly said: string; readonly files: readonly CopiedFile[] }
  /** Alone, or by a program of this machine: the binary's path comes after `command`. `lacking` finds in the errors what that program has not got, which is no fault of the binary. */
  | { readonly how: "program"; readonly said: string; readonly command: readonly string[]; readonly lacking?: RegExp }
  | { readonly how: "none"; readonly reason: string };

/** `from` a path of this machine `to` one in the root. */
export type CopiedFile = { readonly from: string; readonly to: string };

export type Machine = {
  /** The format of this machine's own programs, as `formatOf` tells it. */
  readonly own: string;
  /** `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
  /** Why no root can be entered here; undefined where one can. */
  readonly noRoot: string | undefined;
  /** The path of a program, or null. */
  which(program: string): string | null;
  exists(path: string): boolean;
};

type System = {
  readonly libc: string;
  readonly arch: string;
  readonly loader: string;
  /** What the binary needs beside it, and the folders that may hold that. */
  readonly libraries: readonly string[];
  readonly folders: readonly string[];
  /** What runs it on another architecture, and the root that Debian's cross packages make for it. */
  readonly emulator: string;
  readonly sysroot: string;
};

const glibc = { libc: "glibc", libraries: ["libc.so.6", "libpthread.so.0", "libdl.so.2", "libm.so.6"] };
const musl = { libc: "musl and its libstdc++", libraries: ["libstdc++.so.6", "libgcc_s.so.1"] };
const amd64 = { arch: "x64", emulator: "qemu-x86_64" };
const arm64 = { arch: "arm64", emulator: "qemu-aarch64" };

/** By format. */
const systems: { readonly [format: string]: System } = {
  "ELF x86-64 /lib64/ld-linux-x86-64.so.2": { ...glibc, ...amd64, loader: "/lib64/ld-linux-x86-64.so.2", folders: ["/lib/x86_64-linux-gnu", "/lib64"], sysroot: "/usr/x86_64-linux-gnu" },
  "ELF AArch64 /lib/ld-linux-aarch64.so.1": { ...glibc, ...arm64, loader: "/lib/ld-linux-aarch64.so.1", folders: ["/lib/aarch64-linux-gnu", "/lib64"], sysroot: "/usr/aarch64-linux-gnu" },
  "ELF x86-64 /lib/ld-musl-x86_64.so.1": { ...musl, ...amd64, loader: "/lib/ld-musl-x86_64.so.1", folders: ["/usr/lib/x86_64-linux-musl", "/usr/lib"], sysroot: "/usr/x86_64-linux-musl" },
  "ELF AArch64 /lib/ld-musl-aarch64.so.1": { ...musl, ...arm64, loader: "/lib/ld-musl-aarch64.so.1", folders: ["/usr/lib/aarch64-linux-musl", "/usr/lib"], sysroot: "/usr/aarch64-linux-musl" },
};

export function wayOf({ format }: Pick<Target, "format">, machine: Machine): Way {
  const system = systems[format];
  if (system !== undefined && machine.platform === "linux") return machine.arch === system.arch ? inRoot(format, system, machine) : emulated(system, machine);
  if (format === machine.own) return asItIs;
  if (format.startsWith("PE ")) return underWine(machine);
  return { how: "none", reason: `nothing runs ${format} here` };
}

const asItIs = { how: "program", said: "as it is", command: [] } as const;

function inRoot(format: string, { libc, loader, libraries, folders }: System, machine: Machine): Way {
  if (machine.noRoot !== undefined && format === machine.own) return { ...asItIs, said: `as it is, not in an empty root: ${machine.noRoot}` };
  if (machine.noRoot !== undefined) return { how: "none", reason: `no root can be entered here: ${machine.noRoot}` };
  const paths = libraries.map((name) => folders.map((folder) => `${folder}/${name}`).find(machine.exists) ?? `${folders[0]}/${name}`);
  const missing = [loader, ...paths].find((path) => !machine.exists(path));
  if (missing !== undefined) return { how: "none", reason: `no ${missing} here` };
  return { how: "root", said: `in a root of ${libc} and procfs alone`, files: [loader, ...paths].map((from) => ({ from, to: searched(from) })) };
}

/** musl's loader searches /usr/lib, wherever Debian puts what it finds there; glibc's searches where its distribution has it. */
function searched(path: string): string {
  return path.replace(/^\/usr\/lib\/\w+-linux-musl\//, "/usr/lib/");
}

function emulated({ emulator, sysroot, loader }: System, machine: Machine): Way {
  const program = machine.which(`${emulator}-static`) ?? machine.which(emulator);
  if (program === null) return { how: "none", reason: `no ${emulator} here` };
  if (!machine.exists(`${sysroot}${loader}`)) return { how: "none", reason: `no ${sysroot}${loader} here` };
  return { how: "program", said: `under ${emulator}`, command: [program, "-L", sysroot] };
}

/** Wine before 9 has no bcryptprimitives.dll, which the runtime needs. */
function underWine(machine: Machine): Way {
  const wine = machine.which("wine");
  if (wine === null) return { how: "none", reason: "no wine here" };
  return { how: "program", said: "under Wine", command: [wine], lacking: /\S+\.dll(?= \(which is needed by L"[^"]*kubedog-windows[^"]*"\) not found)/ };
}
