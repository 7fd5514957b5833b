import type { FactBody } from "../../src/core/fact.ts";
import { ownWatchOf, watchOf } from "../../src/core/wanted-sources.ts";
import { applied, crashed, deployment, event, events, job, listed, lost, named, opening, refused, regained, replicaSet, serving, starting, story, target } from "./story.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const jobRuns = job("migrate", { active: 1 });
const jobFailed = job("migrate", { conditions: [{ type: "Failed", status: "True", reason: "DeadlineExceeded", message: "Job was active longer than specified deadline" }] });
const deployments = watchOf("Deployment", "shop");
const pods = watchOf("Pod", "shop");
const jobs = watchOf("Job", "shop");
const eventsWatch = { ...pods, kind: "Event", plural: "events" };
const interrupted = (signal: "SIGINT" | "SIGTERM" | "SIGHUP"): FactBody => ({ type: "interrupted", signal });
const forbidden = 'deployments.apps is forbidden: User "ci" cannot list resource "deployments" in API group "apps" in the namespace "shop"';

story("a timeout names what each unfinished target waits for (checklist 24)", {
  targets: [target("Deployment", "web"), target("Job", "migrate"), target("Deployment", "db")],
  steps: [[0, ...opening(web, starting(0)).slice(1), listed("Deployment", web, deployment("db", 1, 1, 1)), listed("Job", jobRuns)], [5], [5.3], [8]],
  policy: { timeoutMs: 5000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/db: progressing, up, waiting 3 s to see that its containers stay up",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "deploy/db: ready",
    "deploy/db    ready       3s",
    "deploy/web   unfinished  5s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "job/migrate  unfinished  5s  Running: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "  next: kubectl describe job migrate -n shop",
    "1 ready, 2 unfinished in 5s",
    "! deploy/web track failed: context deadline exceeded: ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "! job/migrate track failed: context deadline exceeded: Running: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
  ],
  exitCode: 3,
});

story("a timeout after a counted failure that is no longer there still names it", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [1, applied(crashed(1, 1))], [3, applied(starting(3))], [5], [8]],
  policy: { timeoutMs: 5000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web  unfinished  5s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 unfinished in 5s",
    "! deploy/web track failed: context deadline exceeded: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 3,
});

story("a failure weighs more than a timeout", {
  targets: [target("Job", "migrate", { failMode: "HopeUntilEndOfDeployProcess" }), target("Deployment", "web")],
  steps: [[0, ...opening(web), listed("Job", jobFailed)], [5], [8]],
  policy: { timeoutMs: 5000 },
  lines: [
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! job/migrate ERROR: DeadlineExceeded: Job was active longer than specified deadline",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "deploy/web   unfinished  5s           ReplicasNotAvailable: 0 of 1 updated replicas available",
    "job/migrate  failed      0s  1 error  DeadlineExceeded: Job was active longer than specified deadline",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 unfinished, 1 failed in 5s",
    "! job/migrate failed: DeadlineExceeded: Job was active longer than specified deadline",
  ],
  exitCode: 1,
});

story("a timeout of a target that nobody has created says so", {
  targets: [target("Deployment", "web")],
  steps: [[0, listed("Deployment"), listed("ReplicaSet"), listed("Pod"), events()], [6]],
  policy: { timeoutMs: 5000 },
  lines: [
    "deploy/web: missing, does not exist in namespace shop yet, waiting for it to be created",
    "deploy/web  unfinished  5s  NotCreated: does not exist in namespace shop yet, waiting for it to be created",
    "  next: kubectl get deployment -n shop",
    "1 unfinished in 5s",
    "! deploy/web track failed: context deadline exceeded: NotCreated: does not exist in namespace shop yet, waiting for it to be created",
  ],
  exitCode: 3,
});

story("Ctrl-C ends at once with the summary", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [4, interrupted("SIGINT")], [5, applied(crashed(1, 5))]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web  unfinished  4s  ContainersNotReady: container/main: running (po/web-abc-1, node node-1)",
    "1 unfinished in 4s: interrupted by SIGINT",
  ],
  exitCode: 130,
});

story("a signal weighs more than the failure whose logs are awaited", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, starting(0))], [4, applied(crashed(1, 4))], [4.5, interrupted("SIGTERM")]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: CrashLoopBackOff: exits with 3 after 1 s, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  4s  1 error  CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 4s: interrupted by SIGTERM",
    "! deploy/web failed: CrashLoopBackOff: exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 143,
});

story("a signal before the first answer has a summary too", {
  targets: [target("Deployment", "web")],
  steps: [[1, interrupted("SIGHUP")]],
  lines: [
    "deploy/web  unfinished  1s",
    "1 unfinished in 1s: interrupted by SIGHUP",
  ],
  exitCode: 129,
});

