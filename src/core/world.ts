/** What exists now, and who owns whom. Rebuilt from the objects alone: any order of the same facts gives the same world. */
import type { Family } from "../kinds/assessment.ts";
import type { Event, KubeObject } from "../kinds/kubernetes.ts";
import { eventTimeMs } from "../kinds/events.ts";
import { isEvent } from "./history.ts";

/** Of one object's Events only so many are kept, the newest. */
const eventsPerObjectMax = 50;
/** Owner chains are this long at most (CronJob, Job, Pod); a circle in a hostile file ends here. */
const generationsMax = 6;

export class World {
  readonly #objects = new Map<string, KubeObject>();
  /** Object ids by `Kind.group namespace/name`. */
  readonly #names = new Map<string, string>();
  /** Object ids by `Kind.group namespace`, to see what a new list no longer holds. */
  readonly #collections = new Map<string, Set<string>>();
  /** Families without children: the same one as long as nothing about it changes, so that a Pod among thousands is judged once a change. */
  readonly #leaves = new WeakMap<KubeObject, Family>();
  /** Ids of the owned by each key of their owner; the owner itself may not have been seen yet. */
  readonly #owned = new Map<string, Set<string>>();
  /** Events by the key of what they are about. */
  readonly #events = new Map<string, Map<string, Event>>();

