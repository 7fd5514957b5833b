/** Runs a credential plugin once and reads what it prints: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */

import * as v from "valibot";
import { exitCodes } from "../exit-codes.ts";
import { UserError } from "../user-error.ts";
import type { ClientCertificate, ExecPlugin } from "./access.ts";

/** A person may have to log in with a browser meanwhile. */
const pluginTimeoutMs = 300_000;
const credentialBytesMax = 1024 * 1024;
const stderrTailCharsMax = 4096;
const stderrLinesShown = 5;

export type PluginOptions = {
  /** Whether a person can answer on standard input. */
  readonly isInteractive: boolean;
  /** Gets what the plugin says on stderr as it says it: it may ask to open a page. */
  readonly writeStderr: (text: string) => void;
  /** Ends the plugin. */
  readonly signal: AbortSignal;
};

export type PluginCredential = {
  readonly token: string | undefined;
  readonly clientCertificate: ClientCertificate | undefined;
  /** Milliseconds since the epoch; Infinity when the plugin names no end. */
  readonly expiresAt: number;
};

/** @throws UserError with exit code 4 and the last lines of the plugin's stderr. */
export async function runExecPlugin(plugin: ExecPlugin, options: PluginOptions): Promise<PluginCredential> {
  const isInteractive = options.isInteractive && plugin.interactiveMode !== "Never";
  if (plugin.interactiveMode === "Always" && !isInteractive) {
    throw refused(plugin, "wants to ask questions, but standard input is not a terminal");
  }
  const child = start(plugin, isInteractive, options.signal);
  const [stdout, stderr] = await Promise.all([
    limitedText(child.stdout, () => child.kill()),
    forwardedTail(child.stderr, options.writeStderr),
  ]);
  await child.exited;
  if (stdout === undefined) throw refused(plugin, "printed more than a credential");
  if (child.exitCode !== 0) {
    const how = child.signalCode ?? `exit code ${child.exitCode}`;
    throw refused(plugin, `failed (${how})${lastLines(stderr)}`);
  }
  return credentialOf(stdout, plugin);
}

function start(plugin: ExecPlugin, isInteractive: boolean, signal: AbortSignal) {
  const executable = Bun.which(plugin.command, { PATH: plugin.env["PATH"] ?? "" });
  if (executable === null) {
    throw refused(plugin, `is not installed${plugin.installHint && `\n${printable(plugin.installHint)}`}`);
  }
  return Bun.spawn([executable, ...plugin.args], {
    env: { ...plugin.env, KUBERNETES_EXEC_INFO: execInfo(plugin, isInteractive) },
    stdin: isInteractive ? "inherit" : "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: pluginTimeoutMs,
    signal,
  });
}

function execInfo({ apiVersion, cluster }: ExecPlugin, interactive: boolean): string {
  return JSON.stringify({ apiVersion, kind: "ExecCredential", spec: { ...(cluster && { cluster }), interactive } });
}

async function limitedText(stream: ReadableStream<Uint8Array>, stop: () => void): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes <= credentialBytesMax) chunks.push(chunk);
    else stop();
  }
  return bytes > credentialBytesMax ? undefined : Buffer.concat(chunks).toString("utf8");
}

async function forwardedTail(stream: ReadableStream<Uint8Array>, write: (text: string) => void): Promise<string> {
  const decoder = new TextDecoder();
  let tail = "";
  for await (const chunk of stream) {
    const text = decoder.decode(chunk, { stream: true });
    write(text);
    tail = (tail + text).slice(-stderrTailCharsMax);
  }
  return tail;
}

function lastLines(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => printable(line).trim()).filter((line) => line !== "");
  return lines.slice(-stderrLinesShown).map((line) => `\n  ${line}`).join("");
}

function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "");
}

const Optional = v.nullish(v.string(), "");
const ExecCredential = v.object({
  kind: v.literal("ExecCredential"),
  apiVersion: v.string(),
  status: v.object({
    token: Optional,
    clientCertificateData: Optional,
    clientKeyData: Optional,
    expirationTimestamp: Optional,
  }),
});

/** What was printed is a secret: no message quotes it. */
function credentialOf(stdout: string, plugin: ExecPlugin): PluginCredential {
  const result = v.safeParse(ExecCredential, jsonOf(stdout));
  if (!result.success) throw refused(plugin, "printed no ExecCredential with a status");
  const { apiVersion, status } = result.output;
  if (apiVersion !== plugin.apiVersion) throw refused(plugin, `did not answer in ${plugin.apiVersion}`);
  const { token, clientCertificateData: cert, clientKeyData: key } = status;
  if ((cert === "") !== (key === "")) throw refused(plugin, "gave a client certificate without its key, or a key alone");
  if (token === "" && cert === "") throw refused(plugin, "gave neither a token nor a client certificate");
  if (/[\x00-\x1f\x7f]/.test(token)) throw refused(plugin, "gave a token with a line break or control character");
  const expiresAt = status.expirationTimestamp === "" ? Infinity : Date.parse(status.expirationTimestamp);
  if (Number.isNaN(expiresAt)) throw refused(plugin, "gave an expirationTimestamp that is no time");
  return { token: token || undefined, clientCertificate: cert === "" ? undefined : { cert, key }, expiresAt };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(plugin: ExecPlugin, problem: string): UserError {
  const { command, userName } = plugin;
  const who = `the credential plugin ${JSON.stringify(command)} of user ${JSON.stringify(userName)}`;
  return new UserError(`${who} ${problem}`, exitCodes.refused);
}
