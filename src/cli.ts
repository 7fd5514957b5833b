/** The command line: one table gives parsing, help and README's list of flags. */
import { exitCodeMeanings } from "./exit-codes.ts";
import { suggest } from "./input/suggest.ts";
import { UserError } from "./user-error.ts";

export type Flag = {
  readonly name: string;
  readonly short?: string;
  /** Other names for the same: kubectl's. */
  readonly aliases?: readonly string[];
  /** What a value looks like in help; "" for a switch. */
  readonly value: string;
  /** The variable that gives the default. */
  readonly env?: string;
  readonly help: string;
};

const namespace: Flag = { name: "namespace", short: "n", value: "NAME", help: "Namespace of targets that name none (default: the context's, else default)." };
const file: Flag = { name: "file", short: "f", value: "FILE", help: "Read from FILE instead of standard input; - is standard input." };
const output: Flag = { name: "output", short: "o", value: "FORMAT", help: "text or json: one report a line, see kubedog schema (default text)." };
const strict: Flag = { name: "strict", value: "", help: "An unknown key in the spec is an error, not a warning." };

const cluster: readonly Flag[] = [
  { name: "kube-context", aliases: ["context"], value: "NAME", env: "KUBEDOG_KUBE_CONTEXT", help: "Context of the kubeconfig to use." },
  { name: "kube-config", aliases: ["kubeconfig"], value: "FILE", help: "Kubeconfig to use; before KUBEDOG_KUBE_CONFIG, KUBECONFIG and ~/.kube/config." },
  { name: "kube-config-base64", value: "TEXT", env: "KUBEDOG_KUBE_CONFIG_BASE64", help: "Kubeconfig's content in base64; before --kube-config." },
];

const tracking: readonly Flag[] = [
  { name: "timeout", short: "t", value: "TIME", help: "Give up after so many seconds, or 5m, 1h30m; 0 and -1 wait for ever (default -1)." },
  { name: "logs-since", value: "WHEN", help: "Show logs from now, all, or the last 30s, 5m, 2h (default now; Jobs: all)." },
  { name: "settle", value: "TIME", help: "A Pod without a probe is ready once it has stayed up so long; 0 at once (default 3s)." },
  { name: "patience", value: "TIME", help: "A failure that stands uncured so long counts again (default 2m)." },
  { name: "wait-for-create", value: "TIME", help: "A target that does not exist, or no longer, has failed after so long; 0 never (default 5m)." },
  { name: "on-delete", value: "wait|fail", help: "What the deletion of a target means: wait for it to be created again, or failure (default wait)." },
  { name: "on-paused", value: "wait|fail|ready", help: "What a target paused half-way means: wait for someone to resume it, failure, or readiness (default wait)." },
  { name: "status-progress-period", value: "TIME", help: "Between two lines on what is waited for while nothing changes; 0 is 5s, -1 none (default 30s)." },
  { name: "record", value: "FILE", help: "Record the run, for kubedog replay; no environment values, no Secret data." },
  { name: "record-logs", value: "on|off", help: "Whether a recording holds log text (default on)." },
];

const mode: Flag = { name: "mode", value: "track|follow", help: "track to the verdict, or follow for ever: failures are said and outlived (default track)." };

const printing: readonly Flag[] = [
  output,
  { name: "output-prefix", value: "TEXT", help: "Put TEXT in front of every line." },
];

const helpFlag: Flag = { name: "help", short: "h", value: "", help: "Explain a command." };

export type CommandName = "multitrack" | "rollout" | "follow" | "demo" | "assess" | "replay" | "schema" | "version" | "help";

export type CommandHelp = {
  readonly name: CommandName;
  /** What stands behind the name, for usage. */
  readonly args: string;
  readonly argsMax: number;
  readonly summary: string;
  readonly text: string;
  readonly flags: readonly Flag[];
};

