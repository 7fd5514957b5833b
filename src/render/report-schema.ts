/** A line of `--output json`: the type of what json.ts writes, and what the published JSON Schema is made of. */
import * as v from "valibot";

function text(description: string) {
  return v.pipe(v.string(), v.description(description));
}

/** A count or a number of milliseconds. */
function whole(description: string) {
  return v.pipe(v.number(), v.integer(), v.description(description));
}

const head = {
  v: v.pipe(v.literal(1), v.description("Version of this format. Fields may be added within a version: ignore those you do not know.")),
  at: v.pipe(v.string(), v.isoTimestamp(), v.description("When it happened, UTC with milliseconds.")),
};

const target = v.pipe(
  v.object({ kind: text("As in a manifest: Deployment."), namespace: v.string(), name: v.string() }),
  v.description("The resource that the user asked to track."),
);

const status = v.pipe(
  v.picklist(["ready", "progressing", "failed", "paused", "deleting", "missing", "unknown"]),
  v.description("What an object says of itself now, before any policy."),
);
const reason = text('One word, Kubernetes\' own where there is one: ImagePullBackOff. "" if none.');
const message = text('One sentence for people, its wording not stable. "" if none.');

const counter = v.object({ name: text("What is counted: updated."), value: v.number(), target: v.number() });

const podRow = v.object({
  name: v.string(),
  ready: text("Ready and all containers as kubectl shows them: 1/2."),
  status: text("kubectl's word: Running, Init:0/1, CrashLoopBackOff."),
  restarts: whole("Of all its containers."),
  node: text('"" until it is scheduled.'),
});

const state = v.pipe(
  v.object({
    ...head,
    type: v.literal("state"),
    target,
    status,
    reason,
    message,
    counters: v.pipe(v.array(counter), v.description("What moves while it is on its way.")),
    pod: v.pipe(v.nullable(podRow), v.description("The Pod of the target that changed; null when the target itself did.")),
  }),
  v.description("A target or one of its Pods has changed."),
);

const log = v.pipe(
  v.object({
    ...head,
    type: v.literal("log"),
    target,
    time: text('The line\'s own RFC 3339 time, up to nanoseconds. "" if the kubelet gave none.'),
    pod: v.string(),
    container: v.string(),
    run: whole("The container's restarts at that time: 0 for its first run."),
    line: text("As the container wrote it, colours and control characters included."),
  }),
  v.description("One line of a container's log."),
);

const event = v.pipe(
  v.object({
    ...head,
    type: v.literal("event"),
    target,
    object: text('What it is about when not the target itself: po/web-7d4f-x2. Else "".'),
    warning: v.boolean(),
    reason,
    message,
    count: whole("How often it has occurred."),
    held: v.pipe(v.boolean(), v.description("It was kept back until the target failed.")),
  }),
  v.description("A Kubernetes Event, that an object was added, that the target has become ready, or has run to its end."),
);

const incident = v.pipe(
  v.object({
    ...head,
    type: v.literal("incident"),
    target,
    class: v.pipe(v.picklist(["permanent", "probable", "environment"]), v.description("How likely it is to stay.")),
    reason,
    message,
    pod: text('"" when it is not about a Pod.'),
    container: text('"" when it is not about a container.'),
    pods: whole("How many Pods have the same."),
    failures: whole("Counted for the target so far."),
    allowed: whole("Failures that the target may have."),
    effect: v.pipe(
      v.picklist(["allowed", "exceeded", "critical", "hoping", "ignored", "ended", "forgiven"]),
      v.description("What the policy makes of it: exceeded and critical end the target as failed, ended as failed but ignored; the others go on."),
    ),
    waitingFor: v.pipe(v.array(v.string()), v.description("While hoping: the targets that are still active.")),
  }),
  v.description("Something went wrong, once."),
);

const notice = v.pipe(
  v.object({
    ...head,
    type: v.literal("notice"),
    level: v.picklist(["info", "warning", "error"]),
    message,
    waiting: v.pipe(v.array(v.object({ target, message })), v.description("In a heartbeat: what is not there yet.")),
  }),
  v.description("Something about the run itself, or a heartbeat while nothing changes."),
);

const causeWarning = v.object({ reason, message, count: whole("How often it has occurred.") });

const cause = v.object({
  sentence: text("Cause and place in one sentence."),
  reason,
  message,
  pod: text('"" when it is not about a Pod.'),
  container: text('"" when it is not about a container.'),
  node: text('"" when not known.'),
  image: text('Of the container. "" when not known.'),
  exitCode: v.pipe(v.nullable(v.pipe(v.number(), v.integer())), v.description("Of the container's newest run that has ended; null when none has.")),
  signal: text('What ended that run: SIGKILL. "" if no signal did.'),
  exitReason: v.pipe(
    v.picklist(["OOMKilled", "LivenessProbe", "StartupProbe", "WrongArchitecture", "CannotStart", "Lost", "NotExecutable", "CommandNotFound", "Signal", "Error", "Completed", ""]),
    v.description('Why that run ended. WrongArchitecture: exec format error. NotExecutable, CommandNotFound: 126 and 127. "" when none has ended.'),
  ),
  restarts: whole("Of the container."),
  terminationMessage: text('What that run left as its last word. "" if nothing.'),
  probe: text('The probe that fails: liveness, readiness, startup. "" if none does.'),
  probeDefinition: text('How that probe is defined, for people. "" if not known.'),
  lastLines: v.pipe(v.array(v.string()), v.description("What the container logged last, oldest first.")),
  previousLines: v.pipe(v.array(v.string()), v.description("What its run before logged last, when the present one goes on.")),
  warnings: v.pipe(v.array(causeWarning), v.description("Warning Events since the start that say something else, each once.")),
  changedSince: whole("The revision of a Deployment that the Pod template is compared with: the last one with ready Pods. 0 without one, and in all causes but the first."),
  templateChanges: v.pipe(v.array(v.string()), v.description("What has changed in the Pod template since then. Of variables of the environment only the names.")),
  nextCommand: text('What to type next. "" if nothing.'),
});

const targetSummary = v.object({
  ...target.entries,
  status,
  result: v.pipe(
    v.picklist(["ready", "failed", "ignored", "superseded", "unfinished"]),
    v.description("ignored: failed, and its fail mode says not to mind. unfinished: on its way when the run ended."),
  ),
  elapsedMs: whole("From the start until its end."),
  failures: whole("Counted for it."),
  reason,
  message,
  hadFailedBefore: v.pipe(v.boolean(), v.description("Whether by its own status it had already failed when this run began: what was applied may have changed nothing.")),
  causes: v.pipe(v.array(cause), v.description("Why it is not ready, the root first.")),
});

const summary = v.pipe(
  v.object({
    ...head,
    type: v.literal("summary"),
    exitCode: whole("The exit code of the run."),
    outcome: v.picklist(["ready", "failed", "timedOut", "superseded", "refused", "interrupted", "nothing"]),
    elapsedMs: whole("Of the whole run."),
    message,
    targets: v.array(targetSummary),
  }),
  v.description("The last line, exactly once."),
);

export const ReportLine = v.pipe(
  v.variant("type", [state, log, event, incident, notice, summary]),
  v.title("kubedog report"),
  v.description("One line of --output json."),
);
export type ReportLine = v.InferOutput<typeof ReportLine>;