story("403 on the target's kind ends the run with verb, resource and namespace (checklist 64)", {
  targets: [target("Deployment", "web")],
  steps: [[0.1, refused(deployments, 403, forbidden)], [0.2, listed("Pod"), listed("ReplicaSet"), refused(named(deployments, "web"), 403, "deployments.apps \"web\" is forbidden")]],
  lines: [
    "deploy/web  unfinished  0s",
    "1 unfinished in 0s",
    "! error: not allowed to list and watch deployments.apps in namespace shop: 403 deployments.apps is forbidden: User \"ci\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"shop\"; the user needs the verbs get, list and watch on deployments.apps there",
  ],
  exitCode: 4,
});

story("all refusals are named together", {
  targets: [target("Deployment", "web"), target("Job", "migrate"), target("Pod", "one")],
  steps: [
    [0.1, refused(deployments, 403, forbidden)],
    [0.2, refused(named(deployments, "web"), 403, "deployments.apps \"web\" is forbidden"), refused(jobs, 403, "jobs.batch is forbidden")],
    [0.5, refused(named(jobs, "migrate"), 403, "jobs.batch \"migrate\" is forbidden")],
    [2],
  ],
  lines: [
    "deploy/web   unfinished  1s",
    "job/migrate  unfinished  1s",
    "po/one       unfinished  1s",
    "3 unfinished in 1s",
    "! error: not allowed to list and watch deployments.apps in namespace shop: 403 deployments.apps is forbidden: User \"ci\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"shop\"; the user needs the verbs get, list and watch on deployments.apps there; and not allowed to list and watch jobs.batch in namespace shop: 403 jobs.batch is forbidden; the user needs the verbs get, list and watch on jobs.batch there",
  ],
  exitCode: 4,
});

story("401 asks for the credentials", {
  targets: [target("Deployment", "web")],
  steps: [[0.1, refused(deployments, 401, "Unauthorized"), refused(pods, 401, "Unauthorized")]],
  lines: [
    "deploy/web  unfinished  0s",
    "1 unfinished in 0s",
    "! error: not allowed to list and watch deployments.apps in namespace shop: 401 Unauthorized; are the credentials still valid?",
  ],
  exitCode: 4,
});

story("a kind that the server does not know is a usage error (checklist 64)", {
  targets: [target("Job", "migrate")],
  steps: [[0.1, refused(jobs, 404, "the server could not find the requested resource")]],
  lines: [
    "job/migrate  unfinished  0s",
    "1 unfinished in 0s",
    "! error: the server does not know jobs.batch (batch/v1): the server could not find the requested resource",
  ],
  exitCode: 2,
});

const gizmo = target("Pod", "g1", { apiVersion: "example.com/v1", kind: "Gizmo", plural: "gizmos", goal: "gone" });
const gizmos = ownWatchOf(gizmo);

story("a kind that the server does not know any more has no objects", {
  targets: [gizmo],
  steps: [[0, { type: "listed", source: gizmos, objects: [{ apiVersion: "example.com/v1", kind: "Gizmo", metadata: { name: "g1", namespace: "shop", uid: "uid-g1" } }] }], [5, refused(gizmos, 404, "the server could not find the requested resource")]],
  lines: [
    "ns:shop/Gizmo.v1.example.com/g1: progressing, still exists, and nobody has deleted it yet",
    "ns:shop/Gizmo.v1.example.com/g1: ready, is gone",
    "ns:shop/Gizmo.v1.example.com/g1  ready  5s  is gone",
    "1 ready in 5s",
  ],
  exitCode: 0,
});

story("403 on Pods alone is said once, and the counters decide", {
  targets: [target("Deployment", "web")],
  steps: [[0, listed("Deployment", web), listed("ReplicaSet", replicaSet("web", "abc")), refused(pods, 403, "pods is forbidden"), events()], [3, applied(webUp)]],
  lines: [
    "! warning: going on without pods: pods is forbidden",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web: ready",
    "deploy/web  ready  3s",
    "1 ready in 3s",
  ],
  exitCode: 0,
});

story("403 on Events alone is said once and harmless", {
  targets: [target("Deployment", "web"), target("Deployment", "db")],
  steps: [[0, ...opening(webUp, serving(-60)).slice(1, 3), listed("Deployment", webUp, deployment("db", 1, 1, 1)), refused(eventsWatch, 403, "events is forbidden")]],
  lines: [
    "! warning: going on without events: events is forbidden",
    "deploy/web: ready",
    "deploy/db: progressing, up, waiting 3 s to see that its containers stay up",
  ],
  exitCode: undefined,
});

