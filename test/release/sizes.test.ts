import { expect, test } from "bun:test";
import { releaseNotes } from "../../scripts/release/notes.ts";
import { acceptedSizes, checkGrowth, readSizes } from "../../scripts/release/sizes.ts";

const accepted = { "kubedog-darwin-arm64": 1000, "kubedog-linux-amd64": 1000 };

test("a binary may grow by 5 percent, and shrink by what it likes", () => {
  expect(checkGrowth(accepted, { "kubedog-darwin-arm64": 100, "kubedog-linux-amd64": 1050 })).toBeUndefined();
});

test("a binary that grows by more ends the release, with both sizes and the way to accept it", () => {
  expect(() => checkGrowth(accepted, { "kubedog-darwin-arm64": 1000, "kubedog-linux-amd64": 1051 })).toThrow(
    "kubedog-linux-amd64 has 1051 bytes, +5.1 % over the 1000 in docs/release-sizes.json\nfind out what grew; to accept it, run again with --accept-sizes and commit docs/release-sizes.json",
  );
});

test("a binary without a size has to be accepted", () => {
  expect(() => checkGrowth(accepted, { "kubedog-plan9-amd64": 9 })).toThrow("kubedog-plan9-amd64 has 9 bytes and no size in docs/release-sizes.json");
});

test("accepted sizes replace those of what was built, and keep the others", () => {
  const text = acceptedSizes(accepted, { "kubedog-linux-amd64": 2000, "kubedog-a": 1 });
  expect(text).toBe('{\n  "kubedog-a": 1,\n  "kubedog-darwin-arm64": 1000,\n  "kubedog-linux-amd64": 2000\n}\n');
  expect(readSizes(text)).toEqual({ "kubedog-a": 1, "kubedog-darwin-arm64": 1000, "kubedog-linux-amd64": 2000 });
});

test("the notes have a row for each binary, the times where one could be started, and what was tried", () => {
  const binary = (name: string, bytes: number) => ({ name, bytes, sha256: "00", packed: `${name}.gz`, packedSha256: "11" });
  const context = { version: "1.2.3", commit: "c0ffee", date: "2025-01-31T12:00:00Z", binaries: [binary("kubedog-linux-amd64", 98_000_000), binary("kubedog-new", 2_000_000)] };
  const notes = releaseNotes({
    context,
    packedBytes: { "kubedog-linux-amd64": 51_000_000, "kubedog-new": 1_000_000 },
    accepted: { "kubedog-linux-amd64": 100_000_000 },
    startUps: [{ args: "version", medianMs: 5.04 }, { args: "help", medianMs: 6.06 }],
    tried: ["kubedog-linux-amd64: version as it is", "kubedog-new: not tried, no wine here"],
  });
  expect(notes).toBe(`kubedog 1.2.3, commit c0ffee of 2025-01-31T12:00:00Z

| binary | MB | change | packed | MB |
| --- | --: | --: | --- | --: |
| kubedog-linux-amd64 | 98.0 | -2.0 % | kubedog-linux-amd64.gz | 51.0 |
| kubedog-new | 2.0 | new | kubedog-new.gz | 1.0 |

\`kubedog version\` starts and ends in 5.0 ms, \`kubedog help\` starts and ends in 6.1 ms.

Tried where it was built:

- kubedog-linux-amd64: version as it is
- kubedog-new: not tried, no wine here
`);
});
