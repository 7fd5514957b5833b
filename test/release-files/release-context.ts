/** A release with sums that tell which file they are of. */
import type { ReleaseContext } from "../../scripts/release/release-file.ts";
import { targets } from "../../scripts/release/targets.ts";

export const releaseContext: ReleaseContext = {
  version: "1.2.3",
  commit: "c".repeat(40),
  date: "2026-01-02T03:04:05Z",
  binaries: targets.map(({ name }, index) => ({
    name,
    sha256: `b${index}`.repeat(32),
    bytes: 1000,
    packed: name.endsWith(".exe") ? name.replace(/exe$/, "zip") : `${name}.gz`,
    packedSha256: `a${index}`.repeat(32),
  })),
};
