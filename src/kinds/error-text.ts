/** A field of a status that is there for errors alone. */
import { fieldOf, textOf } from "./fields.ts";
import { quote } from "./quote.ts";

const errorFields = ["error", "errorMessage", "errorDescription", "lastError", "failureMessage", "failureReason"] as const;

/** The first that has a text. */
export function errorText(status: unknown): { readonly field: string; readonly text: string } | undefined {
  return errorFields.map((field) => ({ field, text: quote(textOf(fieldOf(status, field))) })).find(({ text }) => text !== "");
}
