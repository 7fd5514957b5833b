/** The command line: arguments to a command, and its help. */
import { type CommandHelp, type CommandName, commands, type Flag, helpFlag } from "./command-table.ts";
import { exitCodeMeanings } from "./exit-codes.ts";
import { suggest } from "./core/suggest.ts";
import { UserError } from "./user-error.ts";

export type Command = {
  readonly name: CommandName;
  readonly args: readonly string[];
  /** By the flag's full name; a switch that is given is "true". */
  readonly flags: { readonly [flag: string]: string };
  readonly isHelp: boolean;
};

/** Arguments to a command; flags may stand anywhere. @throws UserError that names the argument and the next step */
export function parseCommand(argv: readonly string[]): Command {
  // Most programs know it as a flag, and answer with one line.
  if (argv[0] === "--version") return { name: "version", args: [], flags: { short: "true" }, isHelp: false };
  const { words, flags } = splitArguments(argv);
  const [name, ...args] = words;
  if (name === undefined) return withoutCommand(flags);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw unknownCommand(name);
  const isHelp = flags.get(helpFlag)?.value !== undefined;
  const values: { [flag: string]: string } = {};
  for (const [flag, { word, value }] of flags) {
    if (flag === helpFlag) continue;
    if (!command.flags.includes(flag)) throw new UserError(`kubedog ${name} has no flag ${word}: see kubedog ${name} --help`);
    if (value !== undefined) values[flag.name] = value;
  }
  if (args.length > command.argsMax && !isHelp) throw new UserError(`unexpected argument "${args[command.argsMax]}": usage is ${usageLine(command)}`);
  return { name: command.name, args, flags: values, isHelp: isHelp || (values.file === undefined && unfinished.has(words.join(" "))) };
}

/** As in kubedog these explain themselves. */
const unfinished: ReadonlySet<string> = new Set(["rollout", "rollout track", "follow"]);

/** As it was written, and its value; a switch that is off has none. */
type GivenFlag = { readonly word: string; readonly value: string | undefined };

/** `kubedog` alone asks for help; flags alone are a command that was forgotten. */
function withoutCommand(flags: ReadonlyMap<Flag, GivenFlag>): Command {
  const [given] = flags.values();
  if (given !== undefined && !flags.has(helpFlag)) throw new UserError(`${given.word} without a command: kubedog has ${commandNames()}; see kubedog help`);
  return { name: "help", args: [], flags: {}, isHelp: false };
}

function splitArguments(argv: readonly string[]): { words: string[]; flags: Map<Flag, GivenFlag> } {
  const words: string[] = [];
  const flags = new Map<Flag, GivenFlag>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      words.push(...rest.splice(0));
    } else if (word.length > 1 && word.startsWith("-")) {
      const { flag, value } = findFlag(word);
      const shown = word.startsWith("--") ? (word.split("=")[0] ?? word) : word.slice(0, 2);
      flags.set(flag, { word: shown, value: flag.value === "" ? switchValue(shown, value) : (value ?? valueOf(flag, word, rest.shift())) });
    } else {
      words.push(word);
    }
  }
  return { words, flags };
}

/** `-t`, `-t5`, `-t=5`, `--timeout`, `--timeout=5` */
function findFlag(word: string): { flag: Flag; value: string | undefined } {
  const all = [helpFlag, ...new Set(commands.flatMap(({ flags }) => flags))];
  if (!word.startsWith("--")) {
    const flag = all.find(({ short }) => short === word[1]);
    if (flag === undefined) throw new UserError(`unknown flag ${word.slice(0, 2)}: see kubedog help`);
    return { flag, value: word.length > 2 ? word.slice(2).replace(/^=/, "") : undefined };
  }
  const [name = "", ...value] = word.slice(2).split("=");
  const flag = all.find((each) => each.name === name || each.aliases?.includes(name));
  if (flag === undefined) throw new UserError(`unknown flag --${name}${nextStep(name, all.flatMap((each) => [each.name, ...(each.aliases ?? [])]), "--")}`);
  return { flag, value: value.length > 0 ? value.join("=") : undefined };
}

function valueOf(flag: Flag, word: string, value: string | undefined): string {
  if (value === undefined) throw new UserError(`${word} needs a value: ${word} ${flag.value}`);
  return value;
}

/** `--strict`, `--strict=true`, `--strict=false` */
function switchValue(word: string, value = "true"): string | undefined {
  if (value !== "true" && value !== "false") throw new UserError(`${word}=${value}: expected ${word}, ${word}=true or ${word}=false`);
  return value === "true" ? value : undefined;
}

function unknownCommand(word: string): UserError {
  return new UserError(`unknown command "${word}"${nextStep(word, commands.map(({ name }) => name), "kubedog ")}`);
}

function commandNames(): string {
  return commands.map(({ name }) => name).join(", ");
}

function nextStep(word: string, known: readonly string[], before: string): string {
  const near = suggest(word, known);
  return near === undefined ? ": see kubedog help" : ` — did you mean ${before}${near}? See kubedog help`;
}

export function usageLine({ name, args, flags }: CommandHelp): string {
  return ["kubedog", name, flags.length > 0 ? "[FLAGS]" : "", args].filter((part) => part !== "").join(" ");
}

/** Help of a command, or of the program. */
export function helpText(name: string | undefined): string {
  if (name === undefined) return overview();
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw unknownCommand(name);
  const flags = command.flags.length > 0 ? `\n\nFlags:\n${flagRows(command.flags)}` : "";
  return `Usage: ${usageLine(command)}\n\n${command.text}${flags}\n`;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name, args }) => `${name} ${args}`.length));
  const rows = commands.map(({ name, args, summary }) => `  ${`${name} ${args}`.padEnd(width)}  ${summary}`);
  const codes = Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`);
  return `kubedog follows Kubernetes rollouts: what is happening now, and did it work?

Usage: kubedog COMMAND [FLAGS]

${rows.join("\n")}

Start with kubedog demo. Each command explains itself: kubedog COMMAND --help

Exit codes:
${codes.join("\n")}
`;
}

/** `  -t, --timeout TIME   Give up …` */
function flagRows(flags: readonly Flag[]): string {
  const heads = flags.map(flagHead);
  const width = Math.max(...heads.map((head) => head.length));
  return flags.map((flag, index) => `  ${(heads[index] ?? "").padEnd(width)}  ${flag.help}${flag.env === undefined ? "" : ` [$${flag.env}]`}`).join("\n");
}

export function flagHead({ name, short, aliases = [], value }: Flag): string {
  const names = [`--${name}`, ...aliases.map((alias) => `--${alias}`)].join(", ");
  return `${short === undefined ? "    " : `-${short}, `}${names}${value === "" ? "" : ` ${value}`}`;
}
