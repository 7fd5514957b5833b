/** Judges an OpenKruise CloneSet: a Deployment's counters, but a partition is what the user asked for. */
import type { Assessment, Family } from "./assessment.ts";
import { trueCondition } from "./conditions.ts";
import type { Condition, ObjectMeta } from "./kubernetes.ts";
import { counter } from "./pod-set.ts";
import { quote } from "./quote.ts";
import { resourceAssessment } from "./resource-assessment.ts";
import { failed, paused, progressing, ready, type Rung } from "./rung.ts";

/** https://openkruise.io/docs/user-manuals/cloneset */
export type CloneSet = {
  readonly metadata?: ObjectMeta;
  readonly spec?: { readonly replicas?: number; readonly updateStrategy?: { readonly paused?: boolean } };
  readonly status?: {
    readonly replicas?: number;
    readonly availableReplicas?: number;
    readonly updatedReplicas?: number;
    readonly updatedReadyReplicas?: number;
    /** How many of the new revision the partition asks for. */
    readonly expectedUpdatedReplicas?: number;
    readonly conditions?: readonly (Condition & { type: string; status: string })[];
  };
};

export function assessCloneSet({ object }: Family<CloneSet>): Assessment {
  const { wanted, asked, updated, updatedReady, available } = numbersOf(object);
  return resourceAssessment(cloneSetRung(object), [counter("updated", updated, asked), counter("ready", updatedReady, asked), counter("available", available, wanted)]);
}

function cloneSetRung(object: CloneSet): Rung {
  const { wanted, asked, updated, updatedReady, available } = numbersOf(object);
  if (object.status === undefined) return progressing("NotReported", "no controller has reported yet");
  if (object.spec?.updateStrategy?.paused === true) return paused("Paused", `paused at ${updated} of ${asked} updated`);
  const broken = trueCondition(object, "FailedScale") ?? trueCondition(object, "FailedUpdate");
  if (broken !== undefined) return failed(broken.type, quote(broken.message ?? "") || `condition ${broken.type} is True`);
  if (updated < asked) return progressing("ReplicasNotUpdated", `${updated} of ${asked} replicas updated`);
  if (updatedReady < asked) return progressing("ReplicasNotReady", `${updatedReady} of ${asked} updated replicas ready`);
  return available < wanted ? progressing("ReplicasNotAvailable", `${available} of ${wanted} replicas available`) : ready;
}

function numbersOf({ spec, status }: CloneSet) {
  const { expectedUpdatedReplicas, availableReplicas: available = 0, updatedReplicas: updated = 0, updatedReadyReplicas: updatedReady = 0 } = status ?? {};
  const wanted = spec?.replicas ?? 1;
  return { wanted, asked: expectedUpdatedReplicas ?? wanted, updated, updatedReady, available };
}
