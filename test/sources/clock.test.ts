import { describe, expect, test } from "bun:test";
import type { FactBody } from "../../src/core/fact.ts";
import { Clock } from "../../src/sources/clock.ts";
import { VirtualTime } from "../cluster/virtual-time.ts";

const start = Date.parse("2026-01-02T12:00:00Z");

function started() {
  const facts: FactBody[] = [];
  const time = new VirtualTime(start);
  const clock = new Clock({ push: (body) => facts.push(body) }, time);
  return { facts, time, clock };
}

describe("waking up", () => {
  test("the core is woken at the time it named, once", async () => {
    const { facts, time, clock } = started();
    clock.wakeAt(start + 5_000);
    await time.pass(4_999);
    expect(facts).toEqual([]);
    await time.pass(60_000);
    expect(facts).toEqual([{ type: "ticked" }]);
  });

  test("another time replaces the one before; naming the same again changes nothing", async () => {
    const { facts, time, clock } = started();
    clock.wakeAt(start + 1_000);
    clock.wakeAt(start + 5_000);
    clock.wakeAt(start + 5_000);
    await time.pass(4_999);
    expect(facts).toEqual([]);
    await time.pass(1);
    expect(facts).toEqual([{ type: "ticked" }]);
  });

  test("never means never", async () => {
    const { facts, time, clock } = started();
    clock.wakeAt(start + 1_000);
    clock.wakeAt(undefined);
    await time.pass(60_000);
    expect(facts).toEqual([]);
  });

  test("a time that has passed wakes at once, but never within the call", async () => {
    const { facts, time, clock } = started();
    clock.wakeAt(start - 1_000);
    expect(facts).toEqual([]);
    await time.pass(0);
    expect(facts).toEqual([{ type: "ticked" }]);
  });

  test("a time further away than timers reach is reached", async () => {
    const { facts, time, clock } = started();
    const days30 = 30 * 24 * 3_600_000;
    clock.wakeAt(start + days30);
    await time.pass(days30 - 1);
    expect(facts).toEqual([]);
    await time.pass(1);
    expect(facts).toEqual([{ type: "ticked" }]);
  });

  test("a disposed clock is silent", async () => {
    const { facts, time, clock } = started();
    clock.wakeAt(start + 1_000);
    clock[Symbol.dispose]();
    await time.pass(60_000);
    expect(facts).toEqual([]);
  });
});

/** Each response: the server's Date (seconds after the start), sent and received (ms after the start) → skews told. */
const skews: readonly [title: string, responses: readonly (readonly [number, number, number])[], told: readonly number[]][] = [
  ["equal clocks", [[0, 100, 150], [1, 1_950, 1_990]], []],
  ["a Date is up to a second old: that is no skew", [[0, 900, 990]], []],
  ["a server that is surely ahead", [[60, 100, 200]], [59_800]],
  ["a server that is surely behind", [[-60, 100, 200]], [-59_100]],
  ["a slow answer tells less", [[3, 0, 4_000]], []],
  ["more answers tell it more exactly", [[60, 0, 0], [61, 200, 200], [61, 1_100, 1_100]], [60_000, 60_800]],
  ["small steps are not told", [[60, 0, 0], [60, 50, 50], [61, 950, 950]], [60_000]],
  ["a clock that was set anew is believed", [[60, 0, 0], [1, 1_000, 1_000]], [60_000, 0]],
];

test.each(skews)("the server's clock: %s", (_, responses, told) => {
  const { facts, clock } = started();
  for (const [dateS, sentMs, receivedMs] of responses) clock.serverDate(start + dateS * 1_000, start + sentMs, start + receivedMs);
  expect(facts).toEqual(told.map((ms) => ({ type: "skewed", ms })));
});
