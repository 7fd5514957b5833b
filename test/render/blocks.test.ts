/** `--log-style block`: what stands in a frame, and what ends it. */
import { describe, expect, test } from "bun:test";
import { textRenderer } from "../../src/render/text.ts";
import { drawn, progress, target } from "./drawn.ts";
import { cause, ended, event, incident, log, migrate, notice, probe, state, summary, web } from "./sample.ts";
import { written } from "./transcript.ts";

const lines = { status: "lines" } as const;

test("consecutive pieces of one header share a block, whatever else is printed closes it", () => {
  const reports = [log(["one"]), log(["two"]), log(["other"], { container: "side" }), state({ status: "ready" }), log(["three"]), notice("warning", "no answer")];
  expect(drawn(reports, lines)).toBe(`┌ deploy/web po/web-7d4f-x2 container/main logs
│ one
│ two
└ deploy/web po/web-7d4f-x2 container/main logs

┌ deploy/web po/web-7d4f-x2 container/side logs
│ other
└ deploy/web po/web-7d4f-x2 container/side logs

deploy/web: ready
┌ deploy/web po/web-7d4f-x2 container/main logs
│ three
└ deploy/web po/web-7d4f-x2 container/main logs

2> warning: no answer`);
});

test("the summary closes the last block, and nothing follows the end", () => {
  expect(drawn([log(["one"], { target: probe, pod: "probe" }), summary([ended(probe, "ready")])])).toBe(`┌ po/probe container/main logs
│ one
└ po/probe container/main logs

po/probe  ready  31s
1 ready in 1m12s`);
  expect(drawn([log(["one"]), summary([])])).toBe("┌ deploy/web po/web-7d4f-x2 container/main logs\n│ one\n└ deploy/web po/web-7d4f-x2 container/main logs");
});

test("a report that prints nothing closes no block", () => {
  expect(drawn([state({ message: "a" }), log(["one"]), state({ message: "a" }), log([]), log(["two"])], lines)).toBe(`deploy/web: progressing, a
┌ deploy/web po/web-7d4f-x2 container/main logs
│ one
│ two`);
});

test("events and service messages stand in their block, held ones in one that is apart (checklist 68)", () => {
  const reports = [
    event({ what: "added", object: "", message: "added" }),
    event({ object: "", reason: "ScalingReplicaSet", message: "Scaled up", count: 3 }),
    event({ what: "ready", object: "", message: "become READY" }),
    event({ target: migrate, what: "done", object: "", message: "succeeded" }),
    incident({ effect: "exceeded" }),
    event({ isHeld: true, what: "added", object: "", message: "added" }),
    event({ isHeld: true, reason: "BackOff", message: "Back-off restarting" }),
    incident({ target: migrate, effect: "critical", pod: "", container: "" }),
  ];
  expect(drawn(reports)).toBe(`┌ deploy/web service messages
│ added
│ event: ScalingReplicaSet: Scaled up (×3)
│ become READY
└ deploy/web service messages

┌ job/migrate service messages
│ succeeded
└ job/migrate service messages

2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!

┌ Failed resource deploy/web service messages
│ added
│ event: po/web-7d4f-x2 BackOff: Back-off restarting
└ Failed resource deploy/web service messages

2> job/migrate ERROR: CrashLoopBackOff: exits with 3 after 1 s
Critical failure for job/migrate has been occurred: stop tracking immediately!`);
});

test("the frame of service messages is blue and bold, each line for itself", () => {
  const long = `Pulling image ${"x".repeat(80)}`;
  expect(drawn([event({ reason: "Pulling", message: long })], { colour: true, width: 80 })).toBe(`\x1b[34;1m┌ deploy/web service messages\x1b[0m
\x1b[34;1m│ event: po/web-7d4f-x2 Pulling: Pulling image xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ↵\x1b[0m
\x1b[34;1m│ xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\x1b[0m`);
});

test("wide characters, tabs, CR and colours do not break the frame (checklist 74)", () => {
  const shown = drawn([log(["日本語".repeat(12), "a\tb\tc", "half\rover", "\x1b[31mred and quite long, \x1b[1mred and bold until the very end comes near\x1b[0m", "end\r"])], { width: 60, colour: true });
  expect(shown).toBe(`┌ deploy/web po/web-7d4f-x2 container/main logs
│ 日本語日本語日本語日本語日本語日本語日本語日本語日本語日 ↵
│ 本語日本語日本語
│ a       b       c
│ half\\rover
│ \x1b[31mred and quite long, \x1b[1mred and bold until the very end\x1b[0m      ↵
│ \x1b[31;1mcomes near\x1b[0m
│ end`);
});

test("without colour a log's own colours are dropped", () => {
  expect(drawn([log(["\x1b[31mred\x1b[0m"])])).toContain("\n│ red");
});

