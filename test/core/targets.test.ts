import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { applied, at, deleted, deployment, events, job, listed, opening, pod, replicaSet, running, serving, starting, story, target, terminated } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const jobRuns = job("migrate", { active: 1 });
const jobDone = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });
const quota = 'Error creating: pods "web-abc-x" is forbidden: exceeded quota: one-pod, requested: pods=1, used: pods=1, limited: pods=1';

story("a target that does not exist yet is waited for and said so", {
  targets: [target("Deployment", "web")],
  steps: [[0, listed("Deployment"), listed("ReplicaSet"), listed("Pod"), events()], [11], [20, applied(replicaSet("web", "abc"))], [20.1, applied(web)], [20.2, applied(starting(20))], [22, applied(serving(22)), applied(webUp)], [24]],
  lines: [
    "deploy/web: missing, does not exist in namespace shop yet, waiting for it to be created",
    "still waiting for deploy/web: does not exist in namespace shop yet, waiting for it to be created",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  22s",
    "1 ready in 22s",
  ],
  exitCode: 0,
});

story("nothing is said before every list has answered", {
  targets: [target("Deployment", "web")],
  steps: [[0, listed("Deployment", web)], [1, listed("Pod", starting(-5))], [2, listed("ReplicaSet", replicaSet("web", "abc"))], [3, events()]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
});

story("a deleted target is waited for, and its successor has to become ready by itself (checklist 63)", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [
    [0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)],
    [3, deleted(webUp), deleted(serving(-60)), deleted(replicaSet("web", "abc"))],
    [4, applied(anew(web)), applied(jobDone)],
    [5, applied(anew(webUp))],
    [8],
  ],
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web: missing, was deleted, waiting for it to be created again",
    "deploy/web: progressing, was created anew, following it from its start",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
    "deploy/web: ready",
    "deploy/web   ready  8s",
    "job/migrate  ready  4s",
    "2 ready in 8s",
  ],
  exitCode: 0,
});

story("a target that was created anew behind our back is not taken for the ready one it replaces", {
  targets: [target("Deployment", "web"), target("Job", "migrate")],
  steps: [[0, ...opening(webUp, serving(-60)), listed("Job", jobRuns)], [4, listed("Deployment", anew(web))], [5, applied(jobDone)], [6, applied(anew(webUp))], [8]],
  lines: [
    "deploy/web: ready",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/web: progressing, was created anew, following it from its start",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: ready",
    "deploy/web: progressing, up, waiting 3 s to see that its containers stay up",
  ],
  exitCode: undefined,
});

story("a complete Job stays complete when its TTL deletes it (checklist 41)", {
  targets: [target("Job", "migrate"), target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobDone)], [2, deleted(jobDone)], [5, applied(serving(5)), applied(webUp)], [7]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "job/migrate: ready",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "job/migrate  ready  0s",
    "deploy/web   ready  5s",
    "2 ready in 5s",
  ],
  exitCode: 0,
});

story("a target that is being deleted says so", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [1, applied({ ...web, metadata: { ...web.metadata, deletionTimestamp: at(1), finalizers: ["foregroundDeletion"] } })], [2, deleted(web)]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: deleting, being deleted, held by finalizer foregroundDeletion",
    "deploy/web: missing, was deleted, waiting for it to be created again",
  ],
  exitCode: undefined,
});

story("a paused Deployment that is complete is ready", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 1, {}, { paused: true }), serving(-60))]],
  lines: [
    "deploy/web: ready, paused, complete; resume with: kubectl rollout resume deployment/web -n shop",
    "deploy/web  ready  0s  paused, complete; resume with: kubectl rollout resume deployment/web -n shop",
    "1 ready in 0s",
  ],
  exitCode: 0,
});

story("a Deployment paused half-way is waited for and says how to go on (checklist 35)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 3, 1, 3, { replicas: 4 }, { paused: true }), serving(-60))], [11]],
  lines: [
    "deploy/web: paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
    "still waiting for deploy/web: paused at 1 of 3 updated; resume with: kubectl rollout resume deployment/web -n shop",
  ],
  exitCode: undefined,
});

story("a Deployment paused with surplus old replicas is not complete", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(deployment("web", 1, 1, 1, { replicas: 2, readyReplicas: 2, availableReplicas: 2 }, { paused: true }), serving(-60))], [1]],
  lines: [
    "deploy/web: paused at 1 of 1 updated; resume with: kubectl rollout resume deployment/web -n shop",
  ],
  exitCode: undefined,
});

