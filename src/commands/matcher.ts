/** The users' log patterns, compiled once. */
import type { RolloutOptions } from "../core/rollout.ts";
import type { LogPolicy, Target } from "../core/target.ts";
import type { LineMatcher } from "../input/pattern.ts";

/** The engine is loaded only when there is a pattern. */
export async function matcherOf(targets: readonly Target[]): Promise<RolloutOptions["matches"]> {
  const patterns = new Set(targets.flatMap(({ logs }) => patternsOf(logs)).filter((pattern) => pattern !== ""));
  if (patterns.size === 0) return () => true;
  const { lineMatcher } = await import("../input/pattern.ts");
  const matchers = new Map<string, LineMatcher>([...patterns].map((pattern) => [pattern, lineMatcher(pattern)]));
  return (pattern, text) => matchers.get(pattern)?.(text) ?? true;
}

function patternsOf({ pattern, patternByContainer, skipPattern, skipPatternByContainer }: LogPolicy): readonly string[] {
  return [pattern, ...Object.values(patternByContainer), skipPattern, ...Object.values(skipPatternByContainer)];
}
