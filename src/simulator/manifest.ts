/** Short ways to write the manifests of scenarios and tests. */
import type { Container, KubeObject } from "../kinds/kubernetes.ts";

type Given = {
  readonly name: string;
  readonly namespace?: string;
  readonly image: string;
  readonly replicas?: number;
  readonly container?: Partial<Container>;
  readonly initContainers?: Container[];
};

/** A probe that a program without an own one is given: ready is what its behaviour says. */
const readinessProbe = { httpGet: { path: "/healthz", port: 8080 }, periodSeconds: 1 };

export function deployment(given: Given): KubeObject {
  const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const spec = { replicas: given.replicas ?? 1, ...selected(given, "Always", { readinessProbe }), strategy, progressDeadlineSeconds: 600 };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(given), spec };
}

export function statefulSet(given: Given): KubeObject {
  const spec = { replicas: given.replicas ?? 1, serviceName: given.name, ...selected(given, "Always", { readinessProbe }), updateStrategy: { type: "RollingUpdate" } };
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata: metadataOf(given), spec };
}

export function daemonSet(given: Given): KubeObject {
  const spec = { ...selected(given, "Always", { readinessProbe }), updateStrategy: { type: "RollingUpdate" } };
  return { apiVersion: "apps/v1", kind: "DaemonSet", metadata: metadataOf(given), spec };
}

export function job(given: Given & { readonly backoffLimit: number }): KubeObject {
  const { template } = selected(given, "Never", {});
  const spec = { parallelism: 1, completions: 1, backoffLimit: given.backoffLimit, template };
  return { apiVersion: "batch/v1", kind: "Job", metadata: metadataOf(given), spec };
}

export function pod(given: Given): KubeObject {
  return { apiVersion: "v1", kind: "Pod", metadata: metadataOf(given), spec: selected(given, "Always", {}).template.spec, status: { phase: "Pending" } };
}

function metadataOf({ name, namespace = "default" }: Given) {
  return { name, namespace, labels: { app: name } };
}

function selected({ name, image, container, initContainers }: Given, restartPolicy: string, extra: Partial<Container>) {
  const containers = [{ name: "main", image, ...extra, ...container }];
  const init = initContainers === undefined ? {} : { initContainers };
  const labels = { app: name };
  return { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...init, containers, restartPolicy } } };
}
