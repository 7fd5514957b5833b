import { expect, test } from "bun:test";
import { applied, deployment, event, events, job, listed, pod, replicaSet, running, target, tell, terminated, waiting, type Step } from "./story.ts";

const rs = replicaSet("web", "abc");
const owner = ["ReplicaSet", "web-abc"] as const;
const nothing = [listed("Deployment", deployment("web", 1, 1, 0)), listed("ReplicaSet", rs), events()];

test("a Deployment that is ready at the start ends at once", () => {
  const up = pod("web-abc-1", owner, { ready: true, state: running(-60) }, { readyAt: -55 });
  const { lines, exitCode } = tell([target("Deployment", "web")], [[0.05, listed("Deployment", deployment("web", 1, 1, 1)), listed("ReplicaSet", rs), listed("Pod", up), events()]]);
  console.log(lines.join("\n"));
  expect(exitCode).toBe(0);
});

test("a crash loop", () => {
  const crash = (restarts: number) => pod("web-abc-1", owner, { restarts, state: waiting("CrashLoopBackOff", "back-off 10s"), lastState: terminated(3, 1) });
  const steps: Step[] = [
    [0.05, ...nothing, listed("Pod", pod("web-abc-1", owner, { state: running(0) }))],
    [2, applied(crash(1))],
    [15, applied(crash(2))],
    [17.5],
  ];
  const { lines, exitCode } = tell([target("Deployment", "web")], steps);
  console.log(lines.join("\n"));
  expect(exitCode).toBe(1);
});

test("a job fails", () => {
  const failed = job("migrate", { failed: 2, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] });
  const { lines, exitCode } = tell([target("Job", "migrate")], [[0.05, listed("Job", failed), listed("Pod"), events()], [3]]);
  console.log(lines.join("\n"));
  expect(exitCode).toBe(1);
});
