/** A DaemonSet's Pod and the node that it is made for. */
import type { Pod } from "./kubernetes.ts";

/** Known before the scheduler has bound it: the DaemonSet's controller writes the node's name into its affinity. "" where nothing tells. */
export function daemonNode({ spec }: Pod): string {
  if (spec?.nodeName) return spec.nodeName;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const fields = terms.flatMap(({ matchFields = [] }) => matchFields);
  return fields.find(({ key, operator }) => key === "metadata.name" && operator === "In")?.values?.[0] ?? "";
}
