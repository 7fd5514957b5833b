/** kubedog's own look at 100 columns, as v0.13.0 draws it. */
import { expect, test } from "bun:test";
import type { Report, TargetProgress } from "../../src/core/report.ts";
import { cell, drawn, pod, progress, replicas, target, text } from "./drawn.ts";
import { event, incident, log } from "./sample.ts";

function deployment(replicaCount: number, available: number, updated: number, waits: readonly string[], given: Partial<TargetProgress>): TargetProgress {
  const columns = [replicas(replicaCount, 2), cell("AVAILABLE", available, 2), cell("UP-TO-DATE", updated, 2)];
  return { ...target("web", "DEPLOYMENT", columns, given), table: { head: "DEPLOYMENT", columns, waits } };
}

const later = target("later", "DEPLOYMENT", [text("REPLICAS", "-"), text("AVAILABLE", "-"), text("UP-TO-DATE", "-")]);
const before = deployment(1, 0, 0, [], { pods: [pod("web-aaa-old1", "1/1", "Running", { isNew: false, isReady: true }), pod("web-bbb-n1", "0/1", "ContainerCreating")] });
const after = deployment(3, 1, 2, ["replicas 3->2", "available 1->2"], {
  pods: [
    pod("web-aaa-old1", "1/1", "Running", { isNew: false, isReady: true }),
    pod("web-bbb-n1", "0/1", "Running"),
    pod("web-bbb-n2", "0/1", "CrashLoopBackOff", { restarts: 4 }),
  ],
});

const db: TargetProgress = {
  ...target("db", "STATEFULSET", []),
  table: { head: "STATEFULSET", columns: [replicas(2, 2), cell("READY", 1, 2), cell("UP-TO-DATE", 1, 2)], waits: ["ready 1->2", "up-to-date 1->2"] },
  warnings: ["FailedCreate: The POST operation against Pod could not be completed at this time, please try again."],
  pods: [pod("db-0", "1/1", "Running", { isReady: true }), pod("db-1", "0/2", "Init:0/1")],
};
const migrate: TargetProgress = {
  ...target("migrate", "JOB", []),
  table: {
    head: "JOB",
    columns: [text("ACTIVE", "0"), text("DURATION", ""), { ...cell("SUCCEEDED/FAILED", 0, 1), after: "/1" }],
    waits: ["condition Complete->True", "succeeded 0->1"],
  },
  result: "failed",
  error: "BackoffLimitExceeded",
  pods: [pod("migrate-x1", "0/1", "Error", { error: "Error" })],
};
const shop = target("shop", "CANARY", [text("STATUS", "Progressing"), text("WEIGHT", "20"), text("LASTUPDATE", "0001-01-01 00:00:00 +0000 UTC")]);

const long = "a line that is too long for the window is broken with a mark at the right edge of the window and goes on here until its very end comes";
const story: readonly Report[] = [
  event({ what: "added", object: "", message: "added" }),
  event({ what: "added", object: "rs/web-bbb", message: "added" }),
  event({ object: "po/web-bbb-n1", reason: "Pulling", message: 'Pulling image "x"' }),
  log(["first line", long], { pod: "web-bbb-n1" }),
  incident({ pod: "web-bbb-n1", message: "back-off 10s restarting failed container" }),
];

const blocks = `┌ deploy/web service messages
│ added
│ rs/web-bbb added
│ event: po/web-bbb-n1 Pulling: Pulling image "x"
└ deploy/web service messages

┌ deploy/web po/web-bbb-n1 container/main logs
│ first line
│ a line that is too long for the window is broken with a mark at the right edge of the window     ↵
│ and goes on here until its very end comes
└ deploy/web po/web-bbb-n1 container/main logs

2> deploy/web ERROR: po/web-bbb-n1 container/main: CrashLoopBackOff: back-off 10s restarting failed   ↵
2> container
1/1 allowed errors occurred for deploy/web: continue tracking`;

const table = `┌ Status progress
│ DEPLOYMENT                                              REPLICAS  AVAILABLE  UP-TO-DATE
│ later                                                   -         -          -
│ web                                                     1->3/2    0->1       0->2
│ │   POD                 READY  RESTARTS  STATUS         ---
│ ├── aaa-old1            1/1    0         Running        Waiting for: replicas 3->2, available
│ ├── bbb-n1              0/1    0         ContainerCreat 1->2
│ │                                        ing->Running
│ └── bbb-n2              0/1    4         CrashLoopBackO
│                                          ff
│ STATEFULSET                                             REPLICAS  READY      UP-TO-DATE
│ db                                                      2/2       1          1
│ warning: FailedCreate: The POST operation against Pod could not be completed at this time,
│ please try again.
│ │   POD                 READY  RESTARTS  STATUS         ---
│ ├── 0                   1/1    0         Running        Waiting for: ready 1->2, up-to-date 1->2
│ └── 1                   0/2    0         Init:0/1
│ JOB                                                     ACTIVE    DURATION   SUCCEEDED/FAILED
│ migrate                                                 0                    0/1
│ error: BackoffLimitExceeded
│ │   POD                 READY  RESTARTS  STATUS         ---
│ └── x1                  0/1    0         Error          Waiting for: condition Complete->True,
│     └── error: Error                                    succeeded 0->1
│ CANARY                                                  STATUS    WEIGHT     LASTUPDATE
│ shop                                                    Progressi 20         0001-01-01
│                                                         ng                   00:00:00 +0000 UTC
└ Status progress`;

test("service messages, logs, an error and its consequence look as kubedog draws them (checklist 65, 68, 69)", () => {
  expect(drawn(story)).toBe(blocks);
});

test("the table looks as kubedog draws it, with what has changed since the one before (checklist 70)", () => {
  const [, ...second] = drawn([progress([before]), progress([shop, migrate, db, after, later])]).split("\n\n");
  expect(second.join("\n\n")).toBe(table);
});

test("a blank line stands before a table once something was printed, and after it once something follows", () => {
  expect(drawn([...story, progress([shop])]).slice(blocks.length, blocks.length + 21)).toBe("\n\n┌ Status progress\n│");
  expect(drawn([progress([shop]), incident({})])).toMatch(/^┌ Status progress\n[^┌]+└ Status progress\n\n2> deploy\/web ERROR: /);
});
