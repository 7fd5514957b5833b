/** Which lines of a container the user wants to see. */
import type { LogPolicy } from "./target.ts";

/** Whether the pattern's first match in the text is not empty. */
type Matches = (pattern: string, text: string) => boolean;

/** What hides a line is stronger than what shows it. Undefined where all lines are wanted. */
export function lineFilter({ pattern, patternByContainer, skipPattern, skipPatternByContainer }: LogPolicy, container: string, matches: Matches): ((text: string) => boolean) | undefined {
  const shown = patternByContainer[container] ?? pattern;
  const hidden = [skipPattern, skipPatternByContainer[container] ?? ""].filter((each) => each !== "");
  if (shown === "" && hidden.length === 0) return undefined;
  return (text) => !hidden.some((each) => matches(each, text)) && (shown === "" || matches(shown, text));
}
