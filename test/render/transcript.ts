/** What a reader of both streams sees. */
import type { Report } from "../../src/core/report.ts";
import type { Renderer } from "../../src/render/renderer.ts";
import { textRenderer } from "../../src/render/text.ts";

/** Both streams in order; each line on stderr starts with `2> `. The last newline is cut. */
export function transcript(reports: readonly Report[], { colour = false, prefix = "" } = {}): string {
  return written(textRenderer({ colour, prefix }), reports)
    .map(({ to, text }) => (to === "err" ? `2> ${text}` : text))
    .join("")
    .replace(/\n$/, "");
}

export function written(renderer: Renderer, reports: readonly Report[]) {
  return reports.flatMap((report) => renderer.render(report));
}
