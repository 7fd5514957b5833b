/** Follows targets to their verdict, in whatever cluster the transport leads to: the user's or the demo's. */
import type { Transport } from "../cluster/transport.ts";
import { realTiming, sleep, type Timing } from "../cluster/timing.ts";
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
import { currentWidth, type Output, type Recording } from "./options.ts";
import { rendererOf } from "./output-renderer.ts";

export type Tracking = {
  readonly targets: readonly Target[];
  readonly policy: Policy;
  readonly output: Output;
  readonly transport: Transport;
  readonly edges: Edges;
  readonly recording: Recording;
};

export async function track({ targets, policy, output, transport, edges, recording }: Tracking): Promise<ExitCode> {
  const startedAt = Math.floor(realTiming.now());
  const rollout = new Rollout(targets, policy, { startedAt, matches: await matcherOf(targets) });
  const queue = new FactQueue(realTiming.now);
  using clock = new Clock(queue, realTiming);
  using sources = new OpenSources(transport, queue);
  await using recorder = openRecorder(recording, { startedAt, targets, policy, output }, edges);
  using _signals = edges.onSignal((signal) => queue.push({ type: "interrupted", signal }));
  transport.onDate = (serverMs, sentMs, receivedMs) => clock.serverDate(serverMs, sentMs, receivedMs);
  const batches = new Batches(queue, realTiming);
  const code = await run({
    rollout,
    renderer: rendererOf(output, () => currentWidth(edges)),
    write: edges.write,
    facts: () => batches.next(),
    record: (facts) => recorder?.record(facts),
    reconcile(wanted, wakeAt) {
      sources.reconcile(wanted);
      clock.wakeAt(wakeAt);
    },
  });
  return code ?? exitCodes.bug;
}

function openRecorder({ path, hasLogs }: Recording, head: { readonly output: Output; readonly [part: string]: unknown }, edges: Edges): Recorder | undefined {
  if (path === undefined) return undefined;
  const warn = (message: string) => edges.write("err", `${head.output.prefix}warning: ${message}\n`);
  return new Recorder({ path, open: edges.openFile, version, head, logs: hasLogs, warn });
}

/** The core judges once a batch. Facts taken together get one time, in whole milliseconds, that no other batch has: so a replay takes them together too. */
class Batches {
  #lastAt = 0;

  constructor(
    private readonly queue: FactQueue,
    private readonly timing: Timing,
  ) {}

  async next(): Promise<readonly Fact[]> {
    const facts = await this.queue.take();
    const at = facts.at(-1)?.at ?? 0;
    // At most one a millisecond, so that their times do not run ahead of the clock.
    if (at <= this.#lastAt) await sleep(this.timing, 1);
    this.#lastAt = Math.max(at, this.#lastAt + 1);
    return facts.map((fact) => ({ ...fact, at: this.#lastAt }));
  }
}
