/** What goes wrong in real clusters, each ending with the right verdict and a cause that a newcomer understands without another command. */
import { describe, expect, test } from "bun:test";
import { type Ended, kubedog, said, scratchPath, textOf } from "./kubedog.ts";
import { sharedCluster } from "./lab.ts";
import { readOwnScenarios, type Scenario } from "./scenario.ts";
import { takeSlot } from "./slots.ts";
import { trackScenario } from "./track-scenario.ts";

const testMs = 240_000;
const exitCodes = { ready: 0, failed: 1, stuck: 3, superseded: 5 } as const satisfies Record<Scenario["outcome"], number>;

/** These need the registry or the nodes of a lab. */
const labOnly = ["daemonset-bad-image", "deployment-cordoned", "deployment-image-name", "deployment-pull-denied", "rolling-update-bad-image", "statefulset-volume-no-class"];

function check({ outcome, reason, says, prints, never }: Scenario, run: Ended): void {
  expect(run.exitCode, said(run)).toBe(exitCodes[outcome]);
  const told = textOf(run, "err").trim().split("\n").at(-1) ?? "";
  if (outcome !== "ready") expect(told).toMatch(new RegExp(`(?:failed|exceeded|superseded): (?:${reason}): `));
  for (const text of says) expect(told).toContain(text);
  for (const text of prints) expect(said(run)).toContain(text);
  for (const text of never) expect(said(run)).not.toContain(text);
}

const cluster = await sharedCluster();
if (cluster !== undefined) {
  const { api, kubeconfig, isLab } = cluster;
  const scenarios = readOwnScenarios().filter(({ name }) => isLab || !labOnly.includes(name));
  describe.concurrent("a scenario of ours ends as it states, with the words that it states", () => {
    for (const scenario of scenarios) {
      test(
        `${scenario.name}: ${scenario.outcome} ${scenario.reason}`.trim(),
        async () => {
          using _slot = await takeSlot();
          await using namespace = await api.makeNamespace(scenario.name);
          const recording = scratchPath(`${scenario.name}.jsonl`);
          const run = await trackScenario(scenario, namespace, kubeconfig, recording);
          console.log(`  ${scenario.name}: ${run.endedAt - run.startedAt} ms`);
          check(scenario, run);
          const replayed = await kubedog(["replay", recording], { kubeconfig: "" });
          expect(textOf(replayed, "out")).toBe(textOf(run, "out"));
          expect(replayed.exitCode).toBe(run.exitCode);
        },
        testMs,
      );
    }
  });
}
