/** The words of kubedog's older trackers about one resource. Scripts match them, so they keep its kinds' small differences. */
import type { EventReport, IncidentReport, LogReport, TargetRef } from "../core/report.ts";
import type { Fault } from "../kinds/assessment.ts";
import { serviceMessage } from "./event-row.ts";
import { harmless } from "./harmless.ts";
import { joined, podText, reasonText } from "./words.ts";

/** `rollout track` ends with a verdict, `follow` names the ReplicaSets of a Deployment. */
export type SingleShape = "rolloutTrack" | "follow";

/** A Pod's name stands bare in an error line of these, and in the last line of the former. */
const bareInError: ReadonlySet<string> = new Set(["StatefulSet", "DaemonSet"]);
const bareInEnd: ReadonlySet<string> = new Set(["StatefulSet"]);
/** The last line of these does not say what has failed. */
const namelessInEnd: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "Job"]);
/** About the target as a whole, whatever container they point at. */
const wholeFaults: ReadonlySet<Fault> = new Set(["create", "pod", "stuck", "job", "deadline", "resource"]);
/** Told by a word alone: the condition's reason, why the Pod's phase is Failed. */
const wordFaults: ReadonlySet<Fault> = new Set(["pod", "job"]);

/** `deploy/web rs/web-7d4f(new) po/web-7d4f-x2 added`, `deploy/web event: po/web-7d4f-x2 Pulling: …`, `deploy/web become READY` */
export function eventText(report: EventReport, shape: SingleShape): string {
  const { target, what, object, replicaSet } = report;
  const said = serviceMessage(report);
  const isAddedBelow = what === "added" && object !== "" && isOfReplicaSet(target, replicaSet, shape);
  if (!isAddedBelow) return `${harmless(target.label)} ${said}`;
  const isReplicaSet = object === `rs/${replicaSet}`;
  return joined([harmless(target.label), isReplicaSet ? "new" : newReplicaSet(replicaSet), said], " ");
}

/** `deploy/web po/web-7d4f-x2 main error: CrashLoopBackOff: exits with 3`, `job/migrate FAIL: BackoffLimitExceeded` */
export function errorText(report: IncidentReport, shape: SingleShape): string {
  const { target, pod, container, replicaSet } = report;
  const label = harmless(target.label);
  const why = whyText(report);
  if (isWhole(report)) return target.kind === "Pod" ? `${label} failed: ${why}` : `${label} FAIL: ${why}`;
  const podPlace = bareInError.has(target.kind) ? harmless(pod) : podText(target, pod);
  const place = [isOfReplicaSet(target, replicaSet, shape) ? newReplicaSet(replicaSet) : "", podPlace, harmless(container)];
  return `${joined([label, ...place], " ")} error: ${why}`;
}

/** What stands last on stderr: `deploy/web po/web-7d4f-x2 main failed: CrashLoopBackOff: exits with 3`, `failed: BackoffLimitExceeded` */
export function endText(report: IncidentReport): string {
  const { target, pod, container } = report;
  const label = harmless(target.label);
  const why = whyText(report);
  if (isWhole(report)) return namelessInEnd.has(target.kind) ? `failed: ${why}` : `${label} failed: ${why}`;
  const podPlace = bareInEnd.has(target.kind) ? harmless(pod) : podText(target, pod);
  return `${joined([label, podPlace, harmless(container)], " ")} failed: ${why}`;
}

const overText = "context deadline exceeded";

/** The time is over. */
export function timeoutTexts({ kind, namespace, name, label }: TargetRef, shape: SingleShape): readonly string[] {
  if (shape === "follow") return [overText];
  const place = namespace === "" ? "" : ` in ns/${namespace}`;
  const target = kind === "StatefulSet" ? `StatefulSet \`${harmless(name)}\` in namespace \`${namespace}\`` : `${harmless(label)}${place}`;
  return [`error tracking ${target}: ${overText}`, overText];
}

/** `po/web-7d4f-x2 main`, `deploy/web rs/web-7d4f(new) po/web-7d4f-x2 main` */
export function logHeader({ target, pod, container, replicaSet }: LogReport, shape: SingleShape): string {
  const owner = isOfReplicaSet(target, replicaSet, shape) ? [harmless(target.label), newReplicaSet(replicaSet)] : [];
  return joined([...owner, `po/${harmless(pod)}`, harmless(container)], " ");
}

function isWhole({ target, fault, pod, container }: IncidentReport): boolean {
  return wholeFaults.has(fault) || (container === "" && podText(target, pod) === "");
}

function whyText({ fault, reason, message }: IncidentReport): string {
  return wordFaults.has(fault) ? harmless(reason) : reasonText(reason, message);
}

function isOfReplicaSet({ kind }: TargetRef, replicaSet: string, shape: SingleShape): boolean {
  return shape === "follow" && kind === "Deployment" && replicaSet !== "";
}

/** Only Pods of the current revision are told of. */
function newReplicaSet(name: string): string {
  return `rs/${harmless(name)}(new)`;
}
