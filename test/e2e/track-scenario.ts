/** How a scenario is brought into a cluster and tracked: the same for its test and for its kept recording. */
import type { Namespace } from "./api.ts";
import { type Ended, startKubedog } from "./kubedog.ts";
import { readSharedScenario, type Scenario, specOf } from "./scenario.ts";
import { isReady } from "./shown.ts";

/** The end of a run that waits for what never comes. */
export const stuckMs = 20_000;
const limitMs = 120_000;
/** In place of two minutes, of a scenario whose failure counts by its duration. */
export const patienceMs = 5000;

/** What differs, of a scenario whose file cannot say it itself, from applying its objects and tracking the last one. */
const settings: { readonly [scenario: string]: { readonly flags?: readonly string[]; readonly before?: string } } = {
  // A Secret may still come: its absence counts when it has lasted, and fails when it has lasted as long again.
  "deployment-config-error": { flags: ["--patience", `${patienceMs / 1000}s`] },
  "rolling-update-v2": { before: "rolling-update-v1" },
};

export async function trackScenario(scenario: Scenario, namespace: Namespace, kubeconfig: string, recording: string): Promise<Ended> {
  const { name, outcome, target } = scenario;
  const { flags = [], before } = settings[name] ?? {};
  if (before !== undefined) await applyBefore({ target, before: { objects: readSharedScenario(before).objects, once: "ready" } }, namespace);
  await applyBefore(scenario, namespace);
  await namespace.apply(...scenario.objects);
  const timeoutMs = outcome === "stuck" ? stuckMs : limitMs;
  const args = ["multitrack", "-t", `${timeoutMs / 1000}`, ...flags, ...scenario.flags, "--record", recording];
  const running = await startKubedog(args, { kubeconfig, spec: specOf(target, namespace.name, scenario.item) });
  const [run] = await Promise.all([running.ended, ...scenario.later.map((step) => applyLater(step, namespace))]);
  return run;
}

async function applyBefore({ before, target }: Pick<Scenario, "before" | "target">, namespace: Namespace): Promise<void> {
  if (before === undefined) return;
  const { objects, once } = before;
  await namespace.apply(...objects);
  if (once === "ready") await namespace.until(target, isReady);
  else await Bun.sleep(once.ageMs);
}

async function applyLater({ afterMs, objects }: Scenario["later"][number], namespace: Namespace): Promise<void> {
  await Bun.sleep(afterMs);
  await namespace.apply(...objects);
}
