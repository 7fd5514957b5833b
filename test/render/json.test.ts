import { toJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, test } from "bun:test";
import * as v from "valibot";
import type { Report } from "../../src/core/report.ts";
import { AssessLine } from "../../src/render/assess-schema.ts";
import { jsonRenderer } from "../../src/render/json.ts";
import { ReportLine } from "../../src/render/report-schema.ts";
import { cause, db, ended, event, incident, log, notice, podState, state, summary, web } from "./sample.ts";
import { written } from "./transcript.ts";

function jsonText(reports: readonly Report[]): string {
  return written(jsonRenderer, reports).map(({ to, text }) => (to === "err" ? `2> ${text}` : text)).join("");
}

const cases: readonly { readonly title: string; readonly report: Report; readonly lines: string }[] = [
  {
    title: "a state has its counters and no Pod",
    report: state({ reason: "Updating", message: "1 of 3 replicas updated", counters: [{ name: "updated", value: 1, target: 3 }] }),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"state","target":{"kind":"Deployment","namespace":"shop","name":"web"},"status":"progressing","reason":"Updating","message":"1 of 3 replicas updated","counters":[{"name":"updated","value":1,"target":3}],"pod":null}
`,
  },
  {
    title: "a Pod's state has its row",
    report: podState("Running", "1/1", 2),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"state","target":{"kind":"Deployment","namespace":"shop","name":"web"},"status":"progressing","reason":"","message":"","counters":[],"pod":{"name":"web-7d4f-x2","ready":"1/1","status":"Running","restarts":2,"node":"worker-1"}}
`,
  },
  {
    title: "each log line is a line, its text as it came",
    report: log(["\x1b[31mred\x1b[0m\r", "two\u2028"], { run: 1 }),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"log","target":{"kind":"Deployment","namespace":"shop","name":"web"},"time":"2026-01-01T00:00:00.123456789Z","pod":"web-7d4f-x2","container":"main","run":1,"line":"\\u001b[31mred\\u001b[0m\\r"}
{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"log","target":{"kind":"Deployment","namespace":"shop","name":"web"},"time":"2026-01-01T00:00:00.123456789Z","pod":"web-7d4f-x2","container":"main","run":1,"line":"two\\u2028"}
`,
  },
  { title: "a log report without lines is silent", report: log([]), lines: "" },
  {
    title: "an event keeps the newlines of its message",
    report: event({ warning: true, reason: "Unhealthy", message: "a\nb", count: 3 }),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"event","target":{"kind":"Deployment","namespace":"shop","name":"web"},"object":"po/web-7d4f-x2","warning":true,"reason":"Unhealthy","message":"a\\nb","count":3,"held":false}
`,
  },
  {
    title: "an incident says what the policy makes of it",
    report: incident({ effect: "hoping", waitingFor: ["sts/db"] }),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"incident","target":{"kind":"Deployment","namespace":"shop","name":"web"},"class":"probable","reason":"CrashLoopBackOff","message":"exits with 3 after 1 s","pod":"web-7d4f-x2","container":"main","pods":1,"failures":1,"allowed":1,"effect":"hoping","waitingFor":["sts/db"]}
`,
  },
  {
    title: "an error notice goes to stdout too: one stream of reports",
    report: notice("error", "events are forbidden", [{ target: db, message: "no Pod yet" }]),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"notice","level":"error","message":"events are forbidden","waiting":[{"target":{"kind":"StatefulSet","namespace":"shop","name":"db"},"message":"no Pod yet"}]}
`,
  },
  {
    title: "the summary has the exit code and every target with its causes",
    report: summary([ended(web, "failed", { failures: 2, reason: "Failed", causes: [cause("exits with 3", { container: "main", lastLines: ["stop"], previousLines: ["go"], image: "shop/web:2", exitCode: 137, signal: "SIGKILL", exitReason: "LivenessProbe", restarts: 2, terminationMessage: "bye", probe: { kind: "liveness", definition: "TCP :80" }, warnings: [{ reason: "Unhealthy", message: "refused", count: 3 }], templateChanges: { sinceRevision: 3, changes: ["env +DB_URL"] }, nextCommand: "kubectl get pods" })] })], { exitCode: 1, outcome: "failed" }),
    lines: `{"v":1,"at":"2026-01-01T00:00:00.000Z","type":"summary","exitCode":1,"outcome":"failed","elapsedMs":72400,"message":"","targets":[{"kind":"Deployment","namespace":"shop","name":"web","status":"failed","result":"failed","elapsedMs":31000,"failures":2,"reason":"Failed","message":"","hadFailedBefore":false,"causes":[{"sentence":"exits with 3","reason":"","message":"","pod":"","container":"main","node":"","image":"shop/web:2","exitCode":137,"signal":"SIGKILL","exitReason":"LivenessProbe","restarts":2,"terminationMessage":"bye","probe":"liveness","probeDefinition":"TCP :80","lastLines":["stop"],"previousLines":["go"],"warnings":[{"reason":"Unhealthy","message":"refused","count":3}],"changedSince":3,"templateChanges":["env +DB_URL"],"nextCommand":"kubectl get pods"}]}]}
`,
  },
];

describe("json", () => {
  for (const { title, report, lines } of cases) {
    test(title, () => expect(jsonText([report])).toBe(lines));
  }
});

test("the schema knows every field of every line", () => {
  const lines = jsonText(cases.map(({ report }) => report)).trimEnd().split("\n").map((line): unknown => JSON.parse(line));
  expect(lines.length).toBe(8);
  expect<unknown>(lines.map((line) => v.parse(ReportLine, line))).toEqual(lines);
});

test("the schema refuses another version and an unknown type", () => {
  const line = { v: 1, at: "2026-01-01T00:00:00.000Z", type: "notice", level: "info", message: "", waiting: [] };
  expect([line, { ...line, v: 2 }, { ...line, type: "remark" }].map((one) => v.is(ReportLine, one))).toEqual([true, false, false]);
});

test("both schemas can be published as JSON Schema", () => {
  const report = toJsonSchema(ReportLine);
  expect([report.title, report.anyOf?.length ?? report.oneOf?.length]).toEqual(["kubedog report", 6]);
  expect(toJsonSchema(AssessLine).required).toEqual(["kind", "apiVersion", "namespace", "name", "status", "reason", "message"]);
});
