import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";

test("of 4000 unknown keys in 2000 items the first 50 are told, and the number of the rest", async () => {
  const items = Array.from({ length: 2000 }, (_, index) => `{"ResourceName": "web-${index}", "AllowFailureCount": 2, "Timeout": 5}`);
  const result = await readSpec(`{"Jobs": [\n${items.join(",\n")}]}`, { source: "stdin", strict: false });
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  expect(result.targets.length).toBe(2000);
  expect(result.targets[1999]?.name).toBe("web-1999");
  expect(result.warnings.length).toBe(51);
  expect(result.warnings[0]).toBe('Jobs[0].AllowFailureCount: unknown key, did you mean "AllowFailuresCount"? (line 2, column 27)');
  expect(result.warnings[50]).toBe("and 3950 more");
});
