/** Who makes the files of a release beside its binaries. A new one is one row. */
import { completionFiles } from "../release-files/completion-files.ts";
import { homebrew } from "../release-files/homebrew.ts";
import { licences } from "../release-files/licences.ts";
import { manPage } from "../release-files/man-page.ts";
import { sbom } from "../release-files/sbom.ts";
import { scoop } from "../release-files/scoop.ts";
import type { FileMaker } from "./release-file.ts";

export const fileMakers: readonly FileMaker[] = [licences, sbom, homebrew, scoop, manPage, completionFiles, installer];

/** As it is committed. */
async function installer(): ReturnType<FileMaker> {
  return [{ name: "install.sh", bytes: await Bun.file(new URL("../../install.sh", import.meta.url)).bytes() }];
}
