/** `kubedog demo`: the whole program against a simulated cluster in the same process. */
import type { Command } from "../cli.ts";
import { openTransport } from "../cluster/https-transport.ts";
import { loadKubeconfig } from "../cluster/kubeconfig.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { readSpec } from "../input/read-spec.ts";
import { placedTargets } from "../input/targets.ts";
import { type Scenario, scenarios } from "../simulator/scenarios.ts";
import { Simulator } from "../simulator/simulator.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { outputOf, policyOf, recordingOf } from "./options.ts";
import { track } from "./track.ts";

export async function demo({ args: [name], flags }: Command, edges: Edges): Promise<ExitCode> {
  if (flags.list !== undefined) {
    await edges.write("out", listText());
    return exitCodes.ready;
  }
  const policy = policyOf(flags, edges.env);
  const output = outputOf(flags, edges);
  const recording = recordingOf(flags);
  const { spec, play } = scenarioOf(name);
  using simulator = await Simulator.start();
  await play(simulator);
  const { env, homeDir, readFile, now } = edges;
  const access = await loadKubeconfig({ kubeconfigBase64: btoa(simulator.kubeconfig()), env, homeDir, readFile });
  const result = await readSpec(JSON.stringify(spec), { source: "scenario", strict: true });
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  using transport = openTransport(access, { version, isInteractive: false, writeStderr: () => undefined, readFile, now });
  const { targets } = placedTargets(result.targets, access.namespace);
  return await track({ targets, policy, output, transport, edges, recording });
}

/** @throws UserError that names the scenarios there are */
function scenarioOf(name: string | undefined): Scenario {
  const [first] = scenarios;
  const found = name === undefined ? first : scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new UserError(`there is no scenario "${name}":\n${listText()}`.trimEnd());
  return found;
}

function listText(): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, sentence }, index) => `${name.padEnd(width)}  ${sentence}${index === 0 ? " (default)" : ""}\n`).join("");
}
