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

/** One reference a target, in their order. Where two of one kind and name stand in different namespaces, the label says in which: `ns:shop/deploy/web`. */
export function targetRefs(targets: readonly Target[]): readonly TargetRef[] {
  const labels = targets.map((target) => `${prefixOf(target)}/${target.name}`);
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return targets.map((target, index) => {
    const { kind, namespace, name } = target;
    const label = labels[index] ?? "";
    const isShort = isKnown(target) && counts.get(label) === 1;
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
