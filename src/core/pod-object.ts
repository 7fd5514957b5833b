import type { KubeObject, Pod } from "../kinds/kubernetes.ts";

/** A Pod as any object: the types of Kubernetes leave the fields open that every object has. */
export function asPodObject(pod: Pod): KubeObject {
  return { ...pod, apiVersion: "v1", kind: "Pod", metadata: { ...pod.metadata, name: pod.metadata?.name ?? "" } };
}
