/** Reads the outside cases: objects and the verdicts that their authors expect. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "../../src/kinds/assessment.ts";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";

const folder = process.env["KUBEDOG_CONFORMANCE"] ?? join(import.meta.dir, "../../../shared/conformance");

export const hasConformance = existsSync(folder);

/** One set as it stands in its file; "" without the folder. */
export function textOf(set: string): string {
  return hasConformance ? readFileSync(join(folder, `${set}.jsonl`), "utf8") : "";
}

/** The lines of one set, undisputed ones only. */
export function casesOf<T>(set: string): readonly T[] {
  const lines = textOf(set).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line)).filter((row) => row.disputed === undefined);
}

/** The object with all that it owns, of a flat list. */
export function familyOf(object: KubeObject, all: readonly KubeObject[] = []): Family {
  const isOwned = ({ metadata }: KubeObject) =>
    metadata.ownerReferences?.some(({ controller, uid }) => controller === true && uid === object.metadata.uid) ?? false;
  return { object, children: all.filter(isOwned).map((child) => familyOf(child, all)), events: [] };
}
