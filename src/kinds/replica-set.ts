/** Judges a ReplicaSet, and a ReplicationController, its elder. */
import type { Assessment, Family, Incident } from "./assessment.ts";
import { failedCreate } from "./failed-create.ts";
import { labelOf, podsOf } from "./family.ts";
import { ranked } from "./incident.ts";
import type { ReplicaSet } from "./kubernetes.ts";
import { counter, incidentsOf, livingPods, waitText } from "./pod-set.ts";
import { assessment, incidentRung, progressing, ready } from "./rung.ts";

export function assessReplicaSet(family: Family<ReplicaSet>): Assessment {
  const { spec, status } = family.object;
  const wanted = spec?.replicas ?? 1;
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = status ?? {};
  const pods = livingPods(podsOf(family));
  const created = replicaSetFailure(family, false);
  const incidents = ranked([...incidentsOf(pods), ...(created ? [created] : [])]);
  const details = {
    incidents,
    pods,
    counters: [counter("ready", readyReplicas, wanted), counter("available", availableReplicas, wanted)],
    revision: labelOf(family.object, "pod-template-hash") ?? "",
  };
  if (replicas === wanted && readyReplicas === wanted && availableReplicas === wanted) return assessment(ready, details);
  const trouble = incidentRung(incidents);
  if (trouble !== undefined) return assessment(trouble, details);
  if (replicas !== wanted) return assessment(progressing("ReplicasNotCreated", `${replicas} of ${wanted} replicas exist`), details);
  if (readyReplicas < wanted) {
    return assessment(progressing("ReplicasNotReady", `${readyReplicas} of ${wanted} replicas ready`, waitText(pods)), details);
  }
  return assessment(progressing("ReplicasNotAvailable", `${availableReplicas} of ${wanted} replicas available`), details);
}

/** Why it cannot create its Pods. `olderPods`: Pods of another revision exist. */
export function replicaSetFailure(family: Family<ReplicaSet>, olderPods: boolean): Incident | undefined {
  const { spec, status } = family.object;
  return failedCreate(family, (status?.replicas ?? 0) < (spec?.replicas ?? 1), olderPods);
}
