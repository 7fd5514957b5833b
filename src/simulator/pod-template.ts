/** What controllers derive from a Pod template: names and hashes in Kubernetes' style, without chance. */
import type { PodTemplate } from "../kinds/kubernetes.ts";
import { hex } from "./container-state.ts";

/** Kubernetes leaves out vowels and look-alikes. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** The revision of a template: `7d4f9b5c8d`. */
export function templateHash(template: PodTemplate): string {
  return letters(hex(JSON.stringify(template), 20), 10);
}

/** `web-7d4f9b5c8d-x2kq9`; the same number gives the same name. */
export function podName(generateName: string, number: number): string {
  return generateName + letters(hex(`${generateName}${number}`, 10), 5);
}

function letters(digits: string, length: number): string {
  const bytes = Buffer.from(digits, "hex").subarray(0, length);
  return [...bytes].map((byte) => alphabet[byte % alphabet.length] ?? "").join("");
}
