/**
 * Runs kubedog v0.13.0 and ours side by side on a real cluster, and writes the table of docs/from-kubedog.md.
 *
 *   scripts/compare.ts [--v0.13.0 PATH]              all situations; the table is written
 *   scripts/compare.ts [--v0.13.0 PATH] SITUATION…   those named; everything they say is printed, nothing is written
 *
 * The cluster is that of the tests in test/e2e: the lab, or KUBEDOG_TEST_KUBECONFIG; KUBEDOG_TEST_BINARY runs in place of a fresh build.
 * Without --v0.13.0 that version is built with Go.
 */
import { parseArgs } from "node:util";
import { binaryPath } from "../test/e2e/kubedog.ts";
import { type Cluster, sharedCluster } from "../test/e2e/lab.ts";
import { contest, type Program } from "./compare/contest.ts";
import { builtOldKubedog } from "./compare/old-kubedog.ts";
import { OpenStage } from "./compare/open-stage.ts";
import type { Situation } from "./compare/situation.ts";
import { situations } from "./compare/situations.ts";
import { comparisonTable, type Outcome } from "./compare/table.ts";

/** Two programs each. */
const situationsAtOnce = 2;

const pageUrl = new URL("../docs/from-kubedog.md", import.meta.url);
const [startMark, endMark] = ["<!-- comparison: written by scripts/compare.ts -->\n", "<!-- end of comparison -->"];

const { values, positionals } = parseArgs({ options: { "v0.13.0": { type: "string" } }, allowPositionals: true });
const cluster = await sharedCluster();
if (cluster !== undefined) await compare(cluster);

async function compare(cluster: Cluster): Promise<void> {
  const chosen = situations.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const programs = { theirs: values["v0.13.0"] ?? (await builtOldKubedog()), ours: await binaryPath() };
  const waiting = [...chosen];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await outcomeOf(next, programs, cluster));
  };
  await Promise.all(Array.from({ length: situationsAtOnce }, work));
  const sorted = chosen.flatMap((situation) => outcomes.filter((outcome) => outcome.situation === situation));
  if (positionals.length > 0) for (const outcome of sorted) tell(outcome);
  else await writePage(comparisonTable(sorted));
  const lost = sorted.filter(({ situation, ours }) => ours.exitCode !== situation.exitCode);
  for (const { situation, ours } of lost) console.error(`${situation.name} ended with ${ours.exitCode}, not ${situation.exitCode}`);
  process.exitCode = lost.length === 0 ? 0 : 1;
}

async function outcomeOf(situation: Situation, programs: { readonly theirs: string; readonly ours: string }, cluster: Cluster): Promise<Outcome> {
  const { name, args = [], ourArgs = [], interruptMs } = situation;
  await using stage = new OpenStage(name, cluster);
  const { input, kubeconfig = cluster.kubeconfig } = await situation.arrange(stage);
  const program = (path: string, more: readonly string[]): Program => ({ path, args: ["multitrack", ...args, ...more] });
  const runs = await contest(program(programs.theirs, []), program(programs.ours, ourArgs), { kubeconfig, input, interruptMs });
  console.log(`${name}: ${runs.theirs.exitCode ?? "cut"}, ${runs.ours.exitCode ?? "cut"}`);
  return { situation, ...runs };
}

function tell({ situation, theirs, ours }: Outcome): void {
  for (const [program, { out, err, exitCode, elapsedMs }] of [["v0.13.0", theirs], ["here", ours]] as const) {
    console.log(`\n=== ${situation.name}, ${program}: ${exitCode ?? "cut"} after ${Math.round(elapsedMs / 100) / 10} s\n--- stdout\n${out.join("\n")}\n--- stderr\n${err.join("\n")}`);
  }
  console.log(`\n${comparisonTable([{ situation, theirs, ours }])}`);
}

async function writePage(table: string): Promise<void> {
  const page = await Bun.file(pageUrl).text();
  const [before, rest = ""] = page.split(startMark);
  const [, after] = rest.split(endMark);
  if (before === undefined || after === undefined) throw new Error("docs/from-kubedog.md has no markers of the comparison");
  await Bun.write(pageUrl, `${before}${startMark}\n${table}\n\n${endMark}${after}`);
}
