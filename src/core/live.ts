/** What an assessment means in live tracking. */
import type { Assessment } from "../kinds/assessment.ts";
import { assumedReady, isAssumed, notAssumed } from "../kinds/assumption.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { nearest } from "./suggest.ts";
import type { Target } from "./target.ts";

export type Live = Pick<Assessment, "status" | "reason" | "message" | "brief" | "counters">;

/** What nobody understands, or may be a controller's word on the spec before this one, counts when it has stood so long. */
export const quietMs = 2000;
/** A custom resource that no controller reports on counts as ready after so long. */
export const noStatusMs = 30_000;
/** An Ingress without an address counts as ready after so long: many controllers never publish one. */
export const addressMs = 120_000;

/**
 * @param isSettling a container without a probe has not stayed up long enough to count as ready
 * @param quietForMs since its last change or Event
 */
export function liveOf(assessment: Assessment, isSettling: boolean, settleMs: number, quietForMs: number): Live {
  const { reason, message, final } = assessment;
  if (reason === "AddressPending" && quietForMs >= addressMs) return assumed(message, assessment);
  if (!isComplete(assessment) || final) return assessment;
  if (!isSettling) return { ...assessment, status: "ready" };
  return waiting("Settling", `up, waiting ${settleMs / 1000} s to see that its containers stay up`, assessment);
}

/** Ready, or paused with nothing left to do. */
export function isComplete({ status, counters }: Assessment): boolean {
  return status === "ready" || (status === "paused" && counters.length > 0 && counters.every(({ value, target }) => value === target));
}

/** A custom resource: what nobody can tell, time has to. @param quietForMs since its last change or Event */
export function liveOfCustom(assessment: Assessment, { status }: KubeObject, quietForMs: number): Live {
  const { message, reason } = assessment;
  if (reason === "NoStatus") return quietForMs >= noStatusMs ? assumed(message, assessment) : assessment;
  if (assessment.status === "unknown") return quietForMs >= quietMs ? assumed(message, assessment) : waiting("Settling", message, assessment);
  const isDated = typeof status === "object" && status !== null && "observedGeneration" in status;
  if (assessment.status !== "ready" || isDated || quietForMs >= quietMs) return assessment;
  return waiting("Settling", `ready, waiting ${quietMs / 1000} s to see that it stays so`, assessment);
}

function waiting(reason: string, message: string, { counters }: Pick<Assessment, "counters">): Live {
  return { status: "progressing", reason, message, brief: message, counters };
}

function assumed(why: string, { counters }: Assessment): Live {
  const rung = assumedReady(why);
  return { ...rung, brief: rung.message, counters };
}

/** For who takes nothing on trust: what is only assumed to be ready is still on its way. */
export function certainOf(live: Live): Live {
  if (!isAssumed(live)) return live;
  const { reason, message } = notAssumed(live);
  return waiting(reason, message, live);
}

/** So many names are told of what is there instead. */
const nearMax = 3;

/** The names that are near to it; of few names all. */
function insteadOf(name: string, others: readonly string[]): readonly string[] {
  const near = nearest(name, others, nearMax);
  return near.length > 0 || others.length > nearMax ? near : others;
}

/**
 * The assessment of what is not there.
 * @param others names of the same kind in the same place
 */
export function missing({ namespace, name }: Target, wasSeen: boolean, others: () => readonly string[]): Assessment {
  const where = namespace === "" ? "the cluster" : `namespace ${namespace}`;
  const near = wasSeen ? [] : insteadOf(name, others());
  const instead = near.length === 0 ? "" : `; ${near.length === 1 ? "there is" : "there are"} ${near.join(", ")}`;
  const message = wasSeen ? "was deleted, waiting for it to be created again" : `does not exist in ${where} yet, waiting for it to be created${instead}`;
  const reason = wasSeen ? "Deleted" : "NotCreated";
  return { status: "missing", reason, message, brief: message, incidents: [], pods: [], counters: [], revision: "", final: false };
}
