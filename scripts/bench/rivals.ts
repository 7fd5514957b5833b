/** The programs to compare with, where they can be had. */
import { $ } from "bun";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const module = "github.com/werf/kubedog/cmd/kubedog@v0.13.0";

export type Rivals = {
  /** kubedog v0.13.0; undefined: left out. */
  readonly old: string | undefined;
  readonly kubectl: string | undefined;
  readonly remarks: readonly string[];
};

/** kubedog is built from its pinned module, so that nothing else can stand in for it. KUBECTL names a kubectl that is not on PATH. */
export async function rivals(): Promise<Rivals> {
  const old = await built();
  const kubectl = process.env["KUBECTL"] ?? Bun.which("kubectl") ?? undefined;
  const remarks = [
    ...(old === undefined ? ["kubedog v0.13.0 is left out: Go is not there"] : []),
    ...(kubectl === undefined ? ["kubectl is left out: neither KUBECTL nor kubectl on PATH is there"] : []),
  ];
  return { old, kubectl, remarks };
}

async function built(): Promise<string | undefined> {
  if (Bun.which("go") === null) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "kubedog-old-"));
  process.on("exit", () => rmSync(directory, { recursive: true }));
  await $`go install ${module}`.env({ ...process.env, GOBIN: directory }).quiet();
  return join(directory, "kubedog");
}
