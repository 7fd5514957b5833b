import { condition, conditions, judge } from "./judge.ts";

const flink = "flink.apache.org/v1beta1 FlinkDeployment";
const rayService = "ray.io/v1 RayService";
const schedule = "sparkoperator.k8s.io/v1beta2 ScheduledSparkApplication";
const volcanoJob = "batch.volcano.sh/v1alpha1 Job";
const queue = "scheduling.volcano.sh/v1beta1 Queue";
const workload = "kueue.x-k8s.io/v1beta1 Workload";
const jobSet = "jobset.x-k8s.io/v1alpha2 JobSet";
const trial = "kubeflow.org/v1beta1 Trial";

judge([
  { title: "a Flink deployment that is stable is ready", of: flink, status: { lifecycleState: "STABLE", jobManagerDeploymentStatus: "READY" }, is: "ready" },
  { title: "a Flink deployment that is deployed is not stable yet", of: flink, status: { lifecycleState: "DEPLOYED" }, is: "progressing", reason: "status.lifecycleState=DEPLOYED" },
  { title: "a Flink deployment that was rolled back has failed", of: flink, status: { lifecycleState: "ROLLED_BACK", error: "job failed" }, is: "failed", reason: "status.lifecycleState=ROLLED_BACK", message: "job failed" },
  { title: "a Flink deployment whose job manager cannot start has failed", of: flink, status: { lifecycleState: "UPGRADING", jobManagerDeploymentStatus: "ERROR" }, is: "failed", reason: "status.jobManagerDeploymentStatus=ERROR" },
  { title: "a suspended Flink deployment is paused", of: flink, status: { lifecycleState: "SUSPENDED" }, is: "paused", reason: "status.lifecycleState=SUSPENDED" },
  { title: "a Ray service that is Ready is ready", of: rayService, status: conditions(condition("Ready", "True")), is: "ready" },
  { title: "a Ray service of an older operator that runs is ready", of: rayService, status: { serviceStatus: "Running" }, is: "ready" },
  { title: "a Ray service being upgraded is on its way", of: rayService, status: conditions(condition("Ready", "True"), condition("UpgradeInProgress", "True")), is: "progressing", reason: "UpgradeInProgress=True" },
  { title: "a Ray service that is not Ready is on its way whatever its word", of: rayService, status: { serviceStatus: "Running", ...conditions(condition("Ready", "False", "ZeroServeEndpoints")) }, is: "progressing", reason: "Ready=False (ZeroServeEndpoints)" },
  { title: "a Ray service without a cluster has failed", of: rayService, status: { serviceStatus: "FailedToGetOrCreateRayCluster" }, is: "failed", reason: "status.serviceStatus=FailedToGetOrCreateRayCluster" },
  { title: "a schedule of Spark applications is ready", of: schedule, status: { scheduleState: "Scheduled" }, is: "ready" },
  { title: "a schedule of Spark applications that is wrong says why", of: schedule, status: { scheduleState: "FailedValidation", reason: "bad cron" }, is: "failed", reason: "status.scheduleState=FailedValidation", message: "bad cron" },
  { title: "a Volcano job that runs is on its way", of: volcanoJob, status: { state: { phase: "Running" } }, is: "progressing", reason: "status.state.phase=Running" },
  { title: "a Volcano job that is complete is ready", of: volcanoJob, status: { state: { phase: "Completed" } }, is: "ready" },
  { title: "a Volcano job that was terminated has failed", of: volcanoJob, status: { state: { phase: "Terminated", message: "evicted" } }, is: "failed", reason: "status.state.phase=Terminated", message: "evicted" },
  { title: "an open queue is ready", of: queue, status: { state: "Open" }, is: "ready" },
  { title: "a closed queue is paused", of: queue, status: { state: "Closed" }, is: "paused", reason: "status.state=Closed" },
  { title: "an admitted workload has not ended", of: workload, status: conditions(condition("Admitted", "True")), is: "progressing", reason: "NotReported", message: "waiting for condition Finished" },
  { title: "a finished workload is ready", of: workload, status: conditions(condition("Finished", "True", "Succeeded")), is: "ready" },
  { title: "a workload that finished badly has failed", of: workload, status: conditions(condition("Finished", "True", "Failed", "exit 1")), is: "failed", reason: "Finished=True (Failed)", message: "exit 1" },
  { title: "a workload that is to be deactivated has failed", of: workload, status: conditions(condition("DeactivationTarget", "True", "RequeuingLimitExceeded")), is: "failed", reason: "DeactivationTarget=True (RequeuingLimitExceeded)" },
  { title: "a job set whose start is complete has not ended", of: jobSet, status: conditions(condition("StartupPolicyCompleted", "True")), is: "progressing", reason: "NotReported", message: "waiting for condition Completed" },
  { title: "a job set that is complete is ready", of: jobSet, status: conditions(condition("Completed", "True")), is: "ready" },
  { title: "a failed job set has failed", of: jobSet, status: conditions(condition("Failed", "True", "FailedJobs")), is: "failed", reason: "Failed=True (FailedJobs)" },
  { title: "a suspended job set is paused", of: jobSet, status: conditions(condition("Suspended", "True")), is: "paused", reason: "Suspended=True" },
  { title: "a trial that was stopped early is ready", of: trial, status: conditions(condition("Running", "False"), condition("EarlyStopped", "True")), is: "ready" },
  { title: "a trial that runs is on its way", of: trial, status: conditions(condition("Created", "True"), condition("Running", "True")), is: "progressing", reason: "NotReported", message: "waiting for condition Succeeded" },
  { title: "a trial that succeeded is ready", of: trial, status: conditions(condition("Succeeded", "True")), is: "ready" },
  { title: "a trial that failed has failed", of: trial, status: conditions(condition("Failed", "True")), is: "failed", reason: "Failed=True" },
  { title: "a trial without metrics has failed", of: trial, status: conditions(condition("MetricsUnavailable", "True")), is: "failed", reason: "MetricsUnavailable=True" },
]);
