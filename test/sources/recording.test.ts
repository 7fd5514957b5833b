import { describe, expect, test } from "bun:test";
import type { Fact, LogSource, WatchSource } from "../../src/core/fact.ts";
import { readRecording } from "../../src/sources/read-recording.ts";
import { Recorder, type RecordingFile } from "../../src/sources/recording.ts";
import { UserError } from "../../src/user-error.ts";

const log: LogSource = {
  type: "log",
  namespace: "shop",
  pod: "web-1",
  podUid: "u1",
  container: "main",
  run: 0,
  previous: false,
  sinceMs: 0,
  follow: true,
  tail: 0,
};
const pods: WatchSource = { type: "watch", apiVersion: "v1", kind: "Pod", plural: "pods", namespace: "shop", name: "", look: 0 };
const web = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1" }, spec: { nodeName: "n1" }, status: { phase: "Running" } };

const facts: readonly Fact[] = [
  { at: 1, type: "listed", source: pods, objects: [web] },
  { at: 2, type: "applied", object: web },
  { at: 3, type: "logged", source: log, lines: ["2026-01-02T12:00:00Z one", "2026-01-02T12:00:01Z \u001b[31mtwo\u2028"] },
  { at: 3, type: "logged", source: log, lines: ["2026-01-02T12:00:02Z three"] },
  { at: 4, type: "lost", source: pods, status: 0, message: "reset" },
  { at: 5, type: "regained", source: pods },
  { at: 6, type: "refused", source: log, status: 403, message: "forbidden" },
  { at: 7, type: "ended", source: log },
  { at: 8, type: "deleted", object: web },
  { at: 9, type: "skewed", ms: -250 },
  { at: 10, type: "ticked" },
  { at: 11, type: "interrupted", signal: "SIGTERM" },
];

/** A file in memory that fails where it is told to. */
class MemoryFile implements RecordingFile {
  text = "";
  writes = 0;
  isClosed = false;

  constructor(private readonly failsAt = Infinity) {}

