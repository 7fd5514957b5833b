/** What delivers software: Flux, Flagger, Tekton, OLM, Knative, KEDA. */
import type { Rule } from "./rule.ts";

/** https://fluxcd.io/flux/components/: failing objects are Ready=False, and tried again; these reasons are no failures. */
function fluxRule(group: string, ...kinds: readonly string[]): Rule {
  return {
    group,
    kinds,
    failed: [{ condition: "Ready", is: "False", exceptReasons: ["Progressing", "ProgressingWithRetry", "DependencyNotReady"], unless: [{ condition: "Reconciling", reasons: ["Progressing"] }] }],
    progressing: [{ condition: "Reconciling" }],
    ready: [{ condition: "Ready" }],
  };
}

export const deliveryRules: readonly Rule[] = [
  fluxRule("helm.toolkit.fluxcd.io", "HelmRelease"),
  fluxRule("kustomize.toolkit.fluxcd.io", "Kustomization"),
  fluxRule("source.toolkit.fluxcd.io", "GitRepository", "HelmChart", "OCIRepository", "Bucket"),
  fluxRule("image.toolkit.fluxcd.io", "ImageUpdateAutomation", "ImageRepository", "ImagePolicy"),
  {
    // https://fluxcd.io/flux/components/source/helmrepositories/: one of type oci is static, it gets no status.
    group: "source.toolkit.fluxcd.io",
    kinds: ["HelmRepository"],
    failed: [{ condition: "Ready", is: "False", exceptReasons: ["Progressing"] }],
    progressing: [{ condition: "Reconciling" }],
    ready: [{ condition: "Ready" }, { path: "spec.type", values: ["oci"] }],
  },
  {
    // https://fluxcd.io/flux/components/notification/: Provider and Alert are static since v1beta3.
    group: "notification.toolkit.fluxcd.io",
    kinds: ["Provider", "Alert"],
    failed: [{ condition: "Ready", is: "False", exceptReasons: ["Progressing"] }],
    progressing: [{ condition: "Ready", is: "Unknown" }, { condition: "Reconciling" }],
    ready: [{ path: "metadata.name" }],
  },
  fluxRule("notification.toolkit.fluxcd.io", "Receiver"),
  {
    // https://docs.flagger.app/usage/how-it-works#canary-status
    group: "flagger.app",
    kinds: ["Canary"],
    failed: [{ path: "status.phase", values: ["Failed"] }],
    ready: [{ path: "status.phase", values: ["Initialized", "Succeeded"] }],
    // kubedog tells those of all conditions.
    message: "status.conditions.*.message",
  },
  {
    // https://tekton.dev/docs/pipelines/taskruns/#monitoring-execution-status: Unknown while it runs.
    group: "tekton.dev",
    kinds: ["PipelineRun", "TaskRun", "CustomRun"],
    failed: [{ condition: "Succeeded", is: "False" }],
    ready: [{ condition: "Succeeded" }],
  },
  {
    // https://olm.operatorframework.io/docs/concepts/crds/clusterserviceversion/
    group: "operators.coreos.com",
    kinds: ["ClusterServiceVersion"],
    failed: [{ path: "status.phase", values: ["Failed"] }],
    ready: [{ path: "status.phase", values: ["Succeeded"] }],
  },
  {
    // https://olm.operatorframework.io/docs/concepts/crds/subscription/: the conditions tell what is wrong.
    group: "operators.coreos.com",
    kinds: ["Subscription"],
    failed: [
      { condition: "CatalogSourcesUnhealthy" },
      { condition: "InstallPlanMissing" },
      { condition: "InstallPlanFailed" },
      { condition: "ResolutionFailed" },
      { condition: "BundleUnpackFailed" },
    ],
    paused: [{ condition: "InstallPlanPending", reasons: ["RequiresApproval"] }],
    ready: [{ path: "status.state", values: ["AtLatestKnown", "UpgradeAvailable"] }],
  },
  {
    // https://olm.operatorframework.io/docs/concepts/crds/installplan/
    group: "operators.coreos.com",
    kinds: ["InstallPlan"],
    failed: [{ path: "status.phase", values: ["Failed"] }],
    paused: [{ path: "status.phase", values: ["RequiresApproval"] }],
    ready: [{ path: "status.phase", values: ["Complete"] }],
  },
  {
    // https://knative.dev/docs/: Ready sums up the other conditions; Unknown while they are worked at.
    group: "serving.knative.dev",
    failed: [{ condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "eventing.knative.dev",
    failed: [{ condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "operator.knative.dev",
    failed: [{ condition: "InstallSucceeded", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://keda.sh/docs/latest/concepts/scaling-deployments/
    group: "keda.sh",
    kinds: ["ScaledObject", "ScaledJob"],
    failed: [{ condition: "Ready", is: "False" }, { condition: "Fallback" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://openkruise.io/docs/user-manuals/advancedcronjob: like a CronJob it is there, and its runs are not this rollout's business.
    group: "apps.kruise.io",
    kinds: ["AdvancedCronJob"],
    ready: [{ path: "metadata.name" }],
  },
  {
    // https://github.com/ansible/awx-resource-operator: the job's own status.
    group: "tower.ansible.com",
    kinds: ["AnsibleJob"],
    failed: [{ path: "status.ansibleJobResult.status", values: ["failed", "error", "canceled"] }, { condition: "Failure" }],
    ready: [{ path: "status.ansibleJobResult.status", values: ["successful"] }],
  },
  {
    // https://open-cluster-management.io/docs/getting-started/integration/policy-controllers/
    group: "policy.open-cluster-management.io",
    failed: [{ path: "status.compliant", values: ["NonCompliant"] }],
    ready: [{ path: "status.compliant", values: ["Compliant"] }],
  },
];
