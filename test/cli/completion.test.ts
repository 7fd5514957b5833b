/** What the shells offer. bash is asked; of the others the script is read. */
import { expect, test } from "bun:test";
import { commands } from "../../src/command-table.ts";
import { kubedog } from "./terminal.ts";

const shells = ["bash", "zsh", "fish", "powershell"] as const;

const commandNames = "multitrack rollout follow wait demo assess replay schema completion version help";
const kinds = "deployment deploy statefulset sts daemonset ds job pod po canary";

/** What stands on the line, and what Tab offers: words, `files`, or nothing. */
const offers: readonly (readonly [line: string, offered: string])[] = [
  ["kubedog ", commandNames],
  ["kubedog mul", "multitrack"],
  ["kubedog nope ", ""],
  ["kubedog -", "-h --help"],
  ["kubedog -t 5 re", "replay"],
  ["kubedog -o ", ""],
  ["kubedog help ", commandNames],
  ["kubedog multitrack --kube", "--kube-context --kube-config --kubeconfig --kube-config-base64"],
  ["kubedog multitrack --cont", "--context"],
  ["kubedog multitrack --nope", ""],
  ["kubedog assess ", "-f --file --rules --strict-unknown -o --output --color -h --help"],
  ["kubedog multitrack --on-delete ", "wait fail"],
  ["kubedog multitrack --on-delete=", "wait fail"],
  ["kubedog multitrack --on-delete=f", "fail"],
  ["kubedog multitrack --on-delete = f", "fail"],
  ["kubedog multitrack --strict=", ""],
  ["kubedog multitrack --strict=true --on-p", "--on-paused"],
  ["kubedog multitrack -o ", "text json"],
  ["kubedog multitrack -oj", "-ojson"],
  ["kubedog multitrack -o=j", "json"],
  ["kubedog multitrack --output j", "json"],
  ["kubedog multitrack --logs-since ", "now all"],
  ["kubedog multitrack -f ", "files"],
  ["kubedog multitrack --file=sp", "files"],
  ["kubedog multitrack --kubeconfig ", "files"],
  ["kubedog multitrack -f - --record ", "files"],
  ["kubedog multitrack -n ", ""],
  ["kubedog multitrack -t5 --strict --on-d", "--on-delete"],
  ["kubedog multitrack -- --", ""],
  ["kubedog rollout ", "track"],
  ["kubedog rollout track ", kinds],
  ["kubedog rollout track d", "deployment deploy daemonset ds"],
  ["kubedog rollout -n shop track s", "statefulset sts"],
  ["kubedog rollout track deploy ", ""],
  ["kubedog rollout track deploy web --reco", "--record --record-logs"],
  ["kubedog follow ", kinds],
  ["kubedog follow -f spec.json --sett", "--settle"],
  ["kubedog follow deploy --settl", "--settle"],
  ["kubedog wait --for ", "ready present absent run"],
  ["kubedog demo ", "shop rollout crash-loop image-pull job-failed mixed"],
  ["kubedog demo --li", "--list"],
  ["kubedog multitrack --li", ""],
  ["kubedog replay ", "files"],
  ["kubedog replay -o json ", "files"],
  ["kubedog schema ", "spec report assess rules"],
  ["kubedog completion ", "bash zsh fish powershell"],
];

/** As readline cuts a line: `=` is a word. */
function wordsOf(line: string): readonly string[] {
  return line.match(/=|[^ =]+|(?<= )$/g) ?? [];
}

