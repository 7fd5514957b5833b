/** `kubedog replay`: a recorded run through the same core, at once and without a cluster. */
import * as v from "valibot";
import type { Command } from "../cli.ts";
import type { Fact } from "../core/fact.ts";
import { Rollout } from "../core/rollout.ts";
import { failModes, goals, logsUntil, type Policy, type Target, terminationModes, modes, onDeletes, onManualUpdates, onPauseds } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { RecordedRules } from "../input/rules-file.ts";
import { run } from "../run.ts";
import { readRecording } from "../sources/read-recording.ts";
import { UserError } from "../user-error.ts";
import { fileText } from "./input-text.ts";
import { matcherOf } from "./matcher.ts";
import { logStyles, outputOf, type Output, shapes, statusStyles } from "./options.ts";
import { rendererOf } from "./output-renderer.ts";

const texts = v.array(v.string());
const timeMs = v.pipe(v.number(), v.minValue(0));

/** Without a prototype, so that a container called "constructor" has no entry. */
function byContainer<Value>(value: v.GenericSchema<unknown, Value>) {
  return v.pipe(v.record(v.string(), value), v.transform((entries): { [container: string]: Value } => Object.assign(Object.create(null), entries)));
}

const targetSchema = v.object({
  apiVersion: v.string(),
  kind: v.string(),
  plural: v.string(),
  namespace: v.string(),
  name: v.string(),
  goal: v.picklist(goals),
  failMode: v.picklist(failModes),
  terminationMode: v.picklist(terminationModes),
  allowedFailures: v.number(),
  failureThresholdMs: timeMs,
  // Older recordings do not have it.
  patienceMs: v.optional(timeMs, 0),
  logs: v.object({
    skip: v.boolean(),
    skipContainers: texts,
    onlyContainers: texts,
    pattern: v.string(),
    patternByContainer: byContainer(v.string()),
    skipPattern: v.string(),
    skipPatternByContainer: byContainer(v.string()),
    replicasMax: v.number(),
    until: v.picklist(logsUntil),
  }),
  showServiceMessages: v.boolean(),
  skipEvents: v.boolean(),
  ignoreReadinessFailsMs: byContainer(v.number()),
  noActivityMs: timeMs,
  timeoutMs: timeMs,
}) satisfies v.GenericSchema<unknown, Target>;

const policySchema = v.object({
  mode: v.picklist(modes),
  timeoutMs: timeMs,
  logsSince: v.union([v.picklist(["now", "all"]), v.number()]),
  logsSinceGiven: v.boolean(),
  settleMs: timeMs,
  patienceMs: timeMs,
  waitForCreateMs: timeMs,
  noProgressMs: timeMs,
  soakMs: v.optional(timeMs, 0),
  followsLatest: v.optional(v.boolean(), false),
  onDelete: v.picklist(onDeletes),
  onPaused: v.picklist(onPauseds),
  onManualUpdate: v.picklist(onManualUpdates),
  heartbeatMs: v.number(),
  progressMs: v.number(),
  // Older recordings know neither.
  rules: v.optional(RecordedRules, []),
  strictUnknown: v.optional(v.boolean(), false),
  watchesEvents: v.boolean(),
}) satisfies v.GenericSchema<unknown, Policy>;

/** What the run needs besides its facts, as its recorder wrote it. */
const headSchema = v.object({
  startedAt: v.number(),
  targets: v.array(targetSchema),
  policy: policySchema,
  output: v.object({
    format: v.picklist(["text", "json"]),
    prefix: v.string(),
    colour: v.boolean(),
    logStyle: v.picklist(logStyles),
    status: v.picklist(statusStyles),
    shape: v.picklist(shapes),
    inline: v.boolean(),
    timestamps: v.boolean(),
    width: v.number(),
  }) satisfies v.GenericSchema<unknown, Output>,
});
type Head = v.InferOutput<typeof headSchema>;

export async function replay({ args: [path], flags }: Command, edges: Edges): Promise<ExitCode> {
  if (path === undefined) throw new UserError("which recording? kubedog replay FILE plays what --record FILE wrote");
  const { head, facts, missingLines } = readRecording(await fileText(path, edges));
  const known = readHead(head, path);
  const { startedAt, targets, policy, output } = known;
  const rollout = new Rollout(targets, policy, { startedAt, matches: await matcherOfHead(known, path) });
  const format = flags.output === undefined ? output.format : outputOf(flags, edges).format;
  const batches = batchesOf(facts);
  const code = await run({
    rollout,
    renderer: rendererOf({ ...output, format }, () => output.width),
    write: edges.write,
    facts: async () => batches.next().value ?? undefined,
    record: () => undefined,
    reconcile: () => undefined,
  });
  if (missingLines > 0) await edges.write("err", `${missingLines} log lines are missing: they were not recorded\n`);
  if (code !== undefined) return code;
  await edges.write("err", "the recording ends before the run did\n");
  return exitCodes.timedOut;
}

function readHead(value: unknown, path: string): Head {
  const head = v.safeParse(headSchema, value);
  if (head.success) return head.output;
  const [issue] = head.issues;
  throw new UserError(`${path}: line 1 is not the head of a recording of this version: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}

/** A pattern that does not compile was not written by a recorder. */
async function matcherOfHead({ targets }: Head, path: string): ReturnType<typeof matcherOf> {
  try {
    return await matcherOf(targets);
  } catch (error) {
    throw new UserError(`${path}: line 1 holds a pattern that cannot be used: ${error instanceof Error ? error.message : error}`);
  }
}

/** Facts of one time were taken together. */
function* batchesOf(facts: readonly Fact[]): Generator<readonly Fact[]> {
  for (let start = 0; start < facts.length; ) {
    const at = facts[start]?.at;
    let end = start;
    while (facts[end]?.at === at && end < facts.length) end += 1;
    yield facts.slice(start, end);
    start = end;
  }
}
