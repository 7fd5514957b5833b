/** Every scenario is tracked to the end that its first line states, in time and with its cause. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import type { KubeObject, Observation } from "./api.ts";
import { type Ended, kubedog, said, scratchPath, textOf } from "./kubedog.ts";
import { type Cluster, scenarioFolder, sharedCluster } from "./lab.ts";
import { readScenarios, type Scenario } from "./scenario.ts";
import { evidence, isReady, isSettling, shownAt } from "./shown.ts";
import { takeSlot } from "./slots.ts";
import { stuckMs, trackScenario } from "./track-scenario.ts";

const testMs = 240_000;
/** From what the cluster shows to the program's end. */
const lateMaxMs = 1000;
/** The last lines of what failed are awaited before the end. */
const failedLateMaxMs = 2000;
const settleMs = 3000;
/** From the start to the first line with what is wrong. */
const saidMaxMs = 3000;

/** What stands in the way, in words that are said long before the reason is. */
const obstacles: { readonly [scenario: string]: RegExp } = {
  "deployment-registry-busy": /429 Too Many Requests/,
  "deployment-unschedulable": /1 lacks cpu/,
};

/** The kubelet's word for the try and for the wait before the next: which of both it is at the end is chance. */
const sameReason: { readonly [reason: string]: RegExp } = { ImagePullBackOff: /ImagePullBackOff|ErrImagePull/ };

type Tracked = { readonly scenario: Scenario; readonly run: Ended; readonly seen: readonly Observation[] };

async function track(scenario: Scenario, { api, kubeconfig }: Cluster, recording: string): Promise<Tracked> {
  using _slot = await takeSlot();
  await using namespace = await api.makeNamespace(scenario.name);
  const { apiVersion, kind } = scenario.target;
  await using targets = namespace.watch(apiVersion, kind);
  await using pods = namespace.watch("v1", "Pod");
  const run = await trackScenario(scenario, namespace, kubeconfig, recording);
  return { scenario, run, seen: [...targets.seen, ...pods.seen] };
}

const checks = { ready: checkReady, failed: checkFailed, stuck: checkStuck } as const;

function checkReady({ scenario: { name, target }, run, seen }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(0);
  const lateMs = run.endedAt - Math.max(lastReadyAt(seen, target), run.startedAt);
  console.log(`  ${name}: ready ${lateMs} ms after the cluster showed it${isSettling(target) ? ", 3 s of settling included" : ""}`);
  expect(lateMs).toBeLessThan(lateMaxMs + (isSettling(target) ? settleMs : 0));
}

/** The generation that was tracked: before it, the object may have been ready as well. */
function lastReadyAt(seen: readonly Observation[], { kind, metadata: { name } }: KubeObject): number {
  const own = seen.filter(({ object }) => object.kind === kind && object.metadata.name === name);
  const generation = own.at(-1)?.object.metadata.generation;
  const readyAt = shownAt(own.filter(({ object }) => object.metadata.generation === generation), isReady);
  if (readyAt === undefined) throw new Error(`the cluster never showed ${name} ready`);
  return readyAt;
}

function checkFailed({ scenario: { name, reason }, run, seen }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(1);
  expect(textOf(run, "err").trim().split("\n").at(-1)).toMatch(sameReason[reason] ?? new RegExp(reason));
  const shown = evidence[reason]?.(seen);
  if (shown === undefined) return console.log(`  ${name}: failed ${run.endedAt - run.startedAt} ms after the start`);
  console.log(`  ${name}: failed ${run.endedAt - shown} ms after the cluster showed it`);
  expect(run.endedAt - Math.max(shown, run.startedAt)).toBeLessThan(failedLateMaxMs);
}

function checkStuck({ scenario: { name, reason }, run }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(3);
  expect(textOf(run, "err").trim().split("\n").at(-1)).toMatch(sameReason[reason] ?? new RegExp(reason));
  const obstacle = obstacles[name] ?? new RegExp(reason);
  const saidMs = (run.lines.find(({ text }) => obstacle.test(text))?.at ?? Number.POSITIVE_INFINITY) - run.startedAt;
  console.log(`  ${name}: said after ${saidMs} ms, ended after ${run.endedAt - run.startedAt} ms of ${stuckMs}`);
  expect(saidMs).toBeLessThan(saidMaxMs);
  expect(run.endedAt - run.startedAt).toBeWithin(stuckMs, stuckMs + lateMaxMs);
}

const cluster = await sharedCluster();
if (cluster !== undefined && existsSync(scenarioFolder)) {
  describe.concurrent("a scenario is tracked to the end that it states", () => {
    for (const scenario of readScenarios()) {
      test(
        `${scenario.name}: ${scenario.outcome} ${scenario.reason}`.trim(),
        async () => {
          const recording = scratchPath(`${scenario.name}.jsonl`);
          const tracked = await track(scenario, cluster, recording);
          checks[scenario.outcome](tracked);
          const replayed = await kubedog(["replay", recording], { kubeconfig: "" });
          expect(textOf(replayed, "out")).toBe(textOf(tracked.run, "out"));
          expect(textOf(replayed, "err")).toBe(textOf(tracked.run, "err"));
          expect(replayed.exitCode).toBe(tracked.run.exitCode);
        },
        testMs,
      );
    }
  });
}
