/** What etcd and the watch cache are to a real cluster: the objects, their revisions, and what changed since. */
import type { KubeObject } from "../kinds/kubernetes.ts";
import { isA, namespaceOf, ownerOf, type Kind, type Stored, type StoredOf } from "./stored.ts";

export type Change = {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly revision: number;
  readonly object: Stored;
  /** What was there before; a watch with a selector must say when an object leaves it. */
  readonly previous: Stored | undefined;
};

const historyMax = 20_000;
const firstRevision = 600;

export class Store {
  #revision = firstRevision;
  /** A watch from before this revision cannot be served any more. */
  #oldest = firstRevision;
  #created = 0;
  #history: Change[] = [];
  readonly #collections = new Map<string, Map<string, Stored>>();
  readonly #byUid = new Map<string, Stored>();
  readonly #children = new Map<string, Set<string>>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(readonly now: () => number) {}

  get revision(): number {
    return this.#revision;
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** Every object of the kind in the order a real server lists them: by namespace, then by name. */
  list({ apiVersion, kind }: Pick<KubeObject, "apiVersion" | "kind">): Stored[] {
    return [...this.#collection(apiVersion, kind).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  find(apiVersion: string, kind: string, namespace: string, name: string): Stored | undefined {
    return this.#collection(apiVersion, kind).get(`${namespace}/${name}`);
  }

  byUid(uid: string): Stored | undefined {
    return this.#byUid.get(uid);
  }

  /** What `uid` controls, in the order of creation. */
  children<K extends Kind>(kind: K, uid: string): StoredOf<K>[] {
    return this.childrenOf(uid).filter((child) => isA(kind, child));
  }

  childrenOf(uid: string): Stored[] {
    return [...(this.#children.get(uid) ?? [])].flatMap((child) => this.#byUid.get(child) ?? []);
  }

  create(object: KubeObject): Stored {
    this.#created += 1;
    const uid = `${(0x5eed0000 + this.#created).toString(16)}-0000-4000-8000-${String(this.#created).padStart(12, "0")}`;
    const creationTimestamp = object.metadata.creationTimestamp ?? seconds(this.now());
    const metadata = { uid, generation: 1, ...object.metadata, creationTimestamp, resourceVersion: "" };
    return this.#commit("ADDED", { ...object, metadata });
  }

  /** Replaces an object; nothing happens when nothing differs, as on a real server. A new spec is a new generation. */
  replace(next: Stored): Stored {
    const previous = this.#byUid.get(next.metadata.uid);
    if (previous === undefined || Bun.deepEquals(previous, next)) return next;
    if (Bun.deepEquals(previous.spec, next.spec)) return this.#commit("MODIFIED", next);
    const generation = (previous.metadata.generation ?? 0) + 1;
    return this.#commit("MODIFIED", { ...next, metadata: { ...next.metadata, generation } });
  }

  /** Changes an object of a known kind if it is still there. */
  change<K extends Kind>(kind: K, uid: string, change: (object: StoredOf<K>) => Stored): void {
    const object = this.#byUid.get(uid);
    if (isA(kind, object)) this.replace(change(object));
  }

  delete(uid: string): void {
    const object = this.#byUid.get(uid);
    if (object !== undefined) this.#commit("DELETED", object);
  }

  /** Later than `revision`, oldest first. */
  since(revision: number): Change[] {
    return this.#history.filter((change) => change.revision > revision);
  }

  /** Forgets what has happened: every revision that anyone has seen is too old to watch or page from. */
  expire(): void {
    this.#revision += 1;
    this.#oldest = this.#revision;
    this.#history = [];
  }

  /** Returns how to stop listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #collection(apiVersion: string, kind: string): Map<string, Stored> {
    const key = `${apiVersion}/${kind}`;
    const collection = this.#collections.get(key) ?? new Map<string, Stored>();
    this.#collections.set(key, collection);
    return collection;
  }

  #commit(type: Change["type"], draft: Stored): Stored {
    this.#revision += 1;
    const object = { ...draft, metadata: { ...draft.metadata, resourceVersion: String(this.#revision) } };
    const change: Change = { type, revision: this.#revision, object, previous: this.#byUid.get(object.metadata.uid) };
    this.#index(change);
    this.#remember(change);
    for (const listener of [...this.#listeners]) listener(change);
    return object;
  }

  #index({ type, object }: Change): void {
    const collection = this.#collection(object.apiVersion, object.kind);
    const key = `${namespaceOf(object)}/${object.metadata.name}`;
    const { uid } = object.metadata;
    const siblings = this.#siblings(ownerOf(object)?.uid);
    if (type === "DELETED") {
      collection.delete(key);
      this.#byUid.delete(uid);
      siblings?.delete(uid);
      return;
    }
    collection.set(key, object);
    this.#byUid.set(uid, object);
    siblings?.add(uid);
  }

  #siblings(owner: string | undefined): Set<string> | undefined {
    if (owner === undefined) return undefined;
    const siblings = this.#children.get(owner) ?? new Set<string>();
    this.#children.set(owner, siblings);
    return siblings;
  }

  #remember(change: Change): void {
    this.#history.push(change);
    if (this.#history.length <= historyMax) return;
    this.#history = this.#history.slice(historyMax / 2);
    this.#oldest = (this.#history[0]?.revision ?? this.#revision) - 1;
  }
}

/** `2026-11-24T15:20:45Z`: Kubernetes' times have no fractions. */
export function seconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
