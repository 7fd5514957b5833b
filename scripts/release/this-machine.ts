/** What this machine can run. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOf } from "./binary-format.ts";
import type { Machine } from "./ways.ts";

export async function thisMachine(): Promise<Machine> {
  return {
    own: formatOf(await Bun.file(process.execPath).bytes()),
    platform: process.platform,
    arch: process.arch,
    noRoot: noRoot(),
    which: (program) => Bun.which(program),
    exists: existsSync,
  };
}

/** The command that goes before a program in `root`: with procfs, in namespaces of its own, so that nothing of it stays. Who is not root becomes it in them. */
export function enterRoot(root: string): readonly string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  return ["unshare", ...asRoot, "--mount", "--pid", "--fork", "--kill-child", `--root=${root}`, "--mount-proc"];
}

function noRoot(): string | undefined {
  if (Bun.which("unshare") === null) return "no unshare here";
  const root = mkdtempSync(join(tmpdir(), "kubedog-try-out-"));
  mkdirSync(join(root, "proc"));
  // There is no such program in it: 127 says that this was all that stood in the way.
  const { exitCode, stderr } = Bun.spawnSync([...enterRoot(root), "/none"]);
  rmSync(root, { recursive: true });
  return exitCode === 127 ? undefined : stderr.toString().trim();
}
