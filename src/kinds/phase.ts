/** The words in which a status tells its phase: `status.phase`, `status.state`, `status.health`. */
import { fieldOf, isRecord, textOf } from "./fields.ts";
import { quote } from "./quote.ts";
import { type Meaning, meaningOf } from "./words.ts";

export type Phase = {
  readonly path: string;
  /** As the controller wrote it. */
  readonly word: string;
  /** undefined for a word that we do not know. */
  readonly meaning: Meaning | undefined;
};

const phaseFields = ["phase", "currentPhase", "state", "currentState", "status", "currentStatus", "health", "currentHealth", "healthStatus"] as const;
const paths = [...phaseFields.map((field) => ["status", field]), ["status", "applicationState", "state"]] as const;

/** Where an object stands in a word's place, the word is in one of its own fields. */
const innerFields = ["state", "status", "phase"] as const;

export function phasesOf(object: { readonly status?: unknown }): readonly Phase[] {
  return paths.flatMap((path) => phaseAt(path, fieldOf(object, ...path)));
}

function phaseAt(path: readonly string[], value: unknown): readonly Phase[] {
  if (isRecord(value)) return innerFields.flatMap((field) => wordAt([...path, field], value[field]));
  return wordAt(path, value);
}

function wordAt(path: readonly string[], value: unknown): readonly Phase[] {
  const word = quote(textOf(value));
  return word === "" ? [] : [{ path: path.join("."), word, meaning: meaningOf(word) }];
}

/** `status.phase=Failed` */
export function phaseText({ path, word }: Phase): string {
  return `${path}=${word}`;
}
