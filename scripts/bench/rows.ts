/** One function for each part of the cost budget. */
import { Client } from "./client.ts";
import { BenchCluster } from "./cluster.ts";
import { changeMs } from "./core.ts";

export type Row = { readonly what: string; readonly budget: string; readonly measured: string; readonly old: string };

type Programs = { readonly kubedog: string; readonly old: string | undefined; readonly kubectl: string | undefined };

/** Never becomes ready while we measure. */
const endlessMs = 3_600_000;
const unmeasured = "-";

export const rows: readonly ((programs: Programs) => Promise<readonly Row[]>)[] = [instant, alreadyReady, lastEvent, manyWatched, memory, throughput, growthOverAll, growthInOne];

async function instant({ kubedog, old }: Programs): Promise<readonly Row[]> {
  const row = async (word: string) => ({
    what: word,
    budget: "< 15 ms",
    measured: ms(await medianWallMs([kubedog, word])),
    old: old === undefined ? unmeasured : ms(await medianWallMs([old, word])),
  });
  return [await row("version"), await row("help")];
}

async function alreadyReady({ kubedog, old }: Programs): Promise<readonly Row[]> {
  await using cluster = await BenchCluster.start();
  const { answer: spec } = await cluster.ask({ type: "populate", deployments: 1, podsEach: 1, logLinesPerSecond: 0, readyAfterMs: 0 });
  await cluster.ask({ type: "untilPods", pods: 1, ready: true });
  const wall = (program: string) => medianWallMs([program, "multitrack"], cluster.kubeconfigPath, spec);
  return [{ what: "a Deployment that is ready already", budget: "< 100 ms", measured: ms(await wall(kubedog)), old: old === undefined ? unmeasured : ms(await wall(old)) }];
}

/** No log is followed, so none is drained. */
async function lastEvent({ kubedog, old }: Programs): Promise<readonly Row[]> {
  const measure = async (command: readonly string[]) => {
    await using cluster = await BenchCluster.start();
    await cluster.ask({ type: "populate", deployments: 1, podsEach: 2, logLinesPerSecond: 0, readyAfterMs: 2000 });
    const spec = { Deployments: [{ ResourceName: "app-0", SkipLogs: true }] };
    using client = new Client(command, cluster.kubeconfigPath, spec);
    const { at } = await cluster.ask({ type: "untilAvailable" });
    return ms((await client.ended).endedAt - at);
  };
  return [{ what: "from the last event to the exit", budget: "< 50 ms", measured: await measure([kubedog, "multitrack", "--settle", "0"]), old: old === undefined ? unmeasured : await measure([old, "multitrack"]) }];
}

async function manyWatched({ kubedog, old }: Programs): Promise<readonly Row[]> {
  const measure = async (program: string) => {
    await using cluster = await BenchCluster.start();
    const { answer: spec } = await cluster.ask({ type: "populate", deployments: 50, podsEach: 4, logLinesPerSecond: 1, readyAfterMs: endlessMs });
    await cluster.ask({ type: "untilPods", pods: 200, ready: false });
    using client = new Client([program, "multitrack"], cluster.kubeconfigPath, spec);
    const { at } = await cluster.ask({ type: "untilFollowed", logs: 200 });
    await Bun.sleep(1000);
    const { requests, lists, watches, logs, peakStreams } = await cluster.counts();
    return {
      requests: `${requests} (${lists} LIST, ${watches} WATCH, ${logs} logs)`,
      streams: `${peakStreams}`,
      time: ms(at - client.startedAt),
      memory: mb(client.residentMb()),
    };
  };
  const [ours, theirs] = [await measure(kubedog), old === undefined ? undefined : await measure(old)];
  const row = (what: string, budget: string, of: keyof typeof ours) => ({ what: `50 × 4: ${what}`, budget, measured: ours[of], old: theirs?.[of] ?? unmeasured });
  return [row("requests", "4 LIST, 4 WATCH, 200 logs", "requests"), row("streams at once", "204", "streams"), row("until all is followed", "< 1 s", "time"), row("memory", "", "memory")];
}

