/** A WATCH: what has happened since a revision, then what happens, one JSON line each, with bookmarks between. */
import type { Resource } from "./resource.ts";
import type { Selector } from "./selector.ts";
import { tooOld } from "./status.ts";
import type { Change, Store } from "./store.ts";
import type { Stream } from "./streams.ts";
import { namespaceOf, type Stored } from "./stored.ts";

export type Watch = {
  readonly resource: Resource;
  readonly namespace: string;
  readonly matches: Selector;
  /** undefined: from now on, after one ADDED for everything that is there. */
  readonly since: number | undefined;
  readonly bookmarks: boolean;
};

/** A stream's own state is only how far it has come: every change it sends is later than the one before. */
export class WatchStream {
  readonly #stop: () => void;

  constructor(
    readonly store: Store,
    readonly watch: Watch,
    readonly stream: Stream,
  ) {
    this.#begin();
    this.#stop = store.listen((change) => this.#send(change));
  }

  /** Tells the client how far it may resume from. */
  bookmark(): void {
    if (this.watch.bookmarks) this.stream.write(bookmarkLine(this.watch.resource, this.store.revision, {}));
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  #begin(): void {
    const { since, resource, bookmarks } = this.watch;
    if (since !== undefined) {
      for (const change of this.store.since(since)) this.#send(change);
      return;
    }
    for (const object of this.store.list(resource)) {
      if (this.#concerns(object)) this.stream.write(line("ADDED", object));
    }
    if (!bookmarks) return;
    this.stream.write(bookmarkLine(resource, this.store.revision, { annotations: { "k8s.io/initial-events-end": "true" } }));
  }

  /** An object that a selector loses or gains is DELETED or ADDED to this watch. */
  #send({ type, object, previous }: Change): void {
    const before = type !== "ADDED" && previous !== undefined && this.#concerns(previous);
    const after = type !== "DELETED" && this.#concerns(object);
    if (before || after) this.stream.write(line(!before ? "ADDED" : !after ? "DELETED" : type, object));
  }

  #concerns(object: Stored): boolean {
    const { resource, namespace, matches } = this.watch;
    if (object.kind !== resource.kind || object.apiVersion !== resource.apiVersion) return false;
    return (namespace === "" || namespaceOf(object) === namespace) && matches(object);
  }
}

/** What a watch that comes too late gets: one ERROR event, then the end. */
export function expiredLine(since: number, oldest: number): string {
  return `${JSON.stringify({ type: "ERROR", object: tooOld(since, oldest) })}\n`;
}

function line(type: string, object: Stored): string {
  const { kind, apiVersion, ...rest } = object;
  return `${JSON.stringify({ type, object: { kind, apiVersion, ...rest } })}\n`;
}

function bookmarkLine({ kind, apiVersion }: Resource, revision: number, extra: object): string {
  const object = { kind, apiVersion, metadata: { resourceVersion: String(revision), ...extra } };
  return `${JSON.stringify({ type: "BOOKMARK", object })}\n`;
}
