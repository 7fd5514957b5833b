/** Every change to a collection, for ever: one LIST, then WATCH after WATCH from where the last one ended. */
import type { KubeObject } from "../kinds/kubernetes.ts";
import { failureFrom, failureOf, isPassing, readFailure, type Failure } from "./failure.ts";
import { getJson } from "./get-json.ts";
import { LineSplitter, watchLineCharsMax } from "./lines.ts";
import { Outage, settledMs, type LostEvent, type RefusedEvent, type RegainedEvent } from "./outage.ts";
import type { Timing } from "./timing.ts";
import type { Transport } from "./transport.ts";
import { Watchdog } from "./watchdog.ts";
import { listPage, watchLine, type ListPage, type ObjectType } from "./wire.ts";

export type Collection = ObjectType & {
  readonly plural: string;
  /** "": the whole cluster. */
  readonly namespace: string;
  /** The one object of it that is asked for, as a Role with `resourceNames` demands; "": all. */
  readonly name: string;
};

export type WatchEvent =
  /** The whole content; what was known and is not in it has gone. */
  | { readonly type: "listed"; readonly objects: readonly KubeObject[] }
  | { readonly type: "applied"; readonly object: KubeObject }
  | { readonly type: "deleted"; readonly object: KubeObject }
  | LostEvent
  | RegainedEvent
  /** The last event. */
  | RefusedEvent;

export type WatchOptions = {
  readonly signal: AbortSignal;
  readonly emit: (event: WatchEvent) => void;
  readonly timing: Timing;
  /** Whether each request opens a connection of its own, so that it does not wait on one that died silently. */
  readonly ownConnections: boolean;
};

const pageObjectsMax = 500;
/** The server ends each watch at a random time between these, so that not all end together. */
const watchMinS = 300;
const watchMaxS = 600;
const refusals = [401, 403, 404];
/** Bookmarks come about each minute: a watch that is silent for so long is dead. */
const silenceMaxMs = 90_000;

/**
 *       410 Gone, an ERROR event, malformed, version unknown to the server
 *        ┌──────────────────────────────────────────────┐
 *        ▼                                              │
 *   list (all pages) ──► watch ──► ended, broken ──► watch
 *        │                 │
 *        └────► refused ◄──┘
 */
type State =
  /** Not older than `atLeast`; "" asks for the newest. In pages, or at once after a page's token had expired. */
  | { readonly name: "list"; readonly atLeast: string; readonly inPages: boolean }
  | { readonly name: "watch"; readonly resourceVersion: string }
  | { readonly name: "refused" };

/** Emits until `signal` is aborted or the server refuses for good; then resolves. */
export async function watchCollection(transport: Transport, collection: Collection, options: WatchOptions): Promise<void> {
  await new CollectionWatch(transport, collection, options).run();
}

class CollectionWatch {
  readonly #outage: Outage;

  constructor(
    private readonly transport: Transport,
    private readonly collection: Collection,
    private readonly options: WatchOptions,
  ) {
    this.#outage = new Outage(options.timing, options.emit, options.signal);
  }

  async run(): Promise<void> {
    let state: State = { name: "list", atLeast: "", inPages: true };
    while (state.name !== "refused" && !this.options.signal.aborted) {
      state = state.name === "list" ? await this.#list(state) : await this.#watch(state.resourceVersion);
    }
  }

