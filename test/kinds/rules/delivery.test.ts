import { condition, conditions, judge } from "./judge.ts";

const helmRelease = "helm.toolkit.fluxcd.io/v2 HelmRelease";
const canary = "flagger.app/v1beta1 Canary";
const taskRun = "tekton.dev/v1 TaskRun";
const subscription = "operators.coreos.com/v1alpha1 Subscription";
const certificate = "cert-manager.io/v1 Certificate";

judge([
  { title: "a release that was installed is ready", of: helmRelease, status: conditions(condition("Ready", "True", "InstallSucceeded")), is: "ready" },
  { title: "a release that waits for another is on its way", of: helmRelease, status: conditions(condition("Ready", "False", "DependencyNotReady")), is: "progressing", reason: "Ready=False (DependencyNotReady)" },
  { title: "a release that could not be installed has failed", of: helmRelease, status: conditions(condition("Ready", "False", "InstallFailed", "timed out")), is: "failed", reason: "Ready=False (InstallFailed)", message: "timed out" },
  { title: "a release that failed and is tried again has failed", of: helmRelease, status: conditions(condition("Reconciling", "True", "ProgressingWithRetry"), condition("Ready", "False", "UpgradeFailed")), is: "failed", reason: "Ready=False (UpgradeFailed)" },
  { title: "a release that is worked at is on its way", of: helmRelease, status: conditions(condition("Reconciling", "True", "Progressing"), condition("Ready", "Unknown")), is: "progressing", reason: "Reconciling=True (Progressing)" },
  { title: "a suspended release is paused", of: helmRelease, spec: { suspend: true }, status: conditions(condition("Ready", "False", "InstallFailed")), is: "paused", reason: "Suspended", message: "spec.suspend is true" },
  { title: "a repository of type oci has no status", of: "source.toolkit.fluxcd.io/v1 HelmRepository", spec: { type: "oci" }, is: "ready" },

  { title: "an initialized canary is ready", of: canary, status: { phase: "Initialized" }, is: "ready" },
  { title: "a canary that waits for promotion is on its way", of: canary, status: { phase: "WaitingPromotion" }, is: "progressing", reason: "status.phase=WaitingPromotion" },
  { title: "a failed canary quotes its condition", of: canary, status: { phase: "Failed", conditions: [condition("Promoted", "False", "Failed", "canary analysis failed, deployment scaled to zero")] }, is: "failed", reason: "status.phase=Failed", message: "canary analysis failed, deployment scaled to zero" },

  { title: "a task that runs is on its way", of: taskRun, status: conditions(condition("Succeeded", "Unknown", "Running")), is: "progressing", reason: "Succeeded=Unknown (Running)" },
  { title: "a task that timed out has failed", of: taskRun, status: conditions(condition("Succeeded", "False", "TaskRunTimeout")), is: "failed", reason: "Succeeded=False (TaskRunTimeout)" },
  { title: "a pipeline is ready at once", of: "tekton.dev/v1 Pipeline", is: "ready" },
  { title: "a subscription that cannot be resolved has failed", of: subscription, status: { state: "UpgradePending", conditions: [condition("ResolutionFailed", "True", "ConstraintsNotSatisfiable")] }, is: "failed", reason: "ResolutionFailed=True (ConstraintsNotSatisfiable)" },
  { title: "a subscription with its newest version is ready", of: subscription, status: { state: "AtLatestKnown" }, is: "ready" },
  { title: "a plan that waits for approval is paused", of: "operators.coreos.com/v1alpha1 InstallPlan", status: { phase: "RequiresApproval" }, is: "paused", reason: "status.phase=RequiresApproval" },
  { title: "an operator that was installed is ready", of: "operators.coreos.com/v1alpha1 ClusterServiceVersion", status: { phase: "Succeeded" }, is: "ready" },
  { title: "a service whose revision is missing has failed", of: "serving.knative.dev/v1 Service", status: conditions(condition("Ready", "False", "RevisionMissing")), is: "failed", reason: "Ready=False (RevisionMissing)" },
  { title: "a trigger that is worked at is on its way", of: "eventing.knative.dev/v1 Trigger", status: conditions(condition("Ready", "Unknown")), is: "progressing", reason: "Ready=Unknown" },
  { title: "a scaler that falls back has failed", of: "keda.sh/v1alpha1 ScaledObject", status: conditions(condition("Ready", "True"), condition("Fallback", "True", "FallbackExists")), is: "failed", reason: "Fallback=True (FallbackExists)" },
  { title: "a paused scaler is paused", of: "keda.sh/v1alpha1 ScaledObject", status: conditions(condition("Ready", "True"), condition("Paused", "True", "ScaledObjectPaused")), is: "paused", reason: "Paused=True (ScaledObjectPaused)" },
  { title: "an Ansible job that failed has failed", of: "tower.ansible.com/v1alpha1 AnsibleJob", status: { ansibleJobResult: { status: "failed" } }, is: "failed", reason: "status.ansibleJobResult.status=failed" },
  { title: "a policy that is not complied with has failed", of: "policy.open-cluster-management.io/v1 Policy", status: { compliant: "NonCompliant" }, is: "failed", reason: "status.compliant=NonCompliant" },
  { title: "Kruise's CronJob is ready at once", of: "apps.kruise.io/v1alpha1 AdvancedCronJob", is: "ready" },

  { title: "a certificate that was issued is ready", of: certificate, status: conditions(condition("Ready", "True", "Ready")), is: "ready" },
  { title: "a certificate being issued is on its way, whatever Ready says", of: certificate, status: conditions(condition("Ready", "False", "IncorrectCertificate"), condition("Issuing", "True", "IncorrectCertificate")), is: "progressing", reason: "Issuing=True (IncorrectCertificate)" },
  { title: "a certificate that does not exist yet is on its way", of: certificate, status: conditions(condition("Ready", "False", "DoesNotExist")), is: "progressing", reason: "Ready=False (DoesNotExist)" },
  { title: "a certificate that could not be issued has failed", of: certificate, status: conditions(condition("Ready", "False", "DoesNotExist"), condition("Issuing", "False", "Failed", "order is invalid")), is: "failed", reason: "Issuing=False (Failed)", message: "order is invalid" },
  { title: "a certificate that has expired has failed", of: certificate, status: conditions(condition("Ready", "False", "Expired")), is: "failed", reason: "Ready=False (Expired)" },
  { title: "an issuer that cannot register has failed", of: "cert-manager.io/v1 ClusterIssuer", status: conditions(condition("Ready", "False", "ErrRegisterACMEAccount")), is: "failed", reason: "Ready=False (ErrRegisterACMEAccount)" },
  { title: "a request that was denied has failed", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("Denied", "True", "Policy"), condition("Ready", "False", "Denied")), is: "failed", reason: "Denied=True (Policy)" },
  { title: "an order that is invalid says why", of: "acme.cert-manager.io/v1 Order", status: { state: "invalid", reason: "DNS problem" }, is: "failed", reason: "status.state=invalid", message: "DNS problem" },

  { title: "a source of charts being fetched is on its way", of: "source.toolkit.fluxcd.io/v1 HelmRepository", status: conditions(condition("Ready", "True"), condition("Reconciling", "True", "NewArtifact")), is: "progressing", reason: "Reconciling=True (NewArtifact)" },
  { title: "an alert of which nothing is reported is ready", of: "notification.toolkit.fluxcd.io/v1beta3 Alert", is: "ready" },
  { title: "an alert that is not Ready has failed", of: "notification.toolkit.fluxcd.io/v1beta3 Alert", status: conditions(condition("Ready", "False", "ValidationFailed")), is: "failed", reason: "Ready=False (ValidationFailed)" },
  { title: "an alert that nobody has decided on is on its way", of: "notification.toolkit.fluxcd.io/v1beta3 Alert", status: conditions(condition("Ready", "Unknown")), is: "progressing", reason: "Ready=Unknown" },
  { title: "an alert being reconciled is on its way", of: "notification.toolkit.fluxcd.io/v1beta3 Alert", status: conditions(condition("Reconciling", "True")), is: "progressing", reason: "Reconciling=True" },
  { title: "an operator's version that failed has failed", of: "operators.coreos.com/v1alpha1 ClusterServiceVersion", status: { phase: "Failed", message: "no such deployment" }, is: "failed", reason: "status.phase=Failed", message: "no such deployment" },
  ...["CatalogSourcesUnhealthy", "InstallPlanMissing", "InstallPlanFailed", "ResolutionFailed", "BundleUnpackFailed"].map((type) => ({ title: `a subscription with ${type} has failed`, of: "operators.coreos.com/v1alpha1 Subscription", status: { state: "AtLatestKnown", ...conditions(condition(type, "True")) }, is: "failed" as const, reason: `${type}=True` })),
  { title: "a subscription that waits for an approval is paused", of: "operators.coreos.com/v1alpha1 Subscription", status: conditions(condition("InstallPlanPending", "True", "RequiresApproval")), is: "paused", reason: "InstallPlanPending=True (RequiresApproval)" },
  { title: "an install plan that failed has failed", of: "operators.coreos.com/v1alpha1 InstallPlan", status: { phase: "Failed", message: "no rights" }, is: "failed", reason: "status.phase=Failed", message: "no rights" },
  { title: "an install plan that is complete is ready", of: "operators.coreos.com/v1alpha1 InstallPlan", status: { phase: "Complete" }, is: "ready" },
  { title: "a trigger that is not Ready has failed", of: "eventing.knative.dev/v1 Trigger", status: conditions(condition("Ready", "False", "BrokerDoesNotExist")), is: "failed", reason: "Ready=False (BrokerDoesNotExist)" },
  { title: "a Knative that cannot be installed has failed", of: "operator.knative.dev/v1beta1 KnativeServing", status: conditions(condition("InstallSucceeded", "False", "Error"), condition("Ready", "False")), is: "failed", reason: "InstallSucceeded=False (Error)" },
  { title: "a Knative that is Ready is ready", of: "operator.knative.dev/v1beta1 KnativeServing", status: conditions(condition("Ready", "True")), is: "ready" },
  { title: "an Ansible job with a Failure has failed", of: "tower.ansible.com/v1alpha1 AnsibleJob", status: conditions(condition("Failure", "True")), is: "failed", reason: "Failure=True" },
]);
