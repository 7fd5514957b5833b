/** The spec's JSON Schema, for editors. Kept apart from the schema, for the converter is not needed to read a spec. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { Spec } from "./spec.ts";

/** Draft 2020-12, with a description of every field. It knows keys in one spelling only, and refuses no unknown ones. */
export function specJsonSchema(): object {
  // "output" and "check" are about how `Spec` keeps arrays from passing for objects.
  const schema = toJsonSchema(Spec, { target: "draft-2020-12", typeMode: "output", ignoreActions: ["check"] });
  return { ...schema, title: "kubedog multitrack spec" };
}
