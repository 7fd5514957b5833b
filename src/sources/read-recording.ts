/** A recording back to facts. Anyone may have written it. */
import * as v from "valibot";
import { kubeObject, MalformedError } from "../cluster/wire.ts";
import type { Fact, Source } from "../core/fact.ts";
import type { KubeObject } from "../kinds/kubernetes.ts";
import { UserError } from "../user-error.ts";
import { recordingVersion } from "./recording.ts";

export type Recording = {
  /** Of which `kubedog` (a version) and `v` are checked, the rest is as it stands. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly facts: readonly Fact[];
  /** Log lines whose text was not recorded. */
  readonly missingLines: number;
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const headSchema = v.looseObject({ kubedog: v.string(), v: count });

/** With the same eye as what comes from a server. */
const object = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): KubeObject => {
    try {
      return kubeObject(dataset.value);
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      addIssue({ message: `not an object of Kubernetes: ${error.message}` });
      return NEVER;
    }
  }),
);

const watchSource = v.object({
  type: v.literal("watch"),
  apiVersion: v.string(),
  kind: v.string(),
  plural: v.string(),
  namespace: v.string(),
  // Older recordings know whole collections only.
  name: v.optional(v.string(), ""),
  look: v.optional(count, 0),
});
const logSource = v.object({
  type: v.literal("log"),
  namespace: v.string(),
  pod: v.string(),
  podUid: v.string(),
  container: v.string(),
  run: count,
  previous: v.boolean(),
  sinceMs: v.number(),
  follow: v.boolean(),
  tail: count,
});
const source = v.variant("type", [watchSource, logSource]);

const at = v.number();
const trouble = { at, source, status: v.number(), message: v.string() };
const factSchema = v.variant("type", [
  v.object({ at, type: v.literal("listed"), source: watchSource, objects: v.array(object) }),
  v.object({ at, type: v.literal("applied"), object }),
  v.object({ at, type: v.literal("deleted"), object }),
  v.object({ at, type: v.literal("logged"), source: logSource, lines: v.array(v.string()) }),
  v.object({ at, type: v.literal("ended"), source: logSource }),
  v.object({ type: v.literal("lost"), ...trouble }),
  v.object({ at, type: v.literal("regained"), source }),
  v.object({ type: v.literal("refused"), ...trouble }),
  v.object({ at, type: v.literal("skewed"), ms: v.number() }),
  v.object({ at, type: v.literal("ticked") }),
  v.object({ at, type: v.literal("interrupted"), signal: v.picklist(["SIGINT", "SIGTERM", "SIGHUP"]) }),
]);

/** Throws a UserError that names the line which cannot be understood. */
export function readRecording(text: string): Recording {
  const lines = text.split("\n");
  // A run that was killed leaves a last line without its end.
  lines.pop();
  const head = headOf(lines[0]);
  const sources = new Map<number, Source>();
  const facts: Fact[] = [];
  let missingLines = 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === "") continue;
    const written = withSource(jsonOf(line, index + 1), sources, index + 1);
    const missing = v.safeParse(count, written["missing"]);
    if (missing.success) missingLines += missing.output;
    // A fact without its lines all the same: the run may have moved on at that moment.
    facts.push(factOf(missing.success ? { ...written, lines: [] } : written, index + 1));
  }
  return { head, facts, missingLines };
}

function headOf(line: string | undefined): Recording["head"] {
  if (line === undefined) throw new UserError("the recording is empty — was it written with --record?");
  const head = v.safeParse(headSchema, jsonOf(line, 1));
  if (!head.success) throw new UserError(`the recording's line 1 is not the head of a recording — was it written with --record?`);
  if (head.output.v !== recordingVersion) {
    throw new UserError(`the recording has version ${head.output.v}, this kubedog reads ${recordingVersion} — replay it with kubedog ${head.output.kubedog}`);
  }
  return head.output;
}

function jsonOf(line: string, number: number): Record<string, unknown> {
  const value = parsed(line, number);
  const record = v.safeParse(v.record(v.string(), v.unknown()), value);
  // valibot takes an array for a record.
  if (!record.success || Array.isArray(value)) throw new UserError(`the recording's line ${number} is not a JSON object`);
  return record.output;
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new UserError(`the recording's line ${number} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Puts the source in the place of its number; learns it where it stands in full. */
function withSource(written: Record<string, unknown>, sources: Map<number, Source>, number: number): Record<string, unknown> {
  const { source: reference } = written;
  if (reference === undefined) return written;
  if (typeof reference !== "number") {
    const known = sourceOf(reference, number);
    sources.set(known.id, known.source);
    return { ...written, source: known.source };
  }
  const known = sources.get(reference);
  if (known === undefined) throw new UserError(`the recording's line ${number} names source ${reference}, which no line before it describes`);
  return { ...written, source: known };
}

function sourceOf(value: unknown, number: number): { id: number; source: Source } {
  const id = v.safeParse(v.object({ id: count }), value);
  const full = v.safeParse(source, value);
  if (!id.success || !full.success) throw new UserError(`the recording's line ${number} holds no source that is known`);
  return { id: id.output.id, source: full.output };
}

function factOf(written: Record<string, unknown>, number: number): Fact {
  const fact = v.safeParse(factSchema, written);
  if (fact.success) return fact.output;
  const [issue] = fact.issues;
  throw new UserError(`the recording's line ${number} is no fact: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
