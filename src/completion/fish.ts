/** The completion script for fish. */
import { type CommandPlaces, type FlagPlace, namesOf, type Place, type ProgramPlaces, valueFlags } from "./places.ts";

/** Whether a command, or none, stands before the cursor, and how many arguments behind it. */
const helper = `function __kubedog_at
    set -l words
    set -l is_value 0
    set -l is_rest 0
    for word in (commandline -opc)[2..-1]
        if test $is_value = 1
            set is_value 0
        else if test $is_rest = 1; or not string match -q -- '-?*' $word
            set -a words $word
        else if test "$word" = --
            set is_rest 1
        else if contains -- $word $__kubedog_taking
            set is_value 1
        end
    end
    test "$words[1]" = "$argv[1]"; or return 1
    test "$argv[1]" = ''; and test $is_value = 1; and return 1
    test (count $argv) = 1; or test (count $words) = (math $argv[2] + 1)
end`;

export function fishScript(program: ProgramPlaces): string {
  const { commands, help } = program;
  const lines = [
    completion("''", flagOptions(help)),
    ...commands.map(({ word, help: summary }) => completion("''", `-a ${word} -d ${quoted(summary)}`)),
    ...commands.flatMap(commandLines),
  ];
  return `# kubedog's completion for fish. In ~/.config/fish/config.fish: kubedog completion fish | source
set -g __kubedog_taking ${valueFlags(program).flatMap(namesOf).join(" ")}
${helper}
complete -c kubedog -e
complete -c kubedog -f
${lines.join("\n")}
`;
}

function commandLines({ word, flags, args }: CommandPlaces): readonly string[] {
  return [
    ...flags.map((flag) => completion(word, flagOptions(flag))),
    ...args.flatMap((place, index) => argumentOptions(place).map((options) => completion(`${word} ${index}`, options))),
  ];
}

function completion(at: string, options: string): string {
  return `complete -c kubedog -n ${quoted(`__kubedog_at ${at}`)} ${options}`;
}

function flagOptions({ short, long, help, value }: FlagPlace): string {
  const names = [...(short === "" ? [] : [`-s ${short.slice(1)}`]), ...long.map((name) => `-l ${name.slice(2)}`)];
  return [...names, ...valueOptions(value), `-d ${quoted(help)}`].join(" ");
}

function valueOptions(value: Place | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value.type === "file") return ["-r -F"];
  return value.type === "free" ? ["-x"] : ["-x", `-a ${quoted(value.words.map(({ word }) => word).join(" "))}`];
}

function argumentOptions(place: Place): readonly string[] {
  if (place.type === "free") return [];
  if (place.type === "file") return ["-F"];
  if (place.words.every(({ help }) => help === "")) return [`-a ${quoted(place.words.map(({ word }) => word).join(" "))}`];
  return place.words.map(({ word, help }) => `-a ${word} -d ${quoted(help)}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
