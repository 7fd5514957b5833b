/** How many columns of a terminal a text takes: East-Asian characters and emoji two, combining marks and colours none. */

const plain = /^[\x20-\x7e]*$/;
const colours = /\x1b\[[\d;:]*m/g;

/** East Asian Width W and F: https://www.unicode.org/reports/tr11. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const wides = new RegExp(wide.source, "gu");
/** What joins the character before it, or shows nothing. */
const zeros = /[\p{Mn}\p{Me}\p{Cf}]/gu;
/** Where several characters are shown as one. */
const joining = /[\u200d\ufe0f\u1160-\u11ff\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;
const pairs = /[\ud800-\udbff][\udc00-\udfff]/g;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  const shown = text.includes("\x1b") ? text.replace(colours, "") : text;
  if (joining.test(shown)) return [...graphemes.segment(shown)].reduce((sum, { segment }) => sum + graphemeWidth(segment), 0);
  const visible = shown.replace(zeros, "");
  return visible.length - countOf(visible, pairs) + countOf(visible, wides);
}

/** A grapheme of more characters than this for each column may be cut. */
const columnCharsMax = 8;

/** How much of the text fits from a place on, as a length in the string; at least one character, so that whoever cuts gets on. */
export function fittingLength(text: string, start: number, width: number): number {
  const next = text.slice(start, start + Math.max(1, width));
  if (plain.test(next)) return next.length;
  let [length, used] = [0, 0];
  for (const { segment } of graphemes.segment(wholeCharacters(text.slice(start, start + width * columnCharsMax + 1)))) {
    used += graphemeWidth(segment);
    if (used > width && length > 0) break;
    length += segment.length;
  }
  return length;
}

/** Without the half of a pair at the end. */
function wholeCharacters(text: string): string {
  return text.length > 1 && /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

function graphemeWidth(grapheme: string): number {
  const isEmoji = grapheme.includes("\ufe0f") && /\p{Emoji}/u.test(grapheme);
  if (isEmoji || wide.test(grapheme)) return 2;
  return grapheme.replace(zeros, "") === "" ? 0 : 1;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

const tabWidth = 8;

/** The text with blanks in place of its tabs, as a terminal shows it from its first column on. */
export function withoutTabs(text: string): string {
  if (!text.includes("\t")) return text;
  const [first = "", ...rest] = text.split("\t");
  let column = displayWidth(first);
  return rest.reduce((line, part) => {
    const blanks = tabWidth - (column % tabWidth);
    column += blanks + displayWidth(part);
    return `${line}${" ".repeat(blanks)}${part}`;
  }, first);
}

/** Filled with blanks to a width; a text that is wider stays. */
export function padded(text: string, width: number): string {
  return `${text}${" ".repeat(Math.max(0, width - displayWidth(text)))}`;
}
