/** Connections that break and an API server that hangs or dies: no line is lost, none comes twice, and the verdict is right. */
import { afterAll, describe, expect, test } from "bun:test";
import { numbers, twoCounters } from "./counters.ts";
import { logOf, said, startKubedog } from "./kubedog.ts";
import { type OwnCluster, ownCluster } from "./lab.ts";
import { specOf } from "./scenario.ts";

const testMs = 150_000;
const pausedS = 4;

/** What is done to the cluster while lines arrive. */
const faults: readonly (readonly [title: string, act: (cluster: OwnCluster) => Promise<void>])[] = [
  ["when connections are cut in between", async (cluster) => cluster.fault("cut")],
  ["when the API server hangs for a few seconds", async (cluster) => cluster.fault("pause-apiserver", pausedS)],
  [
    "when the API server is killed and started again",
    async (cluster) => {
      await cluster.fault("kill-apiserver");
      await cluster.fault("start-apiserver");
    },
  ],
];

const cluster = await ownCluster("e2e");
if (cluster !== undefined) {
  afterAll(() => cluster[Symbol.asyncDispose](), testMs);
  describe("faults", () => {
    for (const [title, act] of faults) {
      test(
        `500 lines of each of two containers arrive once and in order ${title}`,
        async () => {
          const namespace = await cluster.api.makeNamespace("faults");
          await namespace.apply(twoCounters);
          const running = await startKubedog(["multitrack", "-t", "120"], { kubeconfig: cluster.kubeconfig, spec: specOf(twoCounters, namespace.name) });
          await running.line(/ one │ one 100$/);
          await act(cluster);
          const run = await running.ended;
          expect(run.exitCode, said(run)).toBe(0);
          expect(logOf(run, "one")).toEqual(numbers("one"));
          expect(logOf(run, "two")).toEqual(numbers("two"));
        },
        testMs,
      );
    }
  });
}
