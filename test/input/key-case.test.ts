import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";

const spec = '{"Jobs": [{"ResourceName": "a", "IgnoreReadinessProbeFailsByContainerName": {"Main": 5000000}, "SkipLogsForContainers": ["B"], "ShowLogsUntil": "EndOfDeploy"}]}';

test("keys match in any mixture of cases, while names of containers and values keep theirs (checklist 2)", async () => {
  const expected = await readSpec(spec, { source: "stdin", strict: true });
  for (let pattern = 1; pattern < 64; pattern++) {
    const shuffled = spec.replace(/"(Jobs|ResourceName|IgnoreReadiness\w+|SkipLogsForContainers|ShowLogsUntil)":/g, (key) => mixedCase(key, pattern));
    expect(await readSpec(shuffled, { source: "stdin", strict: true })).toEqual(expected);
  }
  expect("targets" in expected && expected.targets.map(({ logs, ignoreReadinessFailsMs }) => ({ logs, ignoreReadinessFailsMs }))).toEqual([
    {
      logs: { skip: false, skipContainers: ["B"], onlyContainers: [], pattern: "", patternByContainer: {}, skipPattern: "", skipPatternByContainer: {}, replicasMax: 0, until: "EndOfDeploy" },
      ignoreReadinessFailsMs: { Main: 5 },
    },
  ]);
});

/** Bit n of the pattern says whether every letter n, n + 6, … is a capital. */
function mixedCase(text: string, pattern: number): string {
  return [...text].map((letter, index) => ((pattern >> (index % 6)) & 1 ? letter.toUpperCase() : letter.toLowerCase())).join("");
}
