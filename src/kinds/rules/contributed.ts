/** The kinds that kubedog's users have contributed rules for: each names its field and the words in it. */
import type { Rule } from "./rule.ts";

export const contributedRules: readonly Rule[] = [
  {
    // postgres-operator, "status" of the CRD: https://postgres-operator.readthedocs.io/en/latest/reference/cluster_manifest/
    group: "acid.zalan.do",
    kinds: ["postgresql"],
    failed: [{ path: "status.PostgresClusterStatus", values: ["CreateFailed", "UpdateFailed", "DeleteFailed", "SyncFailed", "Invalid"] }],
    ready: [{ path: "status.PostgresClusterStatus", values: ["Running"] }],
  },
  {
    // https://external-secrets.io/latest/api/spec/
    group: "external-secrets.io",
    kinds: ["ExternalSecret", "PushSecret", "SecretStore", "ClusterSecretStore"],
    failed: [{ condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // NotReady and PartiallyReady are conditions of their own, and the namespaces in which it failed are listed.
    group: "external-secrets.io",
    kinds: ["ClusterExternalSecret"],
    failed: [{ condition: "Ready", is: "False" }, { condition: "NotReady" }, { path: "status.failedNamespaces.*.namespace" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://github.com/bitnami-labs/sealed-secrets: the controller writes Synced, with its error as the message.
    group: "bitnami.com",
    kinds: ["SealedSecret"],
    failed: [{ condition: "Synced", is: "False" }],
    ready: [{ condition: "Synced" }],
  },
  {
    // https://kyverno.io/docs/policy-types/: Ready is True once the policy is served.
    group: "kyverno.io",
    kinds: ["Policy", "ClusterPolicy"],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://prometheus-operator.dev/docs/platform/status/: Degraded is a status of Available.
    group: "monitoring.coreos.com",
    kinds: ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"],
    failed: [{ condition: "Reconciled", is: "False" }],
    ready: [{ condition: "Available" }],
  },
  {
    // https://longhorn.io/docs/: `state` of a Volume says whether it is attached, `robustness` whether its data is whole.
    group: "longhorn.io",
    kinds: ["Volume"],
    failed: [{ path: "status.robustness", values: ["faulted"] }],
    progressing: [{ path: "status.robustness", values: ["degraded"] }],
    ready: [{ path: "status.state", values: ["attached", "detached"] }],
  },
  {
    group: "longhorn.io",
    kinds: ["Backup"],
    failed: [{ path: "status.state", values: ["Error"] }],
    ready: [{ path: "status.state", values: ["Completed"] }],
    message: "status.error",
  },
  {
    // https://deckhouse.io/modules/managed-postgres/: all its services report by condition Available.
    group: "managed-services.deckhouse.io",
    ready: [{ condition: "Available" }],
  },
];
