/** Writes docs/causes.md: each situation that a recording in test/replay shows, and what is printed at its end. Run it after a change of texts; a test says when that was forgotten. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { exitCodeMeanings } from "../src/exit-codes.ts";
import { storiesFolder, textFile } from "../test/replay/replay.ts";

const documentUrl = new URL("../docs/causes.md", import.meta.url);
const scenariosFolder = new URL("../test/e2e/scenarios/", import.meta.url).pathname;

/** Of the recordings whose scenario is not kept here. */
const situations: { readonly [story: string]: string } = {
  "daemonset-ok": "one Pod on the one node",
  "deployment-config-error": "a Secret that the environment is made of is missing",
  "deployment-crash-loop": "the program says why and exits with 3, over and over",
  "deployment-image-pull-failure": "the image was never pushed",
  "deployment-init-failing": "the init container exits with 1, so the main one never starts",
  "deployment-never-ready": "the readiness probe never passes, and the deadline is 15 s",
  "deployment-ok": "three replicas",
  "deployment-oom": "the program wants more memory than its limit",
  "deployment-quota-exceeded": "the quota of the namespace allows one Pod of three",
  "deployment-registry-busy": "the registry has too much to do, which often heals by itself, but not in time",
  "deployment-slow-start": "ready after 20 s",
  "deployment-unschedulable": "more CPU is asked for than any node has",
  "job-failed": "the Job exits with 1, is tried once more, and exits with 1 again",
  "job-ok": "the Job completes",
  "job-sidecar": "the Job completes, although its native sidecar would run for ever",
  "job-two-containers": "the Job completes when both of its containers have ended",
  "rolling-update-v1": "the first version",
  "rolling-update-v2": "the second version replaces the first, Pod by Pod",
  "statefulset-ok": "three replicas, one after another",
  "statefulset-stuck": "the first Pod crashes, so the others are never made",
  "statefulset-volume": "each replica waits for its volume first",
};

const head = `# What is printed when something goes wrong

Each situation was recorded on a real cluster. Below it stands how the output ends: the target with its cause in one sentence, the root first, then what is known besides, and the next command to type. The same stands as fields in the last line of \`--output json\`, see \`kubedog schema report\`.

| row | tells |
| --- | --- |
| \`deploy/web changed since revision 3: …\` | What differs in the Pod template from the last revision with ready Pods: \`+\` is new, \`-\` is gone, \`~\` has changed. Of environment variables only the names. |
| \`po/… container/…: image …, exit code …\` | The container at fault, as far as the sentence does not say it. |
| \`liveness probe: …\` | The probe that fails, with its times. |
| \`termination message: …\` | What the program left as its last word. |
| \`warning: …\` | Events since the start that say something else. |
| \`last lines of …\` | What the container logged last. If it runs again, those of its run before stand first. |
| \`next: …\` | The command that shows more. |

Written by \`scripts/causes.ts\` from the recordings in \`test/replay/\`.
`;

type Ending = { readonly story: string; readonly situation: string; readonly rows: readonly string[]; readonly exitCode: number };

/** @throws Error when a recording has no situation or no end, or a code that is none of ours */
export function causesDocument(): string {
  const stories = readdirSync(storiesFolder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && existsSync(`${storiesFolder}${entry.name}/${textFile}`) ? [entry.name] : []));
  const endings = stories.sort().map(endingOf);
  const bad = endings.filter(({ exitCode }) => exitCode !== 0).map(section);
  const good = endings.filter(({ exitCode }) => exitCode === 0).map(({ story, situation }) => `- \`${story}\`: ${situation}`);
  return [head, ...bad, "## What ends well\n", good.join("\n"), ""].join("\n");
}

function endingOf(story: string): Ending {
  const lines = readFileSync(`${storiesFolder}${story}/${textFile}`, "utf8").replaceAll("lab.local/", "registry.example/").trimEnd().split("\n");
  const start = lines.findLastIndex((line) => /^\S+\/\S+ {2,}(?:ready|failed|unfinished|superseded)\b/.test(line));
  if (start < 0) throw new Error(`${story} ends without a summary: record it anew`);
  const rows = lines.slice(start, -1).filter((line) => !line.startsWith("2> "));
  return { story, situation: situationOf(story), rows, exitCode: Number(lines.at(-1)?.replace("exit ", "")) };
}

/** A scenario's first line: `# failed: REASON: situation`, `# ready: situation`. */
function situationOf(story: string): string {
  const file = `${scenariosFolder}${story}.yaml`;
  const [, told] = (existsSync(file) ? readFileSync(file, "utf8") : "").match(/^# (?:ready|\w+: [\w|]+): (.*)/) ?? [];
  const situation = told ?? situations[story];
  if (situation === undefined) throw new Error(`scripts/causes.ts does not know what ${story} shows: add it to situations`);
  return situation;
}

function section({ story, situation, rows, exitCode }: Ending): string {
  const [, meaning] = Object.entries(exitCodeMeanings).find(([code]) => Number(code) === exitCode) ?? [];
  if (meaning === undefined) throw new Error(`${story} ends with ${exitCode}`);
  const title = `${situation.slice(0, 1).toUpperCase()}${situation.slice(1)}`;
  return `## ${title}\n\n\`\`\`\n${rows.join("\n")}\n\`\`\`\n\nExit code ${exitCode}: ${meaning.split(";")[0]}.\n`;
}

if (import.meta.main) await Bun.write(documentUrl, causesDocument());
