/** What may stand where on the command line: the table of commands as the scripts of all shells need it. */
import type { CommandHelp, Flag } from "../command-table.ts";

export type Word = { readonly word: string; readonly help: string };

/** A place for one word, with its name in help, and what can be offered there. A free one, a name or a time, only the user knows. */
export type Place =
  | { readonly type: "words"; readonly name: string; readonly words: readonly Word[] }
  | { readonly type: "file"; readonly name: string }
  | { readonly type: "free"; readonly name: string };

export type FlagPlace = {
  /** `-t`; "" for none. */
  readonly short: string;
  /** `--timeout` and its other names. */
  readonly long: readonly string[];
  readonly help: string;
  /** undefined for a switch. */
  readonly value: Place | undefined;
};

export type CommandPlaces = Word & {
  readonly flags: readonly FlagPlace[];
  readonly args: readonly Place[];
};

export type ProgramPlaces = {
  readonly commands: readonly CommandPlaces[];
  /** May stand before a command, and with each. */
  readonly help: FlagPlace;
};

/** Words for what help writes in capitals, such as KIND. */
export type Named = { readonly [name: string]: readonly Word[] };

export function programPlaces(commands: readonly CommandHelp[], helpFlag: Flag, named: Named): ProgramPlaces {
  const all = { COMMAND: commands.map(({ name, summary }) => ({ word: name, help: summary })), ...named };
  return { commands: commands.map((command) => commandPlaces(command, helpFlag, all)), help: flagPlace(helpFlag, all) };
}

/** The names of a flag as they are typed, the short one first. */
export function namesOf({ short, long }: FlagPlace): readonly string[] {
  return short === "" ? long : [short, ...long];
}

/** All flags that take a value, of whatever command: a flag may stand before its command. */
export function valueFlags({ commands }: ProgramPlaces): readonly FlagPlace[] {
  const flags = commands.flatMap((command) => command.flags).filter(({ value }) => value !== undefined);
  return [...new Map(flags.map((flag) => [flag.long[0], flag])).values()];
}

function commandPlaces({ name, summary, flags, args }: CommandHelp, helpFlag: Flag, named: Named): CommandPlaces {
  const words = args.replace(/[[\]]/g, "").split(" ").filter((word) => word !== "");
  return {
    word: name,
    help: summary,
    flags: [...flags, helpFlag].map((flag) => flagPlace(flag, named)),
    args: words.map((word) => placeOf(word, undefined, named)),
  };
}

function flagPlace({ name, short, aliases = [], value, choices, help }: Flag, named: Named): FlagPlace {
  return {
    short: short === undefined ? "" : `-${short}`,
    long: [name, ...aliases].map((each) => `--${each}`),
    help,
    value: value === "" ? undefined : placeOf(value, choices, named),
  };
}

/** What help writes in small letters is typed as it stands: `track`, `wait|fail`. */
function placeOf(name: string, choices: readonly string[] | undefined, named: Named): Place {
  if (name === "FILE") return { type: "file", name };
  const typed = choices ?? (/^[a-z|]+$/.test(name) ? name.split("|") : undefined);
  const words = typed?.map((word) => ({ word, help: "" })) ?? named[name];
  return words === undefined ? { type: "free", name } : { type: "words", name, words };
}
