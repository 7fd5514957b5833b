/** Sizes that were accepted, so that no binary grows unnoticed. */
import * as v from "valibot";
import { UserError } from "../../src/user-error.ts";

export const growthMaxPercent = 5;

/** The committed table, from the repository on. */
export const sizesPath = "docs/release-sizes.json";

const Sizes = v.record(v.string(), v.number());

/** Bytes of each binary, by its name. */
export type Sizes = Readonly<v.InferOutput<typeof Sizes>>;

export function readSizes(text: string): Sizes {
  return v.parse(Sizes, JSON.parse(text));
}

/** Those not built this time keep their size. */
export function acceptedSizes(accepted: Sizes, built: Sizes): string {
  const sizes = Object.entries({ ...accepted, ...built }).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`;
}

/** What has shrunk passes; what is new has to be accepted once. */
export function checkGrowth(accepted: Sizes, built: Sizes): void {
  const problems = Object.entries(built).flatMap(([name, bytes]) => {
    const before = accepted[name];
    if (before === undefined) return [`${name} has ${bytes} bytes and no size in ${sizesPath}`];
    return bytes > before * (1 + growthMaxPercent / 100) ? [`${name} has ${bytes} bytes, ${growthText(before, bytes)} over the ${before} in ${sizesPath}`] : [];
  });
  if (problems.length > 0) throw new UserError(`${problems.join("\n")}\nfind out what grew; to accept it, run again with --accept-sizes and commit ${sizesPath}`);
}

/** Signed, in percent: `+1.2 %`. */
export function growthText(before: number, after: number): string {
  const percent = (after / before - 1) * 100;
  return `${percent < 0 ? "" : "+"}${percent.toFixed(1)} %`;
}
