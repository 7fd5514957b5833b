/** A target's Pods below its row, as branches of a tree. */
import type { PodProgress, TargetProgress } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { arrow } from "./progress-cell.ts";
import type { ProgressPaint } from "./progress-paint.ts";
import { unpainted } from "./style.ts";
import { columnWidths, rowLines } from "./table-columns.ts";
import { wrapped } from "./wrap.ts";

const heads = ["POD", "READY", "RESTARTS", "STATUS"] as const;
const ratios = [0.4, 0.15, 0.2, 0.25] as const;

/** In front of a row's first line, and of its others. */
const branch = ["├── ", "│   "] as const;
const lastBranch = ["└── ", "    "] as const;
const trunk = ["│   ", "│   "] as const;
type Branch = readonly [string, string];

const branchWidth = 4;

/** The lines with their head; none without Pods. */
export function podTree(target: TargetProgress, previous: TargetProgress | undefined, paint: ProgressPaint, width: number): readonly string[] {
  const { pods } = target;
  if (pods.length === 0) return [];
  const widths = columnWidths(width - branchWidth, ratios, heads);
  const olds = new Map(previous?.pods.map((pod) => [pod.name, pod]));
  const rows = pods.flatMap((pod, index) => {
    const place = index === pods.length - 1 ? lastBranch : branch;
    const isGood = isAtGoal(target, pod);
    return [...onBranch(place, rowLines(podCells(pod, isGood, olds.get(pod.name), paint), widths)), ...errorLines(place, pod, paint, width)];
  });
  return [...onBranch(trunk, rowLines(heads, widths)), ...rows];
}

function onBranch([first, others]: Branch, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? first : others}${line}`);
}

function podCells(pod: PodProgress, isGood: boolean, old: PodProgress | undefined, paint: ProgressPaint): readonly string[] {
  const { good, waiting, bad, failedName } = pod.isNew ? paint : colourless;
  const isBad = pod.error !== "" || pod.status === "Error";
  const namePaint = isGood ? good : pod.error === "" ? waiting : failedName;
  const statusPaint = isGood ? good : isBad ? bad : waiting;
  const status = `${old === undefined ? "" : arrow(old.status, pod.status, waiting)}${statusPaint(harmless(pod.status))}`;
  return [namePaint(shortName(pod.name)), harmless(pod.ready), `${pod.restarts}`, status];
}

/** An old Pod has nothing to become. */
const colourless: ProgressPaint = { good: unpainted, waiting: unpainted, bad: unpainted, failedName: unpainted };

function isAtGoal({ table }: TargetProgress, { status, isReady }: PodProgress): boolean {
  return table.head === "JOB" ? status === "Completed" : isReady;
}

/** kubedog's: the name without its first part. */
function shortName(name: string): string {
  return harmless(name.includes("-") ? name.slice(name.indexOf("-") + 1) : name);
}

function errorLines([, indent]: Branch, { error }: PodProgress, { bad }: ProgressPaint, width: number): readonly string[] {
  if (error === "") return [];
  const lines = wrapped(`error: ${harmless(error)}`, Math.max(1, width - 2 * branchWidth - 1));
  return onBranch(lastBranch, lines.map(bad)).map((line) => `${indent}${line}`);
}
