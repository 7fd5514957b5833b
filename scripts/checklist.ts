/** Which test shows which item of the checklist: `bun scripts/checklist.ts`. A test says it at the end of its title: `… (checklist 65, 73)`. */
import { Glob } from "bun";
import { codeOf } from "../test/tidy/code.ts";

const root = new URL("..", import.meta.url).pathname;

/** What each item is about, in its order: the first is number 1. */
const items: readonly string[] = [
  "a spec of all kinds on standard input",
  "keys in any case",
  "unknown keys: a warning, --strict an error",
  "nothing to track",
  "input that cannot be read",
  "AllowFailuresCount",
  "FailMode",
  "FailureThresholdSeconds",
  "LogRegex",
  "a container's own regex",
  "SkipLogs and containers to show",
  "ShowLogsUntil and SkipEvents",
  "ShowServiceMessages",
  "IgnoreReadinessProbeFailsByContainerName",
  "fields of Generics",
  "an empty Namespace",
  "equal names are independent",
  "YAML and manifests",
  "a missing ResourceName",
  "commands",
  "kinds of rollout track and follow",
  "flags and their variables",
  "-t for ever, never negative",
  "the end of a timeout",
  "--logs-since",
  "--status-progress-period",
  "exit codes and signals",
  "kubeconfig, never a fallback",
  "variables of the output",
  "usage errors",
  "how rollout track and follow end",
  "lines of rollout track and follow",
  "Deployment ready",
  "a Deployment without a number",
  "progress deadline and pause",
  "StatefulSet by revisions and partition",
  "StatefulSet OnDelete",
  "DaemonSet ready",
  "Job complete",
  "Job failed",
  "Jobs that kubedog hangs on",
  "Pod ready and its words",
  "sidecars and readiness gates",
  "Canary phases",
  "custom resources: rules and words",
  "generations",
  "NoActivityTimeout and reasons",
  "built-in kinds and the user's rules",
  "waiting reasons that fail",
  "one incident counts once",
  "the budget and its sentences",
  "ErrImageNeverPull",
  "incidents by their class",
  "hoping",
  "ignoring",
  "NonBlocking",
  "controllers' *Failed* events",
  "probes",
  "only events after the start",
  "Pods that cannot be created",
  "scheduling and mounts",
  "only the current revision",
  "a deleted target",
  "refusals and names that are not there",
  "log blocks",
  "until when logs are shown",
  "logs of what has ended",
  "service-message blocks",
  "error lines and their order",
  "tables",
  "tables tell the truth",
  "no table when nothing changed",
  "--output-prefix",
  "width",
  "the summary",
  "JSON Lines and fold marks",
  "containers that are followed",
  "a restarted container's logs",
  "a log stream that is cut",
  "a log request that fails",
  "odd log lines",
  "requests and streams",
  "410 Gone",
  "a watch that is closed",
  "an API server that is away",
  "429 and Retry-After",
  "events forbidden",
  "rights by name",
  "bounded memory",
  "two clusters in one process",
  "credentials that expire",
  "secrets in event texts",
  "wait for any object",
  "lines and replicas to leave out",
  "wait for absence",
  "Pods in the spec",
];

/** What a shown item still lacks. */
const lacking: { readonly [item: number]: string } = {
  44: "rows and logs of the canary's Pods",
};

type Shown = { readonly path: string; readonly title: string; readonly numbers: readonly number[] };

const markedString = /(["`])((?:\\.|(?!\1)[^\\\n])+) \(checklist (\d+(?:, \d+)*)\)\1/g;

/** The titles in a test file that carry a mark; one in a comment does not count. */
export function shownIn(path: string, text: string): readonly Shown[] {
  if (!text.includes("(checklist ")) return [];
  const code = codeOf(text);
  return [...text.matchAll(markedString)]
    .filter(({ 1: quote, index }) => code[index] === quote)
    .map(({ 2: title = "", 3: numbers = "" }) => ({ path, title, numbers: numbers.split(", ").map(Number) }));
}

/** Numbers that no test shows, and marks that no item has. */
export function missingItems(shown: readonly Shown[]): { readonly missing: readonly number[]; readonly unknown: readonly number[] } {
  const marked = new Set(shown.flatMap(({ numbers }) => numbers));
  const known = items.map((_, index) => index + 1);
  return { missing: known.filter((number) => !marked.has(number)), unknown: [...marked].filter((number) => !known.includes(number)) };
}

export async function shownInTests(): Promise<readonly Shown[]> {
  const paths = [...new Glob("test/**/*.test.ts").scanSync({ cwd: root })].sort();
  const found = await Promise.all(paths.map(async (path) => shownIn(path, await Bun.file(`${root}${path}`).text())));
  return found.flat();
}

function linesOf(shown: readonly Shown[]): readonly string[] {
  return items.flatMap((words, index) => {
    const tests = shown.filter(({ numbers }) => numbers.includes(index + 1));
    const lack = lacking[index + 1];
    const head = `${`${index + 1}`.padStart(2)} ${words}${lack === undefined ? "" : ` (not yet: ${lack})`}`;
    return tests.length === 0 ? [`${head} → no test`] : tests.map(({ path, title }) => `${head} → ${path}: ${title}`);
  });
}

if (import.meta.main) {
  const shown = await shownInTests();
  const { missing, unknown } = missingItems(shown);
  console.log(linesOf(shown).join("\n"));
  if (unknown.length > 0) console.error(`there are no items ${unknown.join(", ")}`);
  if (missing.length > 0) console.error(`no test shows ${missing.join(", ")}`);
  process.exit(missing.length + unknown.length === 0 ? 0 : 1);
}
