/** Kinds that have nothing to become: they are ready once they are there. */
import type { Assessment } from "./assessment.ts";
import { assessment, ready } from "./rung.ts";

export function assessExisting(): Assessment {
  return assessment(ready);
}

/** With their plurals, where those are not just an `s` more. */
export const existingKinds: readonly { readonly apiVersion: string; readonly kind: string; readonly plural?: string }[] = [
  { apiVersion: "v1", kind: "ConfigMap" },
  { apiVersion: "v1", kind: "Secret" },
  { apiVersion: "v1", kind: "ServiceAccount" },
  { apiVersion: "v1", kind: "Endpoints", plural: "endpoints" },
  { apiVersion: "v1", kind: "LimitRange" },
  { apiVersion: "apps/v1", kind: "ControllerRevision" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" },
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding" },
  { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", plural: "networkpolicies" },
  { apiVersion: "networking.k8s.io/v1", kind: "IngressClass", plural: "ingressclasses" },
  { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", plural: "storageclasses" },
  { apiVersion: "storage.k8s.io/v1", kind: "CSIDriver" },
  { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", plural: "priorityclasses" },
  { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  { apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
  { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass", plural: "runtimeclasses" },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "MutatingWebhookConfiguration" },
  { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" },
];