  async #list(state: Extract<State, { name: "list" }>): Promise<State> {
    const { signal, emit } = this.options;
    const list = await this.#pages(state.atLeast, state.inPages).catch(failureFrom);
    if (signal.aborted) return state;
    if (list.type === "failure") return this.#afterFailure(list, state, state.atLeast);
    emit({ type: "listed", objects: list.objects });
    return { name: "watch", resourceVersion: list.resourceVersion };
  }

  async #pages(atLeast: string, inPages: boolean): Promise<({ readonly type: "list" } & ListPage) | Failure> {
    const { signal, ownConnections: ownConnection } = this.options;
    const objects: KubeObject[] = [];
    let token = "";
    for (;;) {
      const answer = await getJson(this.transport, {
        path: collectionPath(this.collection),
        query: { ...nameSelector(this.collection), ...(inPages && { limit: pageObjectsMax }), ...pagePosition(token, atLeast) },
        signal,
        ownConnection,
      });
      if (answer.status !== 200) return failureOf(answer);
      const page = listPage(answer.body, this.collection);
      for (const object of page.objects) objects.push(object);
      if (page.next === "") return { type: "list", ...page, objects };
      token = page.next;
    }
  }

  async #watch(resourceVersion: string): Promise<State> {
    const { signal, timing } = this.options;
    const closing = new AbortController();
    using watchdog = new Watchdog(timing, silenceMaxMs, () => closing.abort());
    const position = { resourceVersion };
    const failure = await this.#follow(position, watchdog, AbortSignal.any([signal, closing.signal])).catch(failureFrom);
    closing.abort();
    const here: State = { name: "watch", ...position };
    if (signal.aborted) return here;
    if (failure !== undefined && !watchdog.hasBarked) return this.#afterFailure(failure, here, position.resourceVersion);
    await this.#outage.ended();
    return here;
  }

  /** Moves the position along. Resolves with nothing at the server's clean end: an unfinished last line is sent again. */
  async #follow(position: { resourceVersion: string }, watchdog: Watchdog, signal: AbortSignal): Promise<Failure | undefined> {
    const { timing, ownConnections: ownConnection } = this.options;
    const response = await this.transport.get({
      path: collectionPath(this.collection),
      query: { ...nameSelector(this.collection), ...watchQuery(position.resourceVersion, timing.random()) },
      signal,
      ownConnection,
    });
    if (response.status !== 200) return readFailure(response);
    using _settling = timing.after(settledMs, () => this.#outage.settled());
    const splitter = new LineSplitter({ charsMax: watchLineCharsMax, overlong: "fail" });
    for await (const chunk of response.body) {
      watchdog.fed();
      for (const line of splitter.push(chunk)) {
        if (signal.aborted) return undefined;
        const failure = this.#take(line, position);
        if (failure !== undefined) return failure;
      }
    }
    return undefined;
  }

  #take(line: string, position: { resourceVersion: string }): Failure | undefined {
    if (line === "") return undefined;
    const event = watchLine(line, this.collection);
    if (event.type === "error") {
      const { code, message, versionTooLarge } = event.status;
      return { type: "failure", status: code, message: message || `watch error ${code}`, retryAfterMs: 0, versionTooLarge, isBroken: true };
    }
    const version = event.type === "bookmark" ? event.resourceVersion : event.object.metadata.resourceVersion;
    position.resourceVersion = version || position.resourceVersion;
    if (event.type !== "bookmark") this.options.emit({ type: event.type, object: event.object });
    return undefined;
  }

  /** `newest` is the newest resourceVersion seen. */
  async #afterFailure(failure: Failure, state: State, newest: string): Promise<State> {
    if (failure.status === 410) {
      await this.#outage.ended();
      return relistAfterGone(state, newest);
    }
    if (failure.versionTooLarge) {
      // A server restored from a backup never gets there: ask for its newest instead.
      await this.#outage.pause(failure.retryAfterMs);
      return { name: "list", atLeast: "", inPages: true };
    }
    if (failure.isBroken) {
      await this.#outage.lost(failure.status, failure.message);
      return state.name === "list" ? state : { name: "list", atLeast: newest, inPages: true };
    }
    const mayPass = isPassing(failure) || (refusals.includes(failure.status) && this.#outage.doubts());
    if (!mayPass) {
      this.options.emit({ type: "refused", status: failure.status, message: failure.message });
      return { name: "refused" };
    }
    await this.#outage.lost(failure.status, failure.message, failure.retryAfterMs);
    return state;
  }
}

/** `/apis/apps/v1/namespaces/shop/deployments` */
export function collectionPath({ apiVersion, plural, namespace }: Omit<Collection, "name">): string {
  const root = apiVersion.includes("/") ? "/apis" : "/api";
  const version = apiVersion.split("/").map(encodeURIComponent).join("/");
  const scope = namespace === "" ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}/${version}${scope}/${encodeURIComponent(plural)}`;
}

/** The API server takes the name for its question about rights out of exactly this selector. */
function nameSelector({ name }: Collection) {
  return name === "" ? {} : { fieldSelector: `metadata.name=${name}` };
}

/** With a page's token nothing else may stand. */
function pagePosition(token: string, atLeast: string) {
  if (token !== "") return { continue: token };
  return atLeast === "" ? {} : { resourceVersion: atLeast, resourceVersionMatch: "NotOlderThan" };
}

function watchQuery(resourceVersion: string, random: number) {
  return {
    watch: true,
    allowWatchBookmarks: true,
    timeoutSeconds: Math.floor(watchMinS + random * (watchMaxS - watchMinS)),
    ...(resourceVersion !== "" && { resourceVersion }),
  };
}

/** A LIST that is gone was either too long under way for its pages, or named a version that is too old. */
function relistAfterGone(state: State, newest: string): State {
  if (state.name !== "list") return { name: "list", atLeast: newest, inPages: true };
  return { name: "list", atLeast: "", inPages: false };
}
