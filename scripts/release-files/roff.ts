/** Plain text as lines of roff, which man, groff and mandoc show as it was. https://man.openbsd.org/roff.7 */

/** A bare one means something else to roff, or is shown as a typographic sign that no shell takes when it is copied. */
const escapes: { readonly [character: string]: string } = { "\\": "\\(rs", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti" };

/** Text for the middle of a line; ASCII alone, since an old roff reads nothing else. */
export function roffText(text: string): string {
  return text.replace(/[\\'`^~-]|[^\n -~]/gu, (character) => escapes[character] ?? `\\[u${codePoint(character)}]`);
}

/** Lines of text, each as it stands: a full stop at the start of one would be a request. */
export function roffLines(text: string): string {
  return roffText(text).replace(/^\./gm, "\\&.");
}

/** In bold what is typed as it stands, in italics what is put in its place, in roman what is neither: `[KIND NAME]`, `wait|fail`. */
export function roffUsage(text: string): string {
  return text.replace(/[-\w]+|[^-\w]+/g, (part) => (/^[A-Z]+$/.test(part) ? italic(part) : /^[-\w]/.test(part) ? bold(part) : roffText(part)));
}

/** Lines that stay as they are, indented: something to type. */
export function roffExample(text: string): string {
  return `.RS 4\n.nf\n${roffLines(text)}\n.fi\n.RE`;
}

/** @param parts of roff already */
export function roffParagraphs(parts: readonly string[]): string {
  return parts.join("\n.PP\n");
}

/** @param tag of roff already */
export function roffItem(tag: string, text: string): string {
  return `.TP\n${tag}\n${text}`;
}

export function bold(text: string): string {
  return `\\fB${roffText(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${roffText(text)}\\fR`;
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
