/** How and why a run ends. */
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Connection, Refusal } from "./connection.ts";
import { collectionOf, sourceKey, type WatchSource } from "./fact.ts";
import type { SummaryReport } from "./report.ts";
import type { Tracked } from "./tracked.ts";

/** Of the objects that the server does not show so many are named. */
const namesMax = 5;

export type Ending = {
  readonly outcome: SummaryReport["outcome"];
  readonly exitCode: ExitCode;
  /** Why the run as a whole ended, when no target tells it; else "". */
  readonly message: string;
};

export const interruptions = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hangup,
} as const satisfies Record<"SIGINT" | "SIGTERM" | "SIGHUP", ExitCode>;

const ready: Ending = { outcome: "ready", exitCode: exitCodes.ready, message: "" };
const failed: Ending = { outcome: "failed", exitCode: exitCodes.failed, message: "" };
const superseded: Ending = { outcome: "superseded", exitCode: exitCodes.superseded, message: "" };
const late: Ending = { outcome: "timedOut", exitCode: exitCodes.timedOut, message: "" };

/** A failure that stops the whole run, or everything that blocks has settled. Undefined: the run goes on. */
export function verdictOf(tracked: readonly Tracked[]): Ending | undefined {
  if (tracked.some(({ account }) => account.endsRun)) return failed;
  const isDone = tracked.every(({ assessment, isAwaited }) => assessment !== undefined && !isAwaited);
  return isDone ? (setback(tracked) ?? ready) : undefined;
}

/** The time is over. */
export function timedOut(tracked: readonly Tracked[]): Ending {
  return setback(tracked) ?? late;
}

/** The worst that a target has come to; undefined: none has come to harm. */
function setback(tracked: readonly Tracked[]): Ending | undefined {
  if (tracked.some(({ account }) => account.settlement?.result === "failed")) return failed;
  return tracked.some(isSuperseded) ? superseded : undefined;
}

/** What nobody waits for, or whose failures are ignored, decides nothing. */
function isSuperseded({ account: { settlement }, target: { terminationMode, failMode } }: Tracked): boolean {
  return settlement?.result === "superseded" && terminationMode !== "NonBlocking" && failMode !== "IgnoreAndContinueDeployProcess";
}

/** The watches without which nothing can be judged: those of the targets' own kinds. */
export function neededWatches(tracked: readonly Tracked[]): readonly WatchSource[] {
  return [...new Map(tracked.map(({ watches }) => [sourceKey(watches.own), watches.own])).values()];
}

/** The server never answered. */
export function unreachable(triedMs: number, { trouble }: Connection): Ending {
  return { outcome: "refused", exitCode: exitCodes.refused, message: `the cluster could not be reached for ${triedMs / 1000} s: ${trouble || "no answer"}` };
}

/** What the server does not let us see, all of it. */
export function refusedEnding(needed: readonly WatchSource[], connection: Connection): Ending {
  const groups = new Map<string, { readonly refusal: Refusal; readonly sources: WatchSource[] }>();
  const visible = new Set(needed.filter((source) => connection.isListed(source)).map((source) => sourceKey(collectionOf(source))));
  for (const source of needed) {
    const refused = connection.refusal(source);
    if (refused === undefined) continue;
    // What was said of the collection holds for each of its names, and is said once.
    const refusal = (refused.status === 403 ? connection.refusal(collectionOf(source)) : undefined) ?? refused;
    const key = `${refusal.status} ${source.namespace} ${refusal.message}`;
    const group = groups.get(key) ?? { refusal, sources: [] };
    group.sources.push(visible.has(sourceKey(collectionOf(source))) ? source : collectionOf(source));
    groups.set(key, group);
  }
  const refusals = [...groups.values()];
  const isUnknown = refusals.every(({ refusal }) => refusal.status === 404);
  return { outcome: "refused", exitCode: isUnknown ? exitCodes.usage : exitCodes.refused, message: refusals.map(({ refusal, sources }) => refusalText(refusal, sources)).join("; and ") };
}

function refusalText({ status, message }: Refusal, sources: readonly WatchSource[]): string {
  const resources = [...new Set(sources.map(resourceOf))].join(", ");
  const names = sources.map(({ name }) => name).filter((name) => name !== "");
  const which = names.length > namesMax ? [...names.slice(0, namesMax), `${names.length - namesMax} more`] : names;
  const [{ apiVersion = "", namespace = "" } = {}] = sources;
  if (status === 404) return `the server does not know ${resources} (${apiVersion}): ${message}`;
  if (status !== 401 && status !== 403) return `the server refuses to list ${resources}: ${status} ${message}; is it the API server, and does its address start with https?`;
  const next = status === 401 ? "are the credentials still valid?" : `the user needs the verbs get, list and watch on ${resources} there`;
  return `not allowed to list and watch ${[resources, which.join(", ")].join(" ").trimEnd()} in namespace ${namespace}: ${status} ${message}; ${next}`;
}

/** `deployments.apps`, `pods` */
function resourceOf({ apiVersion, plural }: WatchSource): string {
  return apiVersion.includes("/") ? `${plural}.${apiVersion.split("/")[0]}` : plural;
}
