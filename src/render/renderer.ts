/** What every output format is: reports in, whole lines out. Renderers word; they decide nothing about a rollout. */
import type { Report } from "../core/report.ts";

/** One or more whole lines for one stream, each with its newline. */
export type Line = { readonly to: "out" | "err"; readonly text: string };

export type Renderer = {
  /** The lines of a report, in the order to write them; none when there is nothing new to say. */
  render(report: Report): readonly Line[];
};
