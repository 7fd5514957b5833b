/** Platforms in a cluster: KubeVirt, OpenShift, service meshes, ingress controllers, machine learning. */
import type { Rule } from "./rule.ts";

export const platformRules: readonly Rule[] = [
  ...["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"].map(istioRule),
  {
    // https://kubevirt.io/user-guide/user_workloads/lifecycle/: what cannot be scheduled yet may be later.
    group: "kubevirt.io",
    kinds: ["VirtualMachine"],
    failed: [{ path: "status.printableStatus", values: ["CrashLoopBackOff", "ErrImagePull", "ImagePullBackOff", "ErrorPvcNotFound", "DataVolumeError"] }],
    paused: [{ path: "status.printableStatus", values: ["Paused", "Stopped"] }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "kubevirt.io",
    kinds: ["VirtualMachineInstance"],
    failed: [{ path: "status.phase", values: ["Failed"] }],
    ready: [{ condition: "Ready" }, { path: "status.phase", values: ["Succeeded"] }],
  },
  {
    // https://github.com/kubevirt/containerized-data-importer/blob/main/doc/datavolumes.md
    group: "cdi.kubevirt.io",
    kinds: ["DataVolume"],
    failed: [{ path: "status.phase", values: ["Failed"] }, { condition: "Running", is: "False", reasons: ["Error", "CrashLoopBackOff", "ImagePullFailed"] }],
    paused: [{ path: "status.phase", values: ["Paused"] }],
    ready: [{ path: "status.phase", values: ["Succeeded"] }],
  },
  {
    // https://docs.openshift.com: a cluster operator that is degraded serves, though not at its best.
    group: "config.openshift.io",
    kinds: ["ClusterOperator"],
    failed: [{ condition: "Available", is: "False" }],
    progressing: [{ condition: "Progressing" }, { condition: "Degraded" }],
    ready: [{ condition: "Available" }],
  },
  {
    // A DeploymentConfig is complete when its newest ReplicationController is available.
    group: "apps.openshift.io",
    kinds: ["DeploymentConfig"],
    failed: [{ condition: "Progressing", is: "False" }],
    progressing: [{ condition: "Progressing", exceptReasons: ["NewReplicationControllerAvailable"] }, { condition: "Progressing", is: "Unknown" }],
    ready: [{ condition: "Available" }, { condition: "Progressing", and: [{ path: "spec.replicas", values: ["0"] }] }],
  },
  {
    // A Route is admitted by each router for itself.
    group: "route.openshift.io",
    kinds: ["Route"],
    failed: [{ condition: "Admitted", is: "False", at: "status.ingress.*.conditions" }],
    ready: [{ condition: "Admitted", at: "status.ingress.*.conditions" }],
  },
  {
    // https://prometheus-operator.dev/docs/api-reference/api/: configuration for others. Newer releases tell who takes it, and who rejects it.
    group: "monitoring.coreos.com",
    kinds: ["ServiceMonitor", "PodMonitor", "PrometheusRule", "Probe", "ScrapeConfig", "AlertmanagerConfig"],
    failed: [{ condition: "Accepted", is: "False", at: "status.bindings.*.conditions" }],
    ready: "exists",
  },
  {
    // https://projectcontour.io/docs/main/config/fundamentals/
    group: "projectcontour.io",
    kinds: ["HTTPProxy"],
    failed: [{ path: "status.currentStatus", values: ["invalid", "orphaned"] }],
    ready: [{ path: "status.currentStatus", values: ["valid"] }],
    message: "status.description",
  },
  {
    // https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler: without enough samples yet it is on its way.
    group: "autoscaling.k8s.io",
    kinds: ["VerticalPodAutoscaler"],
    failed: [{ condition: "ConfigUnsupported" }],
    ready: [{ condition: "RecommendationProvided" }],
  },
  {
    // https://docs.ray.io/en/latest/cluster/kubernetes/
    group: "ray.io",
    kinds: ["RayCluster"],
    failed: [{ path: "status.state", values: ["failed"] }],
    paused: [{ path: "status.state", values: ["suspended"] }],
    ready: [{ path: "status.state", values: ["ready"] }],
    message: "status.reason",
  },
  {
    group: "ray.io",
    kinds: ["RayJob"],
    failed: [
      { path: "status.jobStatus", values: ["FAILED", "STOPPED"] },
      { path: "status.jobDeploymentStatus", values: ["Failed", "ValidationFailed"] },
    ],
    paused: [{ path: "status.jobDeploymentStatus", values: ["Suspended"] }],
    ready: [{ path: "status.jobStatus", values: ["SUCCEEDED"] }],
  },
  {
    // https://www.kubeflow.org/docs/components/trainer/legacy-v1/: the operator of training jobs.
    group: "kubeflow.org",
    kinds: ["TFJob", "PyTorchJob", "MPIJob", "XGBoostJob", "PaddleJob", "JAXJob"],
    failed: [{ condition: "Failed" }],
    ready: [{ condition: "Succeeded" }],
  },
  {
    // https://kubeflow.github.io/spark-operator/: an application runs until it is done.
    group: "sparkoperator.k8s.io",
    kinds: ["SparkApplication"],
    failed: [{ path: "status.applicationState.state", values: ["FAILED", "SUBMISSION_FAILED"] }],
    paused: [{ path: "status.applicationState.state", values: ["SUSPENDED"] }],
    ready: [{ path: "status.applicationState.state", values: ["COMPLETED"] }],
    message: "status.applicationState.errorMessage",
  },
];

/**
 * https://istio.io/latest/docs/reference/config/config-status/: off by default, so most have no status at all. What its analysis finds wrong
 * is in use all the same, and does not work.
 */
function istioRule(group: string): Rule {
  const message = "status.validationMessages.*.documentationUrl";
  return { group, failed: [{ path: "status.validationMessages.*.level", values: ["Error", "3"] }], ready: "exists", message };
}
