/** The colours of the text output, or none: decided once for a renderer, whatever kleur thinks of the terminal. */
import kleur from "kleur";

export type Paint = (text: string) => string;

export type Style = {
  readonly colour: boolean;
  readonly good: Paint;
  readonly bad: Paint;
  readonly waiting: Paint;
  readonly faint: Paint;
  readonly strong: Paint;
};

export function styleWith(colour: boolean): Style {
  if (!colour) return plain;
  kleur.enabled = true;
  return {
    colour,
    good: (text) => kleur.green(text),
    bad: (text) => kleur.red(text),
    waiting: (text) => kleur.yellow(text),
    faint: (text) => kleur.dim(text),
    strong: (text) => kleur.bold(text),
  };
}

const same: Paint = (text) => text;
const plain: Style = { colour: false, good: same, bad: same, waiting: same, faint: same, strong: same };
