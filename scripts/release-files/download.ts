/** Where the files of a release lie for package managers. */
import manifest from "../../package.json";
import { UserError } from "../../src/user-error.ts";
import type { ReleaseContext, ReleasedBinary } from "../release/release-file.ts";

export const home = manifest.repository;

/** What a file with addresses says, as long as `address` is a placeholder; else empty. */
export function remarkOn(address: string): string {
  return new URL(address).hostname.endsWith(".invalid") ? "The public home of kubedog is not decided: these addresses lead nowhere yet." : "";
}

/** GitHub's layout. `version` may be a placeholder of the package manager. */
export function downloadAddress(version: string, file: string): string {
  return `${home}/releases/download/v${version}/${file}`;
}

/** @throws UserError when the release has no such binary */
export function binaryOf({ binaries }: Pick<ReleaseContext, "binaries">, name: string): ReleasedBinary {
  const found = binaries.find((binary) => binary.name === name);
  if (found === undefined) throw new UserError(`the release has no ${name}: see scripts/release/targets.ts`);
  return found;
}
