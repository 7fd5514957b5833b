/** The log patterns of a spec that are none. */
import type { DocumentNode, ObjectNode } from "./document.ts";
import { pathText, type Path, type Problem } from "./problem.ts";

/** Compiles every log pattern of a spec with canonical keys, each different one once. Loads the engine only if there is one. */
export async function patternProblems(spec: ObjectNode): Promise<Problem[]> {
  const patterns = spec.members.flatMap(({ key, value }) => itemsOf(value).flatMap((item, index) => patternsOf(item, [key, index])));
  if (patterns.length === 0) return [];
  const { patternProblem } = await import("./pattern.ts");
  const said = new Map([...new Set(patterns.map(({ source }) => source))].map((source) => [source, patternProblem(source)]));
  return patterns.flatMap(({ at, path, source }) => {
    const problem = said.get(source);
    return problem === undefined ? [] : [{ at, text: `${pathText(path)}: ${problem}` }];
  });
}

type PlacedPattern = { readonly at: number; readonly path: Path; readonly source: string };

function itemsOf(node: DocumentNode): readonly DocumentNode[] {
  return node.type === "list" ? node.items : [];
}

function patternsOf(item: DocumentNode, path: Path): PlacedPattern[] {
  if (item.type !== "object") return [];
  return item.members.flatMap(({ key, value }) => {
    if (key === "LogRegex" || key === "LogRegexSkip") return placedPattern(value, [...path, key]);
    const isByContainer = key === "LogRegexByContainerName" || key === "LogRegexSkipByContainerName";
    if (!isByContainer || value.type !== "object") return [];
    return value.members.flatMap((member) => placedPattern(member.value, [...path, key, member.key]));
  });
}

/** What is no string is the schema's to refuse; the empty pattern means none. */
function placedPattern(node: DocumentNode, path: Path): PlacedPattern[] {
  return node.type === "string" && node.value !== "" ? [{ at: node.at, path, source: node.value }] : [];
}
