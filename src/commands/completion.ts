/** `kubedog completion`: scripts that teach a shell our commands, flags and their values; made of the table of commands. */
import type { Command } from "../cli.ts";
import { commands, helpFlag } from "../command-table.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { programPlaces, type Word } from "../completion/places.ts";
import { powershellScript } from "../completion/powershell.ts";
import { zshScript } from "../completion/zsh.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { scenarios } from "../simulator/scenarios.ts";
import { UserError } from "../user-error.ts";

const shells = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript };

export type Shell = keyof typeof shells;

/** The kinds that roll something out, as they are typed; all others work as well. */
const kindWords: readonly Word[] = ["deployment", "deploy", "statefulset", "sts", "daemonset", "ds", "job", "pod", "po", "canary"].map((word) => ({ word, help: "" }));

export async function completion({ args: [shell] }: Command, edges: Edges): Promise<ExitCode> {
  if (shell === undefined || !isShell(shell)) throw new UserError(`${shell === undefined ? "which shell" : `there is no completion for "${shell}"`}: expected kubedog completion bash, zsh, fish or powershell`);
  await edges.write("out", completionScript(shell));
  return exitCodes.ready;
}

export function completionScript(shell: Shell): string {
  const scenarioWords = scenarios.map(({ name, sentence }) => ({ word: name, help: sentence }));
  return shells[shell](programPlaces(commands, helpFlag, { KIND: kindWords, "KIND/NAME...": kindWords, SCENARIO: scenarioWords }));
}

function isShell(text: string): text is Shell {
  return Object.hasOwn(shells, text);
}
