import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";

const specs = [
  '{"Deployments": [{"ResourceName": "web", "Namespace": "prod", "AllowFailuresCount": 2, "FailMode": "", "LogRegexByContainerName": {"a": "x+"}}], "Jobs": null}',
  "Deployments: &d\n- ResourceName: web\n  AllowFailuresCount: 2\n  LogRegex: \"a|b\"\n  SkipLogsForContainers: [a, b]\nPods:\n- <<: *d\n  ResourceName: x\n",
];
const scraps = ['"', "{", "}", "[", "]", ",", ":", "\\", "\\u", "-", "1e9", "null", "&a ", "*a", "<<", "!!x ", "|\n", "\n", "\t", "\0", "\u001b", "\ufeff", "\ud800", "__proto__", "constructor", "---\n", "%", "? "];
const letters = ["A", "a", "7", " ", "é", "世", "\u2028"];

test("whatever is done to a spec, it is read or refused with a reason, on printable lines", async () => {
  const random = seededRandom(20190702);
  const texts = Array.from({ length: 2000 }, (_, round) => mutated(specs[round % specs.length] ?? "", random));
  expect(await misread(texts)).toEqual([]);
});

test("random text is read or refused with a reason, on printable lines", async () => {
  const random = seededRandom(20250122);
  const texts = Array.from({ length: 1000 }, () => Array.from({ length: Math.floor(random() * 40) }, () => picked([...scraps, ...letters], random)).join(""));
  expect(await misread(texts)).toEqual([]);
});

/** The texts that were refused without a reason, or about which something was said that cannot be printed. */
async function misread(texts: readonly string[]): Promise<string[]> {
  const misread: string[] = [];
  for (const text of texts) {
    const result = await readSpec(text, { source: "stdin", strict: text.length % 2 === 0 });
    const lines = "problems" in result ? result.problems : result.warnings;
    const unexplained = "problems" in result && lines.length === 0;
    if (unexplained || lines.some((line) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(line))) misread.push(text);
  }
  return misread;
}

function mutated(text: string, random: () => number): string {
  let result = text;
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    const from = Math.floor(random() * result.length);
    const removed = random() < 0.5 ? 0 : Math.floor(random() * 6);
    const added = random() < 0.3 ? "" : picked([...scraps, ...letters], random);
    result = result.slice(0, from) + added + result.slice(from + removed);
  }
  return result;
}

function picked(choices: readonly string[], random: () => number): string {
  return choices[Math.floor(random() * choices.length)] ?? "";
}

/** Mulberry32: the same numbers in [0, 1) for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
