/** Any order of the same states gives the same verdict; what comes twice changes nothing. */
import { expect, test } from "bun:test";
import type { Fact, FactBody } from "../../src/core/fact.ts";
import type { SummaryReport } from "../../src/core/report.ts";
import { Rollout } from "../../src/core/rollout.ts";
import type { Target } from "../../src/core/target.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, crashed, deployment, event, events, job, listed, pod, policy, replicaSet, running, Server, serving, startMs, starting, target, terminated, webOwner } from "./story.ts";

type Case = {
  readonly title: string;
  readonly targets: readonly Target[];
  /** The states of each object, in their order. */
  readonly objects: readonly (readonly KubeObject[])[];
  readonly exitCode: number;
  readonly results: { readonly [label: string]: SummaryReport["targets"][number]["result"] };
};

const jobOwner = ["Job", "migrate"] as const;
const jobFailed = { status: "True", type: "Failed", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" };
const jobPod = (state: object, phase: string) => pod("migrate-1", jobOwner, { state }, { restartPolicy: "Never", phase });
const once = { restartPolicy: "Never" };

const cases: readonly Case[] = [
  {
    title: "a Deployment and a Job come up",
    targets: [target("Deployment", "web"), target("Job", "migrate")],
    objects: [
      [deployment("web", 2, 0, 0), deployment("web", 2, 2, 0), deployment("web", 2, 2, 1), deployment("web", 2, 2, 2)],
      [replicaSet("web", "abc")],
      [starting(0), serving(1)],
      [starting(0, "web-abc-2"), serving(2, "web-abc-2")],
      [job("migrate", { active: 1 }), job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] })],
      [jobPod(running(0), "Running"), jobPod(terminated(0, 2, "Completed"), "Succeeded")],
    ],
    exitCode: 0,
    results: { "deploy/web": "ready", "job/migrate": "ready" },
  },
  {
    title: "three replicas crash for ever",
    targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess" }), target("Pod", "once")],
    objects: [
      [deployment("web", 3, 3, 0)],
      [replicaSet("web", "abc")],
      ...["web-abc-1", "web-abc-2", "web-abc-3"].map((name) => [starting(0, name), crashed(1, 1, name), crashed(2, 2, name), crashed(3, 3, name)]),
      [pod("once", undefined, { state: running(0) }, once), pod("once", undefined, { state: terminated(0, 2, "Completed") }, { ...once, phase: "Succeeded" })],
      [event(crashed(1, 1), "BackOff", "Back-off restarting failed container main in pod web-abc-1", 1)],
    ],
    exitCode: 1,
    results: { "deploy/web": "failed", "po/once": "ready" },
  },
  {
    title: "a Job fails while a Deployment is on its way",
    targets: [target("Deployment", "web"), target("Job", "migrate", { failMode: "IgnoreAndContinueDeployProcess" })],
    objects: [
      [deployment("web", 1, 1, 0), deployment("web", 1, 1, 1)],
      [replicaSet("web", "abc")],
      [starting(0), serving(1)],
      [job("migrate", { active: 1 }), job("migrate", { failed: 1, conditions: [jobFailed] })],
      [jobPod(running(0), "Running"), jobPod(terminated(1, 1), "Failed")],
      [event(starting(0), "Unhealthy", "Readiness probe failed: connection refused", 1)],
    ],
    exitCode: 0,
    results: { "deploy/web": "ready", "job/migrate": "ignored" },
  },
  {
    title: "an old revision crashes while the new one comes up",
    targets: [target("Deployment", "web", { allowedFailures: 0 })],
    objects: [
      [deployment("web", 1, 1, 0), deployment("web", 1, 1, 1)],
      [replicaSet("web", "abc")],
      [old(replicaSet("web", "old"))],
      [pod("web-old-1", ["ReplicaSet", "web-old"], { restarts: 5, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: terminated(1, 0) })],
      [starting(0), pod("web-abc-1", webOwner, { ready: true, state: running(1), probe: true }, { readyAt: 1 })],
    ],
    exitCode: 0,
    results: { "deploy/web": "ready" },
  },
];

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

for (const { title, targets, objects, exitCode, results } of cases) {
  test(`${title}: any order and any repetition gives the same verdict`, () => {
    for (const seed of seeds) {
      const summary = summaryOf(targets, interleaved(objects, dice(seed)), `seed ${seed}`);
      expect([seed, summary.exitCode, Object.fromEntries(summary.targets.map(({ label, result }) => [label, result]))]).toEqual([seed, exitCode, results]);
      expect(summary.targets.length).toBe(targets.length);
    }
  });

  test(`${title}: a state that comes twice is said once`, () => {
    for (const seed of seeds) {
      const facts = interleaved(objects, dice(seed), false);
      const twice = facts.flatMap((fact) => [fact, fact]);
      expect(reportTexts(targets, twice)).toEqual(reportTexts(targets, facts));
    }
  });
}

