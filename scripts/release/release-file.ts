/** What a release holds beside its binaries: licences, formulas, scripts. Each is made by a `FileMaker`, listed in `file-makers.ts`. */

export type ReleasedBinary = {
  /** As in `kubedog-linux-amd64`, `kubedog-windows-amd64.exe`. */
  readonly name: string;
  /** Lower-case hex, of the binary itself. */
  readonly sha256: string;
  /** Size of the binary itself. */
  readonly bytes: number;
  /** File name of the compressed binary: `kubedog-linux-amd64.gz`, `kubedog-windows-amd64.zip`. The zip holds one file, `kubedog.exe`. */
  readonly packed: string;
  readonly packedSha256: string;
};

/** All that may differ between two releases: a maker that reads the clock or takes chance makes the sums differ. */
export type ReleaseContext = {
  /** Of `package.json`: `1.0.0`. */
  readonly version: string;
  /** Full hash of HEAD, with `-dirty` when the checkout has changes. */
  readonly commit: string;
  /** When it was committed, in UTC: `2025-01-31T12:00:00Z`. */
  readonly date: string;
  readonly binaries: readonly ReleasedBinary[];
};

export type ReleaseFile = {
  /** Within the release directory, without a folder: `SBOM.cdx.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** Rejects when its file cannot be made; the release ends then, with nothing published. */
export type FileMaker = (context: ReleaseContext) => Promise<readonly ReleaseFile[]>;
