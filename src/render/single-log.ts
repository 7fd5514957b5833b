/** Logs as kubedog's older trackers show them: a header where the container changes, then the lines as they came, made harmless. */
import type { LogReport, TargetRef } from "../core/report.ts";
import { harmlessLogLine, isSuspect, withoutLeadingCommand } from "./harmless.ts";
import { logText } from "./log-time.ts";
import { logTimeText, timeText } from "./time-text.ts";

type SingleLogOptions = {
  /** The header stands before each line instead. */
  readonly inline: boolean;
  readonly colour: boolean;
  /** Each line starts with its time. */
  readonly timestamps: boolean;
};

type TimedLog = LogReport & { readonly at: number };

/** Containers whose last line is remembered. */
const containersMax = 1000;

export class SingleLog {
  #header = "";
  /** The last line that was shown of a container. */
  readonly #shown = new Map<string, string>();

  constructor(readonly options: SingleLogOptions) {}

  /** The lines of a report of at least one, with those of the header before them. */
  lines(report: TimedLog, header: string): readonly string[] {
    const { target, pod, container, lines, at } = report;
    const { inline, colour, timestamps } = this.options;
    const raw = lines.map(logText);
    this.#remember(containerKey(target, pod, container), raw.at(-1) ?? "");
    const texts = isSuspect(raw.join("")) ? raw.map((text) => harmlessLogLine(text, colour)) : raw;
    const shown = inline ? texts.map((text) => `>> ${header}: ${text}`) : texts.map(withoutLeadingCommand);
    const before = inline ? [] : this.#headerLines(header);
    if (!timestamps) return [...before, ...shown];
    return [...before.map((text) => `${timeText(at)} ${text}`.trimEnd()), ...shown.map((text, index) => `${logTimeText(lines[index] ?? "", at)} ${text}`)];
  }

  /** Whether the reader has seen this last line of the container. */
  hasShown(target: TargetRef, pod: string, container: string, lastLine: string): boolean {
    return this.#shown.get(containerKey(target, pod, container)) === lastLine;
  }

  #headerLines(header: string): readonly string[] {
    const before = this.#header;
    if (header === before) return [];
    this.#header = header;
    return [...(before === "" ? [] : [""]), `>> ${header}`];
  }

  #remember(key: string, line: string): void {
    this.#shown.delete(key);
    this.#shown.set(key, line);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > containersMax && oldest !== undefined) this.#shown.delete(oldest);
  }
}

function containerKey({ label }: TargetRef, pod: string, container: string): string {
  return `${label} ${pod}/${container}`;
}
