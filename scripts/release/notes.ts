/** What a release says of itself, in Markdown. */
import type { ReleaseContext } from "./release-file.ts";
import type { StartUp } from "./self-check.ts";
import { growthText, type Sizes } from "./sizes.ts";

type Release = {
  readonly context: ReleaseContext;
  /** Bytes of each packed binary, by the binary's name. */
  readonly packedBytes: Sizes;
  /** Those of docs/release-sizes.json before this release. */
  readonly accepted: Sizes;
  /** Empty where no binary runs on the machine that made them. */
  readonly startUps: readonly StartUp[];
  /** What was run of each binary, or why nothing was. */
  readonly tried: readonly string[];
};

export function releaseNotes({ context, packedBytes, accepted, startUps, tried }: Release): string {
  const rows = context.binaries.map(({ name, bytes, packed }) => {
    const before = accepted[name];
    return `| ${name} | ${megabytes(bytes)} | ${before === undefined ? "new" : growthText(before, bytes)} | ${packed} | ${megabytes(packedBytes[name] ?? 0)} |`;
  });
  const speed = startUps.map(({ args, medianMs }) => `\`kubedog ${args}\` starts and ends in ${medianMs.toFixed(1)} ms`);
  return [
    `kubedog ${context.version}, commit ${context.commit} of ${context.date}`,
    "",
    "| binary | MB | change | packed | MB |",
    "| --- | --: | --: | --- | --: |",
    ...rows,
    ...(speed.length === 0 ? [] : ["", `${speed.join(", ")}.`]),
    "",
    "Tried where it was built:",
    "",
    ...tried.map((sentence) => `- ${sentence}`),
    "",
  ].join("\n");
}

/** Of a million bytes. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
