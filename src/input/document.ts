/** A spec's text as a tree whose every value knows where it stands. JSON is read strictly, everything else as YAML. */
import { readJson } from "./json-document.ts";
import type { Problem } from "./problem.ts";

/** `at` is the offset in the text. */
export type DocumentNode =
  | { readonly type: "null"; readonly at: number }
  | { readonly type: "boolean"; readonly at: number; readonly value: boolean }
  /** As written, because `1.0` is no whole number to Go. */
  | { readonly type: "number"; readonly at: number; readonly text: string }
  | { readonly type: "string"; readonly at: number; readonly value: string }
  | ListNode
  | ObjectNode;

export type ListNode = { readonly type: "list"; readonly at: number; readonly items: readonly DocumentNode[] };
/** Members in the order of the text, duplicates included. */
export type ObjectNode = { readonly type: "object"; readonly at: number; readonly members: readonly Member[] };
export type Member = { readonly at: number; readonly key: string; readonly value: DocumentNode };

/** `nextAt` is where a second YAML document begins. */
export type DocumentResult = { readonly root: DocumentNode; readonly nextAt: number | undefined } | { readonly problems: readonly Problem[] };

/** In UTF-16 units, which is what a JavaScript string counts. Whoever reads stdin may stop one past it. */
const documentLengthMax = 16 * 1024 * 1024;

/** Text that begins with `{` or `[` is JSON. The YAML parser is loaded only when there is YAML. */
export async function readDocument(text: string): Promise<DocumentResult> {
  if (text.length > documentLengthMax) return { problems: [{ at: documentLengthMax, text: "the document is longer than 16 MiB" }] };
  const first = text.trimStart().charAt(0);
  if (first === "") return { problems: [{ at: "nowhere", text: "unexpected end of JSON input" }] };
  if (first === "{" || first === "[") return readJson(text);
  const { readYaml } = await import("./yaml-document.ts");
  return readYaml(text);
}
