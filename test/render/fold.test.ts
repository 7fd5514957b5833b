/** `--log-style github` and `--log-style gitlab`: blocks that a CI system's page folds. */
import { describe, expect, test } from "bun:test";
import type { Report } from "../../src/core/report.ts";
import { drawn, progress, target } from "./drawn.ts";
import { cause, db, ended, event, incident, log, migrate, notice, state, summary, web } from "./sample.ts";

const github = { logStyle: "github", status: "lines" } as const;
const gitlab = { logStyle: "gitlab", status: "lines" } as const;

/** At a time of its own, in seconds since 2026-01-01. */
function later<Body extends { readonly at: number }>(report: Body, seconds: number): Body {
  return { ...report, at: report.at + seconds * 1000 };
}

const run = [
  log(["one", "  two\ttabs"]),
  log(["three"]),
  event({ what: "added", object: "", message: "added" }),
  incident({ effect: "exceeded" }),
  event({ isHeld: true, reason: "BackOff", message: "Back-off restarting" }),
  state({ status: "failed", reason: "CrashLoopBackOff" }),
  log(["four"], { container: "side" }),
  summary([ended(web, "failed", { failures: 2, causes: [cause("container main exits with 3", { reason: "CrashLoopBackOff", pod: "web-7d4f-x2", container: "main", lastLines: ["::error::panic"] })] })], { outcome: "failed", exitCode: 1 }),
].map(later);

test("GitHub gets groups for blocks, and for each failure an annotation (checklist 76)", () => {
  expect(drawn(run, github)).toBe(`::group::deploy/web po/web-7d4f-x2 container/main logs
one
  two\ttabs
three
::endgroup::
::group::deploy/web service messages
added
::endgroup::
2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!
::group::Failed resource deploy/web service messages
event: po/web-7d4f-x2 BackOff: Back-off restarting
::endgroup::
deploy/web: failed, CrashLoopBackOff
::group::deploy/web po/web-7d4f-x2 container/side logs
four
::endgroup::
deploy/web  failed  31s  2 errors  CrashLoopBackOff: container main exits with 3 (po/web-7d4f-x2)
  last lines of po/web-7d4f-x2 container/main:
  │ ::error::panic
1 failed in 1m12s
2> deploy/web failed: CrashLoopBackOff: container main exits with 3 (po/web-7d4f-x2)
::error title=deploy/web failed::CrashLoopBackOff: container main exits with 3 (po/web-7d4f-x2)`);
});

test("GitLab gets sections with a name of their own, from their first line's time to what ended them (checklist 76)", () => {
  expect(drawn(run.slice(0, 4), gitlab)).toBe(`\x1b[0Ksection_start:1767225600:kubedog_1767225600_1[collapsed=true]\r\x1b[0Kdeploy/web po/web-7d4f-x2 container/main logs
one
  two\ttabs
three
\x1b[0Ksection_end:1767225602:kubedog_1767225600_1\r\x1b[0K
\x1b[0Ksection_start:1767225602:kubedog_1767225602_2[collapsed=true]\r\x1b[0Kdeploy/web service messages
added
\x1b[0Ksection_end:1767225603:kubedog_1767225602_2\r\x1b[0K
2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: exits with 3 after 1 s
Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!`);
});

