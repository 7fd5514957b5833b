/** Writes the JSON Schemas that `kubedog schema` prints. Run it after a change of a schema; a test says when that was forgotten. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { RulesFile } from "../src/input/rules-file.ts";
import { specJsonSchema } from "../src/input/spec-json-schema.ts";
import { AssessLine } from "../src/render/assess-schema.ts";
import { ReportLine } from "../src/render/report-schema.ts";

export const schemas = {
  spec: specJsonSchema(),
  report: toJsonSchema(ReportLine, { target: "draft-2020-12" }),
  assess: toJsonSchema(AssessLine, { target: "draft-2020-12" }),
  rules: toJsonSchema(RulesFile, { target: "draft-2020-12", typeMode: "input" }),
};

if (import.meta.main) {
  for (const [name, schema] of Object.entries(schemas)) await Bun.write(new URL(`../src/schemas/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
