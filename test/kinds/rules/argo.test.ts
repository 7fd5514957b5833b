import { condition, conditions, judge } from "./judge.ts";

const application = "argoproj.io/v1alpha1 Application";
const rollout = "argoproj.io/v1alpha1 Rollout";

judge([
  { title: "a healthy application is ready", of: application, status: { health: { status: "Healthy" }, operationState: { phase: "Succeeded" } }, is: "ready" },
  { title: "a healthy application that is being synced is on its way", of: application, status: { health: { status: "Healthy" }, operationState: { phase: "Running" } }, is: "progressing", reason: "status.operationState.phase=Running" },
  { title: "a degraded application has failed", of: application, status: { health: { status: "Degraded", message: "web crashes" } }, is: "failed", reason: "status.health.status=Degraded", message: "web crashes" },
  { title: "a suspended application is paused", of: application, status: { health: { status: "Suspended" } }, is: "paused", reason: "status.health.status=Suspended" },
  { title: "an application whose parts are missing is on its way", of: application, status: { health: { status: "Missing" } }, is: "progressing", reason: "status.health.status=Missing" },
  { title: "a set of applications that could not be generated has failed", of: "argoproj.io/v1alpha1 ApplicationSet", status: conditions(condition("ErrorOccurred", "True", "RenderError"), condition("ResourcesUpToDate", "False")), is: "failed", reason: "ErrorOccurred=True (RenderError)" },
  { title: "a workflow that runs is on its way", of: "argoproj.io/v1alpha1 Workflow", status: { phase: "Running" }, is: "progressing", reason: "status.phase=Running" },
  { title: "a workflow that succeeded is ready", of: "argoproj.io/v1alpha1 Workflow", status: { phase: "Succeeded" }, is: "ready" },
  { title: "an analysis without a result has failed", of: "argoproj.io/v1alpha1 AnalysisRun", status: { phase: "Inconclusive", message: "too few samples" }, is: "failed", reason: "status.phase=Inconclusive", message: "too few samples" },
  { title: "a scheduled workflow is ready at once", of: "argoproj.io/v1alpha1 CronWorkflow", is: "ready" },
  { title: "a sensor without its dependencies has failed", of: "argoproj.io/v1alpha1 Sensor", status: conditions(condition("DependenciesProvided", "False", "InvalidDependencies")), is: "failed", reason: "DependenciesProvided=False (InvalidDependencies)" },
  { title: "an event source needs both of its conditions", of: "argoproj.io/v1alpha1 EventSource", status: conditions(condition("Deployed", "True")), is: "progressing", reason: "Deployed=True" },

  { title: "a healthy rollout is ready", of: rollout, status: { observedGeneration: "1", phase: "Healthy" }, is: "ready" },
  { title: "a rollout of an older spec is on its way", of: rollout, metadata: { generation: 3 }, status: { observedGeneration: "2", phase: "Healthy" }, is: "progressing", reason: "SpecNotObserved" },
  {
    title: "a rollout of an older template of its workload is on its way",
    of: rollout,
    metadata: { annotations: { "rollout.argoproj.io/workload-generation": "4" } },
    status: { observedGeneration: "1", workloadObservedGeneration: "3", phase: "Healthy" },
    is: "progressing",
    reason: "SpecNotObserved",
  },
  { title: "a degraded rollout has failed", of: rollout, status: { phase: "Degraded", message: "web-7d4f timed out" }, is: "failed", reason: "status.phase=Degraded", message: "web-7d4f timed out" },
  { title: "a rollout that was aborted has failed", of: rollout, status: { phase: "Progressing", conditions: [condition("Progressing", "False", "RolloutAborted", "metric p95 failed")] }, is: "failed", reason: "RolloutAborted", message: "metric p95 failed" },
  { title: "a rollout at a pause is paused", of: rollout, status: { phase: "Paused", pauseConditions: [{ reason: "CanaryPauseStep" }] }, is: "paused", reason: "Paused", message: "paused: CanaryPauseStep; resume with: kubectl argo rollouts promote" },
  { title: "an invalid rollout has failed", of: rollout, status: conditions(condition("InvalidSpec", "True", "", "no strategy")), is: "failed", reason: "InvalidSpec=True", message: "no strategy" },
  { title: "an older controller's rollout is judged by its counters", of: rollout, spec: { replicas: 3 }, status: { replicas: 3, updatedReplicas: 1, availableReplicas: 3 }, is: "progressing", reason: "ReplicasNotUpdated", message: "1 of 3 replicas updated" },
  { title: "an older controller's canary is ready once it is the stable version", of: rollout, spec: { replicas: 1 }, status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1, currentPodHash: "7d4f", canary: { stableRS: "7d4f" } }, is: "ready" },
  { title: "an older controller's blue-green rollout waits for its Service", of: rollout, spec: { replicas: 1 }, status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1, currentPodHash: "7d4f", blueGreen: { activeSelector: "1a2b" } }, is: "progressing", reason: "NotPromoted" },
  { title: "a phase that nobody knows is none", of: rollout, status: { phase: "constructor", replicas: 0 }, is: "progressing", reason: "ReplicasNotUpdated", message: "0 of 1 replicas updated" },
  { title: "a rollout that nobody has seen is on its way", of: rollout, is: "progressing", reason: "NotReported" },
]);