test("a header that is too long is cut", () => {
  const name = `web-${"x".repeat(60)}`;
  const [first, , last] = drawn([log(["one"], { pod: name }), summary([])], { width: 60 }).split("\n");
  expect([first, last]).toEqual([`┌ deploy/web po/web-${"x".repeat(36)} ...`, `└ deploy/web po/web-${"x".repeat(36)} ...`]);
});

test("the output prefix stands before every line, blank ones too, and the frames are narrower by it (checklist 73)", () => {
  const reports = [log(["one two three four five six seven eight nine ten eleven twelve thirteen"]), incident({ message: "exits with 3 after 1 s, for no reason that it told anybody" }), progress([target("web", "JOB", [])])];
  expect(drawn(reports, { prefix: "日| ", width: 70 })).toBe(`日| ┌ deploy/web po/web-7d4f-x2 container/main logs
日| │ one two three four five six seven eight nine ten eleven        ↵
日| │ twelve thirteen
日| └ deploy/web po/web-7d4f-x2 container/main logs
日| 
2> 日| deploy/web ERROR: po/web-7d4f-x2 container/main:                 ↵
2> 日| CrashLoopBackOff: exits with 3 after 1 s, for no reason that it  ↵
2> 日| told anybody
日| 1/1 allowed errors occurred for deploy/web: continue tracking
日| 
日| ┌ Status progress
日| │ JOB
日| │ web
日| └ Status progress`);
});

test("notices and heartbeats are broken at the width like errors", () => {
  const slow = { target: web, message: "1 of 3 updated replicas available" };
  const reports = [notice("info", "", [slow, { target: migrate, message: "condition Complete is not there yet" }]), notice("warning", "the server has not answered for so long that it is worth a word")];
  expect(drawn(reports, { width: 60 })).toBe(`still waiting for deploy/web: 1 of 3 updated replicas      ↵
available; job/migrate: condition Complete is not there    ↵
yet
2> warning: the server has not answered for so long that it   ↵
2> is worth a word`);
  expect(drawn(reports, { width: 60, logStyle: "line" })).toBe(`still waiting for deploy/web: 1 of 3 updated replicas available; job/migrate: condition Complete is not there yet
2> warning: the server has not answered for so long that it is worth a word`);
});

test("the window is looked at for each report, so a resize shows in the next line (checklist 74)", () => {
  let columns = 80;
  const renderer = textRenderer({ colour: false, prefix: "" }, { logStyle: "block", status: "lines", timestamps: false, width: () => columns });
  const long = "x".repeat(100);
  const before = written(renderer, [log([long])]).map(({ text }) => text).join("").split("\n")[1];
  columns = 100;
  const after = written(renderer, [log([long])]).map(({ text }) => text).join("").split("\n")[0];
  expect([before, after]).toEqual([`│ ${"x".repeat(76)} ↵`, `│ ${"x".repeat(96)} ↵`]);
});

const hostile = [
  "\x1b[2J\x1b]0;title\x07 plain",
  "日本語 ".repeat(40),
  `\x1b[1;4;38;5;208m${"styled words ".repeat(20)}`,
  "👩‍👩‍👧".repeat(60),
  `${"a\t".repeat(30)}end`,
  "e\u0301".repeat(200),
  "x".repeat(500),
  "::error::boom ##vso[task.complete]",
  "\u202eright to left\u202c",
];

describe.each([63, 64, 80, 140])("%d columns wide", (width) => {
  test.each([["", false], ["", true], ["ci| ", true]] as const)("no line is wider, none leaves its frame or its colours open (prefix %j, colour %p)", (prefix, colour) => {
    const reports = [log(hostile), ...hostile.map((message) => event({ message, isHeld: true })), incident({ message: hostile.join(" ") }), progress([target(hostile.join(" "), "RESOURCE", [], { error: hostile.join(" ") })])];
    const shown = drawn(reports, { width, prefix, colour }).split("\n").map((line) => line.replace(/^2> /, ""));
    expect(shown.filter((line) => Bun.stringWidth(line) > width)).toEqual([]);
    expect(shown.filter((line) => line.includes("\x1b") && !/\x1b\[(?:0|39|22)m(?: *↵)?(?:\x1b\[0m)?$/.test(line))).toEqual([]);
    expect(shown.filter((line) => line.startsWith(prefix) && /\t|\r|##vso\[|\x1b\[2J|\u202e/.test(line))).toEqual([]);
    expect(shown.filter((line) => !line.startsWith(prefix))).toEqual([]);
  });
});

test("in a window of 20 columns logs still hold their frame", () => {
  expect(drawn([log(["one two three four five"])], { width: 20 })).toBe(`┌ deploy/web po/ ...
│ one two three    ↵
│ four five`);
});

test("last lines in the summary keep their own mark", () => {
  const failed = ended(web, "failed", { causes: [cause("exits with 3", { pod: "web-1", lastLines: ["boom"] })] });
  expect(drawn([log(["one"]), summary([failed], { outcome: "failed" })])).toContain("logs\n\ndeploy/web  failed  31s  exits with 3 (po/web-1)\n  last lines of po/web-1:\n  │ boom\n");
});
