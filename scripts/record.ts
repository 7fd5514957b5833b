/**
 * Refreshes the replays in test/replay.
 *
 *   scripts/record.ts [STORY…]          records the scenarios (all, or those named) on a real cluster anew, and what their replays print
 *   scripts/record.ts --texts [STORY…]  only what the replays print, after a change of texts; the diff is the review
 *
 * The cluster is that of the tests in test/e2e: the lab, or KUBEDOG_TEST_KUBECONFIG; KUBEDOG_TEST_BINARY runs in place of a fresh build.
 */
import { mkdirSync, readdirSync } from "node:fs";
import type { Cluster } from "../test/e2e/lab.ts";
import { sharedCluster } from "../test/e2e/lab.ts";
import { said } from "../test/e2e/kubedog.ts";
import { readOwnScenarios, readSharedScenarios, type Scenario } from "../test/e2e/scenario.ts";
import { takeSlot } from "../test/e2e/slots.ts";
import { trackScenario } from "../test/e2e/track-scenario.ts";
import { recordingFile, replayedReports, replayedText, reportFile, storiesFolder, textFile } from "../test/replay/replay.ts";

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("-"));
const isNamed = (story: string) => named.length === 0 || named.includes(story);
const expectedCodes = { ready: 0, failed: 1, stuck: 3, superseded: 5 } as const;

if (args.includes("--texts")) await writeTexts(readdirSync(storiesFolder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])));
else await recordAll();

async function recordAll(): Promise<void> {
  const cluster = await sharedCluster();
  if (cluster === undefined) return;
  const scenarios = [...readSharedScenarios(), ...readOwnScenarios()].filter(({ name }) => isNamed(name));
  await Promise.all(scenarios.map((scenario) => record(scenario, cluster)));
  await writeTexts(scenarios.map(({ name }) => name));
}

async function record(scenario: Scenario, { api, kubeconfig }: Cluster): Promise<void> {
  using _slot = await takeSlot();
  mkdirSync(`${storiesFolder}${scenario.name}`, { recursive: true });
  // Named like its story, so that texts say no more than that.
  await using namespace = await api.openNamespace(scenario.name);
  const run = await trackScenario(scenario, namespace, kubeconfig, `${storiesFolder}${scenario.name}/${recordingFile}`);
  if (run.exitCode !== expectedCodes[scenario.outcome]) throw new Error(`${scenario.name} ended with ${run.exitCode}:\n${said(run)}`);
  console.log(`recorded ${scenario.name}`);
}

async function writeTexts(stories: readonly string[]): Promise<void> {
  for (const story of stories.filter(isNamed)) {
    const text = await replayedText(story);
    if (text.includes("the recording ends before the run did")) throw new Error(`${story} ends before the run does: record it anew with scripts/record.ts ${story}`);
    await Bun.write(`${storiesFolder}${story}/${textFile}`, text);
    await Bun.write(`${storiesFolder}${story}/${reportFile}`, await replayedReports(story));
  }
}
