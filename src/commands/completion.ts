/** `kubedog completion`: scripts that teach a shell our commands, flags and their values; made of the table of commands. */
import type { Command } from "../cli.ts";
import { commands, helpFlag } from "../command-table.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { type ProgramPlaces, programPlaces, type Word } from "../completion/places.ts";
import { powershellScript } from "../completion/powershell.ts";
import { zshScript } from "../completion/zsh.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { scenarios } from "../simulator/scenarios.ts";
import { UserError } from "../user-error.ts";

const shells = new Map<string, (program: ProgramPlaces) => string>([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
  ["powershell", powershellScript],
]);

/** The kinds that roll something out, as they are typed; all others work as well. */
const kindWords: readonly Word[] = ["deployment", "deploy", "statefulset", "sts", "daemonset", "ds", "job", "pod", "po", "canary"].map((word) => ({ word, help: "" }));

export async function completion({ args: [shell] }: Command, edges: Edges): Promise<ExitCode> {
  const script = shells.get(shell ?? "");
  if (script === undefined) throw new UserError(`${shell === undefined ? "which shell" : `there is no completion for "${shell}"`}: expected kubedog completion bash, zsh, fish or powershell`);
  const scenarioWords = scenarios.map(({ name, sentence }) => ({ word: name, help: sentence }));
  await edges.write("out", script(programPlaces(commands, helpFlag, { KIND: kindWords, "KIND/NAME...": kindWords, SCENARIO: scenarioWords })));
  return exitCodes.ready;
}
