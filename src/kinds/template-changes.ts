/** What changed in a Pod template since the revision that ran before: often the cause of what went wrong. */
import type { Family } from "./assessment.ts";
import { controllerRevisionNumber, controllerRevisionsOf, revisionLabel } from "./controller-revision.ts";
import { currentReplicaSet, revisionNumber } from "./current-replica-set.ts";
import { labelOf, podsOf, replicaSetsOf } from "./family.ts";
import { fieldOf, isRecord, listOf, textOf } from "./fields.ts";
import { compareText } from "./incident.ts";
import type { Deployment, KubeObject, PodTemplate, Probe, ReplicaSet } from "./kubernetes.ts";
import { isPodReady } from "./pod.ts";
import { probeText } from "./probe.ts";
import { quote } from "./quote.ts";

export type TemplateChanges = {
  /** The revision that it was compared with; 0 without one. */
  readonly sinceRevision: number;
  /** `image shop/web:1 → shop/web:2`, `env +DB_URL`; what may be a secret has only its name. */
  readonly changes: readonly string[];
};

/** A template differs in so many places that are told, the first. */
const templateChangesMax = 20;

export const noTemplateChanges: TemplateChanges = { sinceRevision: 0, changes: [] };

/** A Pod template and its number among those of its owner. */
type Revision = { readonly number: number; readonly template: PodTemplate | undefined };

/** Deployments keep older templates in ReplicaSets, StatefulSets and DaemonSets in ControllerRevisions; of other kinds none is known. */
export function templateChangesOf(family: Family): TemplateChanges {
  const [before, current] = isDeployment(family) ? replicaSetRevisions(family) : controllerRevisions(family);
  if (before === undefined || current === undefined) return noTemplateChanges;
  return { sinceRevision: before.number, changes: templateChanges(before.template, current.template).slice(0, templateChangesMax) };
}

type Pair = readonly [before: Revision | undefined, current: Revision | undefined];

function replicaSetRevisions(family: Family<KubeObject & Deployment>): Pair {
  const current = currentReplicaSet(family)?.object;
  const before = current === undefined ? undefined : lastGood(family, current);
  const [old, now] = [before, current].map((replicaSet) => replicaSet && { number: revisionNumber(replicaSet), template: replicaSet.spec?.template });
  return [old, now];
}

/** StatefulSets and DaemonSets keep theirs in ControllerRevisions: the newest is rolled out, the last good one has ready Pods, else it is the one before. */
function controllerRevisions({ children }: Family): Pair {
  const [current, ...older] = controllerRevisionsOf({ children });
  const serving = new Set(podsOf({ children }).filter(({ object }) => isPodReady(object)).map(({ object }) => labelOf(object, revisionLabel)));
  const before = older.find((revision) => serving.has(labelOf(revision, revisionLabel)) || serving.has(revision.metadata.name)) ?? older[0];
  const [old, now] = [before, current].map((revision) => revision && { number: controllerRevisionNumber(revision), template: templateOf(revision) });
  return [old, now];
}

function templateOf(revision: KubeObject): PodTemplate | undefined {
  const template = fieldOf(revision, "data", "spec", "template");
  return isTemplate(template) ? template : undefined;
}

/** The reader at the edge does not look into templates; they are read as what the API promises. */
function isTemplate(value: unknown): value is PodTemplate {
  return isRecord(value);
}

function isDeployment(family: Family): family is Family<KubeObject & Deployment> {
  return family.object.kind === "Deployment" && family.object.apiVersion.startsWith("apps/");
}

/** The newest older one that has ready Pods. `Recreate` takes them away before anything new starts: then the newest older one. */
function lastGood(family: Family<Deployment>, current: ReplicaSet): ReplicaSet | undefined {
  const older = replicaSetsOf(family)
    .map(({ object }) => object)
    .filter((replicaSet) => revisionNumber(replicaSet) < revisionNumber(current))
    .toSorted((a, b) => revisionNumber(b) - revisionNumber(a));
  const good = older.find(({ status }) => (status?.readyReplicas ?? 0) > 0);
  return good ?? (family.object.spec?.strategy?.type === "Recreate" ? older[0] : undefined);
}

/** Values of the environment are never kept: where only they differ, nothing else is left to tell. */
const onlyValues = "nothing but values of environment variables, which are not shown";

