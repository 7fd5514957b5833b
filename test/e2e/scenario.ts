/** The scenario files: manifests whose first line says how tracking them ends. */
import { readdirSync, readFileSync } from "node:fs";
import type { KubeObject } from "./api.ts";
import { scenarioFolder } from "./lab.ts";
import { withImage } from "./manifests.ts";

export type Scenario = {
  readonly name: string;
  readonly outcome: "ready" | "failed" | "stuck";
  /** `CrashLoopBackOff`; "" for `ready`. */
  readonly reason: string;
  readonly objects: readonly KubeObject[];
  /** The one that is tracked. */
  readonly target: KubeObject;
};

export function readScenarios(): readonly Scenario[] {
  return readdirSync(scenarioFolder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => readScenario(file.replace(/\.yaml$/, "")));
}

export function readScenario(name: string): Scenario {
  const text = readFileSync(`${scenarioFolder}${name}.yaml`, "utf8");
  const [, outcome, rest = ""] = text.match(/^# (ready|failed|stuck): (.*)/) ?? [];
  if (outcome !== "ready" && outcome !== "failed" && outcome !== "stuck") throw new Error(`${name} does not say how it ends`);
  // Each run has a namespace of its own in place of the one that a scenario makes.
  const objects = parsed(withImage(text)).filter(({ kind }) => kind !== "Namespace");
  const target = objects.at(-1);
  if (target === undefined) throw new Error(`${name} has no object`);
  return { name, outcome, reason: outcome === "ready" ? "" : (rest.split(":")[0] ?? ""), objects, target };
}

/** kubedog's spec that tracks the object, with more keys for its item. */
export function specOf({ kind, metadata: { name } }: KubeObject, namespace: string, item: object = {}): object {
  return { [`${kind}s`]: [{ ResourceName: name, Namespace: namespace, ...item }] };
}

function parsed(text: string): readonly KubeObject[] {
  const documents: KubeObject[] = JSON.parse(JSON.stringify([Bun.YAML.parse(text)].flat()));
  return documents;
}
