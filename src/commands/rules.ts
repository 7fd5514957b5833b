/** The users' own rules, which `--rules FILE` names. */
import type { Command } from "../cli.ts";
import type { Edges } from "../edges.ts";
import type { Rule } from "../kinds/rules/rule.ts";
import { UserError } from "../user-error.ts";
import { fileText } from "./input-text.ts";

/** @throws UserError with everything that is wrong with the file */
export async function rulesOf({ rules: path }: Command["flags"], edges: Pick<Edges, "readFile">): Promise<readonly Rule[]> {
  if (path === undefined) return [];
  const text = await fileText(path, edges);
  const { readRules } = await import("../input/read-rules.ts");
  const result = await readRules(text, path);
  if ("problems" in result) throw new UserError(result.problems.join("\n"));
  return result.rules;
}
