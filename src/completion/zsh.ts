/** The completion script for zsh: a file of `fpath`, or to be sourced. */
import { type CommandPlaces, type FlagPlace, namesOf, type Place, type ProgramPlaces, valueFlags } from "./places.ts";

/** Flags that stand before their command are known, but not offered there. */
export function zshScript(program: ProgramPlaces): string {
  const { commands, help } = program;
  const hidden = valueFlags(program).flatMap((flag) => specNames(flag).map((name) => quoted(`!${name}${valueSpec(flag)}`)));
  const command = quoted(argumentSpec("1", { type: "words", name: "COMMAND", words: commands }));
  return `#compdef kubedog
# kubedog's completion for zsh. Save it as _kubedog in a folder of $fpath; or in ~/.zshrc, after compinit: source <(kubedog completion zsh)
_kubedog() {
  local curcontext=$curcontext context state state_descr line ret=1
  local -A opt_args
  _arguments -C -A '-*' \\
    ${[...hidden, flagSpec(help), command, "'*:: :->arguments'"].join(" \\\n    ")} && ret=0
  [[ $state == arguments ]] || return ret
  curcontext=\${curcontext%:*}-$words[1]:
  case $words[1] in
${commands.map(commandCase).join("\n")}
  esac
  return ret
}
if [[ $funcstack[1] == _kubedog ]]; then _kubedog "$@"; else compdef _kubedog kubedog; fi
`;
}

function commandCase({ word, flags, args }: CommandPlaces): string {
  const specs = [...flags.map(flagSpec), ...args.map((place, index) => quoted(argumentSpec(`${index + 1}`, place)))];
  return `    ${word})\n      _arguments -S \\\n        ${specs.join(" \\\n        ")} && ret=0 ;;`;
}

/** `'(-t --timeout)'{-t+,--timeout=}'[Give up …]:TIME: '`: given once, the others are not offered. */
function flagSpec(flag: FlagPlace): string {
  const [name = "", ...others] = specNames(flag);
  const rest = `[${flag.help.replaceAll("[", "(").replaceAll("]", ")")}]${valueSpec(flag)}`;
  if (others.length === 0) return quoted(`${name}${rest}`);
  return `${quoted(`(${namesOf(flag).join(" ")})`)}{${[name, ...others].join(",")}}${quoted(rest)}`;
}

/** With `+` the value may follow at once, with `=` behind an equals sign; or each as the next word. */
function specNames({ short, long, value }: FlagPlace): readonly string[] {
  const [shortEnd, longEnd] = value === undefined ? ["", ""] : ["+", "="];
  return [...(short === "" ? [] : [`${short}${shortEnd}`]), ...long.map((name) => `${name}${longEnd}`)];
}

function valueSpec({ value }: FlagPlace): string {
  return value === undefined ? "" : argumentSpec("", value);
}

function argumentSpec(position: string, place: Place): string {
  return `${position}:${place.name.replaceAll(":", "\\:")}:${action(place)}`;
}

function action(place: Place): string {
  if (place.type === "free") return " ";
  if (place.type === "file") return "_files";
  const words = place.words.map(({ word, help }) => (help === "" ? word : `${word}\\:${help.replace(/[^\w:]/g, "\\$&").replaceAll(":", "\\:")}`));
  return place.words.some(({ help }) => help !== "") ? `((${words.join(" ")}))` : `(${words.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