test("GitLab's marks are all that its parser takes them for, and each section ends before the next starts (checklist 76)", () => {
  const shown = drawn(run, gitlab);
  const marks = [...shown.matchAll(/^\x1b\[0Ksection_(start|end):\d+:([a-z0-9_.-]+)(?:\[collapsed=true\])?\r\x1b\[0K/gm)].map(([, edge, name]) => `${edge} ${name}`);
  expect(marks.length).toBe(shown.split("section_").length - 1);
  const names = ["kubedog_1767225600_1", "kubedog_1767225602_2", "kubedog_1767225604_3", "kubedog_1767225606_4"];
  expect(marks).toEqual(names.flatMap((name) => [`start ${name}`, `end ${name}`]));
});

test("a table stands in a group, too, which GitLab shows open", () => {
  const table = progress([target("web", "JOB", [])]);
  expect(drawn([table], { logStyle: "github" })).toBe("::group::Status progress\nJOB\nweb\n::endgroup::");
  expect(drawn([table], { logStyle: "gitlab" })).toBe(
    "\x1b[0Ksection_start:1767225600:kubedog_1767225600_1\r\x1b[0KStatus progress\nJOB\nweb\n\x1b[0Ksection_end:1767225600:kubedog_1767225600_1\r\x1b[0K",
  );
});

test("a table is as wide as the window, all else is as long as it is", () => {
  const long = "word ".repeat(40).trim();
  const shown = drawn([log([long]), incident({ message: long }), notice("info", long), progress([target("web", "JOB", [], { error: long })])], { logStyle: "github", width: 80 });
  const lines = shown.split("\n");
  expect(lines.slice(0, 6)).toEqual([
    "::group::deploy/web po/web-7d4f-x2 container/main logs",
    long,
    "::endgroup::",
    `2> deploy/web ERROR: po/web-7d4f-x2 container/main: CrashLoopBackOff: ${long}`,
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    long,
  ]);
  expect(lines.slice(6).map((line) => line.length)).toEqual([24, 3, 3, 76, 74, 54, 12]);
});

test("with --timestamps the marks still start their lines", () => {
  const failed = summary([ended(web, "failed", { message: "no" })], { outcome: "failed" });
  expect(drawn([log(["one"]), event({ what: "added", object: "", message: "added" }), notice("warning", "no answer"), failed], { ...github, timestamps: true })).toBe(`::group::deploy/web po/web-7d4f-x2 container/main logs
2026-01-01T00:00:00.123Z one
::endgroup::
::group::deploy/web service messages
2026-01-01T00:00:00.000Z added
::endgroup::
2> 2026-01-01T00:00:00.000Z warning: no answer
::warning::no answer
2026-01-01T00:00:00.000Z deploy/web  failed  31s  no
2026-01-01T00:00:00.000Z 1 failed in 1m12s
2> 2026-01-01T00:00:00.000Z deploy/web failed: no
::error title=deploy/web failed::no`);
});

test("colours stay within a line, and marks have none", () => {
  expect(drawn([log(["\x1b[31mred"]), event({ what: "added", object: "", message: "added" }), notice("error", "no")], { ...github, colour: true })).toBe(`::group::deploy/web po/web-7d4f-x2 container/main logs
\x1b[31mred\x1b[0m
::endgroup::
::group::deploy/web service messages
\x1b[34;1madded\x1b[0m
::endgroup::
2> \x1b[31merror: no\x1b[39m
::error::no`);
});

describe("annotations of GitHub", () => {
  const all = [ended(web, "failed", { reason: "Reason", message: "100%, a: b" }), ended(migrate, "ignored"), ended(db, "unfinished", { status: "progressing", message: "1 of 3 ready" })];
  const annotations = (report: Report) => drawn([report], github).split("\n").filter((line) => line.startsWith("::"));

  test("are made of what failed, and at a timeout of what was not ready", () => {
    expect(annotations(summary(all, { outcome: "failed" }))).toEqual(["::error title=deploy/web failed::Reason: 100%25, a: b"]);
    expect(annotations(summary(all, { outcome: "timedOut" }))).toEqual([
      "::error title=deploy/web failed::Reason: 100%25, a: b",
      "::error title=sts/db track failed::context deadline exceeded: 1 of 3 ready",
    ]);
    expect(annotations(summary([ended(web, "ready")]))).toEqual([]);
  });

  test("have no title where it is the run as a whole that failed", () => {
    expect(annotations(summary([], { outcome: "refused", message: "the server refused" }))).toEqual(["::error::the server refused"]);
  });

  test("have a title that ends where it should", () => {
    const odd = { ...web, label: "ns:a,b::deploy/100%" };
    expect(annotations(summary([ended(odd, "failed")], { outcome: "failed" }))).toEqual(["::error title=ns%3Aa%2Cb%3A%3Adeploy/100%25 failed::ns:a,b::deploy/100%25 failed"]);
  });

  test("are made of warnings, not of what is merely said", () => {
    expect([notice("warning", "no\nanswer"), notice("info", "hello")].flatMap(annotations)).toEqual(["::warning::no ⏎ answer"]);
  });

  test("are GitHub's alone", () => {
    expect(drawn([notice("warning", "no answer")], gitlab)).toBe("2> warning: no answer");
  });
});

const attacks = ["::error::a", "  ::set-env name=A::b", "\u00a0\u3000::add-path::a", "\x1b[31m::endgroup::", "\x1b[1m \x1b[31m::STOP-commands::x", "##[group]x", "\x1b[0Ksection_end:1:kubedog_1767225600_1\r\x1b[0K", "section_end:1:a\r"];

for (const [logStyle, colour] of [["github", false], ["github", true], ["gitlab", false], ["gitlab", true]] as const) {
  test(`no line of a cluster acts as a command in ${logStyle}'s log ${colour ? "with" : "without"} colours`, () => {
    const words = attacks.map((attack) => `${"x".repeat(60)} ${attack}`).join(" ");
    const reports = attacks.flatMap((attack) => [
      log([attack]),
      event({ object: "", message: attack }),
      notice("info", attack),
      state({ message: attack }),
      progress([target("web", "JOB", [], { error: words, warnings: [words], waitingFor: words })], true),
    ]);
    const shown = drawn(reports, { logStyle, colour }).replace(/\x1b\[[\d;]*m/g, "");
    const commands = shown.split("\n").filter((line) => /^\s*::[a-z]/i.test(line) || line.includes("##["));
    const ours = logStyle === "github" ? ["::group::deploy/web po/web-7d4f-x2 container/main logs", "::group::deploy/web service messages", "::group::Status progress", "::endgroup::"] : [];
    expect([...new Set(commands)].toSorted()).toEqual(ours.toSorted());
    expect(shown.split("\n").filter((line) => line.includes("\r") && !/^\x1b\[0Ksection_(start|end):1767225600:kubedog_1767225600_\d+(\[collapsed=true\])?\r\x1b\[0K[\w /.-]*$/.test(line))).toEqual([]);
  });
}

test("a line that a frame's width breaks does not become a command either", () => {
  const message = `${"x".repeat(60)} ::error::a`;
  const [, second] = drawn([notice("info", message)], { width: 68 }).split("\n");
  expect(second).toBe("\\::error::a");
});
