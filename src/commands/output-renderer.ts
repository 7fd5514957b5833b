import { jsonRenderer } from "../render/json.ts";
import type { Renderer } from "../render/renderer.ts";
import { textRenderer } from "../render/text.ts";
import type { Output } from "./options.ts";

export function rendererOf({ format, colour, prefix }: Output): Renderer {
  return format === "json" ? jsonRenderer : textRenderer({ colour, prefix });
}
