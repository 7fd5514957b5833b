/** The text of kubeconfig files to their entries, merged the way client-go merges them. */

import * as v from "valibot";
import { UserError } from "../user-error.ts";

/** YAML reads an unquoted 1234 as a number where the field is a text; client-go takes it too. */
const Text = v.pipe(
  v.nullish(v.union([v.string(), v.number(), v.boolean()], "must be a text"), ""),
  v.transform((value) => String(value) || undefined),
);
const Flag = v.nullish(v.boolean("must be true or false"), false);
const Texts = v.nullish(v.array(v.pipe(Text, v.transform((text) => text ?? "")), "must be a list"), []);

const Exec = v.object({
  apiVersion: Text,
  command: Text,
  args: Texts,
  env: v.nullish(v.array(v.object({ name: Text, value: Text })), []),
  installHint: Text,
  interactiveMode: v.nullish(v.picklist(["Never", "IfAvailable", "Always"]), "IfAvailable"),
  provideClusterInfo: Flag,
});

const User = v.object({
  "client-certificate": Text,
  "client-certificate-data": Text,
  "client-key": Text,
  "client-key-data": Text,
  token: Text,
  tokenFile: Text,
  as: Text,
  "as-uid": Text,
  "as-groups": Texts,
  "as-user-extra": v.nullish(v.record(v.string(), Texts), {}),
  username: Text,
  password: Text,
  exec: v.nullish(Exec),
  "auth-provider": v.nullish(v.object({ name: Text })),
});

const Cluster = v.object({
  server: Text,
  "tls-server-name": Text,
  "insecure-skip-tls-verify": Flag,
  "certificate-authority": Text,
  "certificate-authority-data": Text,
  "proxy-url": Text,
  "disable-compression": Flag,
  extensions: v.nullish(v.array(v.object({ name: Text, extension: v.unknown() })), []),
});

const Context = v.object({ cluster: Text, user: Text, namespace: Text });

/** An entry keeps its content unparsed: a mistake in a context that nobody uses is no reason to stop. */
const Entries = v.nullish(v.array(v.record(v.string(), v.unknown(), "must be a mapping"), "must be a list"), []);
const Config = v.object(
  { "current-context": Text, contexts: Entries, clusters: Entries, users: Entries },
  "must be a mapping",
);

export type KubeconfigUser = v.InferOutput<typeof User>;
export type KubeconfigCluster = v.InferOutput<typeof Cluster>;

/** A kubeconfig's text and where it came from; `folder` is what its relative paths start from. */
export type KubeconfigText = { readonly name: string; readonly folder: string; readonly text: string };

/** An entry and the file it stands in. */
export type Entry = { readonly file: KubeconfigText; readonly content: unknown };

export type Kubeconfig = {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
};

/** Parses and merges: the first file that defines an entry, or the current context, wins. */
export async function mergedKubeconfig(files: readonly KubeconfigText[]): Promise<Kubeconfig> {
  let currentContext: string | undefined;
  const maps = { context: new Map<string, Entry>(), cluster: new Map<string, Entry>(), user: new Map<string, Entry>() };
  for (const file of files) {
    const config = parsed(Config, await parseYaml(file), file.name, "");
    currentContext ??= config["current-context"];
    addEntries(maps.context, config.contexts, "context", file);
    addEntries(maps.cluster, config.clusters, "cluster", file);
    addEntries(maps.user, config.users, "user", file);
  }
  return { currentContext, contexts: maps.context, clusters: maps.cluster, users: maps.user };
}

function addEntries(
  map: Map<string, Entry>,
  entries: readonly { readonly [key: string]: unknown }[],
  key: "context" | "cluster" | "user",
  file: KubeconfigText,
) {
  for (const entry of entries) {
    const name = String(entry["name"] ?? "");
    if (!map.has(name)) map.set(name, { file, content: entry[key] ?? {} });
  }
}

export function contextOf({ file, content }: Entry, name: string): v.InferOutput<typeof Context> {
  return parsed(Context, content, file.name, `context ${JSON.stringify(name)}`);
}

export function clusterOf({ file, content }: Entry, name: string): KubeconfigCluster {
  return parsed(Cluster, content, file.name, `cluster ${JSON.stringify(name)}`);
}

export function userOf({ file, content }: Entry, name: string): KubeconfigUser {
  return parsed(User, content, file.name, `user ${JSON.stringify(name)}`);
}

/** Names file, entry and field, never the value: it may be a secret. */
function parsed<S extends v.GenericSchema>(schema: S, value: unknown, fileName: string, entry: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "its content";
  const problem = issue.message.startsWith("must ") ? issue.message : `must be ${issue.expected ?? "something else"}`;
  throw new UserError(`${fileName} is not a usable kubeconfig: ${entry}${entry && ", "}${path} ${problem}.`);
}

async function parseYaml(file: KubeconfigText): Promise<unknown> {
  try {
    const value: unknown = Bun.YAML.parse(file.text);
    return Array.isArray(value) ? value[0] : value;
  } catch (error) {
    const { line, problem } = await yamlProblem(file.text, error);
    throw new UserError(`${file.name}${line} is not valid YAML: ${problem}.`);
  }
}

/** Bun's parser is quick to load but names no line; the slower one is asked only now. Neither may quote the text. */
async function yamlProblem(text: string, error: unknown): Promise<{ line: string; problem: string }> {
  const { parseDocument } = await import("yaml");
  const [first] = parseDocument(text, { prettyErrors: true, logLevel: "silent" }).errors;
  if (first === undefined) return { line: "", problem: error instanceof Error ? error.message : "unreadable" };
  const line = first.linePos === undefined ? "" : `, line ${first.linePos[0].line},`;
  return { line, problem: yamlProblems[first.code] ?? "unexpected text" };
}

const yamlProblems: { readonly [code: string]: string } = {
  BAD_INDENT: "wrong indentation",
  BLOCK_IN_FLOW: "a block inside brackets",
  BAD_ALIAS: "an alias without its anchor",
  DUPLICATE_KEY: "the same key twice",
  MISSING_CHAR: "a closing quote, bracket, comma or colon is missing",
  TAB_AS_INDENT: "a tab as indentation",
  BLOCK_AS_IMPLICIT_KEY: "a colon too many",
};
