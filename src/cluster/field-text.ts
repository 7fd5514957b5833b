/** The kubeconfig's pairs of `x-data` (base64 in the file) and `x` (a path): the data wins. */

import { resolve } from "node:path";
import { UserError } from "../user-error.ts";
import type { ReadFile } from "./access.ts";

/** `label` names the entry in messages: `user "alice"`. */
export type FieldPlace = { readonly label: string; readonly folder: string; readonly readFile: ReadFile };

/**
 * Returns the PEM text of a field, or undefined when neither half is given.
 * @throws UserError naming the entry and the field, never its content.
 */
export function fieldText<Name extends string>(
  fields: { readonly [key in Name | `${Name}-data`]: string | undefined },
  name: Name,
  place: FieldPlace,
): string | undefined {
  const data = fields[`${name}-data`];
  if (data !== undefined) return pem(decodedBase64(data), `${name}-data of ${place.label}`);
  const path = fields[name];
  if (path === undefined) return undefined;
  return pem(requiredFile(path, name, place), `${name} of ${place.label} (${resolvedPath(place.folder, path)})`);
}

/** Relative paths start from the folder of the kubeconfig they stand in. */
export function resolvedPath(folder: string, path: string): string {
  return resolve(folder, path);
}

/** Returns the text of a file that a kubeconfig names. */
export function requiredFile(path: string, name: string, { label, folder, readFile }: FieldPlace): string {
  const absolute = resolvedPath(folder, path);
  const text = fileText(absolute, `${name} of ${label}`, readFile);
  if (text === undefined) throw new UserError(`${name} of ${label}: there is no file ${absolute}.`);
  return text;
}

function fileText(path: string, field: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(path);
  } catch (error) {
    throw new UserError(`${field}: cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Returns undefined for what is not base64; line breaks are allowed. */
export function decodedBase64(base64: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(base64));
  } catch {
    return undefined;
  }
}

function pem(text: string | undefined, field: string): string {
  if (text === undefined) throw new UserError(`${field} is not valid base64.`);
  if (!text.includes("-----BEGIN ")) throw new UserError(`${field} holds no PEM block (-----BEGIN …).`);
  return text;
}
