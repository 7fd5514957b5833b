/** kubedog's older trackers: `rollout track KIND NAME` and `follow`, which also takes a whole spec. */
import type { Command } from "../cli.ts";
import type { Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import type { ExitCode } from "../exit-codes.ts";
import { argumentTarget } from "../input/argument-target.ts";
import { UserError } from "../user-error.ts";
import { specTargets } from "./multitrack.ts";
import { type Output, policyOf } from "./options.ts";
import { trackInCluster } from "./track-in-cluster.ts";

/** Ends with the first failure, or with readiness. */
export async function rolloutTrack(command: Command, edges: Edges): Promise<ExitCode> {
  const [verb, ...words] = command.args;
  if (verb !== "track") throw new UserError(`kubedog rollout ${verb}: usage is kubedog rollout track KIND NAME`);
  const target = { ...singleTarget(words, "kubedog rollout track"), allowedFailures: 0, goal: "up" } as const;
  return await trackInCluster(command, edges, policyOf(command.flags, edges.env), async () => [target], "rolloutTrack");
}

/** Ends by the user or the timeout alone. */
export async function follow(command: Command, edges: Edges): Promise<ExitCode> {
  const { args, flags } = command;
  const policy = { ...policyOf(flags, edges.env), mode: "follow" } as const;
  if (args.length === 0) return await trackInCluster(command, edges, policy, () => specTargets(flags, edges));
  if (flags.file !== undefined) throw new UserError("kubedog follow: expected either KIND NAME or -f FILE, found both");
  const target = singleTarget(args, "kubedog follow");
  return await trackInCluster(command, edges, policy, async () => [target], followShape(flags));
}

function singleTarget(words: readonly string[], usage: string): Target {
  return { ...argumentTarget(words, usage), showServiceMessages: true };
}

/** Blocks and tables are multitrack's. */
function followShape(flags: Command["flags"]): Output["shape"] {
  return (flags["log-style"] ?? "line") !== "line" || flags.status === "table" ? "multitrack" : "follow";
}
