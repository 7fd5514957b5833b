import { describe, expect, test } from "bun:test";
import type { Report } from "../../src/core/report.ts";
import { harmless, harmlessJson, harmlessLogLine } from "../../src/render/harmless.ts";
import { jsonRenderer } from "../../src/render/json.ts";
import { textRenderer } from "../../src/render/text.ts";
import { cause, ended, event, incident, log, notice, state, summary, web } from "./sample.ts";
import { written } from "./transcript.ts";

type LogCase = { readonly title: string; readonly line: string; readonly plain: string; readonly coloured?: string };

/** Without `coloured` both are the same. */
const logCases: readonly LogCase[] = [
  { title: "clean text stays", line: "tab\there, ünï ¢ødé 日本 🐶", plain: "tab\there, ünï ¢ødé 日本 🐶" },
  { title: "a carriage return at the end goes, one inside is shown", line: "10%\r20%\r", plain: "10%\\r20%" },
  { title: "colours stay where colour is on and end with the line", line: "\x1b[1;38;5;9mred", plain: "red", coloured: "\x1b[1;38;5;9mred\x1b[0m" },
  { title: "colours that end need no other end", line: "\x1b[31mred\x1b[0m", plain: "red", coloured: "\x1b[31mred\x1b[0m" },
  { title: "cursor moves and clearing are shown", line: "\x1b[2J\x1b[1;1Hgone\x1b[0K", plain: "\\x1b[2J\\x1b[1;1Hgone\\x1b[0K" },
  { title: "a title, a link and a clipboard write are shown", line: "\x1b]0;title\x07\x1b]52;c;ZWNobw==\x1b\\", plain: "\\x1b]0;title\\x07\\x1b]52;c;ZWNobw==\\x1b\\" },
  { title: "a device control string is shown", line: "\x1bP$qm\x1b\\", plain: "\\x1bP$qm\\x1b\\" },
  { title: "one-byte C1 sequences are shown", line: "\x9b31m\x9d0;t\x9c\x85", plain: "\\x9b31m\\x9d0;t\\x9c\\x85" },
  { title: "bell, backspace, delete and null are shown", line: "a\x07b\bc\x7fd\0", plain: "a\\x07b\\x08c\\x7fd\\x00" },
  { title: "a colour with foreign parameters is none", line: "\x1b[>4;2m\x1b[31", plain: "\\x1b[>4;2m\\x1b[31" },
  { title: "a sequence that a dropped colour would leave behind is text", line: "\x1b\x1b[0m[2J", plain: "\\x1b[2J", coloured: "\\x1b\x1b[0m[2J\x1b[0m" },
  { title: "line separators and direction marks are shown", line: "a\u2028b\u2029c\u202ed\u2066e\u200ff\u061c", plain: "a\\u2028b\\u2029c\\u202ed\\u2066e\\u200ff\\u061c" },
  { title: "a newline in a line is shown", line: "one\n::error::two", plain: "one\\n::error::two" },
  { title: "commands that CI systems find inside a line are broken", line: "x ##vso[task.complete] ##[error] ##teamcity[x]", plain: "x ##vso\\[task.complete] ##\\[error] ##teamcity\\[x]" },
  { title: "a command that a dropped colour would complete is broken", line: "##\x1b[0m[error]", plain: "##\\[error]", coloured: "##\x1b[0m[error]\x1b[0m" },
  { title: "a GitLab section has lost what makes it one", line: "section_start:1:a\r\x1b[0Ktext", plain: "section_start:1:a\\r\\x1b[0Ktext" },
  { title: "number signs alone stay", line: "## Heading [1] #[2]", plain: "## Heading [1] #[2]" },
];

describe("log line", () => {
  for (const { title, line, plain, coloured = plain } of logCases) {
    test(title, () => {
      expect(harmlessLogLine(line, false)).toBe(plain);
      expect(harmlessLogLine(line, true)).toBe(coloured);
    });
  }

  test("one of a megabyte is cleaned", () => {
    expect(harmlessLogLine("\x1b[31mab\x07".repeat(100_000), false)).toBe("ab\\x07".repeat(100_000));
  });

  test("a bad line of a chunk is cleaned, its neighbours stay", () => {
    expect(textRenderer({ colour: false, prefix: "" }).render(log(["good", "b\x07d\nx", "good"]))).toEqual([
      { to: "out", text: "deploy/web po/web-7d4f-x2 main │ good\ndeploy/web po/web-7d4f-x2 main │ b\\x07d\\nx\ndeploy/web po/web-7d4f-x2 main │ good\n" },
    ]);
  });
});

