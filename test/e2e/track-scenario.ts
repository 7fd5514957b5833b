/** How a scenario is brought into a cluster and tracked: the same for its test and for its kept recording. */
import type { Namespace } from "./api.ts";
import { type Ended, kubedog } from "./kubedog.ts";
import { readScenario, type Scenario, specOf } from "./scenario.ts";
import { isReady } from "./shown.ts";

/** The end of a run that waits for what never comes. */
export const stuckMs = 20_000;
const limitMs = 120_000;
/** In place of two minutes, of a scenario whose failure counts by its duration. */
export const patienceMs = 5000;

/** What differs from applying its objects and tracking the last one. */
const settings: { readonly [scenario: string]: { readonly flags?: readonly string[]; readonly before?: string } } = {
  // A Secret may still come: its absence counts when it has lasted, and fails when it has lasted as long again.
  "deployment-config-error": { flags: ["--patience", `${patienceMs / 1000}s`] },
  "rolling-update-v2": { before: "rolling-update-v1" },
};

export async function trackScenario(scenario: Scenario, namespace: Namespace, kubeconfig: string, recording: string): Promise<Ended> {
  const { name, outcome, objects, target } = scenario;
  const { flags = [], before } = settings[name] ?? {};
  if (before !== undefined) await applyReady(readScenario(before), namespace);
  await namespace.apply(...objects);
  const timeoutMs = outcome === "stuck" ? stuckMs : limitMs;
  const args = ["multitrack", "-t", `${timeoutMs / 1000}`, ...flags, "--record", recording];
  return kubedog(args, { kubeconfig, spec: specOf(target, namespace.name) });
}

async function applyReady({ objects, target }: Scenario, namespace: Namespace): Promise<void> {
  await namespace.apply(...objects);
  await namespace.until(target, isReady);
}
