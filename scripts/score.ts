/** Scores our verdicts against those of other projects' authors: `bun scripts/score.ts [FOLDER]`, a table for each file of cases in it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { World } from "../src/core/world.ts";
import type { Status } from "../src/kinds/assessment.ts";
import { assess } from "../src/kinds/kinds.ts";
import type { KubeObject } from "../src/kinds/kubernetes.ts";

type Case = { readonly id: string; readonly objects: readonly [KubeObject, ...KubeObject[]]; readonly want: Status; readonly disputed?: string };
export type Answer = { readonly id: string; readonly want: Status; readonly said: Status };

const statuses = ["ready", "progressing", "failed", "paused", "deleting", "missing", "unknown"] as const satisfies readonly Status[];

/** What `kubedog assess` says of the first object, given all of them. */
function verdictOn([judged, ...rest]: Case["objects"]): Status {
  const world = new World();
  for (const object of [judged, ...rest]) world.apply(object);
  return assess(world.family(judged)).status;
}

/** The cases of a file, in its order; none if it holds questions of another sort. */
function casesIn(text: string): readonly Case[] {
  const rows: readonly Case[] = text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  return rows.filter(({ want }) => statuses.includes(want));
}

type Score = { readonly name: string; readonly count: number; readonly of: number };

/** What we answer to the undisputed cases of a file. */
export function answersIn(text: string): readonly Answer[] {
  return casesIn(text).filter(({ disputed }) => disputed === undefined).map(({ id, objects, want }) => ({ id, want, said: verdictOn(objects) }));
}

/** The two costly mistakes, and what was found of that which is to be found. */
export function scoresOf(answers: readonly Answer[]): readonly Score[] {
  const score = (name: string, asked: (answer: Answer) => boolean, counts: (answer: Answer) => boolean): Score => {
    const among = answers.filter(asked);
    return { name, count: among.filter(counts).length, of: among.length };
  };
  return [
    score("agree", () => true, ({ want, said }) => said === want),
    score("false success", ({ want }) => want !== "ready", ({ said }) => said === "ready"),
    score("false failure", ({ want }) => want !== "failed", ({ said }) => said === "failed"),
    score("failed found", ({ want }) => want === "failed", ({ said }) => said === "failed"),
    score("ready called ready", ({ want }) => want === "ready", ({ said }) => said === "ready"),
  ];
}

function scoreText({ name, count, of }: Score): string {
  const percent = of === 0 ? "" : `  ${((100 * count) / of).toFixed(1)} %`;
  return `  ${name.padEnd(20)}${`${count}`.padStart(5)} of ${`${of}`.padStart(3)}${percent}`;
}

/** A row for each wanted verdict, a column for each given one. */
function confusionLines(answers: readonly Answer[]): readonly string[] {
  const cells = (head: string, row: readonly (string | number)[]) => `  ${head.padEnd(14)}${row.map((cell) => `${cell}`.padStart(12)).join("")}`;
  const rows = statuses.map((want) => statuses.map((said) => answers.filter((answer) => answer.want === want && answer.said === said).length));
  return [cells("want \\ said", statuses), ...statuses.flatMap((want, at) => (answers.some((answer) => answer.want === want) ? [cells(want, rows[at] ?? [])] : []))];
}

function report(file: string, cases: readonly Case[]): readonly string[] {
  const answered = cases.map(({ id, objects, want, disputed }) => ({ id, want, disputed, said: verdictOn(objects) }));
  const undisputed = answered.filter(({ disputed }) => disputed === undefined);
  const apart = answered.filter(({ disputed, want, said }) => disputed !== undefined && want !== said);
  return [
    `${file}: ${undisputed.length} cases, and ${answered.length - undisputed.length} disputed`,
    ...confusionLines(undisputed),
    ...scoresOf(undisputed).map(scoreText),
    ...apart.map(({ id, want, said }) => `  disputed: ${id}: theirs ${want}, ours ${said}`),
    "",
  ];
}

if (import.meta.main) {
  const folder = process.argv[2] ?? process.env["KUBEDOG_CONFORMANCE"] ?? join(import.meta.dir, "../../shared/conformance");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort()) {
    const cases = casesIn(readFileSync(join(folder, file), "utf8"));
    if (cases.length > 0) console.log(report(file, cases).join("\n"));
  }
}
