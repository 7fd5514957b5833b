/** A run that follows for weeks: what has gone is forgotten in the end, what is there is not. */
import { heapStats } from "bun:jsc";
import { expect, test } from "bun:test";
import { BoundedMemory, pastMax } from "../../src/core/bounded-memory.ts";
import type { FactBody } from "../../src/core/fact.ts";
import type { Report } from "../../src/core/report.ts";
import { Rollout } from "../../src/core/rollout.ts";
import { applied, crashed, deleted, deployment, ended, event, logged, opening, policy, serving, starting, startMs, target } from "./story.ts";

const testMs = 60_000;

/** A Deployment whose Pods serve, lose their readiness, crash, are logged and told of, and are replaced, one each few seconds. One Pod stays. */
class Churn {
  readonly staying = serving(0, "web-abc-staying");
  readonly #rollout = new Rollout([target("Deployment", "web", { showServiceMessages: true })], { ...policy, mode: "follow" }, { startedAt: startMs, matches: () => true });
  seconds = 0;

  constructor() {
    this.take(...opening(deployment("web", 2, 2, 1), this.staying));
    this.take(applied(event(this.staying, "Pulling", "Pulling image", 1)));
  }

  /** What is said of all that happens in one second. */
  take(...facts: FactBody[]): readonly Report[] {
    const at = startMs + this.seconds * 1000;
    this.seconds += 1;
    const reports = this.#rollout.take(facts.map((fact) => ({ at, ...fact })));
    this.#rollout.wanted();
    return reports;
  }

  replace(pods: number): void {
    for (let number = 0; number < pods; number += 1) {
      const name = `web-abc-${this.seconds}`;
      const pod = crashed(1, this.seconds, name);
      const backOff = event(pod, "BackOff", "Back-off restarting failed container main", this.seconds);
      this.take(applied(serving(this.seconds, name)));
      this.take(applied(starting(this.seconds - 1, name)));
      this.take(applied(pod), applied(backOff));
      this.take(logged(name, 0, this.seconds, ..."abcdefghijklmnopqrst"), ended(name, 0));
      this.take(deleted(pod), deleted(backOff));
    }
  }
}

/** Live objects of the whole process. */
function objects(): number {
  Bun.gc(true);
  return heapStats().objectCount;
}

test("six thousand replaced Pods more leave the memory where three thousand left it", () => {
  const churn = new Churn();
  churn.replace(3000);
  const counts = [objects()];
  for (let round = 0; round < 2; round += 1) {
    churn.replace(3000);
    counts.push(objects());
  }
  const [before = 0, between = 0, after = 0] = counts;
  // What else is in the process may grow once; a leak grows with each Pod.
  expect(Math.min(between - before, after - between)).toBeLessThan(2000);
}, testMs);

test("what was said of a Pod that stays is not said again, however many came and went", () => {
  const churn = new Churn();
  churn.replace(3000);
  const reports = churn.take(applied(event(churn.staying, "Unhealthy", "Liveness probe failed", churn.seconds)));
  expect(reports.map((report) => (report.type === "event" ? `${report.object} ${report.message}` : report.type))).toEqual(["po/web-abc-staying Liveness probe failed"]);
}, testMs);

test("the last Pod that failed is named with its last lines, though it is gone for long", () => {
  const churn = new Churn();
  churn.replace(3000);
  churn.seconds += 3600;
  const [summary] = churn.take({ type: "interrupted", signal: "SIGINT" });
  if (summary?.type !== "summary") throw new Error(`a ${summary?.type} in place of the summary`);
  const [cause] = summary.targets.flatMap(({ causes }) => causes);
  expect([cause?.pod, cause?.lastLines.at(-1)]).toEqual(["web-abc-14997", "t"]);
}, testMs);

test("what is present is never forgotten, and of what is past the newest stays", () => {
  const memory = new BoundedMemory<number>();
  memory.set("present", 0);
  for (let number = 1; number <= 10 * pastMax; number += 1) {
    memory.set(`${number}`, number);
    memory.forgetPast(() => new Set(["present"]));
  }
  const newest = Array.from({ length: pastMax }, (_, index) => 9 * pastMax + index + 1);
  expect([memory.get("present"), [...memory.values()].slice(-pastMax)]).toEqual([0, newest]);
  expect(memory.size).toBeLessThanOrEqual(2 * pastMax + 1);
});
