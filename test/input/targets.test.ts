import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";
import { placedTargets } from "../../src/input/targets.ts";

async function placed(spec: string, namespace: string) {
  const result = await readSpec(spec, { source: "stdin", strict: true });
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  const { targets, warnings } = placedTargets(result.targets, namespace);
  return { targets: targets.map(({ kind, namespace: place, name, allowedFailures }) => `${kind} ${place}/${name} ${allowedFailures}`), warnings };
}

test("a target without a namespace goes into the default one", async () => {
  expect(await placed('{"Jobs": [{"ResourceName": "a"}, {"ResourceName": "b", "Namespace": "prod"}]}', "dev")).toEqual({
    targets: ["Job dev/a 1", "Job prod/b 1"],
    warnings: [],
  });
});

test("the same target twice is one, as it was said last, with a warning", async () => {
  expect(await placed('{"Jobs": [{"ResourceName": "a"}, {"ResourceName": "b"}, {"ResourceName": "a", "Namespace": "dev", "AllowFailuresCount": 5}]}', "dev")).toEqual({
    targets: ["Job dev/a 5", "Job dev/b 1"],
    warnings: ['Job "a" in namespace "dev" is given again, the last one counts'],
  });
});

test("the same name in two namespaces or of two kinds is two targets", async () => {
  expect(await placed('{"Jobs": [{"ResourceName": "a"}, {"ResourceName": "a", "Namespace": "prod"}], "Pods": [{"ResourceName": "a"}]}', "dev")).toEqual({
    targets: ["Job dev/a 1", "Job prod/a 1", "Pod dev/a 1"],
    warnings: [],
  });
});