/** Over TLS, as with a real cluster. */
async function memory({ kubedog }: Programs): Promise<readonly Row[]> {
  await using cluster = await BenchCluster.start("tls");
  const { answer: spec } = await cluster.ask({ type: "populate", deployments: 200, podsEach: 10, logLinesPerSecond: 1, readyAfterMs: endlessMs });
  await cluster.ask({ type: "untilPods", pods: 2000, ready: false });
  using client = new Client([kubedog, "multitrack"], cluster.kubeconfigPath, spec);
  const { at } = await cluster.ask({ type: "untilFollowed", logs: 2000 });
  const seen: string[] = [];
  for (let look = 0; look < 3; look += 1) {
    await Bun.sleep(8000);
    seen.push(client.residentMb().toFixed(0));
  }
  return [
    { what: "200 × 10 over TLS: until all is followed", budget: "", measured: ms(at - client.startedAt), old: unmeasured },
    { what: "200 × 10 over TLS: memory after 8, 16, 24 s", budget: "< 200 MB, flat", measured: `${seen.join(", ")} MB`, old: unmeasured },
  ];
}

const line = (number: number) => `${`GET /items/${number} 200 12ms user=u-${number} `.padEnd(99, "x")}\n`;
const linesEach = 1000;

async function throughput({ kubedog, kubectl }: Programs): Promise<readonly Row[]> {
  const measure = async (command: (pod: string) => readonly string[]) => {
    await using cluster = await BenchCluster.start();
    const lines = Array.from({ length: linesEach }, (_, number) => line(number)).join("");
    const { answer: pod } = await cluster.ask({ type: "bigJob", lines, times: 4000 });
    using client = new Client(command(String(pod)), cluster.kubeconfigPath, { Jobs: [{ ResourceName: "big" }] });
    return await client.ended;
  };
  const ours = await measure(() => [kubedog, "multitrack"]);
  const theirs = kubectl === undefined ? undefined : await measure((pod) => [kubectl, "logs", "-f", "--prefix", pod]);
  const ratio = theirs === undefined ? "" : `${(theirs.cpuMs / ours.cpuMs).toFixed(1)} × (${ms(theirs.cpuMs)}), `;
  return [{ what: "400 MB of log: CPU against kubectl's", budget: "≥ 3 ×", measured: `${ratio}${ms(ours.cpuMs)}, peak ${mb(ours.peakMb)}`, old: unmeasured }];
}

/** A whole rollout, with everything that comes on the way. */
async function growthOverAll({ kubedog }: Programs): Promise<readonly Row[]> {
  const result: Row[] = [];
  for (const [deployments, podsEach] of [[1, 500], [1, 1000], [1, 2000], [50, 10], [100, 10], [200, 10]] as const) {
    await using cluster = await BenchCluster.start();
    const { answer: spec } = await cluster.ask({ type: "populate", deployments, podsEach, logLinesPerSecond: 0, readyAfterMs: 3000 });
    using client = new Client([kubedog, "multitrack"], cluster.kubeconfigPath, spec);
    const { cpuMs, peakMb, exitCode } = await client.ended;
    result.push({ what: `rollout of ${deployments} × ${podsEach}`, budget: "linear", measured: `${ms(cpuMs)} of CPU, ${mb(peakMb)}, exit ${exitCode}`, old: unmeasured });
  }
  return result;
}

async function growthInOne(): Promise<readonly Row[]> {
  changeMs(200);
  return [500, 1000, 2000].map((pods) => ({ what: `one of ${pods} Pods of a Deployment changes: judged in`, budget: "", measured: `${changeMs(pods).toFixed(1)} ms`, old: unmeasured }));
}

const runsEach = 15;

async function medianWallMs(command: readonly string[], kubeconfigPath = "", spec: unknown = {}): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runsEach; run += 1) {
    using client = new Client(command, kubeconfigPath, spec);
    times.push((await client.ended).wallMs);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runsEach / 2)] ?? Number.NaN;
}

function ms(value: number): string {
  return value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(0)} s`;
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
