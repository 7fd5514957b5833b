/** What works until it is done, and what serves models: Flink, Ray, Spark, Volcano, Kueue, JobSet, Katib. */
import type { Rule } from "./rule.ts";

export const batchRules: readonly Rule[] = [
  {
    // https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-main/docs/concepts/architecture/#flink-resource-lifecycle
    group: "flink.apache.org",
    kinds: ["FlinkDeployment", "FlinkSessionJob"],
    failed: [{ path: "status.lifecycleState", values: ["FAILED", "ROLLED_BACK"] }, { path: "status.jobManagerDeploymentStatus", values: ["ERROR"] }],
    paused: [{ path: "status.lifecycleState", values: ["SUSPENDED"] }],
    ready: [{ path: "status.lifecycleState", values: ["STABLE"] }],
    message: "status.error",
  },
  {
    // https://docs.ray.io/en/latest/serve/production-guide/kubernetes.html: newer operators have conditions.
    group: "ray.io",
    kinds: ["RayService"],
    failed: [{ path: "status.serviceStatus", values: ["FailedToGetOrCreateRayCluster", "FailedToUpdateService", "FailedToUpdateIngress", "FailedServeDeploy"] }],
    progressing: [{ condition: "UpgradeInProgress" }, { condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }, { path: "status.serviceStatus", values: ["Running"] }],
  },
  {
    // https://kubeflow.github.io/spark-operator/: a schedule is there, like a CronJob, and its runs are not this rollout's business.
    group: "sparkoperator.k8s.io",
    kinds: ["ScheduledSparkApplication"],
    failed: [{ path: "status.scheduleState", values: ["FailedValidation"] }],
    ready: [{ path: "status.scheduleState", values: ["Scheduled"] }],
    message: "status.reason",
  },
  {
    // https://volcano.sh/en/docs/vcjob/#phase-of-status
    group: "batch.volcano.sh",
    kinds: ["Job"],
    failed: [{ path: "status.state.phase", values: ["Aborted", "Terminated", "Failed"] }],
    ready: [{ path: "status.state.phase", values: ["Completed"] }],
    message: "status.state.message",
  },
  {
    // https://volcano.sh/en/docs/queue/#state
    group: "scheduling.volcano.sh",
    kinds: ["Queue"],
    paused: [{ path: "status.state", values: ["Closed"] }],
    ready: [{ path: "status.state", values: ["Open"] }],
  },
  {
    // https://kueue.sigs.k8s.io/docs/concepts/workload/: Finished tells how in its reason; an admitted one has only been let in.
    group: "kueue.x-k8s.io",
    kinds: ["Workload"],
    failed: [{ condition: "Finished", reasons: ["Failed", "JobFailed", "OutOfSync", "AdmissionChecksRejected"] }, { condition: "DeactivationTarget" }],
    ready: [{ condition: "Finished" }],
  },
  {
    // https://jobset.sigs.k8s.io/docs/concepts/: StartupPolicyCompleted is the completion of the start alone.
    group: "jobset.x-k8s.io",
    kinds: ["JobSet"],
    failed: [{ condition: "Failed" }],
    ready: [{ condition: "Completed" }],
  },
  {
    // https://www.kubeflow.org/docs/components/katib/: Created and Running stand beside each other until it has an end.
    group: "kubeflow.org",
    kinds: ["Experiment", "Trial"],
    failed: [{ condition: "Failed" }, { condition: "MetricsUnavailable" }],
    ready: [{ condition: "Succeeded" }, { condition: "EarlyStopped" }],
  },
];
