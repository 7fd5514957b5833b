/** Targets whose place in the API only the server can tell. */
import { Discovery } from "../cluster/discovery.ts";
import { realTiming, sleep } from "../cluster/timing.ts";
import { ConnectionError, type Transport } from "../cluster/transport.ts";
import type { Target } from "../core/target.ts";
import { exitCodes } from "../exit-codes.ts";
import { suggest } from "../core/suggest.ts";
import { UserError } from "../user-error.ts";

/** A server that does not answer is tried so long. */
const unreachableAfterMs = 30_000;
const pauseMs = 500;

/**
 * Asks only for what is not known. An object of the whole cluster has no namespace.
 * @throws UserError when the server does not know a kind, or what is to run is of a kind that never does (exit code 2), or it cannot be asked (4)
 */
export async function discovered(targets: readonly Target[], transport: Transport): Promise<readonly Target[]> {
  const discovery = new Discovery(transport, suggest);
  const placed = await Promise.all(targets.map((target) => (target.plural === "" ? placeOf(target, discovery) : target)));
  const idle = placed.find(({ goal, kind }) => goal === "run" && kind !== "CronJob");
  if (idle !== undefined) throw new UserError(`--for run: only a CronJob has a next run, and ${idle.kind} ${idle.name} is none`);
  return placed;
}

async function placeOf(target: Target, discovery: Discovery): Promise<Target> {
  const [group = "", version = ""] = target.apiVersion.includes("/") ? target.apiVersion.split("/") : ["", target.apiVersion];
  const query = target.apiVersion === "" ? target.kind : { group, version, kind: target.kind };
  const { apiVersion, kind, plural, namespaced } = await patiently(() => discovery.resolve(query));
  return { ...target, apiVersion, kind, plural, namespace: namespaced ? target.namespace : "" };
}

async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const endsAt = realTiming.now() + unreachableAfterMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      if (realTiming.now() > endsAt) throw new UserError(`the cluster could not be reached for ${unreachableAfterMs / 1000} s: ${error.message}`, exitCodes.refused);
      await sleep(realTiming, pauseMs);
    }
  }
}
