/** One object a rung of the ladder for kinds that we have no code and no rule for. */
import { expect, test } from "bun:test";
import type { Status } from "../../src/kinds/assessment.ts";
import { assess } from "../../src/kinds/kinds.ts";
import { familyOf, objectOf } from "./family.ts";

type Fields = Parameters<typeof objectOf>[3];
type Case = { readonly title: string; readonly object: Fields; readonly kind?: string; readonly status: Status; readonly reason: string; readonly message?: string };

const on = (type: string, reason = "", message = "") => ({ type, status: "True", reason, message });
const off = (type: string, reason = "", message = "") => ({ type, status: "False", reason, message });
const unsure = (type: string, reason = "") => ({ type, status: "Unknown", reason });
const says = (...conditions: readonly object[]) => ({ status: { conditions } });

const cases: readonly Case[] = [
  { title: "a pause in the spec comes first", object: { spec: { paused: true }, ...says(on("Failed")) }, status: "paused", reason: "Paused", message: "spec.paused is true" },
  { title: "a suspension of what is complete says so", object: { spec: { suspend: true }, ...says(on("Ready")) }, status: "paused", reason: "Suspended", message: "spec.suspend is true, complete" },
  { title: "a Paused condition pauses", object: says(on("Paused", "ByAnnotation", "paused by bob"), off("Ready")), status: "paused", reason: "Paused=True (ByAnnotation)", message: "paused by bob" },
  { title: "no status is no report yet", object: {}, status: "progressing", reason: "NoStatus", message: "no controller has reported yet" },
  { title: "an empty status is no report yet", object: { status: {} }, status: "progressing", reason: "NoStatus" },
  { title: "an empty list of conditions is no report yet", object: says(), status: "progressing", reason: "NoStatus" },
  { title: "a negative condition fails, and is quoted", object: says(on("Ready"), on("Degraded", "QuorumLost", "2 of 3 members are gone.")), status: "failed", reason: "Degraded=True (QuorumLost)", message: "2 of 3 members are gone" },
  { title: "a condition whose type ends in a failure fails", object: says(on("BackupFailed")), status: "failed", reason: "BackupFailed=True", message: "condition BackupFailed is True" },
  { title: "a negative condition that is False is no failure", object: says(on("Ready"), off("Failed", "Error")), status: "ready", reason: "" },
  { title: "degraded but available is on its way", object: says(on("Available"), on("Degraded", "Slow")), status: "progressing", reason: "Degraded=True (Slow)" },
  { title: "what is not valid has failed", object: says(off("Valid", "", "no such secret")), status: "failed", reason: "Valid=False", message: "no such secret" },
  { title: "a failed phase fails, with the message beside it (checklist 47)", object: { status: { phase: "Failed", message: "disk full" } }, status: "failed", reason: "status.phase=Failed", message: "disk full" },
  { title: "a failed phase outweighs a ready condition", object: { status: { state: "update-failed", conditions: [on("Ready")] } }, status: "failed", reason: "status.state=update-failed", message: "status.state is update-failed" },
  { title: "a paused phase pauses", object: { status: { currentPhase: "On Hold" } }, status: "paused", reason: "status.currentPhase=On Hold" },
  { title: "a phase may stand in an object of its own", object: { status: { health: { status: "Unhealthy" } } }, status: "failed", reason: "status.health.status=Unhealthy" },
  { title: "an application's state is found", object: { status: { applicationState: { state: "SUBMISSION_FAILED" } } }, status: "failed", reason: "status.applicationState.state=SUBMISSION_FAILED" },
  { title: "an activity outweighs a ready condition", object: says(on("Ready"), on("Upgrading", "Rolling", "2 of 3")), status: "progressing", reason: "Upgrading=True (Rolling)", message: "2 of 3" },
  { title: "Progressing that is True says nothing", object: says(on("Progressing"), on("Available")), status: "ready", reason: "" },
  { title: "Progressing that is False for an error fails", object: says(off("Progressing", "ProgressDeadlineExceeded"), unsure("Ready")), status: "failed", reason: "Progressing=False (ProgressDeadlineExceeded)" },
  { title: "Ready is ready, in any case (checklist 45)", object: says(on("READY")), status: "ready", reason: "" },
  { title: "Ready that is unknown is on its way", object: says(unsure("Ready", "Checking")), status: "progressing", reason: "Ready=Unknown (Checking)" },
  { title: "a status in lower case is the same", object: says({ type: "Ready", status: "true" }), status: "ready", reason: "" },
  { title: "Ready outweighs Available", object: says(on("Available"), unsure("Ready")), status: "progressing", reason: "Ready=Unknown" },
  { title: "False for an error fails", object: says(off("Ready", "ReconciliationError", "403 from the API")), status: "failed", reason: "Ready=False (ReconciliationError)", message: "403 from the API" },
  { title: "False for something awaited is on its way", object: says(off("Ready", "StatefulSetNotReady")), status: "progressing", reason: "Ready=False (StatefulSetNotReady)", message: "condition Ready is False" },
  { title: "an error that is being retried is on its way", object: says(off("Ready", "ErrorRetrying")), status: "progressing", reason: "Ready=False (ErrorRetrying)" },
  { title: "False without a reason is on its way", object: says(off("Ready")), status: "progressing", reason: "Ready=False" },
  { title: "both legs have to stand", object: says(on("Ready"), off("Synced", "Creating")), status: "progressing", reason: "Synced=False (Creating)" },
  { title: "the second leg's error fails", object: says(on("Ready"), off("Synced", "ReconcileError", "no such role")), status: "failed", reason: "Synced=False (ReconcileError)", message: "no such role" },
  { title: "what has succeeded runs no more", object: says(on("Succeeded"), off("Running")), status: "ready", reason: "" },
  { title: "a busy phase keeps a ready condition from counting", object: { status: { phase: "scaling_out", conditions: [on("Ready")] } }, status: "progressing", reason: "status.phase=scaling_out" },
  { title: "a busy phase is on its way", object: { status: { phase: "in-progress" } }, status: "progressing", reason: "status.phase=in-progress" },
  { title: "a phase that names an activity is on its way", object: { status: { phase: "WaitingForLeader" } }, status: "progressing", reason: "status.phase=WaitingForLeader" },
  { title: "a ready phase is ready", object: { status: { phase: "RUNNING" } }, status: "ready", reason: "" },
  { title: "a task that runs is on its way", object: { status: { phase: "Running" } }, kind: "DatabaseBackup", status: "progressing", reason: "status.phase=Running" },
  { title: "what will have an end and runs is on its way", object: { status: { phase: "Running", completionTime: null } }, status: "progressing", reason: "status.phase=Running" },
  { title: "a yellow health is on its way (checklist 45)", object: { status: { health: "yellow" } }, status: "progressing", reason: "status.health=yellow" },
  { title: "a part that is not there keeps a ready phase from counting", object: { status: { phase: "Deployed", conditions: [off("ChildrenHealthy", "Pending")] } }, status: "progressing", reason: "ChildrenHealthy=False (Pending)" },
  { title: "parts that are all there make it ready", object: says(on("ConfigSynchronized"), on("DeploymentReady")), status: "ready", reason: "" },
  { title: "a part's error fails", object: says(on("ConfigSynchronized"), off("DeploymentReady", "FailedCreate")), status: "failed", reason: "DeploymentReady=False (FailedCreate)" },
  { title: "too few replicas are on their way", object: { spec: { size: 3 }, status: { readyReplicas: 2 } }, status: "progressing", reason: "ReplicasNotReady", message: "2 of 3 replicas ready" },
  { title: "all replicas are ready", object: { spec: { instances: 3 }, status: { readyInstances: 3 } }, status: "ready", reason: "" },
  { title: "status.ready that is false is on its way", object: { status: { ready: false } }, status: "progressing", reason: "status.ready=false", message: "status.ready is false" },
  { title: "status.healthy that is true is ready", object: { status: { healthy: true } }, status: "ready", reason: "" },
  { title: "a generation that was seen, and no condition, is assumed to be ready", object: { status: { observedGeneration: 1 } }, status: "ready", reason: "Assumed", message: "assumed ready: its controller has seen this spec and reports no condition" },
  { title: "conditions of an older spec alone are no report", object: { metadata: { generation: 2 }, ...says({ ...on("Degraded"), observedGeneration: 1 }) }, status: "progressing", reason: "SpecNotObserved" },
  { title: "a stale failure is no failure", object: { metadata: { generation: 2 }, ...says({ ...on("Failed"), observedGeneration: "1" }, on("Ready")) }, status: "ready", reason: "" },
  { title: "an undecided condition that nobody knows is on its way", object: says(unsure("Moonlit", "Cloudy")), status: "progressing", reason: "Moonlit=Unknown (Cloudy)" },
  { title: "conditions that nobody knows are unknown", object: says(on("Moonlit")), status: "unknown", reason: "NoRule", message: "no rule understands its status" },
  { title: "a word that nobody knows is unknown", object: { status: { phase: "Missing" } }, status: "unknown", reason: "NoRule" },
  { title: "a message that begins as an error's does fails where the reason says nothing", object: says(off("Ready", "Tenant", "Failed to create the tenant: 401")), status: "failed", reason: "Ready=False (Tenant)", message: "Failed to create the tenant: 401" },
  { title: "a reason that waits outweighs a message that begins as an error's does", object: says(off("Ready", "Reconciling", "failed to reach the API, will retry")), status: "progressing", reason: "Ready=False (Reconciling)" },
  { title: "Progressing that is False for nothing known says nothing", object: says(off("Progressing", "Done"), on("Ready")), status: "ready", reason: "" },
  { title: "a reason that begins with Err is an error", object: says(off("Ready", "ErrRegisterACMEAccount")), status: "failed", reason: "Ready=False (ErrRegisterACMEAccount)" },
  { title: "what is missing is an error", object: says(off("Available", "MissingWatchedSecrets")), status: "failed", reason: "Available=False (MissingWatchedSecrets)" },
  { title: "a severity of Error fails whatever the reason", object: says({ ...off("Ready", "Creating"), severity: "Error" }), status: "failed", reason: "Ready=False (Creating)" },
  { title: "a lesser severity is on its way whatever the reason", object: says({ ...off("Ready", "CreateFailed"), severity: "Warning" }), status: "progressing", reason: "Ready=False (CreateFailed)" },
  { title: "an orphan has failed", object: says(on("Orphan")), status: "failed", reason: "Orphan=True" },
  { title: "what is being disrupted is on its way", object: says(on("Ready"), on("Disrupting", "Expired")), status: "progressing", reason: "Disrupting=True (Expired)" },
  { title: "a separator in a condition's type does not matter", object: says(on("In-progress")), status: "progressing", reason: "In-progress=True" },
  { title: "an error outweighs a busy phase", object: { status: { phase: "Scaling", conditions: [off("Ready", "ConfigError")] } }, status: "failed", reason: "Ready=False (ConfigError)" },
  { title: "a part that is not there outweighs a step that was taken", object: says(on("Deployed"), off("ChildrenHealthy", "Unavailable", "waiting for 3 Pods")), status: "progressing", reason: "ChildrenHealthy=False (Unavailable)", message: "waiting for 3 Pods" },
  { title: "a step that was taken is ready without parts", object: says(on("Deployed")), status: "ready", reason: "" },
  { title: "Ready sums up its parts", object: says(on("Ready"), off("ChildrenHealthy")), status: "ready", reason: "" },
  { title: "a task that is Running has not ended", object: says(on("Running", "TrialRunning")), kind: "Experiment", status: "progressing", reason: "Running=True (TrialRunning)" },
  { title: "a service that is Running is ready", object: says(on("Running")), status: "ready", reason: "" },
  { title: "a negated part that is False is good", object: says(off("ConfigNotReady"), on("ConfigApplied")), status: "ready", reason: "" },
  { title: "a negated part that is True is not there", object: says(on("MemberNotReady", "Starting"), on("ConfigApplied")), status: "progressing", reason: "MemberNotReady=True (Starting)" },
  { title: "an undecided part is on its way", object: says(unsure("ConfigApplied"), on("DeploymentReady")), status: "progressing", reason: "ConfigApplied=Unknown" },
  { title: "what is no longer Invalid is no part that is not there", object: says(off("Invalid"), on("Synced")), status: "ready", reason: "" },
  { title: "replicas are counted against those that are there where the spec leaves their number to a default", object: { status: { replicas: 3, readyReplicas: 2 } }, status: "progressing", reason: "ReplicasNotReady", message: "2 of 3 replicas ready" },
  { title: "no replicas where none are asked for by the spec are no report yet", object: { status: { replicas: 0, readyReplicas: 0 } }, status: "progressing", reason: "NoStatus" },
  { title: "replicas told in one text are counted", object: { spec: { replicas: 1 }, status: { scale: { replicas: 3, statusReplicas: "2/3" } } }, kind: "OpenTelemetryCollector", status: "progressing", reason: "ReplicasNotReady", message: "2 of 3 replicas ready" },
  { title: "replicas told in one text may be all ready", object: { status: { scale: { replicas: 3, statusReplicas: "3/3" } } }, kind: "OpenTelemetryCollector", status: "ready", reason: "" },
  { title: "replicas told in the text of a ready field are counted", object: { spec: { replicas: 3 }, status: { ready: "0/3" } }, status: "progressing", reason: "ReplicasNotReady", message: "0 of 3 replicas ready" },
  { title: "replicas told in the text of a ready field may be all ready", object: { status: { readyReplicas: "3/3" } }, status: "ready", reason: "" },
  { title: "replicas are counted against those that the controller wants", object: { status: { desiredReplicas: 3, replicas: 1, readyReplicas: 1 } }, status: "progressing", reason: "ReplicasNotReady", message: "1 of 3 replicas ready" },
  { title: "the spec's replicas outweigh those that the controller wants", object: { spec: { replicas: 1 }, status: { desiredReplicas: 3, readyReplicas: 1 } }, status: "ready", reason: "" },
  { title: "a text of no replicas says nothing", object: { status: { image: "otelcol:1", scale: { replicas: 0, statusReplicas: "0/0" } } }, kind: "OpenTelemetryCollector", status: "unknown", reason: "NoRule" },
  { title: "a text of something else than replicas says nothing", object: { status: { scale: { statusReplicas: "1 of 3" } } }, kind: "OpenTelemetryCollector", status: "unknown", reason: "NoRule" },
  { title: "an error in a status that nobody understands fails", object: { status: { state: "RolesMaxLimitReached", errorDescription: "too many roles" } }, status: "failed", reason: "status.errorDescription", message: "too many roles" },
  { title: "an error beside a ready phase is an old one", object: { status: { phase: "Ready", lastError: "timed out" } }, status: "ready", reason: "" },
  { title: "nothing but zeros is no report yet", object: { status: { revision: 0, uid: "", conditions: [], parts: { members: [], locked: false, leader: null } } }, status: "progressing", reason: "NoStatus", message: "no controller has reported yet" },
  { title: "a failure told of this generation counts before the generation is observed", object: { metadata: { generation: 2 }, status: { observedGeneration: 1, conditions: [{ ...off("Ready", "BuildFailed", "no such path"), observedGeneration: 2 }] } }, status: "failed", reason: "Ready=False (BuildFailed)", message: "no such path" },
  { title: "a readiness told of this generation waits until the generation is observed", object: { metadata: { generation: 2 }, status: { observedGeneration: 1, conditions: [{ ...on("Ready"), observedGeneration: 2 }] } }, status: "progressing", reason: "SpecNotObserved" },
  { title: "a failure of no generation does not count before the generation is observed", object: { metadata: { generation: 2 }, status: { observedGeneration: 1, phase: "Failed", conditions: [off("Ready", "BuildFailed")] } }, status: "progressing", reason: "SpecNotObserved" },
  { title: "a text that begins as an error's does fails", object: { status: { phase: "Error: cannot reach db" } }, status: "failed", reason: "status.phase=Error: cannot reach db" },
  { title: "a word of several that begins with a failure fails", object: { status: { state: "FailedToCreate", message: "quota is used up" } }, status: "failed", reason: "status.state=FailedToCreate", message: "quota is used up" },
  { title: "what failed over has not failed", object: { status: { state: "Failed over" } }, status: "unknown", reason: "NoRule" },
  { title: "an activity with its object after a colon is on its way", object: { status: { phase: "Waiting: 2 members" } }, status: "progressing", reason: "status.phase=Waiting: 2 members" },
  { title: "a denial outweighs a ready condition", object: { status: { phase: "NotReady", conditions: [on("Ready")] } }, status: "progressing", reason: "status.phase=NotReady" },
  { title: "a denial is told though the generation was seen", object: { status: { observedGeneration: 1, phase: "NotReady" } }, status: "progressing", reason: "status.phase=NotReady" },
  { title: "a word that nobody knows is unknown though the generation was seen", object: { status: { observedGeneration: 1, phase: "Missing" } }, status: "unknown", reason: "NoRule", message: "no rule understands its status" },
  { title: "status.failed that is true fails", object: { status: { failed: true, ready: true } }, status: "failed", reason: "status.failed=true", message: "status.failed is true" },
  { title: "status.failed that is true fails with the message beside it", object: { status: { failed: "True", message: "disk full" } }, status: "failed", reason: "status.failed=true", message: "disk full" },
  { title: "status.failed that is false says nothing", object: { status: { failed: false, ready: true } }, status: "ready", reason: "" },
  { title: "a false that is a text is on its way", object: { status: { ready: "False" } }, status: "progressing", reason: "status.ready=false", message: "status.ready is false" },
  { title: "a true that is a text is ready", object: { status: { healthy: "true" } }, status: "ready", reason: "" },
  { title: "a text that is neither true nor false says nothing", object: { status: { ready: "perhaps" } }, status: "unknown", reason: "NoRule" },
  { title: "what is no list of conditions is none", object: { status: { conditions: "none", phase: 7 } }, status: "unknown", reason: "NoRule" },
];

