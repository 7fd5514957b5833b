/** Recordings of real clusters, played again: the same text, reports and exit code, byte for byte. `scripts/record.ts` writes the expected files. */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { ReportLine } from "../../src/render/report-schema.ts";
import { recordingFile, replayedReports, replayedText, reportFile, storiesFolder, textFile } from "./replay.ts";

const stories = readdirSync(storiesFolder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

function kept(story: string, file: string): string {
  return readFileSync(`${storiesFolder}${story}/${file}`, "utf8");
}

describe.each(stories.sort())("%s", (story) => {
  test("is told as it was recorded", async () => {
    expect(await replayedText(story)).toBe(kept(story, textFile));
  });

  test("is reported as it was recorded, each line as the schema says", async () => {
    const reports = await replayedReports(story);
    expect(reports).toBe(kept(story, reportFile));
    const issues = reports.trimEnd().split("\n").flatMap((line) => v.safeParse(ReportLine, JSON.parse(line)).issues ?? []);
    expect(issues.map(({ message }) => message)).toEqual([]);
  });

  test("is recorded without values of the environment and without what managers wrote of it", () => {
    const recording = kept(story, recordingFile);
    expect(recording).not.toContain('"managedFields"');
    expect(recording).not.toMatch(/"env":\[\{[^}]*"value":/);
  });
});
