import { expect, test } from "bun:test";
import { specJsonSchema } from "../../src/input/spec-json-schema.ts";

test("the JSON Schema names every kind, requires only the name and describes every field", () => {
  const deployments = valueAt(specJsonSchema(), ["properties", "Deployments"]);
  const item = valueAt(deployments, ["anyOf", "0", "items"]);
  expect(valueAt(deployments, ["default"])).toEqual([]);
  expect(valueAt(deployments, ["anyOf", "1"])).toEqual({ type: "null" });
  expect(valueAt(item, ["required"])).toEqual(["ResourceName"]);
  expect(valueAt(item, ["properties", "AllowFailuresCount"])).toEqual({
    anyOf: [{ type: "integer", minimum: 0, maximum: 2 ** 63, description: "Failures that are allowed before the object has failed." }, { type: "null" }],
    default: 1,
  });
  expect(valueAt(item, ["properties", "LogRegexByContainerName", "anyOf", "0"])).toEqual({
    type: "object",
    propertyNames: { type: "string" },
    additionalProperties: { anyOf: [{ type: "string" }, { type: "null" }] },
    description: "By container, the pattern in place of LogRegex.",
  });
  const fields = Object.entries(Object(valueAt(item, ["properties"])));
  expect(fields.length).toBe(19);
  expect(fields.filter(([, field]) => !JSON.stringify(field).includes('"description"')).map(([key]) => key)).toEqual([]);
});

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => Object(inner)[key], value);
}
