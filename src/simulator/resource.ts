/** Which resources the simulated server serves, and how their addresses look. */
export type Resource = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** `deploy`: what discovery tells of it besides. */
  readonly shortNames?: readonly string[];
};

const shortNames: { readonly [plural: string]: readonly string[] } = {
  configmaps: ["cm"],
  cronjobs: ["cj"],
  daemonsets: ["ds"],
  deployments: ["deploy"],
  events: ["ev"],
  namespaces: ["ns"],
  nodes: ["no"],
  persistentvolumeclaims: ["pvc"],
  pods: ["po"],
  replicasets: ["rs"],
  replicationcontrollers: ["rc"],
  services: ["svc"],
  statefulsets: ["sts"],
};

const unabridged: readonly Resource[] = [
  ...namespaced("v1", { Pod: "pods", Event: "events", ConfigMap: "configmaps", Secret: "secrets", Service: "services" }),
  ...namespaced("v1", { PersistentVolumeClaim: "persistentvolumeclaims", ReplicationController: "replicationcontrollers" }),
  { apiVersion: "v1", kind: "Namespace", plural: "namespaces", namespaced: false },
  { apiVersion: "v1", kind: "Node", plural: "nodes", namespaced: false },
  ...namespaced("apps/v1", { Deployment: "deployments", ReplicaSet: "replicasets", StatefulSet: "statefulsets" }),
  ...namespaced("apps/v1", { DaemonSet: "daemonsets", ControllerRevision: "controllerrevisions" }),
  ...namespaced("batch/v1", { Job: "jobs", CronJob: "cronjobs" }),
];

export const builtInResources: readonly Resource[] = unabridged.map((resource) => ({ ...resource, shortNames: shortNames[resource.plural] ?? [] }));

/** "" for the core group: `apps` of `apps/v1`. */
export function groupOf({ apiVersion }: Pick<Resource, "apiVersion">): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** `deployments.apps`, `pods`: how messages of the server call a resource. */
export function qualifiedName(resource: Resource): string {
  const group = groupOf(resource);
  return group === "" ? resource.plural : `${resource.plural}.${group}`;
}

function namespaced(apiVersion: string, plurals: { readonly [kind: string]: string }): Resource[] {
  return Object.entries(plurals).map(([kind, plural]) => ({ apiVersion, kind, plural, namespaced: true }));
}