story("a quota with nothing to free ends the target at once (checklist 60)", {
  targets: [target("Deployment", "web", { allowedFailures: 5 })],
  steps: [[0, listed("Deployment", deployment("web", 1, 0, 0)), listed("ReplicaSet", shortSet()), listed("Pod"), events()]],
  lines: [
    "! deploy/web ERROR: FailedCreate: exceeded quota one-pod: asked pods=1, used 1 of 1",
    "Critical failure for deploy/web has been occurred: stop tracking immediately!",
    "deploy/web  failed  0s  1 error  FailedCreate: exceeded quota one-pod: asked pods=1, used 1 of 1",
    "  next: kubectl describe quota one-pod -n shop",
    "1 failed in 0s",
    "! deploy/web failed: FailedCreate: exceeded quota one-pod: asked pods=1, used 1 of 1",
  ],
  exitCode: 1,
});

story("a quota that old Pods hold is waited for (checklist 60)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, listed("Deployment", deployment("web", 1, 0, 0, { replicas: 1 })), listed("ReplicaSet", shortSet()), listed("Pod"), events()], [60]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web: progressing, exceeded quota one-pod: asked pods=1, used 1 of 1 (updated 0/1, ready 0/1, available 0/1)",
  ],
  exitCode: undefined,
});

story("equal names in two namespaces are told apart and judged apart (checklist 17)", {
  targets: [target("Job", "migrate"), target("Job", "migrate", { namespace: "test" })],
  steps: [
    [0, listed("Job", jobDone), listed("Pod"), events()],
    [1, inTest(listed("Job", other(jobRuns))), inTest(listed("Pod"))],
    [2, applied(other(jobDone))],
  ],
  lines: [
    "ns:shop/job/migrate: ready",
    "ns:test/job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "ns:test/job/migrate: ready",
    "ns:shop/job/migrate  ready  0s",
    "ns:test/job/migrate  ready  2s",
    "2 ready in 2s",
  ],
  exitCode: 0,
});

story("a Pod that is a target of its own and belongs to another keeps its rows with the other", {
  targets: [target("Pod", "web-abc-1"), target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [1, applied(serving(1)), applied(webUp)], [2]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "po/web-abc-1: progressing, container/main: running",
    "po/web-abc-1: ready",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "po/web-abc-1  ready  1s",
    "deploy/web    ready  1s",
    "2 ready in 1s",
  ],
  exitCode: 0,
});

story("a Pod that runs to completion is ready when it has succeeded (checklist 42, 96)", {
  targets: [target("Pod", "once")],
  steps: [
    [0, listed("Pod", pod("once", undefined, { ready: true, state: running(0) }, { restartPolicy: "Never" })), events()],
    [9, applied(pod("once", undefined, { state: terminated(0, 9, "Completed") }, { restartPolicy: "Never", phase: "Succeeded" }))],
    [9.1, deleted(pod("once", undefined, { state: terminated(0, 9, "Completed") }, { restartPolicy: "Never", phase: "Succeeded" }))],
    [12],
  ],
  lines: [
    "po/once: progressing, running; it is done when it ends",
    "po/once: ready",
    "po/once  ready  9s",
    "1 ready in 11s",
  ],
  exitCode: 0,
});

story("a Pod that failed ends the run with its exit code as the cause (checklist 42)", {
  targets: [target("Pod", "once")],
  steps: [[0, listed("Pod", pod("once", undefined, { state: terminated(7, -1) }, { restartPolicy: "Never", phase: "Failed" })), events()], [3]],
  lines: [
    "! po/once ERROR: container/main: Error: exits with 7 after 1 s",
    "Critical failure for po/once has been occurred: stop tracking immediately!",
    "po/once  failed  0s  1 error  Error: exits with 7 after 1 s (container/main, node node-1)",
    "  it had already failed when this run began",
    "  po/once container/main: image shop/web:2",
    "  next: kubectl logs once -c main -n shop",
    "1 failed in 2s",
    "! po/once failed: Error: exits with 7 after 1 s (container/main, node node-1)",
  ],
  exitCode: 1,
});

story("an old generation's readiness is not the new one's (checklist 33, 46)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(changed(webUp), serving(-60))], [1, applied(changed(deployment("web", 1, 1, 1, { observedGeneration: 2 })))]],
  lines: [
    "deploy/web: progressing, waiting for the controller to see the new spec",
    "deploy/web: ready",
    "deploy/web  ready  1s",
    "1 ready in 1s",
  ],
  exitCode: 0,
});

/** Its spec was changed once. */
function changed(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, generation: 2 } };
}

function anew(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, uid: "uid-web-anew" } };
}

function shortSet(): KubeObject {
  const object = replicaSet("web", "abc");
  return { ...object, status: { replicas: 0, observedGeneration: 1, conditions: [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: quota }] } };
}

function other(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, namespace: "test", uid: "uid-test" } };
}

function inTest(fact: ReturnType<typeof listed>): ReturnType<typeof listed> {
  return fact.type === "listed" ? { ...fact, source: { ...fact.source, namespace: "test" } } : fact;
}
