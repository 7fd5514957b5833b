/** Which log lines, and of how many Pods, are shown. */
import { expect, test } from "bun:test";
import type { LogPolicy } from "../../src/core/target.ts";
import { lineFilter } from "../../src/core/line-filter.ts";
import { lineMatcher } from "../../src/input/pattern.ts";
import { applied, crashed, deleted, deployment, job, listed, logged, opening, pod, running, serving, starting, story, tailed, target, terminated, webOwner } from "./story.ts";

const web = deployment("web", 3, 3, 0);
const logs = (changes: Partial<LogPolicy>) => ({ logs: { ...target("Deployment", "web").logs, ...changes } });
const quiet = { heartbeatMs: -1 };
const rising = ["deploy/web po/web-abc-1: Running, 0/1 ready", "deploy/web: progressing, 0 of 3 updated replicas available"];

story("lines in which LogRegexSkip finds something are hidden, also those that LogRegex would show (checklist 94)", {
  targets: [target("Deployment", "web", logs({ pattern: "request", skipPattern: "GET /healthz" }))],
  steps: [[0, ...opening(web, starting(0))], [1, logged("web-abc-1", 0, 1, "request GET /", "request GET /healthz", "booting", "request GET /cart")]],
  lines: [...rising, "deploy/web po/web-abc-1 main │ request GET /", "deploy/web po/web-abc-1 main │ request GET /cart"],
  exitCode: undefined,
});

story("LogRegexSkipByContainerName hides further lines of its container, and the general pattern holds for it too (checklist 94)", {
  targets: [target("Deployment", "web", logs({ skipPattern: "healthz", skipPatternByContainer: { main: "debug", istio: "." } }))],
  steps: [[0, ...opening(web, starting(0))], [1, logged("web-abc-1", 0, 1, "debug: tick", "GET /healthz", "up")]],
  lines: [...rising, "deploy/web po/web-abc-1 main │ up"],
  exitCode: undefined,
});

test("a container's own pattern hides lines of no other one (checklist 94)", () => {
  const { logs: policy } = target("Deployment", "web", logs({ skipPatternByContainer: { istio: "debug" } }));
  const matches = (pattern: string, text: string) => lineMatcher(pattern)(text);
  expect(lineFilter(policy, "main", matches)).toBeUndefined();
  expect(["debug: tick", "up"].filter((line) => lineFilter(policy, "istio", matches)?.(line))).toEqual(["up"]);
});

test("a pattern that finds nothing but the empty text hides nothing (checklist 94)", () => {
  const { logs: policy } = target("Deployment", "web", logs({ skipPattern: "x*" }));
  const isShown = lineFilter(policy, "main", (pattern, text) => lineMatcher(pattern)(text));
  expect(["up", "xx up", "up xx"].filter((line) => isShown?.(line))).toEqual(["up", "up xx"]);
});

const named = (name: string, seconds = 0) => starting(seconds, name);
const follow = (name: string) => `${name}/main run 0 from 12:00:00 follow`;

story("of three Pods one's logs are followed, the first by name, until it is gone: then the next one's (checklist 94)", {
  targets: [target("Deployment", "web", logs({ replicasMax: 1 }))],
  steps: [
    [0, ...opening(web, named("web-abc-3"), named("web-abc-2"))],
    // Earlier by name, but the place is taken.
    [1, applied(named("web-abc-1"))],
    [2, deleted(named("web-abc-2"))],
    [3, applied(serving(3, "web-abc-1"))],
    [4, deleted(named("web-abc-1"))],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-3: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 3 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
  ],
  exitCode: undefined,
  wanted: [[follow("web-abc-2")], [follow("web-abc-2")], [follow("web-abc-1")], [follow("web-abc-1")], [follow("web-abc-3")]],
});

story("two of three Pods' logs are followed, and a Pod that has become ready keeps its place (checklist 94)", {
  targets: [target("Deployment", "web", logs({ replicasMax: 2 }))],
  steps: [[0, ...opening(web, named("web-abc-1"), named("web-abc-2"), named("web-abc-3"))], [1, applied(serving(1, "web-abc-1"))], [2]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-3: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 3 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
  ],
  exitCode: undefined,
  wanted: [[follow("web-abc-1"), follow("web-abc-2")], [follow("web-abc-1"), follow("web-abc-2")], [follow("web-abc-2")]],
});

const migratePod = (name: string, state: object, phase = "Running") => pod(name, ["Job", "migrate"], { ready: phase === "Running", state }, { restartPolicy: "Never", phase });

story("the Pod that follows a failed one of a Job is shown (checklist 94)", {
  targets: [target("Job", "migrate", logs({ replicasMax: 1 }))],
  steps: [
    [0, listed("Job", job("migrate", { active: 1 })), listed("Pod", migratePod("migrate-1", running(0)))],
    [1, applied(migratePod("migrate-1", terminated(1, 1), "Failed")), applied(migratePod("migrate-2", running(1)))],
  ],
  policy: { ...quiet, watchesEvents: false },
  lines: [
    "job/migrate po/migrate-1: Running, 1/1 ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate po/migrate-1: Error, 0/1 ready",
    "job/migrate po/migrate-2: Running, 1/1 ready",
  ],
  exitCode: undefined,
  wanted: [["migrate-1/main run 0 follow"], ["migrate-1/main run 0 follow", "migrate-2/main run 0 follow"]],
});

story("the last lines of what failed are read and shown whatever the number of Pods (checklist 94)", {
  targets: [target("Deployment", "web", { ...logs({ replicasMax: 1 }), allowedFailures: 0 })],
  steps: [
    [0, ...opening(web, named("web-abc-1"), pod("web-abc-2", webOwner, { state: running(0), probe: true }))],
    [5, applied(crashed(1, 5, "web-abc-2"))],
    [5.1, tailed("web-abc-2", 1, 5, "no such table: carts")],
    [9],
  ],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 3 updated replicas available",
    "deploy/web po/web-abc-2: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-2 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  5s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-2 container/main, node node-1)",
    "  po/web-abc-2 container/main: image shop/web:2",
    "  last lines of po/web-abc-2 container/main:",
    "  │ no such table: carts",
    "  next: kubectl logs web-abc-2 -c main --previous -n shop",
    "1 failed in 5s",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-2 container/main, node node-1)",
  ],
  exitCode: 1,
});
