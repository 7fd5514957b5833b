/** The edge of the types: the API server's JSON in, objects that the rest can trust out, without what nobody may keep. */
import type { KubeObject } from "../kinds/kubernetes.ts";

/** What arrived is not what the API promises. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MalformedError";
  }
}

/** What objects of a collection are when they do not say it themselves: items of a list do not. */
export type ObjectType = { readonly apiVersion: string; readonly kind: string };

export type ListPage = { readonly objects: readonly KubeObject[]; readonly resourceVersion: string; readonly next: string };

/** The server's `Status`: why it did not do what it was asked. */
type ServerStatus = { readonly code: number; readonly message: string; readonly versionTooLarge: boolean };

export type ContainerRun = { readonly uid: string; readonly restarts: number; readonly over: boolean };

type WatchLine =
  | { readonly type: "applied" | "deleted"; readonly object: KubeObject }
  | { readonly type: "bookmark"; readonly resourceVersion: string }
  | { readonly type: "error"; readonly status: ServerStatus };

/**
 * An object of the API from unknown JSON. The value becomes ours: it is pruned in place.
 * Throws `MalformedError` without apiVersion, kind or metadata.name.
 */
export function kubeObject(value: unknown, type?: ObjectType): KubeObject {
  if (!isRecord(value)) throw new MalformedError(`an object was expected, not ${described(value)}`);
  const apiVersion = value["apiVersion"] ?? type?.apiVersion;
  const kind = value["kind"] ?? type?.kind;
  const metadata = value["metadata"];
  if (!isText(apiVersion) || !isText(kind)) throw new MalformedError("an object has no apiVersion or no kind");
  if (!isRecord(metadata) || !isText(metadata["name"])) throw new MalformedError(`an object of kind ${kind} has no name`);
  value["apiVersion"] = apiVersion;
  value["kind"] = kind;
  prune(value, kind, metadata);
  return value as KubeObject;
}

/** One page of a LIST. Throws `MalformedError`. */
export function listPage(list: unknown, type: ObjectType): ListPage {
  if (!isRecord(list)) throw new MalformedError(`a list was expected, not ${described(list)}`);
  const items = list["items"] ?? [];
  if (!Array.isArray(items)) throw new MalformedError("the items of a list are not an array");
  const metadata = isRecord(list["metadata"]) ? list["metadata"] : {};
  return {
    objects: items.map((item) => kubeObject(item, type)),
    resourceVersion: textOf(metadata["resourceVersion"]),
    next: textOf(metadata["continue"]),
  };
}

/** One line of a WATCH. Throws `MalformedError`. */
export function watchLine(line: string, type: ObjectType): WatchLine {
  const event = parsed(line);
  if (!isRecord(event)) throw new MalformedError(`a watch event was expected, not ${described(event)}`);
  switch (event["type"]) {
    case "ADDED":
    case "MODIFIED":
      return { type: "applied", object: kubeObject(event["object"], type) };
    case "DELETED":
      return { type: "deleted", object: kubeObject(event["object"], type) };
    case "BOOKMARK":
      return { type: "bookmark", resourceVersion: resourceVersionOf(event["object"]) };
    case "ERROR":
      return { type: "error", status: serverStatus(event["object"], 0) };
    default:
      throw new MalformedError(`a watch event of type ${described(event["type"])}`);
  }
}

/** The server's `Status`, or what stands in its place; `code` stands in when it names none. */
export function serverStatus(value: unknown, code: number): ServerStatus {
  if (!isRecord(value)) return { code, message: "", versionTooLarge: false };
  const message = textOf(value["message"]).slice(0, messageCharsMax);
  const details = isRecord(value["details"]) ? value["details"] : {};
  const causes = Array.isArray(details["causes"]) ? details["causes"].filter(isRecord) : [];
  // The reason stands among the causes; servers before 1.17 only say it in words.
  const versionTooLarge =
    causes.some((cause) => cause["reason"] === "ResourceVersionTooLarge") || message.startsWith("Too large resource version");
  return { code: typeof value["code"] === "number" ? value["code"] : code, message, versionTooLarge };
}

