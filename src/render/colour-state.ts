/** Which colours and styles are on at a place in a text, so that they can be ended with a line and taken up in the next. */

/** What a selector ends: codes, or what several codes choose a value of. https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const ends: { readonly [code: number]: readonly string[] } = {
  22: ["1", "2"],
  23: ["3"],
  24: ["4", "21"],
  25: ["5", "6"],
  27: ["7"],
  28: ["8"],
  29: ["9"],
  39: ["foreground"],
  49: ["background"],
  55: ["53"],
  59: ["underline"],
};

const extended: { readonly [code: number]: string } = { 38: "foreground", 48: "background", 58: "underline" };

export class ColourState {
  readonly #on = new Map<string, string>();

  /** @param sequence `ESC [ … m` */
  apply(sequence: string): void {
    const codes = sequence.slice(2, -1).split(";");
    for (let index = 0; index < codes.length; ) index += this.#take(codes, index);
  }

  /** What turns on again what is on now; "" if nothing is. */
  get opening(): string {
    return this.#on.size === 0 ? "" : `\x1b[${[...this.#on.values()].join(";")}m`;
  }

  /** Takes one selector; returns how many codes it has. */
  #take(codes: readonly string[], index: number): number {
    const text = codes[index] ?? "";
    const code = Number.parseInt(text === "" ? "0" : text, 10);
    const length = code in extended && !text.includes(":") ? extendedLength(codes, index) : 1;
    if (code === 0) this.#on.clear();
    else if (code in ends) for (const key of ends[code] ?? []) this.#on.delete(key);
    else this.#turnOn(keyOf(code), codes.slice(index, index + length).join(";"));
    return length;
  }

  #turnOn(key: string, value: string): void {
    this.#on.delete(key);
    if (this.#on.size < onMax) this.#on.set(key, value);
  }
}

/** A text that turns on more than there is will not be repeated in full on each line. */
const onMax = 20;

function keyOf(code: number): string {
  if (code in extended) return extended[code] ?? "";
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return "foreground";
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return "background";
  return `${code}`;
}

/** `38;5;n` or `38;2;r;g;b` */
function extendedLength(codes: readonly string[], index: number): number {
  return codes[index + 1] === "5" ? 3 : codes[index + 1] === "2" ? 5 : 1;
}
