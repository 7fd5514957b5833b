/** `--status table`: which rows a table has, what they say, in which colours. */
import { describe, expect, test } from "bun:test";
import type { TargetProgress } from "../../src/core/report.ts";
import { cell, drawn, pod, progress, replicas, target, text } from "./drawn.ts";
import { ended, log, state, summary, web } from "./sample.ts";

const unseen = [text("REPLICAS", "-"), text("AVAILABLE", "-"), text("UP-TO-DATE", "-")];

function web1(available: number, given: Partial<TargetProgress> = {}): TargetProgress {
  return target("web", "DEPLOYMENT", [replicas(1, 1), cell("AVAILABLE", available, 1), cell("UP-TO-DATE", 1, 1)], given);
}

const ready = { status: "ready", result: "ready" } as const;

test("without Pods, too, a table says what is waited for (checklist 71)", () => {
  const missing = target("api", "DEPLOYMENT", unseen, { status: "missing", waitingFor: "does not exist in namespace shop yet, waiting for it to be created" });
  const starting = target("web", "DEPLOYMENT", unseen);
  const waiting = { ...starting, table: { ...starting.table, waits: ["up-to-date 0->2", "available 0->2"] }, waitingFor: "quota exceeded" };
  expect(drawn([progress([waiting, missing])])).toBe(`┌ Status progress
│ DEPLOYMENT                                              REPLICAS  AVAILABLE  UP-TO-DATE
│ api                                                     -         -          -
│                                                         does not exist in namespace shop yet,
│                                                         waiting for it to be created
│ web                                                     -         -          -
│                                                         Waiting for: up-to-date 0->2, available
│                                                         0->2
│                                                         quota exceeded
└ Status progress`);
});

test("what is ready is shown once more, then dropped, and shown in the last table (checklist 70, 72)", () => {
  const job = (active: number) => target("migrate", "JOB", [text("ACTIVE", `${active}`), text("DURATION", "1s"), { ...cell("SUCCEEDED/FAILED", 0, 1), after: "/0" }]);
  const tables = drawn([
    progress([web1(0), job(0)]),
    progress([web1(1, ready), job(0)]),
    progress([web1(1, ready), job(1)]),
    progress([web1(1, ready), job(1)], true),
    summary([ended(web, "ready")]),
  ]).split("\n\n");
  expect(tables.map((table) => [table.includes("│ web "), table.includes("│ migrate ")])).toEqual([[true, true], [true, true], [false, true], [true, true], [false, false]]);
});

test("a canary stays, as it may go on", () => {
  const canary = (weight: string) => target("shop", "CANARY", [text("STATUS", "Succeeded"), text("WEIGHT", weight), text("LASTUPDATE", "-")], ready);
  expect(drawn([progress([canary("10")]), progress([canary("20")])]).match(/│ shop .*/g)).toEqual(["│ shop                                                    Succeeded 10         -", "│ shop                                                    Succeeded 20         -"]);
});

test("no table says the same again, but for the last one (checklist 72)", () => {
  const moved = web1(0, { pods: [pod("web-a-1", "0/1", "Pending", { node: "worker-1" })] });
  const still = web1(0, { pods: [pod("web-a-1", "0/1", "Pending")] });
  expect(drawn([progress([still]), progress([moved]), progress([moved]), progress([moved], true)]).match(/┌ Status progress/g)?.length).toBe(2);
  expect(drawn([progress([web1(1, ready)]), progress([web1(1, ready)])]).match(/┌ Status progress/g)?.length).toBe(1);
});

test("an arrow tells of a change since the table before, of values that were known", () => {
  const first = target("web", "DEPLOYMENT", unseen, { pods: [pod("web-a-1", "0/1", "Pending")] });
  const second = web1(0, { pods: [pod("web-a-1", "0/1", "Running"), pod("web-a-2", "0/1", "Pending")] });
  const third = web1(1, { pods: [pod("web-a-2", "0/1", "Pending")] });
  const shown = drawn([progress([first]), progress([second]), progress([third])]).split("\n").filter((line) => /│ (web|.── a)/.test(line));
  expect(shown).toEqual([
    "│ web                                                     -         -          -",
    "│ └── a-1                 0/1    0         Pending",
    "│ web                                                     1/1       0          1",
    "│ ├── a-1                 0/1    0         Pending->Runni",
    "│ └── a-2                 0/1    0         Pending",
    "│ web                                                     1/1       0->1       1",
    "│ └── a-2                 0/1    0         Pending",
  ]);
});

