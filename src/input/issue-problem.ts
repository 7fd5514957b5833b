/** What a schema finds wrong, with its place in the document. */
import type * as v from "valibot";
import type { DocumentNode } from "./document.ts";
import { foundText, pathText, type Path, type Problem } from "./problem.ts";

export function issueProblem(issue: v.BaseIssue<unknown>, root: DocumentNode): Problem {
  const path = (issue.path ?? []).flatMap(({ key }) => (typeof key === "string" || typeof key === "number" ? [key] : []));
  const node = nodeAt(root, path);
  const { at } = node ?? nodeAt(root, path.slice(0, -1)) ?? root;
  const found = issue.expected === "never" ? "" : `, found ${foundText(node)}`;
  return { at, text: `${pathText(path)}: ${issue.message}${found}` };
}

export function nodeAt(root: DocumentNode, path: Path): DocumentNode | undefined {
  return path.reduce<DocumentNode | undefined>(childAt, root);
}

function childAt(node: DocumentNode | undefined, step: string | number): DocumentNode | undefined {
  if (node?.type === "list" && typeof step === "number") return node.items[step];
  if (node?.type === "object") return node.members.find(({ key }) => key === step)?.value;
  return undefined;
}
