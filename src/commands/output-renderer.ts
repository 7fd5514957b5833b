import { jsonRenderer } from "../render/json.ts";
import type { Renderer } from "../render/renderer.ts";
import { singleTextRenderer } from "../render/single-text.ts";
import { textRenderer } from "../render/text.ts";
import type { Output } from "./options.ts";

/** @param width columns of the terminal, now */
export function rendererOf({ format, shape, colour, prefix, inline, logStyle, status, timestamps }: Output, width: () => number): Renderer {
  if (format === "text" && shape !== "multitrack") return singleTextRenderer({ shape, colour, prefix, inline, timestamps });
  return format === "json" ? jsonRenderer : textRenderer({ colour, prefix }, { logStyle, status, timestamps, width });
}