  async write(text: string): Promise<void> {
    this.writes += 1;
    if (this.writes >= this.failsAt) throw new Error("no space left on device");
    this.text += text;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function noteIn(warnings: string[]): (message: string) => void {
  return (message) => {
    warnings.push(message);
  };
}

async function recorded(recording: readonly Fact[], logs = true): Promise<string> {
  const file = new MemoryFile();
  const options = { path: "run.jsonl", open: () => file, version: "1.0.0", head: { width: 100 }, logs, warn: (message: string) => expect(message).toBe("") };
  {
    await using recorder = new Recorder(options);
    await recorder.record(recording);
  }
  expect(file.isClosed).toBe(true);
  return file.text;
}

test("a watch of one object is recorded with its name; one without a name, as older recordings have it, is of the whole collection", async () => {
  const old = '{"kubedog":"1.0.0","v":1}\n{"at":1,"type":"regained","source":{"id":1,"type":"watch","apiVersion":"v1","kind":"Pod","plural":"pods","namespace":"shop"}}\n';
  expect<readonly Fact[]>(readRecording(old).facts).toEqual([{ at: 1, type: "regained", source: pods }]);
  const named: Fact = { at: 1, type: "regained", source: { ...pods, name: "web-1" } };
  expect<readonly Fact[]>(readRecording(await recorded([named])).facts).toEqual([named]);
});

test("a recording is one line of JSON a fact; a source stands there once", async () => {
  expect(await recorded(facts.slice(2, 5))).toBe(
    [
      '{"kubedog":"1.0.0","v":1,"width":100}',
      '{"at":3,"type":"logged","source":{"id":1,"type":"log","namespace":"shop","pod":"web-1","podUid":"u1","container":"main","run":0,"previous":false,"sinceMs":0,"follow":true,"tail":0},"lines":["2026-01-02T12:00:00Z one","2026-01-02T12:00:01Z \\u001b[31mtwo\u2028"]}',
      '{"at":3,"type":"logged","source":1,"lines":["2026-01-02T12:00:02Z three"]}',
      '{"at":4,"type":"lost","source":{"id":2,"type":"watch","apiVersion":"v1","kind":"Pod","plural":"pods","namespace":"shop","name":"","look":0},"status":0,"message":"reset"}',
      "",
    ].join("\n"),
  );
});

test("what is read is what was recorded, of every sort", async () => {
  const recording = readRecording(await recorded(facts));
  expect(recording).toEqual({ head: { kubedog: "1.0.0", v: 1, width: 100 }, facts: [...facts], missingLines: 0 });
});

test("without log text the number of lines is kept", async () => {
  const text = await recorded(facts, false);
  expect(text).not.toContain("three");
  expect(text).toContain('{"at":3,"type":"logged","source":2,"missing":1}');
  const recording = readRecording(text);
  expect(recording.missingLines).toBe(3);
  // The facts stay without their lines: a run may have ended with one.
  expect(recording.facts.flatMap((fact) => (fact.type === "logged" ? [fact.lines] : []))).toEqual([[], []]);
  expect(recording.facts.length).toBe(12);
});

test("much is written in chunks while the run goes on, the rest at the end", async () => {
  const file = new MemoryFile();
  const recorder = new Recorder({ path: "run.jsonl", open: () => file, version: "1.0.0", head: {}, logs: true, warn: () => {} });
  const many = Array.from({ length: 3_000 }, (_, at): Fact => ({ at, type: "logged", source: log, lines: ["x".repeat(50)] }));
  await recorder.record(many);
  expect(file.writes).toBe(4);
  await recorder[Symbol.asyncDispose]();
  expect(file.writes).toBe(5);
  expect(readRecording(file.text).facts).toEqual(many);
});

describe("a recorder that fails warns once, and the run goes on", () => {
  test("at its start", async () => {
    const warnings: string[] = [];
    const open = (): RecordingFile => {
      throw new Error("permission denied");
    };
    await using recorder = new Recorder({ path: "/run.jsonl", open, version: "1.0.0", head: {}, logs: true, warn: noteIn(warnings) });
    await recorder.record(facts);
    expect(warnings).toEqual(["cannot record to /run.jsonl: permission denied; the run goes on without a recording"]);
  });

  test("later", async () => {
    const warnings: string[] = [];
    const file = new MemoryFile(2);
    const options = { path: "run.jsonl", open: () => file, version: "1.0.0", head: {}, logs: true, warn: noteIn(warnings) };
    const recorder = new Recorder(options);
    for (let round = 0; round < 3; round += 1) {
      await recorder.record(facts);
      await recorder.flush();
    }
    await recorder[Symbol.asyncDispose]();
    expect(warnings).toEqual(["cannot record to run.jsonl: no space left on device; the run goes on without a recording"]);
    expect([file.writes, file.isClosed]).toEqual([2, true]);
  });
});

const head = '{"kubedog":"1.0.0","v":1}';

test.each([
  ["", "the recording is empty — was it written with --record?"],
  ["hello\n", "the recording's line 1 is not JSON: "],
  ["[]\n", "the recording's line 1 is not a JSON object"],
  ["{}\n", "the recording's line 1 is not the head of a recording — was it written with --record?"],
  ['{"kubedog":"9.0.0","v":2}\n', "the recording has version 2, this kubedog reads 1 — replay it with kubedog 9.0.0"],
  [`${head}\n{"at":1,\n{}\n`, "the recording's line 2 is not JSON: "],
  [`${head}\n{"at":1,"type":"ticked"}\nnull\n`, "the recording's line 3 is not a JSON object"],
  [`${head}\n{"at":1,"type":"shrugged"}\n`, "the recording's line 2 is no fact: type: "],
  [`${head}\n{"at":"soon","type":"ticked"}\n`, "the recording's line 2 is no fact: at: "],
  [`${head}\n{"at":1,"type":"applied","object":{"kind":"Pod"}}\n`, "the recording's line 2 is no fact: object: not an object of Kubernetes"],
  [`${head}\n{"at":1,"type":"ended","source":4}\n`, "the recording's line 2 names source 4, which no line before it describes"],
  [`${head}\n{"at":1,"type":"ended","source":{"id":1,"type":"dream"}}\n`, "the recording's line 2 holds no source that is known"],
])("a recording that cannot be understood names the line: %j", (text, message) => {
  expect(() => readRecording(text)).toThrow(UserError);
  expect(() => readRecording(text)).toThrow(message);
});

test("a last line that the end of a run cut off is left out", () => {
  expect(readRecording(`${head}\n{"at":1,"type":"ticked"}\n{"at":2,"ty`).facts).toEqual([{ at: 1, type: "ticked" }]);
});