for (const { title, object, kind = "Thing", ...expected } of cases) {
  test(title, () => {
    expect(assess(familyOf(objectOf("example.com/v1", kind, "x", object)))).toMatchObject(expected);
  });
}

const denials = [
  ["NotReady", "Not Ready", "not_yet_ready", "NotRunning", "non-operational", "Unavailable", "Inactive", "Disconnected", "PartiallyReady"],
  ["Offline", "Down", "Blocked", "Critical", "CrashLoopBackOff", "image-pull-back-off"],
].flat();

for (const word of denials) {
  test(`what is ${word} is on its way`, () => {
    expect(assess(familyOf(objectOf("example.com/v1", "Thing", "x", { status: { phase: word } })))).toMatchObject({ status: "progressing", reason: `status.phase=${word}` });
  });
}

const noDenials = [
  ["Initialized", "ready"],
  ["Installed", "ready"],
  ["Inert", "unknown"],
  ["Nothing", "unknown"],
  ["Partially", "unknown"],
] as const satisfies readonly (readonly [string, Status])[];

for (const [word, status] of noDenials) {
  test(`what is ${word} denies nothing, and is ${status}`, () => {
    expect(assess(familyOf(objectOf("example.com/v1", "Thing", "x", { status: { phase: word } })))).toMatchObject({ status });
  });
}

