/** The programs to compare with, where they can be had. */
import { $ } from "bun";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const module = "github.com/werf/kubedog/cmd/kubedog@v0.13.0";

export type Rivals = {
  /** kubedog v0.13.0; undefined: left out. */
  readonly old: string | undefined;
  readonly kubectl: string | undefined;
  readonly remarks: readonly string[];
};

/** KUBEDOG_OLD and KUBECTL name built ones. Without, kubedog is built where Go is there, and kubectl is looked up. */
export async function rivals(): Promise<Rivals> {
  const old = process.env["KUBEDOG_OLD"] ?? (await built());
  const kubectl = process.env["KUBECTL"] ?? Bun.which("kubectl") ?? undefined;
  const remarks = [
    ...(old === undefined ? ["kubedog v0.13.0 is left out: neither KUBEDOG_OLD nor Go is there"] : []),
    ...(kubectl === undefined ? ["kubectl is left out: neither KUBECTL nor kubectl on PATH is there"] : []),
  ];
  return { old, kubectl, remarks };
}

async function built(): Promise<string | undefined> {
  if (Bun.which("go") === null) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "kubedog-old-"));
  await $`go install ${module}`.env({ ...process.env, GOBIN: directory }).quiet();
  return join(directory, "kubedog");
}
