import { applied, deployment, opening, serving, starting, story, target } from "./story.ts";

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
