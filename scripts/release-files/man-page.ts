/** `kubedog.1`, the manual page: made of the table of commands, the exit codes, and README's table of variables. */
import { flagHead, usageLine } from "../../src/cli.ts";
import { type CommandHelp, commands, type Flag, helpFlag } from "../../src/command-table.ts";
import { exitCodeMeanings } from "../../src/exit-codes.ts";
import type { FileMaker } from "../release/release-file.ts";
import { bold, roffExample, roffItem, roffLines, roffParagraphs, roffText, roffUsage } from "./roff.ts";

export const manPage: FileMaker = async ({ version, date }) => {
  const readme = await Bun.file(new URL("../../README.md", import.meta.url)).text();
  return [{ name: "kubedog.1", bytes: new TextEncoder().encode(manPageText({ version, date }, readme)) }];
};

const description = `kubedog follows what was just applied to a cluster: it prints logs, Events and states as they come, and ends as soon as all of it is ready or one has failed, with the cause in a sentence and an exit code.
It never changes a cluster, it only reads.`;

/** What people come for first. */
export const examples: readonly (readonly [sentence: string, lines: string])[] = [
  ["See what it prints, with a simulated cluster:", "kubedog demo"],
  ["Follow what a Helm release has just changed, for ten minutes at most:", "helm get manifest shop -n shop | kubedog multitrack -n shop -t 10m"],
  ["Print the logs and states of one Deployment until Ctrl-C:", "kubedog follow deploy/web -n shop"],
  ["Wait until a volume claim is gone:", "kubedog wait --for absent pvc/data-db-0 -n shop -t 2m"],
  ["Judge what stands in the cluster now:", "kubectl get deployments,replicasets,pods,events -o json | kubedog assess"],
  ["Record a run, and play it again without the cluster:", "kubedog multitrack --record run.jsonl -f spec.json\nkubedog replay run.jsonl"],
];

/** @param date of the commit, `2025-01-31T12:00:00Z` @throws Error when the README has no table of variables */
export function manPageText({ version, date }: { readonly version: string; readonly date: string }, readme: string): string {
  const sections = {
    NAME: "kubedog \\- follow Kubernetes rollouts until each is ready or has failed",
    SYNOPSIS: `.nf\n${commands.map((command) => roffUsage(usageLine(command))).join("\n")}\n.fi`,
    DESCRIPTION: roffLines(description),
    COMMANDS: commands.map(commandPart).join("\n"),
    OPTIONS: `Flags may stand anywhere on the line.\n${[helpFlag, ...new Set(commands.flatMap(({ flags }) => flags))].map(flagItem).join("\n")}`,
    "EXIT STATUS": Object.entries(exitCodeMeanings).map(([code, meaning]) => roffItem(bold(code), roffLines(meaning))).join("\n"),
    ENVIRONMENT: variables(readme).map(([names = "", effect = ""]) => roffItem(withCode(names), withCode(effect))).join("\n"),
    EXAMPLES: roffParagraphs(examples.flatMap(([sentence, lines]) => [roffLines(sentence), roffExample(lines)])),
    "SEE ALSO": ".BR kubectl (1)",
  };
  // No hyphens and no blanks but those of the text.
  const head = `.TH KUBEDOG 1 ${date.slice(0, 10)} "kubedog ${roffText(version)}" "User Commands"\n.nh\n.ad l\n.ss 12 0`;
  return `${[head, ...Object.entries(sections).map(([name, text]) => `.SH ${name}\n${text}`)].join("\n")}\n`;
}

/** Its text as `--help` prints it: paragraphs, and indented lines to type. */
function commandPart({ name, text }: CommandHelp): string {
  const parts = text.split("\n\n").map((part) => (part.startsWith("  ") ? roffExample(part.replace(/^ {2}/gm, "")) : roffLines(part)));
  return `.SS ${name}\n${roffParagraphs(parts)}`;
}

function flagItem(flag: Flag): string {
  const takers = commands.filter(({ flags }) => flags.includes(flag)).map(({ name }) => name);
  const fallback = flag.env === undefined ? [] : [`Else ${bold(`$${flag.env}`)}.`];
  const of = flag === helpFlag ? "all commands" : takers.join(", ");
  return roffItem(roffUsage(flagHead(flag).trim()), [roffLines(flag.help), ...fallback, ".br", `Taken by ${roffText(of)}.`].join("\n"));
}

/** The rows of README's section Environment: names and effect, in Markdown. */
function variables(readme: string): readonly (readonly string[])[] {
  const [, rest = ""] = readme.split("\n## Environment\n");
  const [section = ""] = rest.split("\n## ");
  const rows = [...section.matchAll(/^\| (`.+) \| (.+) \|$/gm)].map(([, names = "", effect = ""]) => [names, effect]);
  if (rows.length === 0) throw new Error("README.md has no table of variables below ## Environment: the manual page takes them from there");
  return rows;
}

/** One line of Markdown that has nothing but `code` in it. */
function withCode(markdown: string): string {
  return markdown.split("`").map((part, index) => (index % 2 === 1 ? bold(part) : roffLines(part))).join("");
}
