/** `kubedog replay`: a recorded run through the same core, at once and without a cluster. */
import * as v from "valibot";
import type { Command } from "../cli.ts";
import type { Fact } from "../core/fact.ts";
import { Rollout } from "../core/rollout.ts";
import type { Policy, Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { run } from "../run.ts";
import { readRecording } from "../sources/read-recording.ts";
import { UserError } from "../user-error.ts";
import { fileText } from "./input-text.ts";
import { matcherOf } from "./matcher.ts";
import { type Output, outputOf } from "./options.ts";
import { rendererOf } from "./output-renderer.ts";

const headSchema = v.object({
  startedAt: v.number(),
  targets: v.array(v.looseObject({ kind: v.string(), namespace: v.string(), name: v.string(), logs: v.looseObject({ pattern: v.string() }) })),
  policy: v.looseObject({ timeoutMs: v.number(), settleMs: v.number(), patienceMs: v.number(), heartbeatMs: v.number() }),
  output: v.object({ format: v.picklist(["text", "json"]), prefix: v.string(), colour: v.boolean() }),
});

/** What the run needs besides its facts, as its recorder wrote it. */
type Head = { readonly startedAt: number; readonly targets: readonly Target[]; readonly policy: Policy; readonly output: Output };

export async function replay({ args: [path], flags }: Command, edges: Edges): Promise<ExitCode> {
  if (path === undefined) throw new UserError("which recording? kubedog replay FILE plays what --record FILE wrote");
  const { head, facts, missingLines } = readRecording(fileText(path, edges));
  const { startedAt, targets, policy, output } = readHead(head, path);
  const rollout = new Rollout(targets, policy, { startedAt, matches: await matcherOf(targets) });
  const format = flags.output === undefined ? output.format : outputOf(flags, edges).format;
  const batches = batchesOf(facts);
  const code = await run({
    rollout,
    renderer: rendererOf({ ...output, format }),
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

function readHead(head: unknown, path: string): Head {
  if (!v.is(headSchema, head)) throw new UserError(`${path}: line 1 is not the head of a recording of this version`);
  return head as unknown as Head;
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
