import { expect, test } from "bun:test";
import { durationMs } from "../../src/input/duration.ts";

const durations: readonly (readonly [text: string, ms: number | undefined])[] = [
  ["0", 0],
  ["30s", 30_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["500ms", 500],
  ["1.5h", 5_400_000],
  [".5s", 500],
  ["1.s", 1000],
  ["1m1m", 120_000],
  ["250us", 0.25],
  ["250µs", 0.25],
  ["250μs", 0.25],
  ["1000000ns", 1],
  ["", undefined],
  ["5", undefined],
  ["s", undefined],
  [".s", undefined],
  ["-5s", undefined],
  ["5 s", undefined],
  ["5S", undefined],
  ["5d", undefined],
  ["1h30", undefined],
  ["30s\n", undefined],
  ["1e3s", undefined],
  [`${"9".repeat(400)}s`, undefined],
];

test("durations are read as Go reads them, without a sign", () => {
  expect(durations.map(([text]) => [text, durationMs(text)])).toEqual(durations.map(([text, ms]) => [text, ms]));
});
