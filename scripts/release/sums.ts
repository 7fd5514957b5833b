/** `SHA256SUMS`: the sum of each other file in a release, as `sha256sum -c` reads it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

export const sumsFile = "SHA256SUMS";

export function sha256Of(bytes: Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

/** Sorted by name, two spaces before it. */
export async function sumsOf(folder: string): Promise<string> {
  const names = readdirSync(folder).filter((name) => name !== sumsFile).sort();
  const lines: string[] = [];
  for (const name of names) lines.push(`${sha256Of(await Bun.file(join(folder, name)).bytes())}  ${name}\n`);
  return lines.join("");
}

/** Names whose lines are not the same in both, or that stand in one alone. */
export function differingNames(one: string, other: string): readonly string[] {
  const [ones, others] = [linesOf(one), linesOf(other)];
  const lonely = [...ones.difference(others), ...others.difference(ones)];
  return [...new Set(lonely.map((line) => line.slice(line.indexOf("  ") + 2)))].sort();
}

function linesOf(sums: string): Set<string> {
  return new Set(sums.split("\n").filter((line) => line !== ""));
}