test("kinds stand in kubedog's order, names are sorted, resources are in the order of the spec (checklist 70)", () => {
  const field = (value: string) => ({ ...text("WATCHING FOR FIELD", value), before: "status.phase:", isReached: false });
  const resource = (kind: string, name: string): TargetProgress => {
    const made = target(name, "RESOURCE", [text("NAMESPACE", "shop"), field("Creating")]);
    return { ...made, target: { ...made.target, kind } };
  };
  const heads = ["CANARY", "JOB", "STATEFULSET", "DAEMONSET", "DEPLOYMENT"];
  const targets = [resource("Widget", "z"), resource("Widget", "a"), ...heads.flatMap((head) => [target("b", head, []), target("a", head, [])])];
  const shown = drawn([progress(targets)]).split("\n").slice(1, -1).map((line) => line.slice(2).trim());
  expect(shown).toEqual([
    ...["DEPLOYMENT", "a", "b", "DAEMONSET", "a", "b", "STATEFULSET", "a", "b", "JOB", "a", "b", "CANARY", "a", "b"],
    "RESOURCE                                 NAMESPACE    WATCHING FOR FIELD",
    "Widget/z                                 shop         status.phase: Creating",
    "Widget/a                                 shop         status.phase: Creating",
  ]);
});

test("a change of a watched field has its arrow behind the path", () => {
  const widget = (path: string, value: string) => target("w1", "RESOURCE", [text("NAMESPACE", "-"), { ...text("WATCHING FOR FIELD", value), before: `${path}:`, isReached: value === "Ready" }]);
  const shown = drawn([progress([widget("status.phase", "Creating")]), progress([widget("status.phase", "Ready")]), progress([widget("status.state", "Up")])]);
  expect(shown.match(/status\..*/g)).toEqual(["status.phase: Creating", "status.phase: Creating->Ready", "status.state: Up"]);
});

test("targets of one name in two namespaces are told apart (checklist 17)", () => {
  const of = (namespace: string) => ({ ...web1(0), target: { ...web, namespace, label: `ns:${namespace}/deploy/web` } });
  const after = { ...web1(1), target: of("b").target };
  expect(drawn([progress([of("b"), of("a")]), progress([after, of("a")])]).match(/│ .\/web .*/g)?.map((line) => line.replace(/ +/g, " "))).toEqual([
    "│ a/web 1/1 0 1",
    "│ b/web 1/1 0 1",
    "│ a/web 1/1 0 1",
    "│ b/web 1/1 0->1 1",
  ]);
});

test("single state lines are not printed, everything else is", () => {
  expect(drawn([state({ status: "ready" }), state({ pod: { name: "web-1", ready: "1/1", status: "Running", restarts: 0, node: "" } }), log(["hi"])], { logStyle: "line" })).toBe("deploy/web po/web-7d4f-x2 main │ hi");
});

test("with prefixed log lines a table is a block all the same", () => {
  expect(drawn([log(["hi"]), progress([target("web", "JOB", [])]), log(["ho"])], { logStyle: "line" })).toBe(`deploy/web po/web-7d4f-x2 main │ hi

┌ Status progress
│ JOB
│ web
└ Status progress

deploy/web po/web-7d4f-x2 main │ ho`);
});

test("without --status table there is none", () => expect(drawn([progress([web1(0)], true)], { status: "lines" })).toBe(""));

test("in a narrow window no head is broken, and what is waited for stands above the Pods (checklist 74)", () => {
  const starting = web1(0, { pods: [pod("web-7d4f8b6c9d-x2abc", "0/1", "ContainerCreating")], error: "CrashLoopBackOff: po/web-7d4f8b6c9d-x2abc container/main: exits with 3" });
  const target80 = { ...starting, table: { ...starting.table, waits: ["available 0->1"] } };
  expect(drawn([progress([target80])], { width: 80 })).toBe(`┌ Status progress
│ DEPLOYMENT                                REPLICAS AVAILABLE UP-TO-DATE
│ web                                       1/1      0         1
│ error: CrashLoopBackOff: po/web-7d4f8b6c9d-x2abc container/main: exits with
│ 3
│ │   POD         READY RESTARTS STATUS     ---
│ └── 7d4f8b6c9d- 0/1   0        ContainerC Waiting for: available 0->1
│     x2abc                      reating
└ Status progress`);
  expect(drawn([progress([target80])], { width: 60 })).toBe(`┌ Status progress
│ DEPLOYMENT                REPLICAS AVAILABLE UP-TO-DATE
│ web                       1/1      0         1
│ error: CrashLoopBackOff: po/web-7d4f8b6c9d-x2abc
│ container/main: exits with 3
│ Waiting for: available 0->1
│ │   POD                  READY  RESTARTS  STATUS
│ └── 7d4f8b6c9d-x2abc     0/1    0         ContainerCreat
│                                           ing
└ Status progress`);
});

