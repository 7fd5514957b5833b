/** Follows targets in the user's cluster: what all commands share that track. */
import type { Command } from "../cli.ts";
import type { ClusterAccess } from "../cluster/access.ts";
import { openTransport } from "../cluster/https-transport.ts";
import { loadKubeconfig } from "../cluster/kubeconfig.ts";
import type { Policy, Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { placedTargets } from "../input/targets.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { discovered } from "./discovered.ts";
import { defaultNamespace, type Output, outputOf, recordingOf } from "./options.ts";
import { rulesOf } from "./rules.ts";
import { track } from "./track.ts";
import { verboseIfAsked } from "./verbose.ts";

const multitrackHint = "kubedog multitrack follows many resources at once, with budgets and causes: it is the common way";

/**
 * @param targetsOf reads the targets; their namespace is "" where none was named
 * @param shape whose lines the text output has
 */
export async function trackInCluster({ flags }: Command, edges: Edges, policy: Policy, targetsOf: () => Promise<readonly Target[]>, shape: Output["shape"] = "multitrack"): Promise<ExitCode> {
  const output = { ...outputOf(flags, edges), shape };
  const recording = recordingOf(flags);
  // All are looked at before one is complained of: a broken kubeconfig does not hide a broken spec.
  const [wanted, rules, access] = await Promise.allSettled([targetsOf(), rulesOf(flags, edges), accessOf(flags, edges)]);
  throwAll(wanted, rules, access);
  if (wanted.status === "rejected") throw wanted.reason;
  if (rules.status === "rejected") throw rules.reason;
  if (wanted.value.length === 0 && !isWronglyChosen(access)) return exitCodes.ready;
  if (access.status === "rejected") throw access.reason;
  const opened = openTransport(access.value, {
    version,
    isInteractive: edges.stdin.isTerminal,
    writeStderr: (line) => edges.write("err", line),
    readFile: edges.readFile,
    now: edges.now,
  });
  using transport = verboseIfAsked(opened, flags, edges);
  const { targets, warnings } = placedTargets(wanted.value, defaultNamespace(flags, access.value));
  await warn(warnings, edges, output.prefix);
  const wished = targets.map((target) => withLogs(target, policy, flags["no-logs"] !== undefined));
  const placed = await discovered(wished, transport);
  if (shape === "rolloutTrack") await edges.write("err", `${output.prefix}${multitrackHint}\n`);
  return await track({ targets: placed, policy: { ...policy, rules: rules.value }, output, transport, edges, recording });
}

/** Who follows for ever wants all that is said. */
function withLogs({ logs, ...target }: Target, { mode }: Policy, isSilent: boolean): Target {
  return { ...target, logs: { ...logs, skip: logs.skip || isSilent, until: mode === "follow" ? "EndOfDeploy" : logs.until } };
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

export async function warn(warnings: readonly string[], edges: Edges, prefix: string): Promise<void> {
  for (const warning of warnings) await edges.write("err", `${prefix}warning: ${warning}\n`);
}
