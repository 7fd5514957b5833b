/** The completion script for bash. It needs nothing but bash, also an old one. */
import { type CommandPlaces, namesOf, type Place, type ProgramPlaces, valueFlags } from "./places.ts";

/** What stands before the cursor tells what may stand there. `--flag=value` arrives as three words, unless the user has changed that. */
const reading = `  local cur=\${COMP_WORDS[COMP_CWORD]} word i last='' flag='' command='' place=0 is_rest=''
  local IFS=$' \\t\\n' flags='' words='' type='' before=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == = && -n $last ]]; then
      flag=$last
    elif [[ -n $flag ]]; then
      flag='' last=''
    elif [[ -n $is_rest || $word != -?* ]]; then
      last=''
      if [[ -z $command ]]; then command=$word; else ((place += 1)); fi
    elif [[ $word == -- ]]; then
      is_rest=1
    else
      last=$word
      if [[ $taking == *" $word "* ]]; then flag=$word; fi
    fi
  done
  if [[ $cur == = && -n $last ]]; then
    flag=$last cur=''
  elif [[ -z $flag$is_rest && $cur == --*=* ]]; then
    flag=\${cur%%=*} before=$flag= cur=\${cur#*=}
  elif [[ -z $flag$is_rest && $cur == -[!-]?* && $taking == *" \${cur:0:2} "* ]]; then
    flag=\${cur:0:2} before=$flag cur=\${cur:2}
    if [[ $cur == =* ]]; then before=$before= cur=\${cur#=}; fi
  fi`;

/** Files are left to readline, which quotes their names; a bash that has no compopt offers them for names, too. */
const answering = `  if [[ -z $flag$is_rest && ($cur == -* || -z $type) ]]; then type=words words=$flags; fi
  if [[ $type != file ]]; then compopt +o default 2>/dev/null; fi
  COMPREPLY=($(compgen -P "$before" -W "$words" -- "$cur"))`;

export function bashScript(program: ProgramPlaces): string {
  const { commands, help } = program;
  const top: CommandPlaces = { word: "''", help: "", flags: [help], args: [{ type: "words", name: "COMMAND", words: commands }] };
  return `# kubedog's completion for bash. In ~/.bashrc: source <(kubedog completion bash)
_kubedog() {
  local taking=' ${valueFlags(program).flatMap(namesOf).join(" ")} '
${reading}
  case $command in
${[top, ...commands].map(commandCase).join("\n")}
  esac
${answering}
}
complete -o default -F _kubedog kubedog
`;
}

function commandCase({ word, flags, args }: CommandPlaces): string {
  const values = flags.flatMap((flag) => (flag.value === undefined || flag.value.type === "free" ? [] : [placeCase(namesOf(flag).join("|"), flag.value)]));
  const places = [...values, ...args.map((place, index) => placeCase(`${index}`, place))];
  const cases = places.length === 0 ? [] : ["      case ${flag:-$place} in", ...places, "      esac"];
  return [`    ${word})`, `      flags='${flags.flatMap(namesOf).join(" ")}'`, ...cases, "      ;;"].join("\n");
}

/** @param key a flag's names, or the number of an argument */
function placeCase(key: string, place: Place): string {
  const words = place.type === "words" ? ` words='${place.words.map(({ word }) => word).join(" ")}'` : "";
  return `        ${key}) type=${place.type}${words} ;;`;
}
