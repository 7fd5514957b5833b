/** What the checklist's runs follow: small things in a simulated shop. */
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { deployment, pod } from "../../src/simulator/manifest.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { Result } from "../cli/terminal.ts";

export const namespace = "shop";
export const image = "registry.example/shop/web:v1";
export const place = { namespace, image };

/** A spec of Deployments, by name. */
export function deployments(...names: readonly string[]): object {
  return { Deployments: names.map((name) => tracked(name)) };
}

/** An item of the spec. */
export function tracked(name: string, policy: object = {}): object {
  return { ResourceName: name, Namespace: namespace, ...policy };
}

/** Makes the simulator serve a kind, and an object of it that nobody takes care of. */
export function custom(simulator: Simulator, apiVersion: string, kind: string, plural: string, name: string, status?: object): void {
  simulator.register({ apiVersion, kind, plural });
  const object: KubeObject = { apiVersion, kind, metadata: { name, namespace, generation: 1 }, ...(status && { status }) };
  simulator.apply(object);
}

/** A Deployment that no controller looks at: it is what its status says. */
export function bareDeployment(simulator: Simulator, name: string, status: object, spec: object = {}): void {
  const object = deployment({ name, ...place });
  simulator.apply({ ...object, metadata: { ...object.metadata, generation: 1 }, spec: { ...Object(object.spec), ...spec }, status: { observedGeneration: 1, ...status } });
}

/** A Pod that nobody owns, on a node, with its container started. */
export function runningPod(simulator: Simulator, name: string, ready = true): void {
  const object = pod({ name, ...place });
  const { containers, ...spec } = Object(object.spec);
  simulator.apply({ ...object, spec: { ...spec, containers: [{ ...containers[0], readinessProbe: {} }], nodeName: "node-1" } });
  simulator.startContainer(`${namespace}/${name}`, "main", { ready });
}

type Line = { readonly type: string; readonly pod: string; readonly container: string; readonly line: string };

/** `container: line` for each log line that a run with `-o json` has shown. */
export function loggedBy({ out }: Pick<Result, "out">): readonly string[] {
  const reports: readonly Line[] = out.split("\n").filter((line) => line.startsWith('{"')).map((line) => JSON.parse(line));
  return reports.filter(({ type }) => type === "log").map(({ container, line }) => `${container}: ${line}`);
}
