/** A document's tree as the plain value that a schema checks. */
import type { DocumentNode, ListNode, ObjectNode } from "./document.ts";

/** Shares what the tree shares: aliases of aliases in YAML do not grow. A number that Go refuses for an int, such as 1e0, becomes NaN: a spec has no others. */
export function plainValue(node: DocumentNode): unknown {
  return sharedValue(node, new Map());
}

function sharedValue(node: DocumentNode, made: Map<DocumentNode, unknown>): unknown {
  if (node.type !== "list" && node.type !== "object") return scalarValue(node);
  if (made.has(node)) return made.get(node);
  const value =
    node.type === "list"
      ? node.items.map((item) => sharedValue(item, made))
      : Object.fromEntries(node.members.map((member) => [member.key, sharedValue(member.value, made)]));
  made.set(node, value);
  return value;
}

function scalarValue(node: Exclude<DocumentNode, ListNode | ObjectNode>): string | number | boolean | null {
  switch (node.type) {
    case "null":
      return null;
    case "number":
      return /^[-+]?\d+$/.test(node.text) ? Number(node.text) : Number.NaN;
    default:
      return node.value;
  }
}
