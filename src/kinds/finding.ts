/** What a text of the cluster means, looked up in a table of patterns. */
import type { Incident } from "./assessment.ts";
import { textMax } from "./quote.ts";

/** How bad it is, when it counts, and the sentence. */
export type Finding = Pick<Incident, "class" | "counts" | "message">;

/** The first rule whose pattern occurs in the text decides. */
export type TextRule<T> = { readonly pattern: RegExp } & T;

export function ruleFor<T>(rules: readonly TextRule<T>[], text: string): TextRule<T> | undefined {
  const read = text.slice(0, textMax);
  return rules.find(({ pattern }) => pattern.test(read));
}
