import { expect, test } from "bun:test";
import { counted, elapsedText } from "../../src/render/words.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const elapsedCases = [
  [-5, "0s"],
  [999, "0s"],
  [59_999, "59s"],
  [minute, "1m"],
  [72 * second, "1m12s"],
  [hour - second, "59m59s"],
  [hour, "1h"],
  [2 * hour + 5 * minute + 30 * second, "2h5m"],
  [76 * hour, "3d4h"],
] as const;

for (const [ms, text] of elapsedCases) {
  test(`${ms} ms are told as ${text}`, () => expect(elapsedText(ms)).toBe(text));
}

test("one is singular, none and many are plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "restart"))).toEqual(["0 restarts", "1 restart", "2 restarts"]);
});
