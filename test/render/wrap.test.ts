import { describe, expect, test } from "bun:test";
import { displayWidth, padded, withoutTabs } from "../../src/render/display-width.ts";
import { marked, wrapped } from "../../src/render/wrap.ts";

type Case = readonly [title: string, text: string, width: number, lines: readonly string[]];

const wraps: readonly Case[] = [
  ["a text that fits is one line, blanks and all", "foo  bar ", 10, ["foo  bar "]],
  ["a text is broken at a blank, which is not printed", "foo bar data and more", 10, ["foo bar", "data and", "more"]],
  ["a longer word fills the line and is cut", `foo bar ${"l".repeat(11)}`, 10, ["foo bar ll", "lllllllll"]],
  ["a longer word at the start is cut", "l".repeat(21), 10, ["llllllllll", "llllllllll", "l"]],
  ["an indentation stays in the first line", "  indented words go on", 12, ["  indented", "words go on"]],
  ["an indentation that leaves no room is dropped", `${" ".repeat(30)}word`, 10, ["word"]],
  ["blanks alone are one empty line", " ".repeat(30), 10, [""]],
  ["wide characters are never halved", "日本語日本語", 5, ["日本", "語日", "本語"]],
  ["a character wider than the line stands alone", "日本", 1, ["日", "本"]],
  ["an emoji of several characters stays whole", "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]],
  ["combining marks stay with their letter", "e\u0301".repeat(6), 4, ["e\u0301".repeat(4), "e\u0301".repeat(2)]],
  ["a colour ends with each line and goes on in the next", "\x1b[31mred words\x1b[0m plain", 6, ["\x1b[31mred\x1b[0m", "\x1b[31mwords\x1b[0m", "plain"]],
  ["of several styles those that are on go on", "\x1b[1;31mab \x1b[22mcd \x1b[38;5;4mef\x1b[0m", 3, ["\x1b[1;31mab\x1b[0m", "\x1b[31mcd\x1b[0m", "\x1b[38;5;4mef\x1b[0m"]],
  ["a colour that takes the place of another ends it", "\x1b[31mab \x1b[38;2;1;2;3mcd \x1b[39;4mef\x1b[24m gh", 3, ["\x1b[31mab\x1b[0m", "\x1b[38;2;1;2;3mcd\x1b[0m", "\x1b[4mef\x1b[0m", "gh"]],
];

describe("wrapped", () => {
  test.each(wraps)("%s", (_, text, width, lines) => expect(wrapped(text, width)).toEqual(lines));
});

const marks: readonly Case[] = [
  ["a text that fits has no mark", "1234567890", 10, ["1234567890"]],
  ["the mark stands at the right edge", "foo bar data", 10, ["foo bar  ↵", "data"]],
  ["a cut word has a mark, too", "1".repeat(11), 10, ["11111111 ↵", "111"]],
  ["the mark has no colour", "\x1b[31m11111111111\x1b[0m", 10, ["\x1b[31m11111111\x1b[0m ↵", "\x1b[31m111\x1b[0m"]],
  ["a line of wide characters is filled up to the mark", "日本語日本語", 10, ["日本語日 ↵", "本語"]],
];

describe("marked", () => {
  test.each(marks)("%s", (_, text, width, lines) => expect(marked(text, width)).toEqual(lines));
});

test("a megabyte in one line is broken in no time, whatever it is made of", () => {
  const startedAt = performance.now();
  const counts = ["x".repeat(1_000_000), "日".repeat(300_000), "\x1b[31mab\x1b[39m ".repeat(60_000)].map((text) => marked(text, 98).length);
  expect(counts).toEqual([10417, 6250, 1875]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

const widths: readonly (readonly [text: string, width: number])[] = [
  ["", 0],
  ["plain", 5],
  ["é", 1],
  ["e\u0301", 1],
  ["日本語", 6],
  ["ﾊﾝｶｸ", 4],
  ["ＡＢ", 4],
  ["한글", 4],
  ["か\u3099", 2],
  ["✔", 1],
  ["✔️", 2],
  ["👍🏽", 2],
  ["🇩🇪", 2],
  ["👩‍👩‍👧 x", 4],
  ["a\u200bb", 2],
  ["\x1b[31m日\x1b[0m", 2],
  ["│ ├── ↵", 7],
];

test.each(widths)("%j takes %d columns", (text, width) => expect(displayWidth(text)).toBe(width));

test("a tab leads to the next eighth column, whatever is in front of it", () => {
  expect([withoutTabs("a\tb"), withoutTabs("\t12345678\tx"), withoutTabs("日本\tb"), withoutTabs("\x1b[31ma\x1b[0m\tb")]).toEqual([
    "a       b",
    "        12345678        x",
    "日本    b",
    "\x1b[31ma\x1b[0m       b",
  ]);
});

test("a text is filled with blanks by the columns that it takes", () => {
  expect([padded("日本", 6), padded("long", 2)]).toEqual(["日本  ", "long"]);
});
