/** Reports of progress to draw, and what is drawn of them in blocks and tables. */
import type { PodProgress, Report, TargetProgress, TargetRef } from "../../src/core/report.ts";
import type { ProgressColumn } from "../../src/kinds/progress-column.ts";
import { type Drawing, textRenderer } from "../../src/render/text.ts";
import { web } from "./sample.ts";
import { written } from "./transcript.ts";

type Given = Partial<Omit<Drawing, "width">> & { readonly width?: number; readonly colour?: boolean; readonly prefix?: string };

/** In kubedog's look, 100 columns wide, unless something else is given. Each line on stderr starts with `2> `. */
export function drawn(reports: readonly Report[], { width = 100, colour = false, prefix = "", ...given }: Given = {}): string {
  const renderer = textRenderer({ colour, prefix }, { logStyle: "block", status: "table", timestamps: false, width: () => width, ...given });
  return written(renderer, reports)
    .map(({ to, text }) => (to === "err" ? text.replace(/^/gm, "2> ").replace(/2> $/, "") : text))
    .join("")
    .replace(/\n$/, "");
}

export function progress(targets: readonly TargetProgress[], isLast = false): Report {
  return { at: Date.UTC(2026, 0, 1), type: "progress", targets, isLast };
}

export function target(name: string, head: string, columns: readonly ProgressColumn[], given: Partial<TargetProgress> = {}): TargetProgress {
  const ref: TargetRef = { ...web, name, label: `${head.toLowerCase()}/${name}` };
  const state = { status: "progressing", result: undefined, failMode: "FailWholeDeployProcessImmediately", waitingFor: "", error: "", warnings: [], pods: [] } as const;
  return { target: ref, table: { head, columns, waits: [] }, ...state, ...given };
}

/** A cell whose value is `value`, on its way to `goal`. */
export function cell(head: string, value: number, goal: number): ProgressColumn {
  return { head, value: `${value}`, goal: "", before: "", after: "", isReached: value === goal };
}

export function replicas(value: number, goal: number): ProgressColumn {
  return { ...cell("REPLICAS", value, goal), goal: `/${goal}` };
}

export function text(head: string, value: string): ProgressColumn {
  return { head, value, goal: "", before: "", after: "", isReached: undefined };
}

export function pod(name: string, ready: string, status: string, given: Partial<PodProgress> = {}): PodProgress {
  return { name, ready, status, restarts: 0, node: "", isNew: true, isReady: false, error: "", ...given };
}
