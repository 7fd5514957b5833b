import { applied, deployment, job, listed, opening, serving, starting, story, target } from "./story.ts";

const up = deployment("web", 1, 1, 1);

story("all must stay ready for the soak time before the run ends well", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(up, serving(-60))], [29], [31]],
  policy: { heartbeatMs: -1, soakMs: 30_000 },
  lines: ["deploy/web: ready", "deploy/web  ready  0s", "1 ready in 30s"],
  exitCode: 0,
});

story("a loss of readiness lets the soak time begin anew", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(up, serving(-60))], [20, applied(starting(-60)), applied(deployment("web", 1, 1, 0))], [25, applied(serving(25)), applied(deployment("web", 1, 1, 1))], [54], [56]],
  policy: { heartbeatMs: -1, soakMs: 30_000 },
  lines: [
    "deploy/web: ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  0s",
    "1 ready in 55s",
  ],
  exitCode: 0,
});

const down = [applied(starting(-60)), applied(deployment("web", 1, 1, 0)), applied(deployment("db", 1, 1, 0))];
const both = [...opening(up, serving(-60)).slice(1), listed("Deployment", up, deployment("db", 1, 1, 1))];
const lostReadiness = [
  "deploy/web: ready",
  "deploy/db: progressing, up, waiting 3 s to see that its containers stay up",
  "deploy/db: ready",
  "deploy/web po/web-abc-1: Running, 0/1 ready",
  "deploy/web: progressing, 0 of 1 updated replicas available",
  "deploy/db: progressing, 0 of 1 updated replicas available",
];

story("heartbeats name what was ready and breaks the soak, but for what does not block", {
  targets: [target("Deployment", "web"), target("Deployment", "db", { terminationMode: "NonBlocking" })],
  steps: [[0, ...both], [15, ...down], [26]],
  policy: { soakMs: 20_000 },
  lines: [...lostReadiness, "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running"],
  exitCode: undefined,
});

story("without a soak time nobody waits for what was ready", {
  targets: [target("Deployment", "web"), target("Deployment", "db"), target("Job", "migrate")],
  steps: [[0, ...both, listed("Job", job("migrate", { active: 1 }))], [9, ...down], [20]],
  lines: [
    ...lostReadiness.slice(0, 2),
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    ...lostReadiness.slice(2),
    "still waiting for job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: undefined,
});

story("what breaks the soak when the time is over is unfinished", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(up, serving(-60))], [15, applied(starting(-60)), applied(deployment("web", 1, 1, 0))], [25], [28]],
  policy: { heartbeatMs: -1, soakMs: 20_000, timeoutMs: 25_000 },
  lines: [
    "deploy/web: ready",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web  unfinished  25s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 unfinished in 25s",
    "! deploy/web track failed: context deadline exceeded: ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
  ],
  exitCode: 3,
});
