import { expect, test } from "bun:test";
import { populate } from "../../src/simulator/populate.ts";
import { scenarios } from "../../src/simulator/scenarios.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { isA } from "../../src/simulator/stored.ts";

const namespace = "shop";

function isRolledOut(simulator: Simulator, name: string, replicas: number): boolean {
  const object = simulator.get({ kind: "Deployment", namespace, name });
  return isA("Deployment", object) && object.status?.updatedReplicas === replicas && object.status.replicas === replicas && object.status.availableReplicas === replicas;
}

function waits(simulator: Simulator, reason: string): boolean {
  const pods = simulator.list("Pod").filter((object) => isA("Pod", object));
  return pods.some(({ status }) => status?.containerStatuses?.some(({ state }) => state?.waiting?.reason === reason));
}

function jobIs(simulator: Simulator, type: string): boolean {
  const object = simulator.get({ kind: "Job", namespace, name: "migrate" });
  return isA("Job", object) && object.status?.conditions?.some((condition) => condition.type === type) === true;
}

const ends: { readonly [name: string]: (simulator: Simulator) => boolean } = {
  shop: (simulator) => isRolledOut(simulator, "web", 2) && jobIs(simulator, "Complete") && waits(simulator, "CrashLoopBackOff"),
  rollout: (simulator) => isRolledOut(simulator, "web", 3),
  "crash-loop": (simulator) => waits(simulator, "CrashLoopBackOff"),
  "image-pull": (simulator) => waits(simulator, "ImagePullBackOff"),
  "job-failed": (simulator) => jobIs(simulator, "Failed"),
  mixed: (simulator) => isRolledOut(simulator, "web", 3) && jobIs(simulator, "Complete"),
};

test("the default scenario is the shop", () => {
  expect(scenarios.map(({ name }) => name)).toEqual(["shop", "rollout", "crash-loop", "image-pull", "job-failed", "mixed"]);
});

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))("the scenario %s comes to its end", async (name, scenario) => {
  using simulator = await Simulator.start({ speed: 20 });
  await scenario.play(simulator);
  await simulator.until(() => ends[name]?.(simulator) === true);
  expect(ends[name]?.(simulator)).toBe(true);
});

test("a population of 50 Deployments with 4 Pods each becomes ready and prints", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const spec = populate(simulator, { deployments: 50, podsEach: 4, logLinesPerSecond: 20 });
  await simulator.until(() => {
    const all = simulator.list("Deployment").filter((object) => isA("Deployment", object));
    return all.every(({ status }) => status?.availableReplicas === 4);
  });
  expect(simulator.list("Pod")).toHaveLength(200);
  expect(Object.values(spec)[0]).toHaveLength(50);
});
