/** The scenario files: manifests whose first line says how tracking them ends. */
import { readdirSync, readFileSync } from "node:fs";
import type { KubeObject } from "./api.ts";
import { scenarioFolder as sharedFolder } from "./lab.ts";
import { withImage } from "./manifests.ts";

const ownFolder = new URL("./scenarios/", import.meta.url).pathname;

/**
 * The first line says the outcome, its reason (`A|B` where chance decides) and the situation. Lines that may follow: `# says: TEXT`
 * is in the last line of the output, `# prints: TEXT` anywhere, `# never: TEXT` nowhere; `# flags: …` and `# item: {…}` are for the
 * command line and for the target's item in the spec.
 *
 * `--- # once ready`, `--- # once 4s old`: tracking begins with what follows, when what stands above is so.
 * `--- # 4s later`: what follows is applied so long after tracking began.
 */
export type Scenario = {
  readonly name: string;
  readonly outcome: Outcome;
  /** `CrashLoopBackOff`; "" for `ready`. */
  readonly reason: string;
  readonly says: readonly string[];
  readonly prints: readonly string[];
  readonly never: readonly string[];
  readonly flags: readonly string[];
  readonly item: object;
  readonly before: Before | undefined;
  readonly objects: readonly KubeObject[];
  readonly later: readonly Step[];
  /** The one that is tracked. */
  readonly target: KubeObject;
};

const outcomes = ["ready", "failed", "stuck", "superseded"] as const;
type Outcome = (typeof outcomes)[number];

/** Applied before tracking begins. */
type Before = { readonly objects: readonly KubeObject[]; readonly once: "ready" | { readonly ageMs: number } };

/** Applied while tracking goes on. */
type Step = { readonly afterMs: number; readonly objects: readonly KubeObject[] };

/** Those of the lab, each measured against what the cluster shows. */
export function readSharedScenarios(): readonly Scenario[] {
  return scenariosIn(sharedFolder);
}

/** Those of this folder, each with the words by which a newcomer understands it. */
export function readOwnScenarios(): readonly Scenario[] {
  return scenariosIn(ownFolder);
}

export function readSharedScenario(name: string): Scenario {
  return readScenario(name, sharedFolder);
}

function scenariosIn(folder: string): readonly Scenario[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => readScenario(file.replace(/\.yaml$/, ""), folder));
}

function readScenario(name: string, folder: string): Scenario {
  const text = readFileSync(`${folder}${name}.yaml`, "utf8");
  const [, word, rest = ""] = text.match(/^# (\w+): (.*)/) ?? [];
  const outcome = outcomes.find((known) => known === word);
  if (outcome === undefined) throw new Error(`${name} does not say how it ends`);
  const [first = "", ...parts] = withImage(text).split(/^--- # /m);
  const once = onceOf(parts[0] ?? "");
  const objects = parsed((once && parts[0]) ?? first);
  const target = objects.at(-1);
  if (target === undefined) throw new Error(`${name} has no object`);
  return {
    name,
    outcome,
    reason: outcome === "ready" ? "" : (rest.split(":")[0] ?? ""),
    says: headed(text, "says"),
    prints: headed(text, "prints"),
    never: headed(text, "never"),
    flags: headed(text, "flags").flatMap((line) => line.split(" ")),
    item: Object.assign({}, ...headed(text, "item").map((line) => JSON.parse(line))),
    before: once && { objects: parsed(first), once },
    objects,
    later: parts.slice(once === undefined ? 0 : 1).map((part) => stepOf(name, part)),
    target,
  };
}

/** kubedog's spec that tracks the object, with more keys for its item. */
export function specOf({ kind, metadata: { name } }: KubeObject, namespace: string, item: object = {}): object {
  return { [`${kind}s`]: [{ ResourceName: name, Namespace: namespace, ...item }] };
}

function onceOf(part: string): Before["once"] | undefined {
  if (part.startsWith("once ready\n")) return "ready";
  const [, seconds] = /^once (\d+)s old\n/.exec(part) ?? [];
  return seconds === undefined ? undefined : { ageMs: Number(seconds) * 1000 };
}

function stepOf(name: string, part: string): Step {
  const [line, seconds] = /^(\d+)s later\n/.exec(part) ?? [];
  if (line === undefined || seconds === undefined) throw new Error(`${name} has a part that begins with none of "once ready", "once 4s old" and "4s later"`);
  return { afterMs: Number(seconds) * 1000, objects: parsed(part) };
}

function headed(text: string, word: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^# ${word}: (.*)$`, "gm"))].map(([, value = ""]) => value);
}

/** The words behind a part's mark are no YAML. */
function parsed(part: string): readonly KubeObject[] {
  const yaml = part.replace(/^(once ready|once \d+s old|\d+s later)\n/, "");
  const documents: KubeObject[] = JSON.parse(JSON.stringify([Bun.YAML.parse(yaml)].flat()));
  return documents;
}
