import { condition, conditions, judge } from "./judge.ts";

const bucket = "s3.aws.upbound.io/v1beta1 Bucket";
const provider = "pkg.crossplane.io/v1 Provider";
const sqlInstance = "sql.cnrm.cloud.google.com/v1beta1 SQLInstance";
const database = "rds.services.k8s.aws/v1alpha1 DBInstance";
const cluster = "cluster.x-k8s.io/v1beta1 Cluster";

judge([
  { title: "a managed resource needs both conditions", of: bucket, status: conditions(condition("Ready", "True"), condition("Synced", "True")), is: "ready" },
  { title: "a managed resource being created is on its way", of: bucket, status: conditions(condition("Ready", "False", "Creating"), condition("Synced", "True")), is: "progressing", reason: "Ready=False (Creating)" },
  { title: "a managed resource that cannot be synced has failed", of: bucket, status: conditions(condition("Ready", "True"), condition("Synced", "False", "ReconcileError", "access denied")), is: "failed", reason: "Synced=False (ReconcileError)", message: "access denied" },
  { title: "a managed resource whose reconciliation is paused is paused", of: bucket, status: conditions(condition("Synced", "False", "ReconcilePaused")), is: "paused", reason: "Synced=False (ReconcilePaused)" },
  { title: "a managed resource whose last operation failed has failed", of: bucket, status: conditions(condition("Synced", "True"), condition("LastAsyncOperation", "False", "AsyncCreateFailure")), is: "failed", reason: "LastAsyncOperation=False (AsyncCreateFailure)" },
  { title: "a provider's configuration is ready at once", of: "aws.upbound.io/v1beta1 ProviderConfig", is: "ready" },
  { title: "a composition is ready at once", of: "apiextensions.crossplane.io/v1 Composition", is: "ready" },
  { title: "a definition that is established is ready", of: "apiextensions.crossplane.io/v1 CompositeResourceDefinition", status: conditions(condition("Established", "True")), is: "ready" },
  { title: "a provider that is installed but not seen healthy is on its way", of: provider, status: conditions(condition("Installed", "True"), condition("Healthy", "Unknown")), is: "progressing", reason: "Healthy=Unknown" },
  { title: "a provider whose package cannot be fetched has failed", of: provider, status: conditions(condition("Installed", "False", "UnpackFailed")), is: "failed", reason: "Installed=False (UnpackFailed)" },

  { title: "a Google resource that is up to date is ready", of: sqlInstance, status: conditions(condition("Ready", "True", "UpToDate")), is: "ready" },
  { title: "a Google resource that waits for another is on its way", of: sqlInstance, status: conditions(condition("Ready", "False", "DependencyNotReady")), is: "progressing", reason: "Ready=False (DependencyNotReady)" },
  { title: "a Google resource whose dependency is missing has failed", of: sqlInstance, status: conditions(condition("Ready", "False", "DependencyNotFound")), is: "failed", reason: "Ready=False (DependencyNotFound)" },
  { title: "a Config Connector with errors says the first", of: "core.cnrm.cloud.google.com/v1beta1 ConfigConnector", status: { healthy: false, errors: ["no permission"] }, is: "failed", reason: "status.healthy=false", message: "no permission" },
  { title: "a Google certificate in provision is on its way", of: "networking.gke.io/v1 ManagedCertificate", status: { certificateStatus: "Provisioning" }, is: "progressing", reason: "status.certificateStatus=Provisioning" },

  { title: "an AWS resource that needs another spec has failed", of: database, status: conditions(condition("ACK.Terminal", "True", "", "invalid class")), is: "failed", reason: "ACK.Terminal=True", message: "invalid class" },
  { title: "an AWS resource that is tried again is on its way", of: database, status: conditions(condition("ACK.Recoverable", "True"), condition("ACK.ResourceSynced", "True")), is: "progressing", reason: "ACK.Recoverable=True" },
  { title: "an AWS resource in sync is ready", of: database, status: conditions(condition("ACK.ResourceSynced", "True")), is: "ready" },

  { title: "a provisioned cluster is ready", of: cluster, status: { phase: "Provisioned", conditions: [condition("Ready", "True")] }, is: "ready" },
  { title: "a provisioned cluster that waits for its control plane is on its way", of: cluster, status: { phase: "Provisioned", conditions: [{ ...condition("Ready", "False", "ScalingUp"), severity: "Warning" }] }, is: "progressing", reason: "Ready=False (ScalingUp)" },
  { title: "a part that is False of severity Error fails", of: cluster, status: { phase: "Provisioning", conditions: [{ ...condition("Ready", "False", "Misconfigured"), severity: "Error" }] }, is: "failed", reason: "Ready=False (Misconfigured)" },
  { title: "a provisioned machine is no node yet", of: "cluster.x-k8s.io/v1beta1 Machine", status: { phase: "Provisioned" }, is: "progressing", reason: "status.phase=Provisioned" },
  { title: "a node that could not be launched has failed", of: "karpenter.sh/v1 NodeClaim", status: conditions(condition("Launched", "False", "LaunchFailed")), is: "failed", reason: "Launched=False (LaunchFailed)" },

  ...["ClusterProviderConfig", "ProviderConfigUsage", "ClusterProviderConfigUsage", "StoreConfig"].map((kind) => ({ title: `a ${kind} is ready at once`, of: `aws.upbound.io/v1beta1 ${kind}`, is: "ready" as const })),
  ...["CompositionRevision"].map((kind) => ({ title: `a ${kind} is ready at once`, of: `apiextensions.crossplane.io/v1 ${kind}`, is: "ready" as const })),
  ...["DeploymentRuntimeConfig", "ControllerConfig"].map((kind) => ({ title: `a ${kind} is ready at once`, of: `pkg.crossplane.io/v1beta1 ${kind}`, is: "ready" as const })),
  { title: "a provider's revision that is healthy is ready", of: "pkg.crossplane.io/v1 ProviderRevision", status: conditions(condition("Healthy", "True")), is: "ready" },
  ...["Healthy", "RevisionHealthy", "RuntimeHealthy"].map((type) => ({ title: `a provider's revision with ${type} False has failed`, of: "pkg.crossplane.io/v1 ProviderRevision", status: conditions(condition("RevisionHealthy", "True"), condition(type, "False")), is: "failed" as const, reason: `${type}=False` })),
  { title: "a definition that is no longer offered is on its way", of: "apiextensions.crossplane.io/v1 CompositeResourceDefinition", status: conditions(condition("Established", "True"), condition("Offered", "False")), is: "progressing", reason: "Offered=False" },
  { title: "a Google certificate that could not be provisioned has failed", of: "networking.gke.io/v1 ManagedCertificate", status: { certificateStatus: "ProvisioningFailedPermanently" }, is: "failed", reason: "status.certificateStatus=ProvisioningFailedPermanently" },
  { title: "a Google certificate with a domain that is not visible has failed", of: "networking.gke.io/v1 ManagedCertificate", status: { certificateStatus: "Provisioning", domainStatus: [{ domain: "a.example.com", status: "Active" }, { domain: "b.example.com", status: "FailedNotVisible" }] }, is: "failed", reason: "status.domainStatus.*.status=FailedNotVisible" },
  { title: "an AWS resource that is not Ready is on its way though it is in sync", of: "rds.services.k8s.aws/v1alpha1 DBInstance", status: conditions(condition("ACK.ResourceSynced", "True"), condition("Ready", "False")), is: "progressing", reason: "Ready=False" },
  { title: "an AWS resource that is Ready is ready", of: "rds.services.k8s.aws/v1alpha1 DBInstance", status: conditions(condition("Ready", "True")), is: "ready" },
  ...["DisruptionReason", "Disrupting", "InstanceTerminating"].map((type) => ({ title: `a node with ${type} is on its way out`, of: "karpenter.sh/v1 NodeClaim", status: conditions(condition("Ready", "True"), condition(type, "True")), is: "progressing" as const, reason: `${type}=True` })),
  { title: "a cluster that is not available is on its way", of: "cluster.x-k8s.io/v1beta1 Cluster", status: { phase: "Provisioned", ...conditions(condition("Available", "False")) }, is: "progressing", reason: "Available=False" },
  { title: "a failed machine has failed", of: "cluster.x-k8s.io/v1beta1 Machine", status: { phase: "Failed", failureMessage: "no capacity" }, is: "failed", reason: "status.phase=Failed", message: "no capacity" },
  { title: "a machine whose condition is an Error has failed", of: "cluster.x-k8s.io/v1beta1 Machine", status: { phase: "Provisioning", conditions: [{ ...condition("Ready", "False", "CreateError"), severity: "Error" }] }, is: "failed", reason: "Ready=False (CreateError)" },
  { title: "a running machine that is not Ready is on its way", of: "cluster.x-k8s.io/v1beta1 Machine", status: { phase: "Running", ...conditions(condition("Ready", "False")) }, is: "progressing", reason: "Ready=False" },
  { title: "a running machine that is not available is on its way", of: "cluster.x-k8s.io/v1beta1 Machine", status: { phase: "Running", ...conditions(condition("Available", "False")) }, is: "progressing", reason: "Available=False" },
]);
