/** `kubedog multitrack`: a spec in, a verdict out. */
import type { Command } from "../cli.ts";
import type { ClusterAccess } from "../cluster/access.ts";
import { openTransport } from "../cluster/https-transport.ts";
import { loadKubeconfig } from "../cluster/kubeconfig.ts";
import type { Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { readSpec } from "../input/read-spec.ts";
import { placedTargets } from "../input/targets.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { discovered } from "./discovered.ts";
import { readInput } from "./input-text.ts";
import { defaultNamespace, outputOf, policyOf, recordingOf } from "./options.ts";
import { track } from "./track.ts";

export async function multitrack({ flags }: Command, edges: Edges): Promise<ExitCode> {
  const policy = policyOf(flags);
  const output = outputOf(flags, edges);
  const recording = recordingOf(flags);
  // Both are looked at before either is complained of: a broken kubeconfig does not hide a broken spec.
  const [spec, access] = await Promise.allSettled([specTargets(flags, edges, output.prefix), accessOf(flags, edges)]);
  throwAll(spec, access);
  if (spec.status === "rejected") throw spec.reason;
  if (spec.value.length === 0 && !isWronglyChosen(access)) return exitCodes.ready;
  if (access.status === "rejected") throw access.reason;
  using transport = openTransport(access.value, {
    version,
    isInteractive: edges.stdin.isTerminal,
    writeStderr: (line) => edges.write("err", line),
    readFile: edges.readFile,
    now: edges.now,
  });
  const { targets, warnings } = placedTargets(spec.value, defaultNamespace(flags, access.value));
  await warn(warnings, edges, output.prefix);
  return await track({ targets: await discovered(targets, transport), policy, output, transport, edges, recording });
}

const specHint = `reading the spec from the terminal; end it with Ctrl-D, or pipe it in:
  echo '{"Deployments": [{"ResourceName": "web", "Namespace": "shop"}]}' | kubedog multitrack
`;

async function specTargets(flags: Command["flags"], edges: Edges, prefix: string): Promise<readonly Target[]> {
  const { text, source } = await readInput(flags.file, edges, specHint);
  if (text.trim() === "") throw new UserError(`Error parsing MultitrackSpecs json: unexpected end of JSON input: ${source} is empty, expected a spec such as {"Deployments": [{"ResourceName": "web"}]}`);
  const result = await readSpec(text, { source, strict: flags.strict !== undefined });
  if ("problems" in result) throw new UserError(`Error parsing MultitrackSpecs json: ${result.problems.join("\n")}`);
  await warn(result.warnings, edges, prefix);
  return result.targets;
}

async function accessOf(flags: Command["flags"], { env, homeDir, readFile }: Edges): Promise<ClusterAccess> {
  return await loadKubeconfig({
    kubeconfigPath: flags["kube-config"],
    kubeconfigBase64: flags["kube-config-base64"] ?? env.KUBEDOG_KUBE_CONFIG_BASE64,
    context: flags["kube-context"] ?? env.KUBEDOG_KUBE_CONTEXT,
    env,
    homeDir,
    readFile,
  });
}

/** With nothing to track no cluster is needed, but a choice that does not work is a mistake all the same. */
function isWronglyChosen(access: PromiseSettledResult<ClusterAccess>): boolean {
  return access.status === "rejected" && !(access.reason instanceof UserError && access.reason.exitCode === exitCodes.refused);
}

function throwAll(...results: readonly PromiseSettledResult<unknown>[]): void {
  const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  const users = errors.filter((error) => error instanceof UserError);
  if (users.length < 2 || users.length !== errors.length) return;
  const [first] = users;
  throw new UserError(users.map(({ message }) => message).join("\n"), first?.exitCode);
}

async function warn(warnings: readonly string[], edges: Edges, prefix: string): Promise<void> {
  for (const warning of warnings) await edges.write("err", `${prefix}warning: ${warning}\n`);
}
