/** `--verbose`, and kubedog's variables for debugging: each request to the cluster as a line on stderr. */
import type { Command } from "../cli.ts";
import type { Transport } from "../cluster/transport.ts";
import { verboseTransport } from "../cluster/verbose-transport.ts";
import type { Edges } from "../edges.ts";
import { harmless } from "../render/harmless.ts";

const debugVariables = ["KUBEDOG_TRACKER_DEBUG", "KUBEDOG_ELIMINATION_TRACKER_DEBUG", "KUBEDOG_ROLLOUT_MULTITRACK_DEBUG"];

/** The transport that does what the user wishes to see. */
export function verboseIfAsked(transport: Transport, flags: Command["flags"], { env, now, write }: Edges): Transport {
  const isAsked = flags["verbose"] !== undefined || debugVariables.some((name) => env[name] === "1");
  if (!isAsked) return transport;
  const prefix = flags["output-prefix"] ?? "";
  return verboseTransport(transport, { now, say: (line) => write("err", `${prefix}${harmless(line)}\n`) });
}
