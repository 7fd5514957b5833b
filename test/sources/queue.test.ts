import { expect, test } from "bun:test";
import type { LogSource } from "../../src/core/fact.ts";
import { FactQueue, queuedLogCharsMax } from "../../src/sources/queue.ts";

const source: LogSource = {
  type: "log",
  namespace: "shop",
  pod: "web-1",
  podUid: "u1",
  container: "main",
  run: 0,
  previous: false,
  sinceMs: 0,
  follow: true,
  tail: 0,
};

test("facts come out in their order, all there are, with times that never go back", async () => {
  const times = [1_000.7, 900, 1_001];
  const queue = new FactQueue(() => times.shift() ?? 2_000);
  queue.push({ type: "ticked" });
  queue.push({ type: "skewed", ms: 5 });
  queue.push({ type: "ticked" });
  expect(await queue.take()).toEqual([
    { at: 1_000, type: "ticked" },
    { at: 1_000, type: "skewed", ms: 5 },
    { at: 1_001, type: "ticked" },
  ]);
});

test("whoever takes waits for the next fact", async () => {
  const queue = new FactQueue(() => 7);
  queue.push({ type: "ticked" });
  await queue.take();
  const next = queue.take();
  queue.push({ type: "skewed", ms: 1 });
  expect(await next).toEqual([{ at: 7, type: "skewed", ms: 1 }]);
});

test("there is room for log lines until too much text waits, and again when it is taken", async () => {
  const queue = new FactQueue(() => 7);
  queue.push({ type: "logged", source, lines: ["x".repeat(queuedLogCharsMax)] });
  await queue.room();
  queue.push({ type: "logged", source, lines: ["", "y"] });
  let hasRoom = false;
  const waiting = queue.room().then(() => (hasRoom = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasRoom).toBe(false);
  expect((await queue.take()).length).toBe(2);
  expect(await waiting).toBe(true);
});

test("a failure is thrown to whoever takes, the first one if there are several", async () => {
  const queue = new FactQueue(() => 7);
  const waiting = queue.take();
  queue.fail(new TypeError("our mistake"));
  queue.fail(new TypeError("another"));
  await expect(waiting).rejects.toThrow("our mistake");
  queue.push({ type: "ticked" });
  await expect(queue.take()).rejects.toThrow("our mistake");
});
