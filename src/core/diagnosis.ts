/** Why a target is not ready: the causes that are printed last, root first. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { containerFacts, noContainerFacts } from "../kinds/container-facts.ts";
import { assess } from "../kinds/kinds.ts";
import type { Event, KubeObject, Pod } from "../kinds/kubernetes.ts";
import { isPodReady } from "../kinds/pod.ts";
import { firstWait } from "../kinds/pod-set.ts";
import { noTemplateChanges, type TemplateChanges } from "../kinds/template-changes.ts";
import { causeWarnings } from "./cause-warnings.ts";
import { isPod } from "./history.ts";
import { factsWithLog, sentenceWithLog } from "./log-words.ts";
import { nextCommand } from "./next-command.ts";
import { asPodObject } from "./pod-object.ts";
import type { LastLines } from "./pod-watch.ts";
import type { Cause } from "./report.ts";
import type { Target } from "./target.ts";

/** A summary names so many causes of one target; the rest are their consequences or repeat them. */
const causesMax = 5;

/** What a diagnosis looks at. */
export type Evidence = {
  readonly target: Pick<Target, "apiVersion" | "kind" | "plural" | "namespace" | "name">;
  readonly assessment: Assessment;
  /** The target with all that it owns; undefined: it is not there. */
  readonly family: Family | undefined;
  /** What a container said last. */
  readonly lastLines: (pod: string, container: string) => LastLines;
  /** As a View has it. */
  readonly startedServerMs: number;
  readonly templateChanges: TemplateChanges;
};

/** A cause as it is found, before all that is known is put to it. */
type Found = Pick<Cause, "reason" | "message" | "pod" | "container">;

/**
 * @param settledBy the incident that spent the budget, named first
 * @param remembered incidents that were counted, newest first, for when nothing stands any more: a restart or a rollback deletes the proof
 * @param otherwise how the target stands, for when there is neither an incident nor a Pod
 */
export function causesOf(evidence: Evidence, settledBy: Incident | undefined, remembered: readonly Incident[], otherwise: Pick<Found, "reason" | "message">): readonly Cause[] {
  const standing = evidence.assessment.incidents;
  // What is gone has nothing wrong with it any more: that it is gone may have settled it, and what went wrong before stays worth knowing.
  const isAway = evidence.assessment.status === "missing" || evidence.assessment.status === "deleting";
  const before = isAway ? remembered.filter((found) => found !== settledBy) : remembered;
  const incidents = [...(settledBy === undefined ? [] : [settledBy]), ...(standing.length > 0 ? standing : before.slice(0, 1))];
  const known = incidents.length > 0 ? placed(distinct(incidents), evidence.assessment) : waitingPods(evidence.assessment);
  const found = known.length > 0 || otherwise.message === "" ? known : [{ ...otherwise, pod: "", container: "" }];
  return found.slice(0, causesMax).map((each, index) => causeOf(each, evidence, index === 0 ? evidence.templateChanges : noTemplateChanges));
}

function causeOf({ reason, message, pod, container }: Found, { target, family, lastLines, startedServerMs }: Evidence, templateChanges: TemplateChanges): Cause {
  const place = family === undefined || pod === "" ? undefined : podNamed(family, pod);
  const { run, lines, before } = lastLines(pod, container);
  const known = place === undefined || container === "" ? noContainerFacts : containerFacts(place, container);
  const facts = factsWithLog(known, lines);
  const sentence = sentenceWithLog(message, facts, lines, place?.object.spec?.nodeSelector?.["kubernetes.io/arch"] ?? "");
  const told = { reason, message, sentence, pod, container, node: place?.object.spec?.nodeName ?? "" };
  const { isRunning, startedMs, ...shown } = facts;
  return {
    ...told,
    ...shown,
    lastLines: lines,
    previousLines: isRunning && run === facts.restarts ? before : [],
    warnings: causeWarnings({ ...told, startedMs }, place?.events ?? ownEvents(family), startedServerMs),
    templateChanges,
    nextCommand: nextCommand(target, place === undefined ? { ...told, pod: "" } : told, facts),
  };
}

function podNamed(family: Family, name: string): Family<KubeObject & Pod> | undefined {
  if (isPod(family.object) && family.object.metadata.name === name) return { ...family, object: family.object };
  for (const child of family.children) {
    const found = podNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Those of the target and of its ReplicaSets: what keeps Pods from being made. */
function ownEvents(family: Family | undefined): readonly Event[] {
  if (family === undefined) return [];
  return [...family.events, ...family.children.filter(({ object }) => !isPod(object)).flatMap(({ events }) => events)];
}

/** Replicas with the same fault are one cause; a passed deadline is the consequence of any other. */
function distinct(incidents: readonly Incident[]): readonly Incident[] {
  const seen = new Map<string, Incident>();
  for (const incident of incidents) {
    const key = incident.container === "" ? `${incident.reason} ${incident.message}` : `${incident.container} ${incident.fault}`;
    if (!seen.has(key)) seen.set(key, incident);
  }
  const all = [...seen.values()];
  const roots = all.filter(({ fault }) => fault !== "deadline");
  return [...roots, ...all.filter(({ fault }) => fault === "deadline")];
}

/** A passed deadline alone is about the Pod that its message names. */
function placed([first, ...others]: readonly Incident[], { pods }: Assessment): readonly Found[] {
  if (first === undefined) return [];
  const wait = first.fault === "deadline" && first.pod === "" ? firstWait(pods) : undefined;
  return [wait === undefined ? first : { ...first, pod: wait.pod, container: wait.container }, ...others];
}

/** Nothing is wrong, it just is not there yet: name the Pods that are waited for, each different reason once. */
function waitingPods({ pods }: Assessment): readonly Found[] {
  const causes = new Map<string, Found>();
  for (const family of pods) {
    if (isPodReady(family.object)) continue;
    const { reason, message } = assess({ ...family, object: asPodObject(family.object) });
    const pod = family.object.metadata?.name ?? "";
    if (!causes.has(message)) causes.set(message, { reason, message, pod, container: waitingContainer(family.object) });
  }
  return [...causes.values()];
}

/** The first container that is not ready. */
function waitingContainer({ status }: Pod): string {
  const containers = [...(status?.initContainerStatuses ?? []).filter(({ state }) => !state?.terminated), ...(status?.containerStatuses ?? [])];
  return containers.find(({ ready }) => !ready)?.name ?? "";
}
