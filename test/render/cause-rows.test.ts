import { expect, test } from "bun:test";
import type { Cause, Report } from "../../src/core/report.ts";
import { textRenderer } from "../../src/render/text.ts";
import { cause, ended, summary, web } from "./sample.ts";

function printed(causes: readonly Cause[], outcome: "failed" | "timedOut" | "interrupted" = "failed", result: "failed" | "unfinished" = "failed"): readonly string[] {
  const report: Report = summary([ended(web, result, { causes })], { outcome });
  const text = textRenderer({ colour: false, prefix: "" }).render(report).flatMap((line) => (line.to === "out" ? line.text : ""));
  return text.join("").split("\n").filter((line) => /^  \S/.test(line));
}

const place = { pod: "web-1", container: "main" };

test("each row tells what the sentence does not, in this order, and the root's command comes last", () => {
  const root = cause("the container is killed", {
    ...place,
    image: "shop/web:2",
    exitCode: 137,
    signal: "SIGKILL",
    exitReason: "LivenessProbe",
    restarts: 2,
    probe: { kind: "liveness", definition: "TCP :80 every 10 s" },
    terminationMessage: "bye",
    warnings: [{ reason: "FailedSync", message: "no", count: 1 }],
    previousLines: ["old"],
    lastLines: ["new"],
    templateChanges: { sinceRevision: 3, changes: ["env +DB_URL"] },
    nextCommand: "kubectl get pods",
  });
  expect(printed([root, cause("another", { nextCommand: "kubectl get nodes" })])).toEqual([
    "  deploy/web changed since revision 3: env +DB_URL",
    "  po/web-1 container/main: image shop/web:2, exit code 137 (SIGKILL, killed for its liveness probe), 2 restarts",
    "  liveness probe: TCP :80 every 10 s",
    "  termination message: bye",
    "  warning: FailedSync: no",
    "  last lines of po/web-1 container/main, in its run before:",
    "  │ old",
    "  last lines of po/web-1 container/main:",
    "  │ new",
    "  next: kubectl get pods",
  ]);
});

test("what the sentence or the log tells is not told again", () => {
  const told = cause("terminated by SIGKILL (137) in image shop/web:2, 2 restarts: bye", { ...place, image: "shop/web:2", exitCode: 137, signal: "SIGKILL", exitReason: "Signal", restarts: 2, terminationMessage: "so long\nbye", lastLines: ["I said: so long"] });
  expect(printed([told])).toEqual(["  last lines of po/web-1 container/main:", "  │ I said: so long"]);
});

test("the meaning of an exit code is told where neither the reason nor the sentence has it", () => {
  const killed = (sentence: string, reason = "") => printed([cause(sentence, { ...place, reason, exitCode: 137, signal: "SIGKILL", exitReason: "OOMKilled" })]);
  expect(killed("the Job has failed")).toEqual(["  po/web-1 container/main: exit code 137 (SIGKILL, OOMKilled)"]);
  expect(killed("it needs more memory", "OOMKilled")).toEqual(["  po/web-1 container/main: exit code 137 (SIGKILL)"]);
});

test.each(["CannotStart", "WrongArchitecture", "Lost"] as const)("an exit code that stands for %s is not told", (exitReason) => {
  expect(printed([cause("it ends", { ...place, exitCode: 255, exitReason })])).toEqual([]);
});

test("a number within another is not the exit code", () => {
  expect(printed([cause("port 13 is taken since 2013", { ...place, exitCode: 3, exitReason: "Error" })])).toEqual(["  po/web-1 container/main: exit code 3"]);
});

test("of many changes the first are told, and how many more there are", () => {
  const changes = ["a", "b", "c", "d", "e", "f", "g", "h"];
  expect(printed([cause("exits", { templateChanges: { sinceRevision: 1, changes } })])).toEqual(["  deploy/web changed since revision 1: a, b, c, d, e, f, and 2 more"]);
});

test("a long termination message is cut", () => {
  expect(printed([cause("exits", { terminationMessage: "x".repeat(400) })])).toEqual([`  termination message: ${"x".repeat(299)}…`]);
});

test("a target on its way is asked about when its time is over, not when something else ended the run", () => {
  const waiting = cause("waits", { ...place, image: "shop/web:2", lastLines: ["here"], nextCommand: "kubectl get pods" });
  const lines = ["  last lines of po/web-1 container/main:", "  │ here"];
  expect(printed([waiting], "timedOut", "unfinished")).toEqual(["  po/web-1 container/main: image shop/web:2", ...lines, "  next: kubectl get pods"]);
  expect(printed([waiting], "failed", "unfinished")).toEqual(lines);
  expect(printed([waiting], "interrupted", "unfinished")).toEqual(lines);
});

test("nothing in it steers a terminal or a CI system", () => {
  const evil = "##[error]\x1b[2J\n::error::x";
  const hostile = cause("exits", {
    pod: evil,
    container: evil,
    image: evil,
    terminationMessage: evil,
    probe: { kind: "readiness", definition: evil },
    warnings: [{ reason: evil, message: evil, count: 2 }],
    templateChanges: { sinceRevision: 1, changes: [evil] },
    previousLines: ["##[error]\x1b[2J"],
    nextCommand: evil,
  });
  const rows = printed([hostile]);
  expect(rows.length).toBe(8);
  expect(rows.join("\n")).not.toMatch(/##\[|\x1b|^\s*::/m);
});
