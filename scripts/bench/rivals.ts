/** The programs to compare with, where they can be had. */
import { builtOldKubedog } from "../compare/old-kubedog.ts";

export type Rivals = {
  /** kubedog v0.13.0; undefined: left out. */
  readonly old: string | undefined;
  readonly kubectl: string | undefined;
  readonly remarks: readonly string[];
};

/** kubedog is built from its pinned module, so that nothing else can stand in for it. KUBECTL names a kubectl that is not on PATH. */
export async function rivals(): Promise<Rivals> {
  const old = Bun.which("go") === null ? undefined : await builtOldKubedog();
  const kubectl = process.env["KUBECTL"] ?? Bun.which("kubectl") ?? undefined;
  const remarks = [
    ...(old === undefined ? ["kubedog v0.13.0 is left out: Go is not there"] : []),
    ...(kubectl === undefined ? ["kubectl is left out: neither KUBECTL nor kubectl on PATH is there"] : []),
  ];
  return { old, kubectl, remarks };
}
