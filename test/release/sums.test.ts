import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differingNames, sumsFile, sumsOf } from "../../scripts/release/sums.ts";

test("the sums stand sorted by name, without their own file, and sha256sum reads them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  for (const name of ["b", "a.gz", sumsFile]) writeFileSync(join(folder, name), `${name}\n`);
  const sums = await sumsOf(folder);
  expect(sums).toBe("31b7a875b867f7e01ed630730ccece6067b745994d5bfe5a5dfefb565fee88a2  a.gz\n0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  b\n");
  writeFileSync(join(folder, sumsFile), sums);
  const check = Bun.spawnSync(["sha256sum", "-c", sumsFile], { cwd: folder });
  expect([check.exitCode, check.stdout.toString()]).toEqual([0, "a.gz: OK\nb: OK\n"]);
  rmSync(folder, { recursive: true });
});

test("files whose sums differ, or that one side alone has, are named once", () => {
  expect(differingNames("11  a\n22  b\n33  c\n", "11  a\n44  b\n55  d\n")).toEqual(["b", "c", "d"]);
  expect(differingNames("11  a\n", "11  a\n")).toEqual([]);
});
