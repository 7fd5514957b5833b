/** Every scenario of `kubedog demo`, in its own time, all at once. */
import { beforeAll, expect, test } from "bun:test";
import * as v from "valibot";
import { ReportLine } from "../../src/render/report-schema.ts";
import { scenarios } from "../../src/simulator/scenarios.ts";
import { kubedog, type Result } from "./terminal.ts";

const endings = {
  shop: { code: 1, outcome: "failed", results: ["api failed", "migrate ready", "web ready"] },
  rollout: { code: 0, outcome: "ready", results: ["web ready"] },
  "crash-loop": { code: 1, outcome: "failed", results: ["api failed"] },
  "image-pull": { code: 1, outcome: "failed", results: ["web failed"] },
  "job-failed": { code: 1, outcome: "failed", results: ["migrate failed"] },
  mixed: { code: 0, outcome: "ready", results: ["db ready", "logs ready", "migrate ready", "web ready"] },
} as const;

const results = new Map<string, Result>();

beforeAll(async () => {
  const runs = Object.keys(endings).map(async (name) => results.set(name, await kubedog(["demo", name, "-o", "json"])));
  const text = kubedog(["demo", "job-failed"]).then((result) => results.set("text", result));
  await Promise.all([...runs, text]);
}, 60_000);

test("there is an ending for every scenario", () => {
  expect(scenarios.map(({ name }) => name).sort()).toEqual(Object.keys(endings).sort());
});

test.each(Object.entries(endings))("demo %s ends as its sentence says", (name, { code, outcome, results: targets }) => {
  const { code: exit, out } = results.get(name) ?? { code: -1, out: "" };
  const summary = v.parse(ReportLine, JSON.parse(out.trimEnd().split("\n").at(-1) ?? ""));
  const ended = summary.type === "summary" ? summary.targets.map((target) => `${target.name} ${target.result}`).sort() : [];
  expect({ exit, outcome: summary.type === "summary" ? summary.outcome : "", ended }).toEqual({ exit: code, outcome, ended: [...targets] });
});

test.each(Object.keys(endings))("demo %s -o json prints nothing but reports of the published format, the summary last and once", (name) => {
  const { out, err } = results.get(name) ?? { out: "", err: "" };
  const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const line of lines) expect([v.safeParse(ReportLine, line).issues?.[0]?.message, line]).toEqual([undefined, line]);
  expect(lines.filter(({ type }) => type === "summary")).toEqual([lines.at(-1)]);
  expect(err).toBe("");
});

test("a failed demo names the cause on stderr last", () => {
  const { code, err, out } = results.get("text") ?? { code: -1, err: "", out: "" };
  expect(code).toBe(1);
  expect(out).toContain('│ error: relation "orders" is locked by another session\n');
  expect(err.split("\n").at(-2)).toStartWith("job/migrate failed: BackoffLimitExceeded");
});
