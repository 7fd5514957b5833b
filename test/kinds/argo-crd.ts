/** Where our verdicts on Argo CD's own cases differ from those of its authors today, and how well we have to do at least. */
import type { Status } from "../../src/kinds/assessment.ts";

/** Of the undisputed cases: the two costly mistakes at most, what is to be found at least. They only ever get stricter. */
export const floors = {
  "false success": { atMost: 10 },
  "false failure": { atMost: 2 },
  "failed found": { atLeast: 135 },
  "ready called ready": { atLeast: 136 },
} as const satisfies { readonly [score: string]: { readonly atMost: number } | { readonly atLeast: number } };

/** Our answer where it is another one. Who makes one right takes it out here and raises the floor; a new one needs a reason as good as these. */
export const differences: { readonly [id: string]: Status } = {
  // What waits by itself is on its way: paused is what somebody has asked to stand still.
  "SQLInstance.sql.cnrm.cloud.google.com/dependency-not-ready": "progressing",
  "CloneSet.apps.kruise.io/partition-suspended": "progressing",
  "DeveloperAccount.capabilities.3scale.net/waiting": "progressing",
  "Gateway.gateway.solo.io/gloo-pending": "progressing",
  "Gateway.gateway.solo.io/non-namespaced-gloo-pending": "progressing",
  "Upstream.gloo.solo.io/gloo-pending": "progressing",
  "Upstream.gloo.solo.io/non-namespaced-gloo-pending": "progressing",
  "UpstreamGroup.gloo.solo.io/gloo-pending": "progressing",
  "UpstreamGroup.gloo.solo.io/non-namespaced-gloo-pending": "progressing",
  "NodeClaim.karpenter.sh/suspended-disrupting": "progressing",
  "NodeNetworkConfigurationPolicy.nmstate.io/suspended-no-matching-node": "progressing",

  // What its operator goes on working at has not failed.
  "ConfigConnectorContext.core.cnrm.cloud.google.com/config-connector-context-unhealthy": "progressing",
  "ConfigConnector.core.cnrm.cloud.google.com/config-connector-unhealthy": "progressing",
  "DeploymentConfig.apps.openshift.io/degraded": "progressing",
  "Application.astra.netapp.io/degraded": "progressing",
  "DatadogMetric.datadoghq.com/degraded-invalid": "progressing",
  "ImagePolicy.image.toolkit.fluxcd.io/degraded": "progressing",
  "NodeClaim.karpenter.sh/degraded": "progressing",
  "NodePool.karpenter.sh/degraded": "progressing",
  "InterStepBufferService.numaflow.numaproj.io/degraded": "progressing",
  "Provider.pkg.crossplane.io/degraded-healthy": "progressing",
  "Cluster.postgresql.cnpg.io/cluster-degraded": "progressing",
  "PromotionStrategy.promoter.argoproj.io/missing-sha-and-not-ready": "progressing",

  // Something that works, though not at its best, or a schedule whose last run is not this rollout's business.
  "CephCluster.ceph.rook.io/degraded-warn": "ready",
  "AdvancedCronJob.apps.kruise.io/not-scheduled": "ready",
  "AdvancedCronJob.apps.kruise.io/active-jobs": "ready",

  // A word that says that nothing is known is on its way.
  "Beat.beat.k8s.elastic.co/invalid": "progressing",
  "HumioAlert.core.humio.com/unknown": "progressing",
  "HumioParser.core.humio.com/unknown": "progressing",
  "HumioRepository.core.humio.com/unknown": "progressing",

  // These would take a comparison of two fields, or a field that only this kind has.
  "DeveloperUser.capabilities.3scale.net/suspended": "unknown",
  "Product.capabilities.3scale.net/progressing": "ready",
  "Schedule.astra.netapp.io/healthy-status": "unknown",
  "Cluster.cassandra.rook.io/progressing": "unknown",
  "Cluster.cassandra.rook.io/healthy": "unknown",
  "ClusterStackInstall.stacks.crossplane.io/installed-stack": "progressing",
  "ConfigurationPolicy.policy.open-cluster-management.io/progressing": "failed",
  "MonoVertexRollout.numaplane.numaproj.io/mono-vertex-rollout-paused": "progressing",
  "ArgoCDCommitStatus.promoter.argoproj.io/no-applications": "ready",
  "PromotionStrategy.promoter.argoproj.io/no-environments": "ready",
  "PromotionStrategy.promoter.argoproj.io/active-dry-sha-missing": "ready",
  "PromotionStrategy.promoter.argoproj.io/proposed-dry-sha-missing": "ready",
  "PromotionStrategy.promoter.argoproj.io/proposed-note-dry-sha-preferred": "ready",

  // Objects that no API server and no controller would write: the same condition twice, one that contradicts itself, one without its spec.
  "PodDisruptionBudget.policy/degraded": "ready",
  "CloneSet.apps.kruise.io/healthy": "failed",
  "DeploymentConfig.apps.openshift.io/healthy-zero-replicas": "progressing",
};
