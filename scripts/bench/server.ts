/** The cluster of the benchmark, a process of its own: what it uses is not the client's. Steered by messages from its parent. */
import { readFileSync } from "node:fs";
import { exits } from "../../src/simulator/behaviour.ts";
import { job } from "../../src/simulator/manifest.ts";
import { populate, type Population } from "../../src/simulator/populate.ts";
import { Simulator } from "../../src/simulator/simulator.ts";

export type Command =
  | ({ readonly type: "populate" } & Population)
  /** A Job whose only Pod prints so many copies of the lines, and ends when the first reader has them. */
  | { readonly type: "bigJob"; readonly lines: string; readonly times: number }
  /** Resolves when so many container logs have been asked for. */
  | { readonly type: "untilFollowed"; readonly logs: number }
  /** Resolves when so many Pods run or, with `ready`, are ready. */
  | { readonly type: "untilPods"; readonly pods: number; readonly ready: boolean }
  /** Resolves when the first Deployment is complete. */
  | { readonly type: "untilAvailable" }
  | { readonly type: "counts" };

export type Counts = {
  readonly requests: number;
  readonly lists: number;
  readonly watches: number;
  readonly logs: number;
  readonly peakStreams: number;
};

const isTls = process.argv[2] === "tls";
const pki = (name: string) => readFileSync(new URL(`../../test/cluster/pki/${name}`, import.meta.url), "utf8");
const tls = { ca: pki("ca.crt"), cert: pki("server.crt"), key: pki("server.key"), client: { cert: pki("client.crt"), key: pki("client.key") } };
const simulator = await Simulator.start(isTls ? { tls } : {});

process.on("message", ({ id, command }: { readonly id: number; readonly command: Command }) => {
  answerTo(command).then(
    (answer) => process.send?.({ id, answer, at: Date.now() }),
    (error: unknown) => process.send?.({ id, error: String(error), at: Date.now() }),
  );
});
process.send?.({ id: 0, answer: simulator.kubeconfig(), at: Date.now() });

async function answerTo(command: Command): Promise<unknown> {
  switch (command.type) {
    case "populate":
      return populate(simulator, command);
    case "bigJob":
      return bigJob(command.lines, command.times);
    case "untilFollowed":
      return simulator.until(() => logsAsked() >= command.logs);
    case "untilPods":
      return simulator.until(() => podsThat(command.ready) >= command.pods);
    case "untilAvailable":
      return simulator.until(isAvailable);
    case "counts":
      return counts();
  }
}

/** Answers with the Pod's name once it runs. */
async function bigJob(lines: string, times: number): Promise<string> {
  simulator.apply(job({ name: "big", image: "registry.example/big:1", backoffLimit: 0 }), { main: exits({ code: 0, afterMs: 86_400_000 }) });
  await simulator.until(() => podsThat(true) === 1);
  const [pod] = simulator.list("Pod");
  const name = pod?.metadata.name ?? "";
  const end = () => simulator.endContainer(name, "main");
  simulator.writeBigLog(name, "main", lines, times).then(end, end);
  return name;
}

function isAvailable(): boolean {
  const [{ spec, status } = {}] = simulator.list("Deployment");
  const { replicas } = (spec ?? {}) as { readonly replicas?: number };
  const { availableReplicas } = (status ?? {}) as { readonly availableReplicas?: number };
  return replicas !== undefined && replicas === availableReplicas;
}

function logsAsked(): number {
  return new Set(simulator.requests.filter(({ path }) => path.endsWith("/log")).map(({ path }) => path)).size;
}

function podsThat(isReady: boolean): number {
  return simulator.list("Pod").filter(({ status }) => {
    const { containerStatuses = [] } = (status ?? {}) as { readonly containerStatuses?: readonly { readonly ready: boolean; readonly started?: boolean; readonly state?: { readonly running?: object } }[] };
    return containerStatuses.some(({ ready, state }) => (isReady ? ready : state?.running !== undefined));
  }).length;
}

function counts(): Counts {
  const { requests, peakStreams } = simulator;
  const logs = requests.filter(({ path }) => path.endsWith("/log")).length;
  const watches = requests.filter(({ query }) => query["watch"] !== undefined).length;
  const lists = requests.filter(({ path, query }) => query["watch"] === undefined && /\/(?:deployments|replicasets|pods|events)$/.test(path)).length;
  return { requests: requests.length, lists, watches, logs, peakStreams };
}
