/** Follows targets to their verdict: what multitrack and demo share. */
import type { Transport } from "../cluster/transport.ts";
import { realTiming } from "../cluster/timing.ts";
import type { Fact } from "../core/fact.ts";
import { Rollout } from "../core/rollout.ts";
import type { Policy, Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { run } from "../run.ts";
import { Clock } from "../sources/clock.ts";
import { OpenSources } from "../sources/open-sources.ts";
import { FactQueue } from "../sources/queue.ts";
import { Recorder } from "../sources/recording.ts";
import { version } from "../version.ts";
import { matcherOf } from "./matcher.ts";
import type { Output } from "./options.ts";
import { rendererOf } from "./output-renderer.ts";

export type Tracking = {
  readonly targets: readonly Target[];
  readonly policy: Policy;
  readonly output: Output;
  readonly transport: Transport;
  readonly edges: Edges;
  /** Where to record the run; undefined: nowhere. */
  readonly recordPath: string | undefined;
  readonly isRecordingLogs: boolean;
};

export async function track({ targets, policy, output, transport, edges, recordPath, isRecordingLogs }: Tracking): Promise<ExitCode> {
  const startedAt = realTiming.now();
  const rollout = new Rollout(targets, policy, { startedAt, matches: await matcherOf(targets) });
  const queue = new FactQueue(realTiming.now);
  using clock = new Clock(queue, realTiming);
  using sources = new OpenSources(transport, queue);
  await using recorder = recordPath === undefined ? undefined : openRecorder(recordPath, { startedAt, targets, policy, output }, isRecordingLogs, edges);
  using _signals = edges.onSignal((signal) => queue.push({ type: "interrupted", signal }));
  transport.onDate = (serverMs, sentMs, receivedMs) => clock.serverDate(serverMs, sentMs, receivedMs);
  const stamp = batchStamp();
  const code = await run({
    rollout,
    renderer: rendererOf(output),
    write: edges.write,
    facts: async () => stamp(await queue.take()),
    record: (facts) => recorder?.record(facts),
    reconcile(wanted, wakeAt) {
      sources.reconcile(wanted);
      clock.wakeAt(wakeAt);
    },
  });
  return code ?? exitCodes.bug;
}

function openRecorder(path: string, head: Readonly<Record<string, unknown>>, logs: boolean, edges: Edges): Recorder {
  const warn = (message: string) => edges.write("err", `warning: ${message}\n`);
  return new Recorder({ path, open: edges.openFile, version, head, logs, warn });
}

/** The core judges once a batch. Facts taken together get one time that no other batch has, so that a replay takes them together too. */
function batchStamp(): (facts: readonly Fact[]) => readonly Fact[] {
  let last = 0;
  return (facts) => {
    const at = Math.max(facts.at(-1)?.at ?? 0, last + 0.001);
    last = at;
    return facts.map((fact) => ({ ...fact, at }));
  };
}