export const commands: readonly CommandHelp[] = [
  {
    name: "multitrack",
    args: "",
    argsMax: 0,
    summary: "Follow the resources of a spec until each is ready or has failed",
    text: `Reads a spec (JSON or YAML) from standard input or -f FILE, follows all its resources,
prints their logs and states, and ends with a verdict, its cause and an exit code.

  cat <<EOF | kubedog multitrack -t 300
  {"StatefulSets": [{"ResourceName": "mysts1", "Namespace": "myns"}],
   "Deployments":  [{"ResourceName": "mydeploy22", "Namespace": "myns"}]}
  EOF

Kinds: Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, Pods. All keys: kubedog schema spec.`,
    flags: [file, namespace, mode, ...tracking, ...printing, strict, ...cluster],
  },
  {
    name: "rollout",
    args: "track KIND NAME",
    argsMax: 3,
    summary: "Follow one resource until it is ready or has failed once",
    text: `kubedog's older tracker of one resource: it ends with the first failure, or when the resource is ready.
multitrack does more. KIND is what kubectl takes: deployment, deploy, sts, widgets.example.com; KIND/NAME works too.

  kubedog rollout track deployment web -n shop -t 300`,
    flags: [namespace, ...tracking, ...printing, ...cluster],
  },
  {
    name: "follow",
    args: "[KIND NAME]",
    argsMax: 2,
    summary: "Follow one resource, or all of a spec, for ever",
    text: `Prints logs and states for ever: new rollouts, restarts, failures said and outlived; ended by you or by -t.
KIND is what kubectl takes: deployment, deploy, sts, widgets.example.com; KIND/NAME works too.

  kubedog follow deploy/web -n shop
  kubedog follow -f spec.json`,
    flags: [file, namespace, ...tracking, ...printing, strict, ...cluster],
  },
  {
    name: "demo",
    args: "[SCENARIO]",
    argsMax: 1,
    summary: "The whole program against a simulated cluster: nothing to install, no cluster",
    text: `Starts a small simulated cluster in this process, rolls something out in it and follows it,
as multitrack would. kubedog demo --list names the scenarios.`,
    flags: [{ name: "list", value: "", help: "Name the scenarios." }, ...tracking, ...printing],
  },
  {
    name: "assess",
    args: "",
    argsMax: 0,
    summary: "Judge objects offline: are they ready, on their way, failed?",
    text: `Reads objects (JSON or YAML: a List, an array, several documents) and judges them without a cluster,
with the same judge as live tracking. Objects that another one in the input owns are evidence for it.

  kubectl get deployments,replicasets,pods,events -o json | kubedog assess -f -

Exit codes: 0 all ready, 1 something failed, 3 something is on its way, 2 the input cannot be read.`,
    flags: [file, output],
  },
  {
    name: "replay",
    args: "FILE",
    argsMax: 1,
    summary: "Play a recorded run again: the same text, the same exit code",
    text: `Plays a run that was recorded with --record FILE through the same core, at once and without a cluster.
It prints what that run printed, byte for byte; -o json prints it as reports.`,
    flags: [output],
  },
  {
    name: "schema",
    args: "spec|report|assess",
    argsMax: 1,
    summary: "Print a JSON Schema: of the spec, of a report line, of an assess line",
    text: "Prints the JSON Schema of multitrack's spec, of a line of --output json, or of a line of assess --output json.",
    flags: [],
  },
  { name: "version", args: "", argsMax: Number.POSITIVE_INFINITY, summary: "Print the version", text: "Prints the version.", flags: [] },
  { name: "help", args: "[COMMAND]", argsMax: 1, summary: "Explain a command", text: "Explains a command.", flags: [] },
];

export type Command = {
  readonly name: CommandName;
  readonly args: readonly string[];
  /** By the flag's full name; a switch that is given is "true". */
  readonly flags: { readonly [flag: string]: string };
  readonly isHelp: boolean;
};

/** Arguments to a command; flags may stand anywhere. @throws UserError that names the argument and the next step */
export function parseCommand(argv: readonly string[]): Command {
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
  return { name: command.name, args, flags: values, isHelp };
}

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

function usageLine({ name, args, flags }: CommandHelp): string {
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
