/** Every scenario is tracked to the end that its first line states, in time and with its cause. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import type { KubeObject, Observation } from "./api.ts";
import { type Ended, kubedog, said, scratchPath, textOf } from "./kubedog.ts";
import { type Cluster, scenarioFolder, sharedCluster } from "./lab.ts";
import { readSharedScenarios, type Scenario } from "./scenario.ts";
import { evidence, isReady, isSettling, shownAt } from "./shown.ts";
import { takeSlot } from "./slots.ts";
import { patienceMs, stuckMs, trackScenario } from "./track-scenario.ts";
import { until } from "./until.ts";

const testMs = 240_000;
/** From what the cluster shows to the program's end. */
const lateMaxMs = 1000;
/** So much later than ours the watch of the test may hear of it. */
const earlyMaxMs = 1000;
/** The last lines of what failed are awaited before the end. */
const failedLateMaxMs = 2000;
/** What a container without a probe has to stay up, and the time in which the kubelet would have told otherwise. */
const settleMs = 6000;
/** From what the cluster shows to the first line that says it. */
const saidMaxMs = 3000;

/** What stands in the way: the reason whose evidence it is, and words that are said as soon as it shows. */
const obstacles: { readonly [scenario: string]: { readonly reason: string; readonly said: RegExp } } = {
  "deployment-registry-busy": { reason: "ErrImagePull", said: /429 Too Many Requests/ },
  "deployment-unschedulable": { reason: "Unschedulable", said: /1 lacks cpu/ },
};

/** These need the registry, the node or the storage of a lab. */
const labOnly = ["deployment-image-pull-failure", "deployment-registry-busy", "deployment-unschedulable", "statefulset-volume"];

/** The kubelet's word for the try and for the wait before the next: which of both it is at the end is chance. */
const sameReason: { readonly [reason: string]: RegExp } = { ImagePullBackOff: /ImagePullBackOff|ErrImagePull/ };

type Tracked = { readonly scenario: Scenario; readonly run: Ended; readonly seen: readonly Observation[] };

async function track(scenario: Scenario, { api, kubeconfig }: Cluster, recording: string): Promise<Tracked> {
  using _slot = await takeSlot();
  await using namespace = await api.makeNamespace(scenario.name);
  const { apiVersion, kind } = scenario.target;
  await using targets = namespace.watch(apiVersion, kind);
  await using pods = namespace.watch("v1", "Pod");
  await using events = namespace.watch("v1", "Event");
  const run = await trackScenario(scenario, namespace, kubeconfig, recording);
  const seen = () => [...targets.seen, ...pods.seen, ...events.seen];
  const { outcome, reason } = scenario;
  // The program may end on a sign, a ReplicaSet's Event for one, that comes before the one that is measured here.
  if (outcome === "failed") await until(`the cluster to show ${reason}`, async () => evidence[reason]?.(seen()));
  // Nor is it known which of two watches hears first.
  if (outcome === "ready") await until(`the cluster to show ${scenario.target.metadata.name} ready`, async () => readyAt(seen(), scenario.target));
  return { scenario, run, seen: seen() };
}

const checks = { ready: checkReady, failed: checkFailed, stuck: checkStuck, superseded: checkSuperseded } as const;

function checkReady({ scenario: { name, target }, run, seen }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(0);
  const shownReadyAt = readyAt(seen, target) ?? Number.NaN;
  expect(shownReadyAt - run.endedAt, `${name} was said to be ready before it was`).toBeLessThan(earlyMaxMs);
  const lateMs = run.endedAt - Math.max(shownReadyAt, run.startedAt);
  console.log(`  ${name}: ready ${lateMs} ms after the cluster showed it${isSettling(target) ? ", settling included" : ""}`);
  expect(lateMs).toBeLessThan(lateMaxMs + (isSettling(target) ? settleMs : 0));
}

/** The generation that was tracked: before it, the object may have been ready as well. */
function readyAt(seen: readonly Observation[], { kind, metadata: { name } }: KubeObject): number | undefined {
  const own = seen.filter(({ object }) => object.kind === kind && object.metadata.name === name);
  const generation = own.at(-1)?.object.metadata.generation;
  return shownAt(own.filter(({ object }) => object.metadata.generation === generation), isReady);
}

function checkFailed({ scenario: { name, reason }, run, seen }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(1);
  expect(textOf(run, "err").trim().split("\n").at(-1)).toMatch(sameReason[reason] ?? new RegExp(reason));
  const waitedMs = name === "deployment-config-error" ? 2 * patienceMs : 0;
  const lateMs = run.endedAt - waitedMs - Math.max(evidenceAt(reason, seen), run.startedAt);
  console.log(`  ${name}: failed ${lateMs} ms after the cluster showed it${waitedMs > 0 ? ` for twice ${patienceMs / 1000} s` : ""}`);
  expect(lateMs).toBeLessThan(failedLateMaxMs);
}

function checkSuperseded({ run }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(5);
}

function evidenceAt(reason: string, seen: readonly Observation[]): number {
  const at = evidence[reason]?.(seen);
  if (at === undefined) throw new Error(`the cluster never showed ${reason}`);
  return at;
}

function checkStuck({ scenario: { name, reason }, run, seen }: Tracked): void {
  expect(run.exitCode, said(run)).toBe(3);
  expect(textOf(run, "err").trim().split("\n").at(-1)).toMatch(sameReason[reason] ?? new RegExp(reason));
  const obstacle = obstacles[name] ?? { reason, said: new RegExp(reason) };
  const saidAt = run.lines.find(({ text }) => obstacle.said.test(text))?.at ?? Number.POSITIVE_INFINITY;
  const saidMs = saidAt - Math.max(evidenceAt(obstacle.reason, seen), run.startedAt);
  console.log(`  ${name}: said ${saidMs} ms after the cluster showed it, ended after ${run.endedAt - run.startedAt} ms of ${stuckMs}`);
  expect(saidMs).toBeLessThan(saidMaxMs);
  expect(run.endedAt - run.startedAt).toBeWithin(stuckMs, stuckMs + lateMaxMs);
}

const cluster = await sharedCluster();
if (cluster !== undefined && !existsSync(scenarioFolder)) console.log("The scenarios are left out: ../shared/cluster/scenarios is not there.");
else if (cluster !== undefined) {
  const scenarios = readSharedScenarios().filter(({ name }) => cluster.isLab || !labOnly.includes(name));
  if (!cluster.isLab) console.log(`Left out, since they need a lab: ${labOnly.join(", ")}.`);
  describe.concurrent("a scenario is tracked to the end that it states", () => {
    for (const scenario of scenarios) {
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
