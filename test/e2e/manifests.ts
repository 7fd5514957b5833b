/** Objects that these tests make beside the scenario files. */
import type { KubeObject } from "./api.ts";

const labImage = "lab.local/busybox:1";
const image = process.env.KUBEDOG_TEST_IMAGE ?? labImage;

/** On clusters that are no lab, KUBEDOG_TEST_IMAGE is an image with a shell in place of the lab's own. */
export function withImage(text: string): string {
  return text.replaceAll(labImage, image);
}

export type Container = { readonly name: string; readonly image: string; readonly command: readonly string[]; readonly readinessProbe?: object };

/** A container of the shell's commands. */
export function shell(name: string, script: string, probe?: readonly string[]): Container {
  const readinessProbe = { exec: { command: probe }, periodSeconds: 1 };
  return { name, image, command: ["sh", "-c", script], ...(probe === undefined ? {} : { readinessProbe }) };
}

/** A probe that passes at once. */
export const passing = ["true"];

export const forever = "exec sleep 100000";

type Containers = { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };

export function deployment(name: string, containers: Containers): KubeObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, spec: { replicas: 1, ...selected(name, containers) } };
}

export function statefulSet(name: string, containers: Containers): KubeObject {
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name }, spec: { replicas: 1, ...{ serviceName: name }, ...selected(name, containers) } };
}

export function daemonSet(name: string, containers: Containers): KubeObject {
  return { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name }, spec: selected(name, containers) };
}

/** It is not tried again. */
export function job(name: string, containers: Containers): KubeObject {
  const spec = { backoffLimit: 0, template: { spec: { restartPolicy: "Never", ...ending, ...containers } } };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name }, spec };
}

export function pod(name: string, containers: Containers): KubeObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { ...ending, ...containers } };
}

function selected(name: string, containers: Containers) {
  const labels = { app: name };
  return { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...ending, ...containers } } };
}

const ending = { terminationGracePeriodSeconds: 1 };
