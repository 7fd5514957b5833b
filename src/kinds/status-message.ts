/** The controller's own sentence beside a phase word. */
import { fieldOf, textOf } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";
import { quote } from "./quote.ts";
import { reportedConditions } from "./reported-condition.ts";

const messageFields = ["message", "statusMessage", "errorMessage", "failureMessage", "error", "reason", "phaseReason"] as const;

/** The first of the fields that controllers use for it, else the message of the first condition that is not True; "" without. */
export function statusMessage(object: KubeObject): string {
  const said = messageFields.map((field) => quote(textOf(fieldOf(object.status, field)))).find((text) => text !== "");
  return said ?? reportedConditions(object).find(({ status, message }) => status !== "True" && message !== "")?.message ?? "";
}
