import { condition, conditions, judge } from "./judge.ts";

const postgresql = "acid.zalan.do/v1 postgresql";
const externalSecret = "external-secrets.io/v1 ExternalSecret";
const volume = "longhorn.io/v1beta2 Volume";
const prometheus = "monitoring.coreos.com/v1 Prometheus";

judge([
  { title: "a running postgresql is ready", of: postgresql, status: { PostgresClusterStatus: "Running" }, is: "ready" },
  { title: "a postgresql being created is on its way", of: postgresql, status: { PostgresClusterStatus: "Creating" }, is: "progressing", reason: "status.PostgresClusterStatus=Creating" },
  { title: "a postgresql that could not be created has failed", of: postgresql, status: { PostgresClusterStatus: "CreateFailed" }, is: "failed", reason: "status.PostgresClusterStatus=CreateFailed" },
  { title: "a postgresql that nobody has seen waits for its field", of: postgresql, is: "progressing", reason: "NotReported", message: "waiting for status.PostgresClusterStatus" },
  { title: "a secret that was synced is ready", of: externalSecret, status: conditions(condition("Ready", "True", "SecretSynced")), is: "ready" },
  { title: "a secret whose store is gone has failed", of: externalSecret, status: conditions(condition("Ready", "False", "SecretSyncedError", "no such store")), is: "failed", reason: "Ready=False (SecretSyncedError)", message: "no such store" },
  { title: "a secret that nobody has seen waits for its condition", of: externalSecret, is: "progressing", reason: "NotReported", message: "waiting for condition Ready" },
  { title: "a sealed secret that cannot be opened has failed", of: "bitnami.com/v1alpha1 SealedSecret", status: conditions(condition("Synced", "False", "", "no key could decrypt secret")), is: "failed", reason: "Synced=False", message: "no key could decrypt secret" },
  { title: "a policy that is not served yet is on its way", of: "kyverno.io/v1 ClusterPolicy", status: conditions(condition("Ready", "False", "Failed")), is: "progressing", reason: "Ready=False (Failed)" },
  { title: "a degraded Prometheus is on its way", of: prometheus, status: { conditions: [{ type: "Available", status: "Degraded", reason: "SomePodsNotReady" }] }, is: "progressing", reason: "Available=Degraded (SomePodsNotReady)" },
  { title: "a Prometheus that cannot be reconciled has failed", of: prometheus, status: conditions(condition("Available", "True"), condition("Reconciled", "False", "ReconciliationFailed")), is: "failed", reason: "Reconciled=False (ReconciliationFailed)" },
  { title: "a paused Prometheus is paused", of: prometheus, spec: { paused: true }, status: conditions(condition("Available", "True")), is: "paused", reason: "Paused", message: "spec.paused is true, complete" },
  { title: "a detached volume is ready", of: volume, status: { state: "detached", robustness: "unknown" }, is: "ready" },
  { title: "a volume being attached is on its way", of: volume, status: { state: "attaching" }, is: "progressing", reason: "status.state=attaching" },
  { title: "a volume without a good copy has failed", of: volume, status: { state: "attached", robustness: "faulted" }, is: "failed", reason: "status.robustness=faulted" },
  { title: "a backup that failed says why", of: "longhorn.io/v1beta2 Backup", status: { state: "Error", error: "no target" }, is: "failed", reason: "status.state=Error", message: "no target" },
  { title: "a managed service that is available is ready", of: "managed-services.deckhouse.io/v1alpha1 Postgres", status: conditions(condition("Available", "True")), is: "ready" },

  { title: "an external secret of all namespaces that is not Ready has failed", of: "external-secrets.io/v1 ClusterExternalSecret", status: conditions(condition("Ready", "False")), is: "failed", reason: "Ready=False" },
  { title: "an external secret that no namespace got has failed", of: "external-secrets.io/v1 ClusterExternalSecret", status: conditions(condition("NotReady", "True")), is: "failed", reason: "NotReady=True" },
  { title: "an external secret that a namespace did not get has failed", of: "external-secrets.io/v1 ClusterExternalSecret", status: { ...conditions(condition("PartiallyReady", "True")), failedNamespaces: [{ namespace: "shop", reason: "already exists" }] }, is: "failed", reason: "status.failedNamespaces.*.namespace=shop" },
  { title: "a sealed secret that was opened is ready", of: "bitnami.com/v1alpha1 SealedSecret", status: conditions(condition("Synced", "True")), is: "ready" },
  { title: "a volume with too few copies is on its way", of: "longhorn.io/v1beta2 Volume", status: { state: "attached", robustness: "degraded" }, is: "progressing", reason: "status.robustness=degraded" },
  { title: "a volume's backup that is complete is ready", of: "longhorn.io/v1beta2 Backup", status: { state: "Completed" }, is: "ready" },
]);
