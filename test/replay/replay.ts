/** Plays a kept recording in this process, as `kubedog replay` does. */
import { readFileSync } from "node:fs";
import type { Edges } from "../../src/edges.ts";
import { program } from "../../src/program.ts";

export const storiesFolder = new URL("./", import.meta.url).pathname;

/** The files of a story beside its recording: what its replay has to print. */
export const textFile = "text.txt";
export const reportFile = "report.jsonl";
export const recordingFile = "recording.jsonl";

/** Both streams in order, each line of stderr behind `2> `; the last line is the exit code. */
export async function replayedText(story: string): Promise<string> {
  const { writes, exitCode } = await replay(story, []);
  return `${writes.map(({ to, text }) => (to === "err" ? text.replace(/^(?=.)/gm, "2> ") : text)).join("")}exit ${exitCode}\n`;
}

/** One report a line. */
export async function replayedReports(story: string): Promise<string> {
  const { writes } = await replay(story, ["-o", "json"]);
  return writes.map(({ text }) => text).join("");
}

type Write = { readonly to: "out" | "err"; readonly text: string };

async function replay(story: string, flags: readonly string[]): Promise<{ readonly writes: readonly Write[]; readonly exitCode: number }> {
  const writes: Write[] = [];
  const exitCode = await program(["replay", `${storiesFolder}${story}/${recordingFile}`, ...flags], edgesInto(writes));
  return { writes, exitCode };
}

/** A replay needs nothing but a file to read and somewhere to write. */
function edgesInto(writes: Write[]): Edges {
  return {
    env: {},
    homeDir: "",
    machine: { system: "linux", architecture: "x64" },
    stdin: { isTerminal: false, read: async () => "" },
    out: { isTerminal: false, columns: undefined },
    err: { isTerminal: false },
    write: async (to, text) => {
      writes.push({ to, text });
    },
    readFile: (path) => readFileSync(path, "utf8"),
    openFile: (path) => {
      throw new Error(`a replay writes ${path}`);
    },
    now: () => 0,
    onSignal: () => ({ [Symbol.dispose]: () => undefined }),
  };
}
