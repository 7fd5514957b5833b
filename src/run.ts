/** The loop: take what happened, update what we know, say what is worth saying, make the open streams match the wanted ones. */
import type { Fact, Source } from "./core/fact.ts";
import type { Rollout } from "./core/rollout.ts";
import type { Edges } from "./edges.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Renderer } from "./render/renderer.ts";

export type Run = {
  readonly rollout: Rollout;
  readonly renderer: Renderer;
  readonly write: Edges["write"];
  /** What has happened since the last call, at least one fact; undefined when there is nothing more. */
  readonly facts: () => Promise<readonly Fact[] | undefined>;
  readonly record: (facts: readonly Fact[]) => void | Promise<void>;
  readonly reconcile: (wanted: Iterable<Source>, wakeAt: number | undefined) => void;
};

/** Runs until the summary has been said. Returns undefined when the facts ended before. */
export async function run({ rollout, renderer, write, facts, record, reconcile }: Run): Promise<ExitCode | undefined> {
  reconcile(rollout.wanted().values(), rollout.wakeAt());
  for (let batch = await facts(); batch !== undefined; batch = await facts()) {
    await record(batch);
    for (const { to, text } of merged(rollout.take(batch).flatMap((report) => renderer.render(report)))) await write(to, text);
    if (rollout.exitCode !== undefined) return rollout.exitCode;
    reconcile(rollout.wanted().values(), rollout.wakeAt());
  }
  return undefined;
}

type Line = { readonly to: "out" | "err"; readonly text: string };

/** Longer text is written by itself: to put it behind other text would only copy it. */
const mergedCharsMax = 4096;

/** Neighbours for the same stream become one write. */
function merged(lines: readonly Line[]): readonly Line[] {
  const writes: { to: "out" | "err"; text: string }[] = [];
  for (const { to, text } of lines) {
    const last = writes.at(-1);
    if (last?.to === to && last.text.length < mergedCharsMax) last.text += text;
    else writes.push({ to, text });
  }
  return writes;
}
