/** kubedog's spec from text to targets, with everything that is wrong with it said at once. */
import * as v from "valibot";
import type { Target } from "../core/target.ts";
import { canonicalSpec } from "./canonical.ts";
import { readDocument, type DocumentNode, type ObjectNode } from "./document.ts";
import { patternProblems } from "./pattern-problems.ts";
import { plainValue } from "./plain-value.ts";
import { foundText, pathText, problemLines, type Path, type Problem } from "./problem.ts";
import { Spec } from "./spec.ts";
import { specTargets } from "./targets.ts";

/** Lines to print, each with its place. The targets' namespace is "" where the spec names none: see `placedTargets`. */
export type SpecResult =
  | { readonly targets: readonly Target[]; readonly warnings: readonly string[] }
  | { readonly problems: readonly string[] };

/** Reads JSON or YAML; `source` is "stdin" or the file's path. Unknown keys are warnings, but problems if `strict` or if there is nothing to track. */
export async function readSpec(input: string, { source, strict }: { readonly source: string; readonly strict: boolean }): Promise<SpecResult> {
  const text = input.replace(/^\ufeff/, "");
  const lines = (problems: readonly Problem[]) => problemLines(problems, text, source);

  const document = await readDocument(text);
  if ("problems" in document) return { problems: lines(document.problems) };
  const { root, nextAt } = document;
  if (root.type === "null" && nextAt === undefined) return { targets: [], warnings: [] };
  if (root.type !== "object" || isManifest(root)) return { problems: lines([noSpec(root)]) };
  if (nextAt !== undefined) return { problems: lines([{ at: nextAt, text: "expected one YAML document, found a second one" }]) };

  const { root: spec, unknown, repeated } = canonicalSpec(root);
  const parsed = v.safeParse(Spec, plainValue(spec), { abortPipeEarly: true });
  const problems = [...(parsed.issues ?? []).map((issue) => issueProblem(issue, spec)), ...(await patternProblems(spec))];
  const targets = parsed.success && problems.length === 0 ? specTargets(parsed.output) : [];
  // With nothing to track an unknown key is probably the cause.
  if (strict || targets.length === 0) problems.push(...unknown);
  return problems.length > 0 ? { problems: lines(problems) } : { targets, warnings: lines([...unknown, ...repeated]) };
}

const example = `{"Deployments": [{"ResourceName": "web"}]}`;

function isManifest({ members }: ObjectNode): boolean {
  return ["apiVersion", "kind"].every((key) => members.some((member) => member.key === key));
}

function noSpec(root: DocumentNode): Problem {
  if (root.type !== "object") return { at: root.at, text: `expected an object such as ${example}, found ${foundText(root)}` };
  const kind = root.members.find(({ key }) => key === "kind")?.value;
  return { at: root.at, text: `expected a spec such as ${example}, found a Kubernetes manifest of kind ${foundText(kind)}` };
}

function issueProblem(issue: v.BaseIssue<unknown>, root: ObjectNode): Problem {
  const path = (issue.path ?? []).flatMap(({ key }) => (typeof key === "string" || typeof key === "number" ? [key] : []));
  const node = nodeAt(root, path);
  const { at } = node ?? nodeAt(root, path.slice(0, -1)) ?? root;
  const found = issue.type === "never" ? "" : `, found ${foundText(node)}`;
  return { at, text: `${pathText(path)}: ${issue.message}${found}` };
}

function nodeAt(root: DocumentNode, path: Path): DocumentNode | undefined {
  return path.reduce<DocumentNode | undefined>(childAt, root);
}

function childAt(node: DocumentNode | undefined, step: string | number): DocumentNode | undefined {
  if (node?.type === "list" && typeof step === "number") return node.items[step];
  if (node?.type === "object") return node.members.find(({ key }) => key === step)?.value;
  return undefined;
}