function templateChanges(before: PodTemplate | undefined, after: PodTemplate | undefined): readonly string[] {
  const [old, now] = [before?.spec, after?.spec];
  const changes = [
    ...containerListChanges(listOf(old?.containers), listOf(now?.containers), "container"),
    ...containerListChanges(listOf(old?.initContainers), listOf(now?.initContainers), "init container"),
    ...fieldChanges(old, now, podFields),
    ...nameChanges("volume", namesIn(old?.volumes), namesIn(now?.volumes)),
    ...nameChanges("label", fieldsOf(before?.metadata?.labels), fieldsOf(after?.metadata?.labels)),
    ...nameChanges("annotation", fieldsOf(before?.metadata?.annotations), fieldsOf(after?.metadata?.annotations)),
  ];
  return changes.length > 0 ? changes : [onlyValues];
}

/** Fields with a row of their own, or that say the same as another. */
const podFields = { plain: [], hidden: ["containers", "initContainers", "volumes", "serviceAccount"] } as const;
const containerFields = { plain: ["image"], hidden: ["name", "env", "resources", "livenessProbe", "readinessProbe", "startupProbe"] } as const;
/** They may hold passwords, so that only their names are told. */
const namedOnly: ReadonlySet<string> = new Set(["command", "args"]);
const probeFields = { livenessProbe: "liveness probe", readinessProbe: "readiness probe", startupProbe: "startup probe" } as const;

function containerListChanges(before: readonly unknown[], after: readonly unknown[], noun: string): readonly string[] {
  const [old, now] = [namesIn(before), namesIn(after)];
  const isOne = noun === "container" && old.size === 1 && now.size === 1;
  const kept = [...now].flatMap(([name, container]) => {
    const known = old.get(name);
    const prefix = isOne ? "" : `container/${name} `;
    return known === undefined ? [] : containerChanges(known, container).map((change) => quote(`${prefix}${change}`));
  });
  return [...kept, ...nameChanges(noun, keysAlone(old), keysAlone(now))];
}

function containerChanges(before: unknown, after: unknown): readonly string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return [
    ...fieldChanges(before, after, containerFields),
    ...nameChanges("env", namesIn(before["env"]), namesIn(after["env"])),
    ...resourceChanges(before["resources"], after["resources"]),
    ...Object.entries(probeFields).flatMap(([field, noun]) => probeChange(noun, before[field], after[field])),
  ];
}

/** Fields that hold one plain value are told with it, others by their name. */
function fieldChanges(before: unknown, after: unknown, { plain, hidden }: { readonly plain: readonly string[]; readonly hidden: readonly string[] }): readonly string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => !hidden.includes(name)).sort(compareText);
  const ordered = [...plain, ...names.filter((name) => !plain.includes(name))];
  return ordered.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (isSame(was, is)) return [];
    const isTold = !namedOnly.has(name) && isPlain(was) && isPlain(is);
    return [quote(isTold ? `${name} ${valueText(was)} → ${valueText(is)}` : name)];
  });
}

function resourceChanges(before: unknown, after: unknown): readonly string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return ["limits", "requests"].flatMap((which) => {
    const [was, is] = [fieldsOf(old.get(which)), fieldsOf(now.get(which))];
    const names = [...new Set([...was.keys(), ...is.keys()])].sort(compareText);
    return names.filter((name) => was.get(name) !== is.get(name)).map((name) => quote(`${which}.${name} ${valueText(was.get(name))} → ${valueText(is.get(name))}`));
  });
}

function probeChange(noun: string, before: unknown, after: unknown): readonly string[] {
  if (isSame(before, after)) return [];
  const [was, is] = [isProbe(before) ? probeText(before) : "none", isProbe(after) ? probeText(after) : "none"];
  return [quote(was === is ? `times of the ${noun}` : `${noun} ${was} → ${is}`)];
}

/** The reader at the edge does not look into templates; probes are read as what the API promises. */
function isProbe(value: unknown): value is Probe {
  return isRecord(value);
}

/** `env +ADDED, -REMOVED, ~CHANGED`, by name alone. */
function nameChanges(noun: string, before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  const added = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+${name}`);
  const removed = [...before.keys()].filter((name) => !after.has(name)).map((name) => `-${name}`);
  const changed = [...after].filter(([name, value]) => before.has(name) && !isSame(before.get(name), value)).map(([name]) => `~${name}`);
  const names = [...added, ...removed, ...changed].filter((name) => !name.endsWith("pod-template-hash"));
  return names.length === 0 ? [] : [quote(`${noun} ${names.join(", ")}`)];
}

function namesIn(list: unknown): ReadonlyMap<string, unknown> {
  return new Map(listOf(list).filter(isRecord).map((item) => [textOf(item["name"]), item]));
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isRecord(value) ? Object.entries(value) : []);
}

function keysAlone(map: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map([...map.keys()].map((name) => [name, true]));
}

function isPlain(value: unknown): boolean {
  return value == null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function valueText(value: unknown): string {
  return value == null ? "none" : String(value);
}

/** The API server writes the fields of an object in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