  /** Takes an object as it is now. Returns the object that it concerns: for an Event the one it is about, if that is known. */
  apply(object: KubeObject): KubeObject | undefined {
    const id = idOf(object);
    const before = this.#objects.get(id);
    if (before !== undefined) this.#unlink(before);
    const replaced = this.#names.get(objectKey(object));
    if (replaced !== undefined && replaced !== id) this.#forget(replaced);
    this.#objects.set(id, object);
    this.#names.set(objectKey(object), id);
    entry(this.#collections, collectionOf(object), newSet).add(id);
    this.#link(object);
    return isEvent(object) ? this.#subject(object) : object;
  }

  /** Takes away what is gone. Returns as `apply` does. */
  remove(object: KubeObject): KubeObject | undefined {
    this.#forget(idOf(object));
    return isEvent(object) ? this.#subject(object) : object;
  }

  /** Takes the whole content of a collection, or all that there is of one name. Returns what is new or changed, and what has gone. */
  replace(kindId: string, { namespace, name }: { readonly namespace: string; readonly name: string }, objects: readonly KubeObject[]): { readonly applied: readonly KubeObject[]; readonly gone: readonly KubeObject[] } {
    const listed = new Set(objects.map(idOf));
    const gone: KubeObject[] = [];
    for (const id of this.#collections.get(`${kindId} ${namespace}`) ?? []) {
      const object = this.#objects.get(id);
      if (object !== undefined && !listed.has(id) && (name === "" || object.metadata.name === name)) gone.push(object);
    }
    const applied = objects.filter((object) => this.#objects.get(idOf(object))?.metadata.resourceVersion !== object.metadata.resourceVersion || !object.metadata.resourceVersion);
    return { applied, gone };
  }

  has(uid: string): boolean {
    return this.#objects.has(uid);
  }

  find(kindId: string, namespace: string, name: string): KubeObject | undefined {
    const id = this.#names.get(`${kindId} ${namespace}/${name}`);
    return id === undefined ? undefined : this.#objects.get(id);
  }

  /** The names in a collection. */
  names(kindId: string, namespace: string): readonly string[] {
    return [...(this.#collections.get(`${kindId} ${namespace}`) ?? [])].flatMap((id) => this.#objects.get(id)?.metadata.name ?? []);
  }

  /** Every object that no other known object controls, Events left out, in the order of their first appearance. Of a circle of owners, the first. */
  tops(): readonly KubeObject[] {
    const tops = new Set<KubeObject>();
    for (const object of this.#objects.values()) {
      const chain = this.ancestors(object);
      const isCircle = chain.lastIndexOf(object) > 0;
      const isTop = chain.length === 1 || (isCircle && !chain.some((ancestor) => tops.has(ancestor)));
      if (isTop && !isEvent(object)) tops.add(object);
    }
    return [...tops];
  }

  /** The controlling owner, if it is known. */
  owner(object: KubeObject): KubeObject | undefined {
    const reference = controllerOf(object);
    if (reference === undefined) return undefined;
    const byUid = this.#objects.get(reference.uid);
    if (byUid !== undefined) return byUid;
    const byName = this.find(kindIdOf(reference), namespaceOf(object), reference.name);
    return byName !== undefined && isSame(byName.metadata.uid, reference.uid) ? byName : undefined;
  }

  /** The object and those above it, itself first. */
  ancestors(object: KubeObject): readonly KubeObject[] {
    const chain: KubeObject[] = [];
    for (let next: KubeObject | undefined = object; next !== undefined && chain.length < generationsMax; next = this.owner(next)) chain.push(next);
    return chain;
  }

  /** The object and all that it owns, with their Events. */
  family(object: KubeObject, generations = generationsMax): Family {
    const ids = new Set([...(this.#owned.get(idOf(object)) ?? []), ...(this.#owned.get(objectKey(object)) ?? [])]);
    const children: Family[] = [];
    for (const id of ids) {
      const child = this.#objects.get(id);
      if (child !== undefined && generations > 0 && this.owner(child) === object) children.push(this.family(child, generations - 1));
    }
    return children.length === 0 ? this.#leaf(object) : { object, children, events: this.#eventsOf(object) };
  }

  #leaf(object: KubeObject): Family {
    const known = this.#leaves.get(object) ?? { object, children: [], events: this.#eventsOf(object) };
    this.#leaves.set(object, known);
    return known;
  }

  #eventsOf(object: KubeObject): Event[] {
    const events = [...(this.#events.get(idOf(object))?.values() ?? [])];
    if (!object.metadata.uid) return events.sort(byTime);
    const named = this.#events.get(objectKey(object))?.values() ?? [];
    return [...events, ...[...named].filter((event) => isSame(event.involvedObject.uid, object.metadata.uid))].sort(byTime);
  }

  #subject({ involvedObject }: Event): KubeObject | undefined {
    const { uid, namespace = "", name = "" } = involvedObject;
    return (uid ? this.#objects.get(uid) : undefined) ?? this.find(kindIdOf(involvedObject), namespace, name);
  }

  #link(object: KubeObject): void {
    if (isEvent(object)) return this.#linkEvent(object);
    for (const key of ownerKeys(object)) entry(this.#owned, key, newSet).add(idOf(object));
  }

  #linkEvent(event: Event): void {
    const events = entry(this.#events, eventKey(event), () => new Map<string, Event>());
    events.set(event.metadata.name ?? "", event);
    const oldest = events.keys().next().value;
    if (events.size > eventsPerObjectMax && oldest !== undefined) events.delete(oldest);
    this.#outdate(event);
  }

  #unlink(object: KubeObject): void {
    if (isEvent(object)) return this.#unlinkEvent(object);
    for (const key of ownerKeys(object)) drop(this.#owned, key, idOf(object));
    this.#leaves.delete(object);
  }

  #unlinkEvent(event: Event): void {
    const key = eventKey(event);
    const events = this.#events.get(key);
    events?.delete(event.metadata.name ?? "");
    if (events?.size === 0) this.#events.delete(key);
    this.#outdate(event);
  }

  /** The family of what the Event is about is another one now. */
  #outdate(event: Event): void {
    const subject = this.#subject(event);
    if (subject !== undefined) this.#leaves.delete(subject);
  }

  #forget(id: string): void {
    const object = this.#objects.get(id);
    if (object === undefined) return;
    this.#unlink(object);
    this.#objects.delete(id);
    if (this.#names.get(objectKey(object)) === id) this.#names.delete(objectKey(object));
    drop(this.#collections, collectionOf(object), id);
  }
}

function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? "";
}

/** The UID; for objects from files that have none, kind and name. */
function idOf(object: KubeObject): string {
  return object.metadata.uid || objectKey(object);
}

/** How an object is found by its name. */
export function objectKey(object: KubeObject): string {
  return `${collectionOf(object)}/${object.metadata.name}`;
}

function collectionOf(object: KubeObject): string {
  return `${kindIdOf(object)} ${namespaceOf(object)}`;
}

/** The same of an object that may not have been seen yet. */
export function placeKey(place: { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string }): string {
  return `${kindIdOf(place)} ${place.namespace}/${place.name}`;
}

/** A kind whatever the version of its group: `Deployment.apps`, `Pod`. Two groups may have kinds of one name. */
export function kindIdOf({ apiVersion = "", kind = "" }: { readonly apiVersion?: string; readonly kind?: string }): string {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? kind : `${kind}.${group}`;
}

function controllerOf({ metadata }: KubeObject) {
  return Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences.find((reference) => reference?.controller === true) : undefined;
}

/** Owners are found by UID; by kind and name only where a file left the UIDs out. */
function ownerKeys(object: KubeObject): string[] {
  const reference = controllerOf(object);
  if (reference === undefined) return [];
  const byName = `${kindIdOf(reference)} ${namespaceOf(object)}/${reference.name}`;
  return reference.uid ? [reference.uid, byName] : [byName];
}

/** The same, or one of the two is not said. */
function isSame(uid: string | undefined, other: string | undefined): boolean {
  return !uid || !other || uid === other;
}

function eventKey({ involvedObject }: Event): string {
  const { uid, namespace = "", name = "" } = involvedObject;
  return uid || `${kindIdOf(involvedObject)} ${namespace}/${name}`;
}

function byTime(a: Event, b: Event): number {
  return eventTimeMs(a) - eventTimeMs(b);
}

function newSet(): Set<string> {
  return new Set();
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function drop(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  ids?.delete(id);
  if (ids?.size === 0) map.delete(key);
}
