/** How targets are called in everything that the user sees. */
import type { TargetRef } from "./report.ts";
import type { Target, TargetKind } from "./target.ts";

/** kubedog's prefixes. */
export const prefixes = {
  Deployment: "deploy",
  ReplicaSet: "rs",
  StatefulSet: "sts",
  DaemonSet: "ds",
  Job: "job",
  Pod: "po",
} as const satisfies Record<TargetKind, string>;

/** One reference a target, in their order. Where targets stand in more than one namespace, the label says in which: `ns:shop/deploy/web`. */
export function targetRefs(targets: readonly Target[]): readonly TargetRef[] {
  const isAmbiguous = new Set(targets.map(({ namespace }) => namespace)).size > 1;
  return targets.map(({ kind, namespace, name }) => {
    const label = `${prefixes[kind]}/${name}`;
    return { kind, namespace, name, label: isAmbiguous ? `ns:${namespace}/${label}` : label };
  });
}
