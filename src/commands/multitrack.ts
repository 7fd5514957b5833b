/** `kubedog multitrack`: a spec in, a verdict out. */
import type { Command } from "../cli.ts";
import type { Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Meant } from "../input/manifest-objects.ts";
import { readSpec } from "../input/read-spec.ts";
import { UserError } from "../user-error.ts";
import { readInput } from "./input-text.ts";
import { policyOf } from "./options.ts";
import { trackInCluster, warn } from "./track-in-cluster.ts";

export async function multitrack(command: Command, edges: Edges): Promise<ExitCode> {
  return await trackInCluster(command, edges, policyOf(command.flags, edges.env), () => specTargets(command.flags, edges));
}

const specHint = `reading the spec from the terminal; end it with Ctrl-D, or pipe it in:
  echo '{"Deployments": [{"ResourceName": "web", "Namespace": "shop"}]}' | kubedog multitrack
`;

/** The targets of the spec or manifest in a file or on standard input. @throws UserError with everything that is wrong with it */
export async function specTargets(flags: Command["flags"], edges: Edges, meant: Meant = "rollouts"): Promise<readonly Target[]> {
  const { text, source } = await readInput(flags.file, edges, specHint);
  if (text.trim() === "") throw new UserError(`Error parsing MultitrackSpecs json: unexpected end of JSON input: ${source} is empty, expected a spec such as {"Deployments": [{"ResourceName": "web"}]}`);
  const result = await readSpec(text, { source, strict: flags.strict !== undefined, meant });
  if ("problems" in result) throw new UserError(`Error parsing MultitrackSpecs json: ${result.problems.join("\n")}`);
  const prefix = flags["output-prefix"] ?? "";
  await warn(result.warnings, edges, prefix);
  if (result.note !== "") await edges.write("err", `${prefix}${result.note}\n`);
  return result.targets;
}
