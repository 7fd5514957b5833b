/** A big cluster, for measuring: many Deployments, whose Pods become ready and print lines. */
import { runs } from "./behaviour.ts";
import { deployment } from "./manifest.ts";
import type { Simulator } from "./simulator.ts";

export type Population = {
  readonly namespace?: string;
  readonly deployments: number;
  readonly podsEach: number;
  /** Of each container. */
  readonly logLinesPerSecond: number;
  /** When the Pods become ready, after their start. Default 500. */
  readonly readyAfterMs?: number;
};

/** Milliseconds between two bursts of lines: one timer for all containers keeps many of them cheap. */
const burstMs = 100;

/** Returns the multitrack spec that tracks it all. */
export function populate(simulator: Simulator, { namespace = "default", deployments, podsEach, logLinesPerSecond, readyAfterMs = 500 }: Population): object {
  const names = Array.from({ length: deployments }, (_, number) => `app-${number}`);
  for (const name of names) simulator.apply(deployment({ name, namespace, image: "registry.example/app:1", replicas: podsEach }), { main: runs({ readyAfterMs }) });
  let burst = 0;
  if (logLinesPerSecond > 0) simulator.every(burstMs, () => (burst = print(simulator, namespace, logLinesPerSecond, burst)));
  return { Deployments: names.map((ResourceName) => ({ ResourceName, Namespace: namespace })) };
}

function print(simulator: Simulator, namespace: string, perSecond: number, burst: number): number {
  const perBurst = (perSecond * burstMs) / 1000;
  const first = Math.floor(burst * perBurst);
  const lines = Array.from({ length: Math.floor((burst + 1) * perBurst) - first }, (_, at) => `GET /items/${first + at} 200 ${(first + at) % 90}ms user=u-${first + at}\n`);
  if (lines.length > 0) {
    for (const { metadata } of simulator.list("Pod")) {
      if (metadata.namespace === namespace) simulator.writeLog(`${namespace}/${metadata.name}`, "main", lines.join(""));
    }
  }
  return burst + 1;
}
