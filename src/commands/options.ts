/** Values of flags, checked: what a command needs of them. */
import { modes, onDeletes, onManualUpdates, onPauseds, type Policy } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { durationMs } from "../input/duration.ts";
import { namespaceName } from "../input/object-name.ts";
import { UserError } from "../user-error.ts";

type Flags = { readonly [flag: string]: string };

const defaultSettleMs = 3000;
const defaultPatienceMs = 120_000;
const defaultWaitForCreateMs = 300_000;
const defaultNoProgressMs = 600_000;
const defaultHeartbeatMs = 30_000;
/** kubedog's meaning of `--status-progress-period 0`. */
const zeroHeartbeatMs = 5000;
/** kubedog's width where it cannot be known. */
const unknownWidth = 140;

/** All but the rules, which stand in a file. @throws UserError that names the flag and what it takes */
export function policyOf(flags: Flags, env: Edges["env"]): Policy {
  const isTable = flags.status === "table";
  return {
    mode: choiceOf("mode", flags.mode ?? "track", modes),
    timeoutMs: waitMs("timeout", flags.timeout ?? "-1"),
    logsSince: logsSince(flags["logs-since"] ?? "now"),
    logsSinceGiven: flags["logs-since"] !== undefined,
    settleMs: flags.settle === undefined ? defaultSettleMs : timeMs("settle", flags.settle),
    patienceMs: flags.patience === undefined ? defaultPatienceMs : timeMs("patience", flags.patience),
    waitForCreateMs: flags["wait-for-create"] === undefined ? defaultWaitForCreateMs : timeMs("wait-for-create", flags["wait-for-create"]),
    noProgressMs: flags["no-progress-timeout"] === undefined ? defaultNoProgressMs : timeMs("no-progress-timeout", flags["no-progress-timeout"]),
    soakMs: flags.soak === undefined ? 0 : timeMs("soak", flags.soak),
    followsLatest: flags["follow-latest"] !== undefined,
    onDelete: choiceOf("on-delete", flags["on-delete"] ?? "wait", onDeletes),
    onPaused: choiceOf("on-paused", flags["on-paused"] ?? "wait", onPauseds),
    onManualUpdate: choiceOf("on-manual-update", flags["on-manual-update"] ?? "wait", onManualUpdates),
    heartbeatMs: heartbeatMs(flags["status-progress-period"]),
    progressMs: isTable ? heartbeatMs(flags["status-progress-period"] ?? "0") : 0,
    rules: [],
    strictUnknown: flags["strict-unknown"] !== undefined,
    watchesEvents: env.KUBEDOG_DISABLE_EVENTS !== "1",
  };
}

/** Where targets go that name no namespace. @throws UserError on a name that no namespace can have */
export function defaultNamespace(flags: Flags, { namespace, contextName }: { readonly namespace: string; readonly contextName: string }): string {
  const name = flags.namespace || namespace || "default";
  if (namespaceName.test(name)) return name;
  const place = flags.namespace ? "--namespace" : `the namespace of context ${JSON.stringify(contextName)}:`;
  throw new UserError(`${place} ${JSON.stringify(name)}: expected the name of a namespace (lower case letters, digits and "-", at most 63)`);
}

export type Recording = {
  /** undefined: nowhere. */
  readonly path: string | undefined;
  /** Whether it holds log text. */
  readonly hasLogs: boolean;
};

/** @throws UserError on what is neither `on` nor `off` */
export function recordingOf(flags: Flags): Recording {
  const logs = flags["record-logs"] ?? "on";
  if (logs !== "on" && logs !== "off") throw new UserError(`--record-logs ${logs}: expected on or off`);
  return { path: flags.record, hasLogs: logs === "on" };
}

/** @throws UserError that names the choices */
export function choiceOf<const Choice extends string>(flag: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new UserError(`--${flag} ${text}: expected ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`);
  return found;
}

/** For ever is 0. */
function waitMs(flag: string, text: string): number {
  return text === "-1" ? 0 : timeMs(flag, text);
}