test("a custom resource's failure is the resource's, and probable", () => {
  expect(assess(familyOf(objectOf("example.com/v1", "Thing", "x", says(off("Ready", "ConfigError", "bad port")))))).toMatchObject({
    incidents: [{ class: "probable", fault: "resource", reason: "Ready=False (ConfigError)", message: "bad port", pod: "", counts: "immediate" }],
  });
});

test("replicas are counted beside any verdict", () => {
  const family = familyOf(objectOf("example.com/v1", "Thing", "x", { spec: { replicas: 3 }, status: { readyReplicas: 1, conditions: [unsure("Ready")] } }));
  expect(assess(family)).toMatchObject({ status: "progressing", counters: [{ name: "ready", value: 1, target: 3 }] });
});

const byWeight = [
  ["Ready", "Available", "Healthy", "Succeeded", "Complete", "Completed", "Established", "Programmed", "Accepted", "Synced", "Reconciled", "Deployed", "Installed"],
  ["Provisioned", "Finished", "Done", "Running", "Active", "Online", "Bound", "Admitted", "Initialized", "Approved", "ResourcesUpToDate", "ReconcileSuccess"],
].flat();

for (const [at, type] of byWeight.entries()) {
  const lighter = byWeight[at + 1];
  test(`${type} is a primary condition${lighter === undefined ? "" : `, and outweighs ${lighter}`}`, () => {
    const judged = (...list: readonly object[]) => assess(familyOf(objectOf("example.com/v1", "Thing", "x", says(...list)))).reason;
    expect(judged(...(lighter === undefined ? [] : [off(lighter, "Second")]), off(type, "First"))).toBe(`${type}=False (First)`);
  });
}