/** How a container of a Pod stands, for whoever follows its log: `over` is whether its run number `run` is. Throws `MalformedError`. */
export function containerRun(value: unknown, container: string, run: number): ContainerRun {
  const pod = kubeObject(value, { apiVersion: "v1", kind: "Pod" });
  const status = isRecord(pod.status) ? pod.status : {};
  const uid = textOf(pod.metadata.uid);
  const finished = status["phase"] === "Succeeded" || status["phase"] === "Failed";
  const found = containerStatuses(status).find((each) => each["name"] === container);
  if (found === undefined) return { uid, restarts: 0, over: finished };
  const restarts = typeof found["restartCount"] === "number" ? found["restartCount"] : 0;
  return { uid, restarts, over: finished || restarts > run || (restarts === run && hasStopped(found)) };
}

const messageCharsMax = 500;

/** Annotations in which tools keep a copy of the whole manifest, environment values included. */
const manifestCopies = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "kapp.k14s.io/original",
  "objectset.rio.cattle.io/applied",
];

type JsonRecord = { [key: string]: unknown };

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function described(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MalformedError(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function resourceVersionOf(value: unknown): string {
  if (!isRecord(value) || !isRecord(value["metadata"])) return "";
  return textOf(value["metadata"]["resourceVersion"]);
}

function containerStatuses(status: JsonRecord): JsonRecord[] {
  return ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"].flatMap((key) => recordsOf(status[key]));
}

function recordsOf(list: unknown): JsonRecord[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** While a container waits for its next start, its last run stands in `lastState` and the restarts still count that one. */
function hasStopped(status: JsonRecord): boolean {
  const state = isRecord(status["state"]) ? status["state"] : {};
  const lastState = isRecord(status["lastState"]) ? status["lastState"] : {};
  if (isRecord(state["running"])) return false;
  return isRecord(state["terminated"]) || isRecord(lastState["terminated"]);
}

/** Fields that are read as text wherever they stand. What else stands there nobody can say. */
const textFields = new Set(["message", "reason", "fieldPath", "phase", "nodeName", "name", "image", "apiVersion", "kind", "uid"]);

const metadataTexts = ["namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp"];
/** An object of Kubernetes has a tenth of it. */
const nestingMax = 500;

function prune(value: JsonRecord, kind: string, metadata: JsonRecord): void {
  delete metadata["managedFields"];
  for (const key of metadataTexts) if (typeof metadata[key] !== "string") delete metadata[key];
  if (metadata["ownerReferences"] !== undefined) metadata["ownerReferences"] = recordsOf(metadata["ownerReferences"]);
  if (kind === "Event" && !isRecord(value["involvedObject"])) value["involvedObject"] = {};
  if (kind === "Secret") {
    delete value["data"];
    delete value["stringData"];
  }
  pruneDeep(value, 0);
}

/** Any depth: templates stand in CronJobs and custom resources too. */
function pruneDeep(value: unknown, depth: number): void {
  if (depth > nestingMax) throw new MalformedError(`an object is nested deeper than ${nestingMax} levels`);
  if (Array.isArray(value)) {
    for (const item of value) pruneDeep(item, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  for (const key in value) {
    const child = value[key];
    if (typeof child !== "string" && textFields.has(key)) value[key] = "";
    if (typeof child !== "object") continue;
    if (key === "env") dropEnvValues(child);
    if (key === "annotations") dropManifestCopies(child);
    pruneDeep(child, depth + 1);
  }
}

function dropEnvValues(env: unknown): void {
  if (!Array.isArray(env)) return;
  for (const variable of env) if (isRecord(variable)) delete variable["value"];
}

function dropManifestCopies(annotations: unknown): void {
  if (!isRecord(annotations)) return;
  for (const key of manifestCopies) delete annotations[key];
}
