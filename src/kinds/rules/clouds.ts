/** What makes resources of a cloud out of objects: Crossplane, Config Connector, ACK, Cluster API. */
import type { Rule } from "./rule.ts";

/** These describe, and nobody reports on them. */
const descriptions = [
  "ProviderConfig",
  "ClusterProviderConfig",
  "ProviderConfigUsage",
  "ClusterProviderConfigUsage",
  "Composition",
  "CompositionRevision",
  "DeploymentRuntimeConfig",
  "ControllerConfig",
  "StoreConfig",
];

/** https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions: both Synced and Ready have to be True. */
function crossplaneRules(...groups: readonly string[]): readonly Rule[] {
  return groups.flatMap((group) => [
    { group, kinds: descriptions, ready: "exists" },
    {
      group,
      failed: [
        { condition: "Synced", is: "False", exceptReasons: ["ReconcilePaused"] },
        { condition: "LastAsyncOperation", is: "False" },
      ],
      paused: [{ condition: "Synced", is: "False", reasons: ["ReconcilePaused"] }],
      ready: [{ condition: "Ready", and: [{ condition: "Synced" }] }],
    },
  ]);
}

export const cloudRules: readonly Rule[] = [
  {
    // https://docs.crossplane.io/latest/packages/providers/#conditions
    group: "pkg.crossplane.io",
    kinds: ["Provider", "Configuration", "Function"],
    failed: [
      { condition: "Installed", is: "False", exceptReasons: ["InactivePackageRevision", "UnpackingPackage"] },
      { condition: "Healthy", is: "False" },
    ],
    ready: [{ condition: "Healthy", and: [{ condition: "Installed" }] }],
  },
  {
    group: "pkg.crossplane.io",
    kinds: ["ProviderRevision", "ConfigurationRevision", "FunctionRevision"],
    failed: [{ condition: "Healthy", is: "False" }, { condition: "RevisionHealthy", is: "False" }, { condition: "RuntimeHealthy", is: "False" }],
    ready: [{ condition: "Healthy" }, { condition: "RevisionHealthy" }],
  },
  {
    // https://docs.crossplane.io/latest/composition/composite-resource-definitions/
    group: "apiextensions.crossplane.io",
    kinds: ["CompositeResourceDefinition"],
    progressing: [{ condition: "Offered", is: "False" }],
    ready: [{ condition: "Established" }],
  },
  ...crossplaneRules("apiextensions.crossplane.io", "*.crossplane.io", "*.upbound.io"),
  {
    // https://cloud.google.com/config-connector/docs/reference/resource-docs/: Config Connector's own parts.
    group: "core.cnrm.cloud.google.com",
    failed: [{ path: "status.healthy", values: ["false"], and: [{ path: "status.errors.*" }] }],
    ready: [{ path: "status.healthy", values: ["true"] }],
    message: "status.errors.*",
  },
  {
    // https://cloud.google.com/kubernetes-engine/docs/how-to/managed-certs
    group: "networking.gke.io",
    kinds: ["ManagedCertificate"],
    failed: [
      { path: "status.certificateStatus", values: ["ProvisioningFailed", "ProvisioningFailedPermanently", "RenewalFailed"] },
      { path: "status.domainStatus.*.status", values: ["FailedNotVisible", "FailedCaaChecking", "FailedCaaForbidden", "FailedRateLimited"] },
    ],
    ready: [{ path: "status.certificateStatus", values: ["Active"] }],
  },
  {
    // https://cloud.google.com/config-connector/docs/how-to/monitoring-your-resources: the reason of Ready tells it all.
    group: "*.cnrm.cloud.google.com",
    failed: [{ condition: "Ready", is: "False", reasons: ["UpdateFailed", "DeleteFailed", "DependencyNotFound", "DependencyInvalid", "ManagementConflict"] }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://aws-controllers-k8s.github.io/community/docs/user-docs/resource-crud/: Terminal needs a new spec, Recoverable is tried again.
    group: "*.services.k8s.aws",
    failed: [{ condition: "ACK.Terminal" }],
    progressing: [{ condition: "ACK.Recoverable" }, { condition: "Ready", is: "False" }],
    ready: [{ condition: "ACK.ResourceSynced" }, { condition: "Ready" }],
  },
  {
    // https://karpenter.sh/docs/concepts/nodeclaims/: it is launched, registered, initialized and then Ready, until it is to go.
    group: "karpenter.sh",
    kinds: ["NodeClaim"],
    failed: [{ condition: "Launched", is: "False" }],
    progressing: [{ condition: "DisruptionReason" }, { condition: "Disrupting" }, { condition: "InstanceTerminating" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://cluster-api.sigs.k8s.io/developer/providers/contracts/: a failing part is False of severity Error.
    group: "cluster.x-k8s.io",
    kinds: ["Cluster"],
    failed: [{ path: "status.phase", values: ["Failed"] }, { condition: "Ready", is: "False", severities: ["Error"] }],
    progressing: [{ condition: "Ready", is: "False" }, { condition: "Available", is: "False" }],
    ready: [{ path: "status.phase", values: ["Provisioned"] }],
    message: "status.failureMessage",
  },
  {
    // A provisioned machine is not a node yet, a running one is.
    group: "cluster.x-k8s.io",
    kinds: ["Machine", "MachinePool", "MachineDeployment"],
    failed: [{ path: "status.phase", values: ["Failed"] }, { condition: "Ready", is: "False", severities: ["Error"] }],
    progressing: [{ condition: "Ready", is: "False" }, { condition: "Available", is: "False" }],
    ready: [{ path: "status.phase", values: ["Running"] }],
    message: "status.failureMessage",
  },
];