const messageCases = [
  { title: "several lines become one", text: " probe failed:\r\n\n  HTTP 503\n", line: "probe failed: ⏎ HTTP 503" },
  { title: "colours go", text: "\x1b[31mred\x1b[0m", line: "red" },
  { title: "a GitHub command at the start is broken, one inside is text", text: "::error::a\n::set-env::b", line: "\\::error::a ⏎ ::set-env::b" },
  { title: "a GitHub command behind a colour and blanks is broken", text: "\x1b[31m ::error::a", line: " \\::error::a" },
  { title: "an address that starts with colons stays", text: "::1 refused", line: "::1 refused" },
] as const;

describe("message", () => {
  for (const { title, text, line } of messageCases) {
    test(title, () => expect(harmless(text)).toBe(line));
  }
});

test("JSON stays the same document with nothing to act on", () => {
  const value = { line: "\x1b[31m\x9b\x7f\u2028\u202e ##vso[x] ##[y] \ud800" };
  const json = harmlessJson(JSON.stringify(value));
  expect(json).toBe('{"line":"\\u001b[31m\\u009b\\u007f\\u2028\\u202e ##vso\\u005bx] ##\\u005by] \\ud800"}');
  expect(JSON.parse(json)).toEqual(value);
});

/** Every text that comes from outside, in every report. */
function reportsWith(hostile: string): readonly Report[] {
  const target = { ...web, name: hostile, label: hostile };
  const bad = cause(hostile, { reason: hostile, message: hostile, pod: hostile, container: hostile, node: hostile, lastLines: [hostile] });
  return [
    state({ target, reason: hostile, message: hostile, counters: [{ name: hostile, value: 0, target: 1 }, { name: hostile, value: 0, target: 1 }] }),
    state({ target, status: "failed", reason: hostile, message: hostile, pod: { name: hostile, ready: hostile, status: hostile, restarts: 0, node: hostile } }),
    log([hostile, hostile], { target, pod: hostile, container: hostile }),
    event({ target, object: hostile, reason: hostile, message: hostile }),
    incident({ target, reason: hostile, message: hostile, pod: hostile, container: hostile, effect: "hoping", waitingFor: [hostile] }),
    notice("info", hostile, [{ target, message: hostile }]),
    notice("info", hostile),
    summary([ended(target, "ready", { message: hostile }), ended(target, "failed", { reason: hostile, message: hostile, causes: [bad] })], { outcome: "timedOut", message: hostile }),
    summary([ended(target, "unfinished", { message: hostile })], { outcome: "refused", message: hostile }),
  ];
}

/** mulberry32: the same texts in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = ["\x1b[31m", "\x1b[2J", "\x1b]0;", "\r", "\n", "\r\n", "\x07", "\x1b", "[", "##", "##[", "##vso[", "::error::", "::", "text", " ", "\t", "│", "日", "\ud83d"];

function hostileText(random: () => number): string {
  return Array.from({ length: 12 }, () => {
    if (random() < 0.5) return pieces[Math.floor(random() * pieces.length)] ?? "";
    return String.fromCharCode(Math.floor(random() * (random() < 0.5 ? 0xa0 : 0x2100)));
  }).join("");
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const acting = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|##\w*\[|^\s*::[a-z]/im;

test("whatever the cluster says, no terminal and no CI system finds anything to act on", () => {
  for (const seed of seeds) {
    const reports = reportsWith(hostileText(randomNumbers(seed)));
    for (const renderer of [textRenderer({ colour: false, prefix: "" }), jsonRenderer]) {
      const acted = written(renderer, reports).flatMap(({ text }) => acting.exec(text)?.[0] ?? []);
      expect({ seed, acted }).toEqual({ seed, acted: [] });
    }
  }
});

test("with colour only colours are added, and each line ends without one", () => {
  for (const seed of seeds) {
    const lines = written(textRenderer({ colour: true, prefix: "" }), reportsWith(hostileText(randomNumbers(seed)))).flatMap(({ text }) => text.trimEnd().split("\n"));
    const acted = lines.flatMap((line) => acting.exec(line.replace(/\x1b\[[\d;:]*m/g, "·"))?.[0] ?? []);
    const open = lines.filter((line) => /\x1b\[31m(?!.*\x1b\[(?:0|39)m)/.test(line));
    expect({ seed, acted, open }).toEqual({ seed, acted: [], open: [] });
  }
});

test("no hostile text makes or hides a line", () => {
  for (const seed of seeds) {
    const hostile = written(textRenderer({ colour: false, prefix: "> " }), reportsWith(`x${hostileText(randomNumbers(seed))}`));
    const tame = written(textRenderer({ colour: false, prefix: "> " }), reportsWith("x"));
    expect(hostile.map(({ to, text }) => [to, text.split("\n> ").length])).toEqual(tame.map(({ to, text }) => [to, text.split("\n> ").length]));
    expect(hostile.flatMap(({ text }) => text.split("\n").slice(0, -1)).filter((line) => !line.startsWith("> "))).toEqual([]);
  }
});