/** Asks the function as bash does at Tab; what it takes from `complete -o default` is noted. */
async function offeredByBash(lines: readonly (readonly string[])[]): Promise<readonly string[]> {
  const { out } = await kubedog(["completion", "bash"]);
  const asked = lines.map((words) => `ask ${words.map((word) => `'${word}'`).join(" ")}`);
  const script = `${out}
compopt() { offered=; }
ask() {
  local offered=files COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _kubedog
  echo "\${COMPREPLY[*]:-$offered}"
}
${asked.join("\n")}
`;
  const bash = Bun.spawn(["bash", "--norc", "--noprofile", "-u"], { stdin: new TextEncoder().encode(script), stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([bash.stdout.text(), bash.stderr.text()]);
  expect({ stderr, code: await bash.exited }).toEqual({ stderr: "", code: 0 });
  return stdout.split("\n").slice(0, -1);
}

test("bash offers commands, flags, their values, files, kinds and scenarios where they may stand (checklist 20)", async () => {
  const offered = await offeredByBash(offers.map(([line]) => wordsOf(line)));
  expect(offers.map(([line], index) => [line, offered[index] ?? ""])).toEqual(offers.map(([...row]) => row));
});

test("bash offers whole words where the user took = from the characters that end one", async () => {
  expect(await offeredByBash([["kubedog", "multitrack", "--on-delete=f"], ["kubedog", "multitrack", "-o=j"]])).toEqual(["--on-delete=fail", "-o=json"]);
});

test.each(shells)("the script for %s knows every command and every name of a flag", async (shell) => {
  const { code, out, err } = await kubedog(["completion", shell]);
  const flags = commands.flatMap((command) => command.flags);
  const words = [...commands.map(({ name }) => name), ...flags.flatMap(({ name, aliases = [] }) => [name, ...aliases])];
  expect({ code, err, unknown: words.filter((word) => !new RegExp(`\\b${word}\\b`).test(out)) }).toEqual({ code: 0, err: "", unknown: [] });
});

const lines = {
  bash: ["complete -o default -F _kubedog kubedog"],
  zsh: [
    "#compdef kubedog",
    'if [[ $funcstack[1] == _kubedog ]]; then _kubedog "$@"; else compdef _kubedog kubedog; fi',
    "    '!--on-delete=:wait|fail:(wait fail)' \\",
    "        '(-n --namespace)'{-n+,--namespace=}'[Namespace of targets that name none (default: the context'\\''s, else default).]:NAME: ' \\",
    "        '(-o --output)'{-o+,--output=}'[text or json: one object a line, see kubedog schema (default text).]:FORMAT:(text json)' \\",
    "        '--record=[Record the run, for kubedog replay; no environment values, no Secret data.]:FILE:_files' \\",
    "        '2:KIND:(deployment deploy statefulset sts daemonset ds job pod po canary)' \\",
  ],
  fish: [
    "complete -c kubedog -f",
    "complete -c kubedog -n '__kubedog_at \\'\\'' -a replay -d 'Play a recorded run again: the same text, the same exit code'",
    "complete -c kubedog -n '__kubedog_at multitrack' -s n -l namespace -x -d 'Namespace of targets that name none (default: the context\\'s, else default).'",
    "complete -c kubedog -n '__kubedog_at multitrack' -l kube-config -l kubeconfig -r -F -d 'Kubeconfig to use; before KUBEDOG_KUBE_CONFIG, KUBECONFIG and ~/.kube/config.'",
    "complete -c kubedog -n '__kubedog_at rollout 0' -a 'track'",
    "complete -c kubedog -n '__kubedog_at replay 0' -F",
  ],
  powershell: [
    "Register-ArgumentCompleter -Native -CommandName 'kubedog' -ScriptBlock {",
    "        @{ Names = @('-n', '--namespace'); Help = 'Namespace of targets that name none (default: the context''s, else default).'; Type = 'free'; Words = @() }",
    "        @{ Names = @('--record-logs'); Help = 'Whether a recording holds log text (default on).'; Type = 'words'; Words = @(@{ Word = 'on'; Help = '' }, @{ Word = 'off'; Help = '' }) }",
    "        @{ Names = @('--strict'); Help = 'An unknown key in the spec is an error, not a warning.' }",
  ],
} as const satisfies Record<(typeof shells)[number], readonly string[]>;

test.each(shells)("the script for %s says it as that shell wants it", async (shell) => {
  const { out } = await kubedog(["completion", shell]);
  const found = out.split("\n");
  expect(lines[shell].filter((line) => !found.includes(line))).toEqual([]);
});

test("completion --help has the line to install it for each shell", async () => {
  const { code, out } = await kubedog(["completion", "--help"]);
  expect(code).toBe(0);
  for (const line of ["source <(kubedog completion bash)", 'kubedog completion zsh > "${fpath[1]}/_kubedog"', "kubedog completion fish | source", "kubedog completion powershell | Out-String | Invoke-Expression"]) {
    expect(out).toContain(`  ${line}\n`);
  }
});

const mistakes = [
  ["completion", "which shell: expected kubedog completion bash, zsh, fish or powershell"],
  ["completion tcsh", 'there is no completion for "tcsh": expected kubedog completion bash, zsh, fish or powershell'],
  ["completion toString", 'there is no completion for "toString": expected kubedog completion bash, zsh, fish or powershell'],
  ["completion bash zsh", 'unexpected argument "zsh": usage is kubedog completion bash|zsh|fish|powershell'],
] as const;

test.each(mistakes)("kubedog %s is a mistake that names the shells: exit code 2", async (line, said) => {
  const { code, out, err } = await kubedog(line.split(" "));
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `${said}\n` });
});
