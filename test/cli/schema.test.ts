/** The published schemas: fresh, and true of what is printed. */
import { expect, test } from "bun:test";
import { schemas } from "../../scripts/schema.ts";
import { kubedog } from "./terminal.ts";

test.each(["spec", "report", "assess", "rules"] as const)("kubedog schema %s prints what the code says today", async (name) => {
  const { code, out } = await kubedog(["schema", name]);
  expect(code).toBe(0);
  // Run `bun scripts/schema.ts` when this fails.
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(schemas[name])));
});
