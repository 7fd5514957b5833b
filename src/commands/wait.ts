/** `kubedog wait`: until objects exist, are gone, are ready, or have run; nothing of their logs. */
import type { Command } from "../cli.ts";
import type { Goal, Target } from "../core/target.ts";
import type { Edges } from "../edges.ts";
import type { ExitCode } from "../exit-codes.ts";
import { argumentTargets } from "../input/argument-target.ts";
import { UserError } from "../user-error.ts";
import { specTargets } from "./multitrack.ts";
import { choiceOf, policyOf } from "./options.ts";
import { trackInCluster } from "./track-in-cluster.ts";

/** kubectl's words for it are understood too. */
const goals = { ready: "ready", present: "present", create: "present", absent: "gone", delete: "gone", run: "run" } as const satisfies { readonly [word: string]: Goal };

/** @throws UserError when it is not said for what or on what to wait */
export async function wait(command: Command, edges: Edges): Promise<ExitCode> {
  const { args, flags } = command;
  if (flags.for === undefined) throw new UserError("kubedog wait: for what? --for ready, --for present, --for absent or --for run");
  const goal = goals[choiceOf("for", flags.for, ["ready", "present", "absent", "create", "delete", "run"])];
  if (args.length > 0 && flags.file !== undefined) throw new UserError("kubedog wait: expected either KIND/NAME or -f FILE, found both");
  if (args.length === 0 && flags.file === undefined) throw new UserError("kubedog wait: on what? KIND/NAME, such as deploy/web, or -f FILE");
  const targets = async () => (args.length > 0 ? argumentTargets(args, "kubedog wait") : await specTargets(flags, edges, goal === "ready" ? "rollouts" : "all"));
  return await trackInCluster(command, edges, policyOf(flags, edges.env), async () => (await targets()).map((target) => aimed(target, goal)));
}

function aimed(target: Target, goal: Goal): Target {
  return { ...target, goal, logs: { ...target.logs, skip: true } };
}
