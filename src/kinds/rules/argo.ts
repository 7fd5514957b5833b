/** Argo: https://argo-cd.readthedocs.io/en/stable/, https://argo-workflows.readthedocs.io/en/latest/, https://argoproj.github.io/argo-rollouts/ */
import type { Rule } from "./rule.ts";

export const argoRules: readonly Rule[] = [
  {
    // "Missing" is what the application lacks, not the Application itself: it is created by a sync.
    group: "argoproj.io",
    kinds: ["Application"],
    failed: [
      { path: "status.health.status", values: ["Degraded"] },
      { path: "status.operationState.phase", values: ["Failed", "Error"] },
    ],
    paused: [{ path: "status.health.status", values: ["Suspended"] }],
    progressing: [{ path: "status.operationState.phase", values: ["Running", "Terminating"] }],
    ready: [{ path: "status.health.status", values: ["Healthy"] }],
    message: "status.health.message",
  },
  {
    group: "argoproj.io",
    kinds: ["ApplicationSet"],
    failed: [{ condition: "ErrorOccurred" }],
    progressing: [{ condition: "RolloutProgressing" }],
    ready: [{ condition: "ResourcesUpToDate" }],
  },
  {
    group: "argoproj.io",
    kinds: ["Workflow"],
    failed: [{ path: "status.phase", values: ["Failed", "Error"] }],
    ready: [{ path: "status.phase", values: ["Succeeded"] }],
    message: "status.message",
  },
  {
    group: "argoproj.io",
    kinds: ["AnalysisRun", "Experiment"],
    failed: [{ path: "status.phase", values: ["Failed", "Error", "Inconclusive"] }],
    ready: [{ path: "status.phase", values: ["Successful"] }],
    message: "status.message",
  },
  {
    // A schedule: like a CronJob it is there, and its runs are not this rollout's business. A bad one gets a condition.
    group: "argoproj.io",
    kinds: ["CronWorkflow"],
    failed: [{ condition: "SpecError" }, { condition: "SubmissionError" }],
    ready: [{ path: "metadata.name" }],
  },
  {
    // https://argoproj.github.io/argo-events/: all report Deployed or SourcesProvided and the like; each of them must hold.
    group: "argoproj.io",
    kinds: ["EventBus"],
    failed: [{ condition: "Deployed", is: "False" }, { condition: "Configured", is: "False" }],
    ready: [{ condition: "Deployed", and: [{ condition: "Configured" }] }],
  },
  {
    group: "argoproj.io",
    kinds: ["EventSource"],
    failed: [{ condition: "Deployed", is: "False" }, { condition: "SourcesProvided", is: "False" }],
    ready: [{ condition: "Deployed", and: [{ condition: "SourcesProvided" }] }],
  },
  {
    group: "argoproj.io",
    kinds: ["Sensor"],
    failed: [
      { condition: "Deployed", is: "False" },
      { condition: "DependenciesProvided", is: "False" },
      { condition: "TriggersProvided", is: "False" },
    ],
    ready: [{ condition: "Deployed", and: [{ condition: "DependenciesProvided" }, { condition: "TriggersProvided" }] }],
  },
  {
    // https://gitops-promoter.readthedocs.io/en/latest/crd-specs/#promotionstrategy: a gate that is pending holds the promotion up.
    group: "promoter.argoproj.io",
    kinds: ["PromotionStrategy"],
    failed: [{ condition: "Ready", is: "False", exceptReasons: ["ChangeTransferPolicyNotReady"] }],
    progressing: [
      { path: "status.environments.*.proposed.commitStatuses.*.phase", values: ["pending"] },
      { path: "status.environments.*.active.commitStatuses.*.phase", values: ["pending"] },
    ],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "promoter.argoproj.io",
    failed: [{ condition: "Ready", is: "False", exceptReasons: ["PullRequestNotReady", "CommitStatusesNotReady"] }],
    ready: [{ condition: "Ready" }],
  },
];
