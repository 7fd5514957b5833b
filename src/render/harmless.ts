/** Text from the cluster made safe to print: no terminal and no CI system acts on it, and a reader sees that it was tried. */

/**
 * What a terminal obeys, what ends a line for some reader, and what turns text around: C0 without tab, DEL, C1,
 * U+2028 and U+2029, and the bidirectional controls of the "Trojan Source" attack, https://trojansource.codes.
 */
const control = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const controls = new RegExp(control, "g");
/** A colour or style, the only sequences that may stay; or one control character. */
const coloursAndControls = new RegExp(`\\x1b\\[[\\d;:]*m|${control.source}`, "g");

/**
 * Commands that Azure Pipelines (`##vso[`), the older GitHub and Azure form (`##[`) and TeamCity (`##teamcity[`) find
 * anywhere in a line. GitLab's `section_start:` needs CR and ESC behind it, which are escaped already.
 */
const ciCommands = /##(\w*)\[/g;
/** GitHub's `::error::` acts only where a line starts, blanks aside. A colour before it, which somebody else may drop, does not count either. */
const leadingCiCommand = /^((?:\s|\x1b\[[\d;:]*m)*)::(?=[a-z])/i;

/**
 * Whether some of the text must be changed before it is printed. Newlines are such, tabs are not.
 * Often true for harmless text with `##`; false is certain.
 */
export function isSuspect(text: string): boolean {
  return control.test(text) || text.includes("##");
}

/** One line of a log, without its line end. Colours stay if `colour`, and end with the line; else they are dropped. */
export function harmlessLogLine(line: string, colour: boolean): string {
  if (!isSuspect(line)) return line;
  const text = withoutCiCommands(withoutControls(line.endsWith("\r") ? line.slice(0, -1) : line, colour));
  return text.includes("\x1b") && !text.endsWith("\x1b[0m") ? `${text}\x1b[0m` : text;
}

/** A message, name or reason as one line that may stand anywhere, also at a line's start. Colours are dropped. */
export function harmless(text: string): string {
  const line = isSuspect(text) ? withoutCiCommands(withoutControls(oneLine(text), false)) : text.trim();
  return withoutLeadingCommand(line);
}

/** A line, made harmless already, that nothing stands before. */
export function withoutLeadingCommand(line: string): string {
  return line.includes("::") ? line.replace(leadingCiCommand, "$1\\::") : line;
}

/** The same JSON document without a character or CI command that anything but a JSON parser would act on. */
export function harmlessJson(json: string): string {
  if (!isSuspect(json)) return json;
  return json.replace(controls, unicodeEscape).replace(ciCommands, "##$1\\u005b");
}

function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ⏎ ");
}

function withoutControls(line: string, colour: boolean): string {
  return line.replace(coloursAndControls, (found) => {
    if (found.length > 1) return colour ? found : "";
    return visible(found);
  });
}

function withoutCiCommands(line: string): string {
  return line.includes("##") ? line.replace(ciCommands, "##$1\\[") : line;
}

/** `\r`, `\n`, `\x1b`, `\u2028` */
function visible(character: string): string {
  if (character === "\r") return "\\r";
  if (character === "\n") return "\\n";
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : unicodeEscape(character);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
