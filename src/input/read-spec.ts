/** kubedog's spec from text to targets, with everything that is wrong with it said at once. */
import * as v from "valibot";
import { canonicalSpec } from "./canonical.ts";
import { readDocument, type DocumentNode, type DocumentResult } from "./document.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { issueProblem } from "./issue-problem.ts";
import type { Meant } from "./manifest-objects.ts";
import { firstOfSeveral } from "./objects.ts";
import { patternProblems } from "./pattern-problems.ts";
import { plainValue } from "./plain-value.ts";
import { foundText, problemLines, type Problem } from "./problem.ts";
import { Spec } from "./spec.ts";
import { specTargets } from "./targets.ts";

/** Lines to print, each with its place. The targets' namespace is "" where the spec names none: see `placedTargets`. */
export type SpecResult = Manifest | { readonly problems: readonly string[] };

/** `meant` is about manifests; a spec means what it names. */
type SpecOptions = { readonly source: string; readonly strict: boolean; readonly meant?: Meant };

/**
 * Reads a spec or a manifest, JSON or YAML; `source` is "stdin" or the file's path. Unknown keys are warnings, but problems if `strict` or if there is nothing to track.
 * @throws UserError on a manifest that cannot be understood
 */
export async function readSpec(input: string, { source, strict, meant = "rollouts" }: SpecOptions): Promise<SpecResult> {
  const text = input.replace(/^\ufeff/, "");
  const lines = (problems: readonly Problem[]) => problemLines(problems, text, source);

  const document = await readDocument(text);
  if (isManifest(document, text)) return await readManifest(text, source, meant);
  if ("problems" in document) return { problems: lines(document.problems) };
  const { root, nextAt } = document;
  if (root.type === "null" && nextAt === undefined) return { targets: [], warnings: [], note: "" };
  if (root.type !== "object") return { problems: lines([noSpec(root)]) };
  if (nextAt !== undefined) return { problems: lines([{ at: nextAt, text: "expected one YAML document, found a second one" }]) };

  const { root: spec, unknown, repeated } = canonicalSpec(root);
  const parsed = v.safeParse(Spec, plainValue(spec), { abortPipeEarly: true });
  const problems = [...(parsed.issues ?? []).map((issue) => issueProblem(issue, spec)), ...(await patternProblems(spec))];
  const targets = parsed.success && problems.length === 0 ? specTargets(parsed.output) : [];
  // With nothing to track an unknown key is probably the cause.
  if (strict || targets.length === 0) problems.push(...unknown);
  return problems.length > 0 ? { problems: lines(problems) } : { targets, warnings: lines([...unknown, ...repeated]), note: "" };
}

const example = `{"Deployments": [{"ResourceName": "web"}]}`;

/** Whether the first value has what every object of Kubernetes has. Several JSON documents on end are no JSON, but kubectl takes them. */
function isManifest(document: DocumentResult, text: string): boolean {
  if ("problems" in document) return isObject(Object.keys(Object(firstOfSeveral(text))));
  const { root } = document;
  const first = root.type === "list" ? root.items[0] : root;
  return first?.type === "object" && isObject(first.members.map(({ key }) => key));
}

function isObject(keys: readonly string[]): boolean {
  return keys.includes("apiVersion") && keys.includes("kind");
}

function noSpec(root: DocumentNode): Problem {
  return { at: root.at, text: `expected an object such as ${example}, found ${foundText(root)}` };
}
