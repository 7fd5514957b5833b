/** kubedog's table of how all targets stand, with what has changed since the last one. */
import type { ProgressReport, TargetProgress } from "../core/report.ts";
import type { Frame } from "./frame.ts";
import { harmless } from "./harmless.ts";
import { podTree } from "./pod-tree.ts";
import { progressCell } from "./progress-cell.ts";
import { type ProgressPaint, progressPaint } from "./progress-paint.ts";
import { type Paint, type Style, unpainted } from "./style.ts";
import { besideEachOther, columnWidths, rowLines } from "./table-columns.ts";
import { wrapped } from "./wrap.ts";

/** In this order, what has no columns of its own last and in the order of the spec. */
const heads = ["DEPLOYMENT", "DAEMONSET", "STATEFULSET", "JOB", "CANARY"] as const;

const ratios = [0.58, 0.11, 0.12, 0.19] as const;
const resourceRatios = [0.43, 0.14, 0.43] as const;

/** A narrower window breaks the lines itself: kubedog's least width without the frame. */
const widthMin = 55;
/** Pods in fewer columns have every word broken. */
const treeWidthMin = 40;

export function tableFrame({ strong }: Style): Frame {
  return { header: "Status progress", paint: unpainted, paintHeader: strong, isApart: true, isCollapsed: false };
}

export class ProgressTable {
  /** As the last table had them, by label. */
  #previous: ReadonlyMap<string, TargetProgress> = new Map();
  #said: ReadonlyMap<string, string> = new Map();

  constructor(readonly style: Style) {}

  /** The lines of the table; none when it would say nothing new, unless it is the last one. */
  lines({ targets, isLast }: ProgressReport, contentWidth: number): readonly string[] {
    const shown = targets.filter((target) => isLast || !this.#isStillReady(target));
    const texts = new Map(targets.map((target) => [target.target.label, shownText(target)]));
    if (!isLast && shown.every(({ target: { label } }) => texts.get(label) === this.#said.get(label))) return [];
    const width = Math.max(widthMin, contentWidth - 1);
    const groups = [...heads.map((head) => sorted(shown.filter(({ table }) => table.head === head))), shown.filter(({ table }) => !heads.some((head) => head === table.head))];
    const lines = groups.flatMap((group) => this.#groupLines(group, width));
    this.#said = texts;
    this.#previous = new Map(targets.map((target) => [target.target.label, target]));
    return lines;
  }

  /** What is ready is shown once. A canary may go on. */
  #isStillReady({ target, status, table }: TargetProgress): boolean {
    return status === "ready" && table.head !== "CANARY" && this.#previous.get(target.label)?.status === "ready";
  }

  #groupLines(group: readonly TargetProgress[], width: number): readonly string[] {
    const [first] = group;
    if (first === undefined) return [];
    const { head, columns } = first.table;
    const titles = [head, ...columns.map((column) => column.head)];
    const widths = columnWidths(width, head === "RESOURCE" ? resourceRatios : ratios, titles);
    return [...rowLines(titles, widths), ...group.flatMap((target) => this.#targetLines(target, widths, width))];
  }

  #targetLines(progress: TargetProgress, widths: readonly number[], width: number): readonly string[] {
    const { target, failMode, table, error, warnings } = progress;
    const previous = this.#previous.get(target.label);
    const paint = progressPaint(failMode, this.style);
    const cells = table.columns.map((column, index) => progressCell(column, previous?.table.columns[index], paint));
    return [
      ...rowLines([namePaint(progress, paint)(nameText(progress)), ...cells], widths),
      ...(error === "" ? [] : spanningLines(`error: ${error}`, paint.bad, width)),
      ...warnings.flatMap((warning) => spanningLines(`warning: ${warning}`, paint.waiting, width)),
      ...this.#below(progress, previous, paint, widths[0] ?? 0, width),
    ];
  }

  /** The Pods, and beside them what is waited for; where that leaves too little for the Pods, above them. */
  #below(progress: TargetProgress, previous: TargetProgress | undefined, paint: ProgressPaint, firstWidth: number, width: number): readonly string[] {
    const waits = (sideWidth: number) => waitTexts(progress).flatMap((text) => spanningLines(text, this.style.wish, sideWidth));
    if (firstWidth < treeWidthMin) return [...waits(width), ...podTree(progress, previous, paint, width)];
    const pods = podTree(progress, previous, paint, firstWidth);
    const side = waits(width - firstWidth);
    if (pods.length === 0 && side.length === 0) return [];
    return besideEachOther([pods, pods.length > 0 && side.length > 0 ? ["---", ...side] : side], [firstWidth, 0]);
  }
}

/** All that a table shows of a target. */
function shownText(progress: TargetProgress): string {
  return JSON.stringify(progress, (key, value: unknown) => (key === "node" ? undefined : value));
}

function sorted(targets: readonly TargetProgress[]): readonly TargetProgress[] {
  return targets.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ target }: TargetProgress): string {
  return `${target.name} ${target.namespace}`;
}

/** With its namespace where the label has it, to tell it from others of the same name. */
function nameText({ target, table }: TargetProgress): string {
  const { kind, namespace, name, label } = target;
  if (table.head === "RESOURCE") return harmless(`${kind}/${name}`);
  return harmless(label.startsWith("ns:") ? `${namespace}/${name}` : name);
}

function namePaint({ status, result }: TargetProgress, { good, waiting, failedName }: ProgressPaint): Paint {
  if (status === "ready") return good;
  return result === "failed" || result === "ignored" ? failedName : waiting;
}

function waitTexts({ table, waitingFor }: TargetProgress): readonly string[] {
  return [table.waits.length === 0 ? "" : `Waiting for: ${table.waits.join(", ")}`, waitingFor].filter((text) => text !== "");
}

/** Cells are one column narrower than their place, also those that span the table. */
function spanningLines(text: string, paint: Paint, width: number): readonly string[] {
  return wrapped(harmless(text), Math.max(1, width - 1)).map(paint);
}