const colours = [
  ["\x1b[32m", "g("],
  ["\x1b[33m", "y("],
  ["\x1b[31m", "r("],
  ["\x1b[34m", "b("],
  ["\x1b[1m", "bold("],
  ["\x1b[39m", ")"],
  ["\x1b[22m", ")"],
  ["\x1b[0m", ")"],
] as const;

/** The last table's lines with the colours as letters, without the blanks between. */
function painted(...reports: readonly TargetProgress[]): readonly string[] {
  const table = drawn(reports.map((report) => progress([report])), { colour: true, width: 140 }).split("\n\n").at(-1) ?? "";
  return colours.reduce((shown, [code, letter]) => shown.replaceAll(code, letter), table).split("\n").map((line) => line.replace(/ +/g, " "));
}

const pods = [
  pod("web-a-1", "1/1", "Running", { isReady: true }),
  pod("web-a-2", "0/1", "Running"),
  pod("web-a-3", "0/1", "Error"),
  pod("web-a-4", "0/1", "Evicted", { error: "Evicted: low on memory" }),
  pod("web-b-1", "1/1", "Running", { isReady: true, isNew: false }),
];

describe("colours", () => {
  test("a value is green at its goal, else yellow; Running alone is not green (checklist 71)", () => {
    expect(painted(web1(0, { pods }))).toEqual([
      "┌ bold(Status progress)",
      "│ DEPLOYMENT REPLICAS AVAILABLE UP-TO-DATE",
      "│ y(web) g(1/1) y(0) g(1)",
      "│ │ POD READY RESTARTS STATUS",
      "│ ├── g(a-1) 1/1 0 g(Running)",
      "│ ├── y(a-2) 0/1 0 y(Running)",
      "│ ├── y(a-3) 0/1 0 r(Error)",
      "│ ├── r(a-4) 0/1 0 r(Evicted)",
      "│ │ └── r(error: Evicted: low on memory)",
      "│ └── b-1 1/1 0 Running",
      "└ bold(Status progress)",
    ]);
  });

  test("an old value has the colour that it had, the arrow none", () => {
    const before = target("web", "DEPLOYMENT", [replicas(1, 1), cell("AVAILABLE", 0, 1)], { pods: [pod("web-a-1", "0/1", "Pending")] });
    const after = target("web", "DEPLOYMENT", [replicas(2, 1), cell("AVAILABLE", 1, 1)], { pods: [pod("web-a-1", "1/1", "Running", { isReady: true })] });
    expect(painted(before, after).slice(2, 5)).toEqual(["│ y(web) g(1)->y(2/1) y(0)->g(1)", "│ │ POD READY RESTARTS STATUS", "│ └── g(a-1) 1/1 0 y(Pending)->g(Running)"]);
  });

  test("a Job's Pod is green once it has completed", () => {
    const job = target("migrate", "JOB", [{ ...cell("SUCCEEDED/FAILED", 1, 1), after: "/2" }], { pods: [pod("migrate-1", "0/1", "Completed"), pod("migrate-2", "1/1", "Running", { isReady: true })] });
    expect(painted(job).slice(2, 6)).toEqual(["│ y(migrate) g(1)/2", "│ │ POD READY RESTARTS STATUS", "│ ├── g(1) 0/1 0 g(Completed)", "│ └── y(2) 1/1 0 y(Running)"]);
  });

  const failed = { status: "failed", result: "failed", error: "Broken: it is" } as const;
  test.each([
    ["FailWholeDeployProcessImmediately", ["│ r(web) g(1/1) y(0) g(1)", "│ r(error: Broken: it is)"]],
    ["HopeUntilEndOfDeployProcess", ["│ y(web) g(1/1) y(0) g(1)", "│ r(error: Broken: it is)"]],
    ["IgnoreAndContinueDeployProcess", ["│ web g(1/1) 0 g(1)", "│ error: Broken: it is"]],
  ] as const)("%s paints a failed target its way", (failMode, lines) => expect(painted(web1(0, { ...failed, failMode })).slice(2, 4)).toEqual([...lines]));

  test.each(["FailWholeDeployProcessImmediately", "HopeUntilEndOfDeployProcess", "IgnoreAndContinueDeployProcess"] as const)("%s paints a ready target green", (failMode) => {
    expect(painted(web1(1, { ...ready, failMode }))[2]).toBe("│ g(web) g(1/1) g(1) g(1)");
  });

  test("warnings are yellow, what is waited for is blue, line by line", () => {
    const made = web1(0, { warnings: ["FailedCreate: quota"], waitingFor: "quota exceeded" });
    expect(painted({ ...made, table: { ...made.table, waits: ["a ".repeat(40).trim()] } }).slice(3, 7)).toEqual(["│ y(warning: FailedCreate: quota)", `│ b(Waiting for: ${"a ".repeat(22).trim()})`, `│ b(${"a ".repeat(18).trim()})`, "│ b(quota exceeded)"]);
  });
});
