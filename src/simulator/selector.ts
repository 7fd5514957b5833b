/** Label and field selectors of LIST and WATCH. */
import { BadRequest } from "./status.ts";
import type { Stored } from "./stored.ts";
import { isA, namespaceOf } from "./stored.ts";

export type Selector = (object: Stored) => boolean;

/** Both selectors of a query as one predicate; throws `BadRequest` with the server's words. */
export function selectorOf(query: URLSearchParams): Selector {
  const requirements = [
    ...labelRequirements(query.get("labelSelector") ?? ""),
    ...fieldRequirements(query.get("fieldSelector") ?? ""),
  ];
  return (object) => requirements.every((holds) => holds(object));
}

function labelRequirements(text: string): Selector[] {
  return text.split(/,(?![^(]*\))/).filter((part) => part.trim() !== "").map((part) => labelRequirement(part.trim()));
}

function labelRequirement(text: string): Selector {
  const [, key = "", operator = "", list = ""] = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text) ?? [];
  if (key !== "") {
    const values = list.split(",").map((value) => value.trim());
    return (object) => values.includes(label(object, key) ?? "\0") === (operator === "in");
  }
  const [, left = "", sign = "", right = ""] = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(text) ?? [];
  if (left !== "") return (object) => (label(object, left) === right) === (sign !== "!=");
  const [, not, present = ""] = /^(!?)\s*([\w./-]+)$/.exec(text) ?? [];
  if (present === "") throw new BadRequest(`unable to parse requirement: found '${text}', expected: identifier`);
  return (object) => (label(object, present) === undefined) === (not === "!");
}

function fieldRequirements(text: string): Selector[] {
  return text.split(",").filter((part) => part !== "").map(fieldRequirement);
}

function fieldRequirement(text: string): Selector {
  const [, path = "", sign = "", wanted = ""] = /^([^=!]+)(==|=|!=)(.*)$/.exec(text) ?? [];
  if (path === "") throw new BadRequest(`invalid selector: '${text}'; can't understand '${text}'`);
  if (!fieldPaths.test(path)) throw new BadRequest(`field label not supported: ${path}`);
  return (object) => (field(object, path) === wanted) === (sign !== "!=");
}

const fieldPaths = /^(metadata\.(name|namespace)|involvedObject\.\w+|reason|type|status\.phase|spec\.nodeName)$/;

function field(object: Stored, path: string): string {
  if (path === "metadata.name") return object.metadata.name;
  if (path === "metadata.namespace") return namespaceOf(object);
  if (isA("Pod", object)) return (path === "status.phase" ? object.status?.phase : path === "spec.nodeName" ? object.spec?.nodeName : "") ?? "";
  if (!isA("Event", object)) return "";
  if (path === "reason") return object.reason ?? "";
  if (path === "type") return object.type ?? "";
  const about = new Map<string, unknown>(Object.entries(object.involvedObject));
  return String(about.get(path.slice("involvedObject.".length)) ?? "");
}

function label({ metadata }: Stored, key: string): string | undefined {
  return metadata.labels?.[key];
}
