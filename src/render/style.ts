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
  /** Of service messages in a block. */
  readonly detail: Paint;
  /** Of what a table says is waited for. */
  readonly wish: Paint;
};

export const unpainted: Paint = (text) => text;

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
    detail: (text) => `\x1b[34;1m${text}\x1b[0m`,
    wish: (text) => kleur.blue(text),
  };
}

const plain: Style = {
  colour: false,
  good: unpainted,
  bad: unpainted,
  waiting: unpainted,
  faint: unpainted,
  strong: unpainted,
  detail: unpainted,
  wish: unpainted,
};
