/** `kubedog schema`: the JSON Schemas of what goes in and what comes out, made by scripts/schema.ts. */
import type { Command } from "../cli.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import assess from "../schemas/assess.json";
import report from "../schemas/report.json";
import rules from "../schemas/rules.json";
import spec from "../schemas/spec.json";
import { UserError } from "../user-error.ts";

const schemas = new Map<string, object>([
  ["spec", spec],
  ["report", report],
  ["assess", assess],
  ["rules", rules],
]);

export async function schema({ args: [name] }: Command, edges: Edges): Promise<ExitCode> {
  const found = schemas.get(name ?? "");
  if (found === undefined) throw new UserError(`${name === undefined ? "which schema" : `there is no schema "${name}"`}: expected kubedog schema spec, report, assess or rules`);
  await edges.write("out", `${JSON.stringify(found, null, 2)}\n`);
  return exitCodes.ready;
}
