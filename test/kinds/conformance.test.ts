import { expect, test } from "bun:test";
import type { Status } from "../../src/kinds/assessment.ts";
import { deploymentComplete, deploymentMoved, deploymentTimedOut } from "../../src/kinds/deployment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Deployment, KubeObject, Pod } from "../../src/kinds/kubernetes.ts";
import { podColumns, type PodColumns } from "../../src/kinds/pod-columns.ts";
import { answersIn, scoresOf } from "../../scripts/score.ts";
import { differences, floors } from "./argo-crd.ts";
import { casesOf, familyOf, hasConformance, textOf } from "./conformance.ts";

type Verdict = { readonly id: string; readonly objects: readonly [KubeObject, ...KubeObject[]]; readonly want: Status; readonly reason?: string };

for (const { id, objects, want, reason } of ["kubectl-rollout", "kstatus", "pulumi-states"].flatMap((set) => casesOf<Verdict>(set))) {
  test(`${id} is ${want}`, () => {
    const found = assess(familyOf(objects[0], objects));
    expect(found).toMatchObject(reason === undefined ? { status: want } : { status: want, reason });
  });
}

type Columns = { readonly id: string; readonly now: string; readonly objects: readonly [Pod]; readonly columns: Partial<PodColumns> };

for (const { id, now, objects, columns } of casesOf<Columns>("pod-columns")) {
  test(`${id} reads as kubectl prints it`, () => {
    expect(podColumns(objects[0], Date.parse(now))).toMatchObject(columns);
  });
}

type Question = {
  readonly id: string;
  readonly question: "complete" | "moved" | "timedOut";
  readonly before: Deployment | null;
  readonly after: Deployment;
  readonly now?: string;
  readonly want: boolean;
};

const replies = {
  complete: ({ after }) => deploymentComplete(after),
  moved: ({ before, after }) => before !== null && deploymentMoved(before, after),
  timedOut: ({ after, now }) => deploymentTimedOut(after, Date.parse(now ?? "")),
} as const satisfies { [question in Question["question"]]: (asked: Question) => boolean };

for (const asked of casesOf<Question>("deployment-progress")) {
  test(`${asked.id} is ${asked.want}`, () => {
    expect(replies[asked.question](asked)).toBe(asked.want);
  });
}

const answers = answersIn(textOf("argo-crd"));

if (hasConformance) {
  test("Argo CD's cases are judged as their authors judge them, but for the known differences", () => {
    const found = answers.flatMap(({ id, want, said }) => (said === want ? [] : [[id.replace("argo-crd/", ""), said]]));
    expect(Object.fromEntries(found)).toEqual(differences);
  });

  for (const [name, floor] of Object.entries(floors)) {
    const bound = "atMost" in floor ? `at most ${floor.atMost}` : `at least ${floor.atLeast}`;
    test(`${name} in Argo CD's cases is ${bound}`, () => {
      const count = scoresOf(answers).find((score) => score.name === name)?.count ?? Number.NaN;
      const isKept = "atMost" in floor ? count <= floor.atMost : count >= floor.atLeast;
      expect({ count, isKept, worse: isKept ? [] : unexpected() }).toEqual({ count, isKept: true, worse: [] });
    });
  }
}

/** What got worse, for whoever broke a floor. */
function unexpected(): readonly string[] {
  const isNew = ({ id, said }: (typeof answers)[number]) => differences[id.replace("argo-crd/", "")] !== said;
  return answers.filter(({ want, said }) => said !== want).filter(isNew).map(({ id, want, said }) => `${id}: ${said}, wanted ${want}`);
}

test("the outside cases are there, or left out by intent", () => {
  if (!hasConformance) console.log("the outside cases are left out: there is no folder ../shared/conformance, nor KUBEDOG_CONFORMANCE");
  expect(hasConformance || process.env["CI"] !== "true").toBe(true);
});
