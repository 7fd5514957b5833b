/** Runs a Job's Pods until enough have succeeded or too many have failed. */
import type { Controllers } from "./controllers.ts";
import { isReady } from "./pod-status.ts";
import { seconds } from "./store.ts";
import { isA, type StoredOf } from "./stored.ts";

type Pod = StoredOf<"Pod">;
type JobStatus = NonNullable<StoredOf<"Job">["status"]>;
type JobCondition = NonNullable<JobStatus["conditions"]>[number];

const firstRetryMs = 10_000;
/** Between the announcement of the result and the result, as since Kubernetes 1.31. */
const finishingMs = 50;

export function reconcileJob(controllers: Controllers, job: StoredOf<"Job">): void {
  const { uid } = job.metadata;
  if (isOver(job)) return;
  const pods = controllers.store.children("Pod", uid);
  const succeeded = pods.filter(({ status }) => status?.phase === "Succeeded").length;
  const failed = failuresOf(job, pods);
  const active = pods.filter(isActive).length;
  const wanted = job.spec?.completions ?? 1;
  const announced = job.status?.conditions ?? [];
  if (announced.length > 0 && active === 0) return controllers.schedule.after(finishingMs, () => finish(controllers, uid));
  if (announced.length === 0 && succeeded >= wanted) return announce(controllers, uid, "SuccessCriteriaMet", completed);
  if (announced.length === 0 && failed > (job.spec?.backoffLimit ?? 6)) {
    for (const pod of pods.filter(isActive)) controllers.kubelet.stop(pod);
    return announce(controllers, uid, "FailureTarget", exceeded);
  }
  if (announced.length === 0) fill(controllers, job, pods, Math.min(job.spec?.parallelism ?? 1, wanted - succeeded) - active);
  writeCounters(controllers, uid);
}

const completed = { reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
const exceeded = { reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" };

/** New Pods come at once; after a failure only when the back-off since then is over. */
function fill(controllers: Controllers, job: StoredOf<"Job">, pods: readonly Pod[], missing: number): void {
  const failed = pods.filter(({ status }) => status?.phase === "Failed");
  const retryMs = failed.length === 0 ? 0 : firstRetryMs * 2 ** (failed.length - 1);
  const lastEnd = Math.max(0, ...failed.map(endOf));
  const leftMs = retryMs - (controllers.store.now() - lastEnd) * controllers.schedule.speed;
  if (missing > 0 && failed.length > 0 && leftMs > 0) return controllers.again(job.metadata.uid, leftMs);
  for (let left = missing; left > 0; left -= 1) {
    const pod = controllers.createPod(job, job.spec?.template ?? {}, { labels: labelsOf(job) });
    controllers.say(job, "Normal", "SuccessfulCreate", `Created pod: ${pod?.metadata.name}`);
  }
}

function announce(controllers: Controllers, uid: string, type: "SuccessCriteriaMet" | "FailureTarget", why: { reason: string; message: string }): void {
  writeCounters(controllers, uid);
  controllers.store.change("Job", uid, (job) => ({ ...job, status: { ...job.status, conditions: [condition(controllers, type, why)] } }));
}

function finish(controllers: Controllers, uid: string): void {
  const job = controllers.store.byUid(uid);
  const announced = isA("Job", job) ? job.status?.conditions?.[0] : undefined;
  if (!isA("Job", job) || isOver(job) || announced === undefined) return;
  writeCounters(controllers, uid);
  const success = announced.type === "SuccessCriteriaMet";
  const final = condition(controllers, success ? "Complete" : "Failed", success ? completed : exceeded);
  const completion = success ? { completionTime: seconds(controllers.store.now()) } : {};
  controllers.store.change("Job", uid, (now) => ({ ...now, status: { ...now.status, conditions: [announced, final], ...completion } }));
  if (success) controllers.say(job, "Normal", "Completed", "Job completed");
  else controllers.say(job, "Warning", exceeded.reason, exceeded.message);
}

function writeCounters({ store }: Controllers, uid: string): void {
  const pods = store.children("Pod", uid);
  const active = pods.filter(isActive).length;
  const succeeded = pods.filter(({ status }) => status?.phase === "Succeeded").length;
  const failed = pods.filter(({ status }) => status?.phase === "Failed").length;
  store.change("Job", uid, (job) => {
    const { conditions, completionTime, startTime = seconds(store.now()) } = job.status ?? {};
    const status = {
      ...(conditions === undefined ? {} : { conditions }),
      startTime,
      ...(completionTime === undefined ? {} : { completionTime }),
      ...(active > 0 ? { active } : {}),
      ...(succeeded > 0 ? { succeeded } : {}),
      ...(failed > 0 ? { failed } : {}),
      terminating: 0,
      uncountedTerminatedPods: {},
      ready: pods.filter(isReady).length,
    };
    return { ...job, status };
  });
}

function condition({ store }: Controllers, type: string, why: { reason: string; message: string }): JobCondition {
  const at = seconds(store.now());
  return { type, status: "True", lastProbeTime: at, lastTransitionTime: at, ...why };
}

/** With `OnFailure` containers restart in place, and each restart is a failure. */
function failuresOf({ spec }: StoredOf<"Job">, pods: readonly Pod[]): number {
  const failed = pods.filter(({ status }) => status?.phase === "Failed").length;
  if (spec?.template.spec?.restartPolicy !== "OnFailure") return failed;
  const restarts = pods.flatMap(({ status }) => (status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
  return failed + restarts.reduce((total, count) => total + count, 0);
}

function labelsOf({ metadata: { uid, name } }: StoredOf<"Job">): { [key: string]: string } {
  return { "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name, "controller-uid": uid, "job-name": name };
}

function endOf({ status }: Pod): number {
  return Math.max(0, ...(status?.containerStatuses ?? []).map(({ state }) => Date.parse(state?.terminated?.finishedAt ?? "") || 0));
}

function isActive({ status }: Pod): boolean {
  return status?.phase !== "Succeeded" && status?.phase !== "Failed";
}

function isOver({ status }: StoredOf<"Job">): boolean {
  return status?.conditions?.some(({ type }) => type === "Complete" || type === "Failed") === true;
}
