/** kubedog v0.13.0, the program to compare with. */
import { $ } from "bun";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const module = "github.com/werf/kubedog/cmd/kubedog@v0.13.0";

/** Built from its pinned module, so that nothing else can stand in for it; the folder goes with this process. @returns the program's path */
export async function builtOldKubedog(): Promise<string> {
  if (Bun.which("go") === null) throw new Error("Go is not there to build kubedog v0.13.0 with: name a build of it with --v0.13.0 PATH");
  const directory = mkdtempSync(join(tmpdir(), "kubedog-old-"));
  process.on("exit", () => rmSync(directory, { recursive: true }));
  await $`go install ${module}`.env({ ...process.env, GOBIN: directory }).quiet();
  return join(directory, "kubedog");
}
