/** How targets are called in everything that the user sees. */
import type { TargetRef } from "./report.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { ClassicKind, Target } from "./target.ts";

/** kubedog's prefixes. */
export const prefixes = {
  Deployment: "deploy",
  ReplicaSet: "rs",
  StatefulSet: "sts",
  DaemonSet: "ds",
  Job: "job",
  Pod: "po",
} as const satisfies Record<ClassicKind, string>;

/** One reference a target, in their order. Where targets stand in more than one namespace, the label says in which: `ns:shop/deploy/web`. */
export function targetRefs(targets: readonly Target[]): readonly TargetRef[] {
  const isAmbiguous = new Set(targets.map(({ namespace }) => namespace).filter((namespace) => namespace !== "")).size > 1;
  return targets.map((target) => {
    const { kind, namespace, name } = target;
    const isShort = isKnown(target) && !isAmbiguous;
    const label = `${prefixOf(target)}/${name}`;
    return { kind, namespace, name, label: isShort || namespace === "" ? label : `ns:${namespace}/${label}` };
  });
}

/** kubedog's: `deploy`, `canary`; of any other custom resource `Widget.v1.example.com`. */
function prefixOf(target: Target): string {
  const { apiVersion, kind } = target;
  if (isKnown(target)) return kindOf(apiVersion, kind)?.short ?? kind.toLowerCase();
  const [group, version] = apiVersion.split("/");
  return version === undefined ? `${kind}.${apiVersion}` : `${kind}.${version}.${group}`;
}

function isKnown({ apiVersion, kind }: Target): boolean {
  return kindOf(apiVersion, kind) !== undefined || (kind === "Canary" && apiVersion.startsWith("flagger.app/"));
}
