/** Everything that can happen outside, with its time. A run is its list of facts: replayed, it says the same. */
import type { KubeObject } from "../kinds/kubernetes.ts";

/** A stream of facts. The core names those that it wants; only sources/open-sources.ts opens and closes them. */
export type Source = WatchSource | LogSource;

/** One LIST and one WATCH. */
export type WatchSource = {
  readonly type: "watch";
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespace: string;
  /** The one object that is looked at, where the whole collection may not be; "": all of them. */
  readonly name: string;
  /** How often it was opened anew for a fresh look at what there is. */
  readonly look: number;
};

/** One run of one container, from its first line (or `since`) to its last. */
export type LogSource = {
  readonly type: "log";
  readonly namespace: string;
  readonly pod: string;
  readonly podUid: string;
  readonly container: string;
  /** The container's restartCount at the run: 0 for the first. */
  readonly run: number;
  /** The container has restarted since: only `previous=true` still has this run. */
  readonly previous: boolean;
  /** Lines before this time are not asked for, milliseconds since the epoch; 0: from the beginning. */
  readonly sinceMs: number;
  /** Whether to wait for further lines of a run that goes on; without it the stream ends with what there is now. */
  readonly follow: boolean;
  /** Only so many last lines are asked for; 0: all. */
  readonly tail: number;
};

/** The same text for the same stream: its identity in maps and in the recording. */
export function sourceKey(source: Source): string {
  return source.type === "watch"
    ? `watch ${source.apiVersion}/${source.plural} ${source.namespace}${source.name === "" ? "" : `/${source.name}`}${source.look === 0 ? "" : ` look ${source.look}`}`
    : `log ${source.podUid}/${source.container}/${source.run}${source.follow ? "" : " once"}${source.tail > 0 ? " tail" : ""}`;
}

/** The watch of all objects beside the one that is looked at. */
export function collectionOf(source: WatchSource): WatchSource {
  return { ...source, name: "" };
}

export type Fact = { readonly at: number } & FactBody;

export type FactBody =
  /** The whole content of a collection: the first LIST, or one after 410. What we know and is not in it has gone. */
  | { readonly type: "listed"; readonly source: WatchSource; readonly objects: readonly KubeObject[] }
  | { readonly type: "applied"; readonly object: KubeObject }
  | { readonly type: "deleted"; readonly object: KubeObject }
  /** Each line starts with its RFC 3339 time and a blank, as `timestamps=true` gives it; no line ends. */
  | { readonly type: "logged"; readonly source: LogSource; readonly lines: readonly string[] }
  /** A log is complete: the container's run is over and its last line was read. */
  | { readonly type: "ended"; readonly source: LogSource }
  /** A stream broke or could not be opened; it is tried again. `status` is the HTTP code, 0 without an answer. */
  | { readonly type: "lost"; readonly source: Source; readonly status: number; readonly message: string }
  /** It works again after a `lost`. */
  | { readonly type: "regained"; readonly source: Source }
  /** The server refused for good (401, 403) or does not know the resource (404 on a collection). */
  | { readonly type: "refused"; readonly source: Source; readonly status: number; readonly message: string }
  /** The server's clock minus ours, milliseconds, from its Date headers; said when it changes. */
  | { readonly type: "skewed"; readonly ms: number }
  | { readonly type: "ticked" }
  | { readonly type: "interrupted"; readonly signal: "SIGINT" | "SIGTERM" | "SIGHUP" };
