/** `--timestamps`: each line starts with its time. */
import { expect, test } from "bun:test";
import { drawn, progress, target } from "./drawn.ts";
import { ended, event, incident, log, notice, state, summary, web } from "./sample.ts";

const report = [
  log([], { lines: ["2026-01-01T00:00:07.123456789Z usual", "2026-01-01T02:00:08.5+02:00 zoned", "2026-01-01T00:00:09Z short", "a remark of the kubelet", "2026-01-01T00:00:10.000000001Z"] }),
  state({ status: "ready" }),
  event({ reason: "Pulling", message: "Pulling image" }),
  incident({}),
  notice("warning", "no answer"),
  summary([ended(web, "ready")]),
];

test("lines of both streams start with the report's time, log lines with their own", () => {
  expect(drawn(report, { logStyle: "line", status: "lines", timestamps: true })).toBe(`2026-01-01T00:00:07.123Z deploy/web po/web-7d4f-x2 main │ usual
2026-01-01T00:00:08.500Z deploy/web po/web-7d4f-x2 main │ zoned
2026-01-01T00:00:09.000Z deploy/web po/web-7d4f-x2 main │ short
2026-01-01T00:00:00.000Z deploy/web po/web-7d4f-x2 main │ a remark of the kubelet
2026-01-01T00:00:10.000Z deploy/web po/web-7d4f-x2 main │ 
2026-01-01T00:00:00.000Z deploy/web: ready
2026-01-01T00:00:00.000Z deploy/web event: po/web-7d4f-x2 Pulling: Pulling image
2> 2026-01-01T00:00:00.000Z deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
2026-01-01T00:00:00.000Z 1/1 allowed errors occurred for deploy/web: continue tracking
2> 2026-01-01T00:00:00.000Z warning: no answer
2026-01-01T00:00:00.000Z deploy/web  ready  31s
2026-01-01T00:00:00.000Z 1 ready in 1m12s`);
});

test("the output prefix stands before the time", () => {
  const [first, , , , , ready] = drawn(report, { logStyle: "line", status: "lines", timestamps: true, prefix: "ci| " }).split("\n");
  expect([first, ready]).toEqual(["ci| 2026-01-01T00:00:07.123Z deploy/web po/web-7d4f-x2 main │ usual", "ci| 2026-01-01T00:00:00.000Z deploy/web: ready"]);
});

test("in a block the time stands within the frame, of a table once", () => {
  expect(drawn([log(["one", `two\t${"x ".repeat(40)}`]), event({ what: "added", object: "", message: "added" }), progress([target("web", "JOB", [])]), incident({})], { timestamps: true, width: 80 })).toBe(`┌ deploy/web po/web-7d4f-x2 container/main logs
│ 2026-01-01T00:00:00.123Z one
│ 2026-01-01T00:00:00.123Z two     x x x x x x x x x x x x x x x x x x x x x   ↵
│ x x x x x x x x x x x x x x x x x x x
└ deploy/web po/web-7d4f-x2 container/main logs

┌ deploy/web service messages
│ 2026-01-01T00:00:00.000Z added
└ deploy/web service messages

┌ Status progress
│ 2026-01-01T00:00:00.000Z
│ JOB
│ web
└ Status progress

2> 2026-01-01T00:00:00.000Z deploy/web ERROR: po/web-7d4f-x2 container/main:      ↵
2> CrashLoopBackOff: exits with 3 after 1 s
2026-01-01T00:00:00.000Z 1/1 allowed errors occurred for deploy/web: continue  ↵
tracking`);
});

test("hostile log lines are made harmless behind their times, too", () => {
  expect(drawn([log(["##vso[task.complete]", "\x1b[2Jgone"])], { logStyle: "line", timestamps: true })).toBe(`2026-01-01T00:00:00.123Z deploy/web po/web-7d4f-x2 main │ ##vso\\[task.complete]
2026-01-01T00:00:00.123Z deploy/web po/web-7d4f-x2 main │ \\x1b[2Jgone`);
});