test("any order of the first lists gives the same verdict", () => {
  const lists: readonly FactBody[] = [
    listed("Deployment", deployment("web", 1, 1, 1)),
    listed("ReplicaSet", replicaSet("web", "abc")),
    listed("Pod", serving(-60), jobPod(terminated(1, -5), "Failed")),
    listed("Job", job("migrate", { failed: 1, conditions: [jobFailed] })),
    events(event(serving(-60), "Unhealthy", "Readiness probe failed: connection refused", -61)),
  ];
  for (const seed of seeds) {
    const rollout = rolloutOf([target("Deployment", "web"), target("Job", "migrate", { failMode: "HopeUntilEndOfDeployProcess" })]);
    const server = new Server();
    const reports = shuffled(lists, dice(seed)).flatMap((fact, index) => {
      server.observe({ at: startMs + index, ...fact });
      return rollout.take([{ at: startMs + index, ...fact }]);
    });
    reports.push(...rollout.take(server.looks(rollout.wanted().values()).map((fact) => ({ at: startMs + lists.length, ...fact }))));
    for (const _ of [1, 2]) reports.push(...rollout.take([{ at: rollout.wakeAt() ?? startMs, type: "ticked" }]));
    const summary = reports.find((report) => report.type === "summary");
    expect([seed, summary?.exitCode, summary?.targets.map(({ result }) => result)]).toEqual([seed, 1, ["ready", "failed"]]);
  }
});

function rolloutOf(targets: readonly Target[]): Rollout {
  return new Rollout(targets, policy, { startedAt: startMs, matches: () => true });
}

/** Every list first, empty; then the states, one a fact; then time passes until the end. */
function summaryOf(targets: readonly Target[], facts: readonly FactBody[], seed: string): SummaryReport {
  const rollout = rolloutOf(targets);
  const reports = [...begin(rollout), ...facts.flatMap((fact, index) => rollout.take([{ at: startMs + 10 * (index + 1), ...fact }]))];
  for (let ticks = 0; rollout.exitCode === undefined; ticks += 1) {
    const wakeAt = rollout.wakeAt();
    if (wakeAt === undefined || ticks > 30) throw new Error(`${seed} does not end`);
    reports.push(...rollout.take([{ at: wakeAt, type: "ticked" }]));
  }
  const summaries = reports.filter((report) => report.type === "summary");
  expect([seed, summaries.length]).toEqual([seed, 1]);
  expect(reports.at(-1)?.type).toBe("summary");
  expect(facts.flatMap((fact) => rollout.take([{ at: startMs + 3_600_000, ...fact }]))).toEqual([]);
  const [summary] = summaries;
  if (summary === undefined) throw new Error("no summary");
  return summary;
}

function begin(rollout: Rollout) {
  const all: readonly Fact[] = [listed("Deployment"), listed("ReplicaSet"), listed("Pod"), listed("Job"), events()].map((fact) => ({ at: startMs, ...fact }));
  return rollout.take(all);
}

/** What is said while the facts come, all at the same moment. */
function reportTexts(targets: readonly Target[], facts: readonly FactBody[]): readonly string[] {
  const rollout = rolloutOf(targets);
  return [...begin(rollout), ...facts.flatMap((fact) => rollout.take([{ at: startMs + 5000, ...fact }]))].map((report) => JSON.stringify(report));
}

/** All states, those of one object in their order; an object's latest state may come again at any time. */
function interleaved(objects: readonly (readonly KubeObject[])[], random: () => number, mayRepeat = true): readonly FactBody[] {
  const rest = objects.map((states) => [...states]);
  const latest: KubeObject[] = [];
  const facts: FactBody[] = [];
  while (rest.some((states) => states.length > 0)) {
    const index = Math.floor(random() * rest.length);
    const object = (mayRepeat && random() < 0.3 ? undefined : rest[index]?.shift()) ?? (mayRepeat ? latest[index] : undefined);
    if (object === undefined) continue;
    latest[index] = object;
    facts.push(applied(object));
  }
  return facts;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items.map((item) => ({ item, rank: random() })).toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Mulberry32: the same numbers for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function old(object: KubeObject): KubeObject {
  const spec = { selector: {}, template: { metadata: { annotations: { version: "old" } } } };
  return { ...object, spec, metadata: { ...object.metadata, annotations: { "deployment.kubernetes.io/revision": "0" } } };
}
