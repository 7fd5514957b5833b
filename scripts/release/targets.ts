/** The binaries of a release: what each is called, whose runtime it holds, and what its first bytes must say. */

export type Target = {
  readonly name: string;
  /** The compiler's word for it, after `bun-`. */
  readonly target: string;
  /** The npm package with the runtime; its version and sha512 stand in package-lock.json. */
  readonly runtime: string;
  /** As `formatOf` tells it. */
  readonly format: string;
};

export const targets: readonly Target[] = [
  { name: "kubedog-linux-amd64", target: "linux-x64", runtime: "@oven/bun-linux-x64", format: "ELF x86-64 /lib64/ld-linux-x86-64.so.2" },
  { name: "kubedog-linux-arm64", target: "linux-arm64", runtime: "@oven/bun-linux-aarch64", format: "ELF AArch64 /lib/ld-linux-aarch64.so.1" },
  { name: "kubedog-linux-amd64-musl", target: "linux-x64-musl", runtime: "@oven/bun-linux-x64-musl", format: "ELF x86-64 /lib/ld-musl-x86_64.so.1" },
  { name: "kubedog-linux-arm64-musl", target: "linux-arm64-musl", runtime: "@oven/bun-linux-aarch64-musl", format: "ELF AArch64 /lib/ld-musl-aarch64.so.1" },
  { name: "kubedog-darwin-amd64", target: "darwin-x64", runtime: "@oven/bun-darwin-x64", format: "Mach-O x86-64" },
  { name: "kubedog-darwin-arm64", target: "darwin-arm64", runtime: "@oven/bun-darwin-aarch64", format: "Mach-O arm64" },
  { name: "kubedog-windows-amd64.exe", target: "windows-x64", runtime: "@oven/bun-windows-x64", format: "PE x86-64" },
];