story("a server that never answers is given up after 30 s", {
  targets: [target("Deployment", "web")],
  steps: [[0.1, lost(deployments, "connect ECONNREFUSED 127.0.0.1:6443")], [0.2, lost(pods, "connect ECONNREFUSED 127.0.0.1:6443")], [2, lost(deployments, "connect ECONNREFUSED 127.0.0.1:6443")], [31]],
  lines: [
    "! warning: cannot connect, trying again: connect ECONNREFUSED 127.0.0.1:6443",
    "not connected: connect ECONNREFUSED 127.0.0.1:6443; still waiting for deploy/web: the server's first answer",
    "deploy/web  unfinished  30s  connect ECONNREFUSED 127.0.0.1:6443",
    "1 unfinished in 30s",
    "! error: the cluster could not be reached for 30 s: connect ECONNREFUSED 127.0.0.1:6443",
  ],
  exitCode: 4,
});

story("a connection lost later is said once, stands in the heartbeats and is tried for as long as it takes", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web, starting(0))],
    [3, lost(deployments, "read ECONNRESET"), lost(pods, "read ECONNRESET")],
    [4, lost(pods, "connect ECONNREFUSED 127.0.0.1:6443")],
    [60, regained(deployments)],
    [61, regained(pods)],
    [62, applied(serving(62)), applied(webUp)],
    [63],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "! warning: connection lost, trying again: read ECONNRESET",
    "not connected: connect ECONNREFUSED 127.0.0.1:6443; still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "not connected: connect ECONNREFUSED 127.0.0.1:6443; still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "connected again",
    "deploy/web po/web-abc-1: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  1m2s",
    "1 ready in 1m2s",
  ],
  exitCode: 0,
});

story("after a lost connection the new list tells what has changed, each thing once (checklist 83)", {
  targets: [target("Deployment", "web")],
  steps: [
    [0, ...opening(web, starting(0)).slice(0, 3), events(event(starting(0), "FailedMount", "MountVolume.SetUp failed", 0))],
    [3, lost(pods, "read ECONNRESET")],
    [5, listed("Pod", starting(0)), events(event(starting(0), "FailedMount", "MountVolume.SetUp failed", 0)), listed("Deployment", web)],
    [6, listed("Pod")],
    [7, listed("Pod", serving(7, "web-abc-2")), listed("Deployment", webUp)],
    [8],
  ],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web event: po/web-abc-1 FailedMount: MountVolume.SetUp failed",
    "! warning: connection lost, trying again: read ECONNRESET",
    "connected again",
    "deploy/web: ready",
    "deploy/web  ready  7s",
    "1 ready in 7s",
  ],
  exitCode: 0,
});

story("heartbeats come at 10 s, 40 s and 70 s while nothing changes (checklist 72)", {
  targets: [target("Deployment", "web"), target("Job", "migrate"), target("Deployment", "db", { terminationMode: "NonBlocking" })],
  steps: [[0, ...opening(web, starting(0)), listed("Job", jobRuns)], [9.9], [10], [39.9], [40], [70], [71, applied(job("migrate", { active: 2 }))], [80], [81], [112]],
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/db: missing, does not exist in namespace shop yet, waiting for it to be created; there is web",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running; job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running; job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running; job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 2 active",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running; job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 2 active",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running; job/migrate: 0 of 1 succeeded, 0 failed (backoff limit 1), 2 active",
  ],
  exitCode: undefined,
});

story("no heartbeat comes when the user wants none", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [3600]],
  policy: { heartbeatMs: -1 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
  ],
  exitCode: undefined,
});

story("heartbeats may come more often", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, starting(0))], [16]],
  policy: { heartbeatMs: 5000 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
    "still waiting for deploy/web: 0 of 1 updated replicas available; po/web-abc-1 container/main: running",
  ],
  exitCode: undefined,
});

story("without targets there is nothing to wait for", {
  targets: [],
  steps: [[0]],
  lines: [],
  exitCode: 0,
});

story("a failure weighs more than a refusal", {
  targets: [target("Job", "migrate"), target("Deployment", "web")],
  steps: [[0, listed("Pod"), listed("ReplicaSet"), listed("Job", jobFailed), events(), refused(deployments, 403, forbidden)], [3]],
  lines: [
    "! job/migrate ERROR: DeadlineExceeded: Job was active longer than specified deadline",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "deploy/web   unfinished  0s",
    "job/migrate  failed      0s  1 error  DeadlineExceeded: Job was active longer than specified deadline",
    "  it had already failed when this run began",
    "  next: kubectl describe job migrate -n shop",
    "1 unfinished, 1 failed in 0s",
    "! job/migrate failed: DeadlineExceeded: Job was active longer than specified deadline",
  ],
  exitCode: 1,
});

story("a refusal weighs more than a timeout", {
  targets: [target("Deployment", "web")],
  steps: [[4, refused(deployments, 403, forbidden)], [5, refused(named(deployments, "web"), 403, forbidden)]],
  policy: { timeoutMs: 5000 },
  lines: [
    "deploy/web  unfinished  5s",
    "1 unfinished in 5s",
    "! error: not allowed to list and watch deployments.apps in namespace shop: 403 deployments.apps is forbidden: User \"ci\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"shop\"; the user needs the verbs get, list and watch on deployments.apps there",
  ],
  exitCode: 4,
});