function heartbeatMs(text: string | undefined): number {
  if (text === undefined) return defaultHeartbeatMs;
  if (text.startsWith("-") && /^-\d+$/.test(text)) return -1;
  return timeMs("status-progress-period", text) || zeroHeartbeatMs;
}

function logsSince(text: string): Policy["logsSince"] {
  if (text === "now" || text === "all") return text;
  const ms = durationMs(text);
  if (ms === undefined) throw new UserError(`--logs-since ${text}: expected now, all or a duration such as 30s, 5m, 2h`);
  return ms;
}

/** Whole seconds, or a duration. */
function timeMs(flag: string, text: string): number {
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : durationMs(text);
  if (ms === undefined) throw new UserError(`--${flag} ${text}: expected seconds such as 300, or a duration such as 90s, 5m, 1h30m`);
  return ms;
}

/** A prefix on each log line, kubedog's framed blocks, or blocks that a CI system's page folds. */
export const logStyles = ["line", "block", "github", "gitlab"] as const;
/** A line for each change, or kubedog's tables. */
export const statusStyles = ["lines", "table"] as const;
export const shapes = ["multitrack", "rolloutTrack", "follow"] as const;

export type Output = {
  readonly format: "text" | "json";
  readonly prefix: string;
  readonly colour: boolean;
  readonly logStyle: (typeof logStyles)[number];
  readonly status: (typeof statusStyles)[number];
  /** multitrack's lines, or those of kubedog's older trackers. */
  readonly shape: (typeof shapes)[number];
  /** Of the older trackers: the header of a log is put before each of its lines. */
  readonly inline: boolean;
  readonly timestamps: boolean;
  /** Columns of the terminal at the start. */
  readonly width: number;
};

/** @throws UserError on an unknown format */
export function outputOf(flags: Flags, edges: Edges): Output {
  const format = flags.output ?? "text";
  if (format !== "text" && format !== "json") throw new UserError(`--output ${format}: expected text or json`);
  const logStyle = choiceOf("log-style", flags["log-style"] ?? "line", logStyles);
  const status = choiceOf("status", flags.status ?? "lines", statusStyles);
  if (logStyle === "github" || logStyle === "gitlab") requireBareText(logStyle, format, flags);
  if (format === "json" && status === "table") throw new UserError("--status table: tables are text; --output json has the same in its state lines");
  return {
    format,
    prefix: flags["output-prefix"] ?? "",
    colour: isColoured(choiceOf("color", flags.color ?? "auto", ["auto", "always", "never"]), edges),
    logStyle,
    status,
    shape: "multitrack",
    inline: edges.env.KUBEDOG_LOG_INLINE === "1",
    timestamps: flags.timestamps !== undefined,
    width: currentWidth(edges),
  };
}

function requireBareText(logStyle: string, format: Output["format"], flags: Flags): void {
  if (format === "json") throw new UserError(`--log-style ${logStyle}: its marks fold text; leave it out with --output json`);
  if (flags["output-prefix"]) throw new UserError(`--log-style ${logStyle}: its marks must stand at the start of a line; leave out --output-prefix`);
}

/** Columns to draw in, now. @throws UserError on a KUBEDOG_TERMINAL_WIDTH that is no number */
export function currentWidth({ env, out }: Edges): number {
  const given = env.KUBEDOG_TERMINAL_WIDTH ?? "";
  // A terminal that was told no size says 0.
  if (given === "") return out.columns || unknownWidth;
  if (!/^[1-9]\d{0,4}$/.test(given)) throw new UserError(`Bad value specified for KUBEDOG_TERMINAL_WIDTH, integer expected: ${given}: a number of columns such as 140`);
  return Number(given);
}

/** The flag first, kubedog's variable next, then the two conventions, then the terminal. https://no-color.org */
function isColoured(wish: "auto" | "always" | "never", { env, out }: Edges): boolean {
  if (wish !== "auto") return wish === "always";
  if (["1", "on", "true"].includes(env.KUBEDOG_NO_COLOR ?? "")) return false;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0";
  return out.isTerminal && env.TERM !== "dumb";
}
