/** Checklist 49 to 64: what counts as a failure, how often, and what it does. */
import { expect, test } from "bun:test";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment as deploymentOf } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "../cli/terminal.ts";
import { applied, at, deployment, event, events, job, listed, opening, pod, running, starting, story, target, terminated, waiting, webOwner } from "../core/story.ts";
import { bareDeployment, deployments, namespace, place, tracked } from "./shop.ts";

const web = deployment("web", 1, 1, 0);
const webUp = deployment("web", 1, 1, 1);
const quiet = { heartbeatMs: -1 };
const jobRuns = job("migrate", { active: 1 });
const jobDone = job("migrate", { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] });

const never = "image shop/web:2 is not on node node-1, and imagePullPolicy Never forbids to pull it (po/web-abc-1 container/main)";
const strange = "image shop/web:2 cannot be pulled (something strange) (po/web-abc-1 container/main, node node-1)";
const crash = "exits with 3 after 1 s, 1 restart (po/web-abc-1 container/main, node node-1)";
const exceeded = "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!";
const critical = "Critical failure for deploy/web has been occurred: stop tracking immediately!";

const reasons: readonly (readonly [reason: string, message: string, cause: string, effect: string])[] = [
  ["ErrImagePull", "something strange", strange, exceeded],
  ["ImagePullBackOff", 'Back-off pulling image "shop/web:2": something strange', strange, exceeded],
  ["CrashLoopBackOff", "back-off 10s restarting failed container", crash, exceeded],
  ["ErrImageNeverPull", 'Container image "shop/web:2" is not present with pull policy of Never', never, critical],
];

/** The only Pod of Deployment `web`, whose container waits. */
function waitingPod(reason: string, message: string, isInit: boolean): KubeObject {
  const crashed = reason === "CrashLoopBackOff" ? { restarts: 1, lastState: terminated(3, -1) } : {};
  const object = pod("web-abc-1", webOwner, { state: waiting(reason, message), ...crashed }, { phase: "Pending" });
  if (!isInit) return object;
  const { containerStatuses, ...status } = Object(object.status);
  const { containers, ...spec } = Object(object.spec);
  return { ...object, spec: { ...spec, initContainers: containers, containers: [{ name: "app", image: "shop/web:2" }] }, status: { ...status, initContainerStatuses: containerStatuses } };
}

const next: { readonly [reason: string]: string } = { CrashLoopBackOff: "logs web-abc-1 -c main --previous", ErrImageNeverPull: "get pod web-abc-1 -o yaml" };

for (const [reason, message, cause, effect] of reasons) {
  for (const isInit of [false, true]) {
    const isCrash = reason === "CrashLoopBackOff";
    story(`${reason} of ${isInit ? "an init" : "an app"} container is a failure (checklist 49)`, {
      targets: [target("Deployment", "web", { allowedFailures: 0 })],
      steps: [[0, ...opening(web, waitingPod(reason, message, isInit))], [3]],
      policy: quiet,
      lines: [
        `deploy/web po/web-abc-1: ${isInit ? `Init:${reason}` : `${reason}, 0/1 ready`}${isCrash ? ", 1 restart" : ""}`,
        `! deploy/web ERROR: po/web-abc-1 container/main: ${reason}: ${cause.replace(/ \(po.*/, "")}`,
        effect,
        `deploy/web  failed  0s  1 error  ${reason}: ${cause}`,
        ...(isCrash ? ["  po/web-abc-1 container/main: image shop/web:2"] : []),
        `  next: kubectl ${next[reason] ?? "describe pod web-abc-1"} -n shop`,
        `1 failed in ${isCrash ? 2 : 0}s`,
        `! deploy/web failed: ${reason}: ${cause}`,
      ],
      exitCode: 1,
    });
  }
}

const neverPulled = waitingPod("ErrImageNeverPull", "", false);

story("ErrImageNeverPull stops the run at once, whatever the budget (checklist 52)", {
  targets: [target("Deployment", "web", { allowedFailures: 10 }), target("Job", "migrate")],
  steps: [[0, ...opening(web, neverPulled), listed("Job", jobRuns)], [3]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ErrImageNeverPull, 0/1 ready",
    `! deploy/web ERROR: po/web-abc-1 container/main: ErrImageNeverPull: ${never.replace(/ \(po.*/, "")}`,
    critical,
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate  unfinished  0s           Running: 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    `deploy/web   failed      0s  1 error  ErrImageNeverPull: ${never}`,
    "  next: kubectl get pod web-abc-1 -o yaml -n shop",
    "1 unfinished, 1 failed in 0s",
    `! deploy/web failed: ErrImageNeverPull: ${never}`,
  ],
  exitCode: 1,
});

story("hoping, it settles its target, and fails the run when the others have come to their end (checklist 52)", {
  targets: [target("Deployment", "web", { failMode: "HopeUntilEndOfDeployProcess", allowedFailures: 10 }), target("Job", "migrate")],
  steps: [[0, ...opening(web, neverPulled), listed("Job", jobRuns)], [5, applied(jobDone)], [9]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: ErrImageNeverPull, 0/1 ready",
    `! deploy/web ERROR: po/web-abc-1 container/main: ErrImageNeverPull: ${never.replace(/ \(po.*/, "")}`,
    critical,
    "job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active",
    "job/migrate: ready",
    "job/migrate  ready   5s",
    `deploy/web   failed  0s  1 error  ErrImageNeverPull: ${never}`,
    "  next: kubectl get pod web-abc-1 -o yaml -n shop",
    "1 ready, 1 failed in 5s",
    `! deploy/web failed: ErrImageNeverPull: ${never}`,
  ],
  exitCode: 1,
});

const evicted = starting(0);

story("an evicted Pod is told and never counted: its controller replaces it (checklist 53)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [
    [0, ...opening(web, starting(0))],
    [1, applied({ ...evicted, status: { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." } })],
    [2, applied(pod("web-abc-2", webOwner, { state: running(2), probe: true }))],
    [3, applied(pod("web-abc-2", webOwner, { ready: true, state: running(2), probe: true }, { readyAt: 3 })), applied(webUp)],
    [5],
  ],
  policy: { ...quiet, settleMs: 0 },
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web po/web-abc-1: Evicted, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 0/1 ready",
    "deploy/web po/web-abc-2: Running, 1/1 ready",
    "deploy/web: ready",
    "deploy/web  ready  3s",
    "1 ready in 3s",
  ],
  exitCode: 0,
});

const oomKilled = (restarts: number, seconds: number): KubeObject => pod("web-abc-1", webOwner, { restarts, state: waiting("CrashLoopBackOff", "back-off"), lastState: terminated(137, seconds, "OOMKilled") });

story("a container killed for memory again and again counts by its restarts, under that word (checklist 53)", {
  targets: [target("Deployment", "web")],
  steps: [[0, ...opening(web, oomKilled(1, -1))], [20, applied(oomKilled(2, 20))], [24]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: OOMKilled: killed because memory ran out (it has no limit of its own), 1 restart: raise resources.limits.memory or use less",
    "1/1 allowed errors occurred for deploy/web: continue tracking",
    "deploy/web po/web-abc-1: CrashLoopBackOff, 0/1 ready, 2 restarts",
    "! deploy/web ERROR: po/web-abc-1 container/main: OOMKilled: killed because memory ran out (it has no limit of its own), 2 restarts: raise resources.limits.memory or use less",
    "Allowed failures count for deploy/web exceeded 1 errors: stop tracking immediately!",
    "deploy/web  failed  20s  2 errors  OOMKilled: killed because memory ran out (it has no limit of its own), 2 restarts: raise resources.limits.memory or use less (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2, exit code 137 (SIGKILL)",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 22s",
    "! deploy/web failed: OOMKilled: killed because memory ran out (it has no limit of its own), 2 restarts: raise resources.limits.memory or use less (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

const permanent: readonly (readonly [reason: string, message: string, said: string])[] = [
  ["InvalidImageName", "couldn't parse image name", "image name shop/web:2 cannot be understood: correct it"],
  ["CreateContainerConfigError", "couldn't find key password in Secret shop/db", "couldn't find key password in Secret shop/db: add the key or correct its name in the Pod template"],
  ["RunContainerError", 'exec: "serve": executable file not found in $PATH', "command serve not found in image shop/web:2: is it the right command and the right image?"],
];

for (const [reason, message, said] of permanent) {
  story(`${reason} that cannot come right by itself is permanent, whatever the budget (checklist 53)`, {
    targets: [target("Deployment", "web", { allowedFailures: 10 })],
    steps: [[0, ...opening(web, waitingPod(reason, message, false))], [3]],
    policy: quiet,
    lines: [
      `deploy/web po/web-abc-1: ${reason}, 0/1 ready`,
      `! deploy/web ERROR: po/web-abc-1 container/main: ${reason}: ${said}`,
      critical,
      `deploy/web  failed  0s  1 error  ${reason}: ${said} (po/web-abc-1 container/main, node node-1)`,
      ...(said.includes("shop/web:2") ? [] : ["  po/web-abc-1 container/main: image shop/web:2"]),
      `  next: kubectl describe ${reason === "CreateContainerConfigError" ? "secret db" : "pod web-abc-1"} -n shop`,
      "1 failed in 0s",
      `! deploy/web failed: ${reason}: ${said} (po/web-abc-1 container/main, node node-1)`,
    ],
    exitCode: 1,
  });
}

const probing = pod("web-abc-1", webOwner, { state: running(45), probe: true, started: true });
const refused = event(probing, "Unhealthy", "Readiness probe failed: connection refused", 61);

story("a given window runs from the container's start, in the server's time, whenever kubedog starts (checklist 58)", {
  targets: [target("Deployment", "web", { ignoreReadinessFailsMs: { main: 20_000 }, allowedFailures: 0 })],
  steps: [[0, { type: "skewed", ms: 60_000 }, ...opening(web, probing)], [1, applied(refused)], [4.9], [5.1], [6]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web event: po/web-abc-1 Unhealthy: Readiness probe failed: connection refused",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: container main is still not ready after 20 s: Readiness probe failed: connection refused",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  5s  1 error  Unhealthy: container main is still not ready after 20 s: Readiness probe failed: connection refused (po/web-abc-1, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2",
    "  readiness probe: GET :80/ every 10 s, timeout 1 s, fails after 3 in a row",
    "  next: kubectl describe pod web-abc-1 -n shop",
    "1 failed in 5s",
    "! deploy/web failed: Unhealthy: container main is still not ready after 20 s: Readiness probe failed: connection refused (po/web-abc-1, node node-1)",
  ],
  exitCode: 1,
});

const killing = event(starting(0), "Killing", "Container main failed liveness probe, will be restarted", 5, 1, true);

story("a restart for the liveness probe counts as one failure (checklist 58)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, starting(0))], [5, applied(killing)], [6, applied(pod("web-abc-1", webOwner, { restarts: 1, state: running(6), lastState: terminated(137, 6), probe: true }))], [10]],
  policy: quiet,
  lines: [
    "deploy/web po/web-abc-1: Running, 0/1 ready",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    "deploy/web event: po/web-abc-1 Killing: Container main failed liveness probe, will be restarted",
    "deploy/web po/web-abc-1: Running, 0/1 ready, 1 restart",
    "! deploy/web ERROR: po/web-abc-1 container/main: Unhealthy: killed because its liveness probe fails, 1 restart",
    "Allowed failures count for deploy/web exceeded 0 errors: stop tracking immediately!",
    "deploy/web  failed  6s  1 error  Unhealthy: killed because its liveness probe fails, 1 restart (po/web-abc-1 container/main, node node-1)",
    "  po/web-abc-1 container/main: image shop/web:2, exit code 137 (SIGKILL)",
    "  next: kubectl logs web-abc-1 -c main --previous -n shop",
    "1 failed in 8s",
    "! deploy/web failed: Unhealthy: killed because its liveness probe fails, 1 restart (po/web-abc-1 container/main, node node-1)",
  ],
  exitCode: 1,
});

const unmade = job("migrate", { startTime: at(-600) });
const forbidden = event(unmade, "FailedCreate", 'Error creating: pods "migrate-" is forbidden: violates PodSecurity "restricted:latest": privileged', -500);

story("a FailedCreate from before the start is a state, and counts (checklist 59)", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", unmade), listed("Pod"), events(forbidden)]],
  policy: quiet,
  lines: [
    '! job/migrate ERROR: FailedCreate: no Pod can be created: the namespace enforces Pod Security "restricted:latest": privileged',
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    'job/migrate  failed  0s  1 error  FailedCreate: no Pod can be created: the namespace enforces Pod Security "restricted:latest": privileged',
    "  next: kubectl describe namespace shop",
    "1 failed in 0s",
    '! job/migrate failed: FailedCreate: no Pod can be created: the namespace enforces Pod Security "restricted:latest": privileged',
  ],
  exitCode: 1,
});

const unschedulable = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes are available: 3 Insufficient cpu." };
const pending = pod("web-abc-1", webOwner, {}, { phase: "Pending" });

story("an unschedulable Pod is told at once and in every heartbeat, and only the timeout ends it (checklist 61)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, { ...pending, status: { phase: "Pending", conditions: [unschedulable] } })], [101]],
  policy: { timeoutMs: 100_000 },
  lines: [
    "deploy/web po/web-abc-1: Pending",
    "deploy/web: progressing, po/web-abc-1: no node takes the Pod: 0/3 nodes: 3 lack cpu (updated 1/1, ready 0/1, available 0/1)",
    "still waiting for deploy/web: po/web-abc-1: no node takes the Pod: 0/3 nodes: 3 lack cpu",
    "still waiting for deploy/web: po/web-abc-1: no node takes the Pod: 0/3 nodes: 3 lack cpu",
    "still waiting for deploy/web: po/web-abc-1: no node takes the Pod: 0/3 nodes: 3 lack cpu",
    "deploy/web  unfinished  1m40s  Unschedulable: no node takes the Pod: 0/3 nodes: 3 lack cpu (po/web-abc-1, node node-1)",
    "  next: kubectl describe nodes",
    "1 unfinished in 1m40s",
    "! deploy/web track failed: context deadline exceeded: Unschedulable: no node takes the Pod: 0/3 nodes: 3 lack cpu (po/web-abc-1, node node-1)",
  ],
  exitCode: 3,
});

const creating = pod("web-abc-1", webOwner, { state: waiting("ContainerCreating") }, { phase: "Pending" });

story("so is a volume that cannot be mounted (checklist 61)", {
  targets: [target("Deployment", "web", { allowedFailures: 0 })],
  steps: [[0, ...opening(web, creating)], [1, applied(event(creating, "FailedMount", 'MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found', 1))], [60]],
  policy: { timeoutMs: 50_000 },
  lines: [
    "deploy/web po/web-abc-1: ContainerCreating",
    "deploy/web: progressing, 0 of 1 updated replicas available",
    'deploy/web: progressing, po/web-abc-1: a volume cannot be mounted, secret "web-tls" not found: create it or correct its name (updated 1/1, ready 0/1, available 0/1)',
    'still waiting for deploy/web: po/web-abc-1: a volume cannot be mounted, secret "web-tls" not found: create it or correct its name',
    'still waiting for deploy/web: po/web-abc-1: a volume cannot be mounted, secret "web-tls" not found: create it or correct its name',
    'deploy/web  unfinished  50s  FailedMount: a volume cannot be mounted, secret "web-tls" not found: create it or correct its name (po/web-abc-1, node node-1)',
    "  next: kubectl get secrets -n shop",
    "1 unfinished in 50s",
    '! deploy/web track failed: context deadline exceeded: FailedMount: a volume cannot be mounted, secret "web-tls" not found: create it or correct its name (po/web-abc-1, node node-1)',
  ],
  exitCode: 3,
});

test("what forbids the Pods of a ReplicaSet is told within a second, and why (checklist 60)", async () => {
  using simulator = await Simulator.start();
  bareDeployment(simulator, "web", { observedGeneration: 1 });
  const { uid } = simulator.get({ kind: "Deployment", namespace, name: "web" })?.metadata ?? {};
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: uid ?? "", controller: true }];
  simulator.apply({ apiVersion: "apps/v1", kind: "ReplicaSet", metadata: { name: "web-abc", namespace, ownerReferences }, spec: { replicas: 1 }, status: { replicas: 0 } });
  const terminal = new Terminal(tracking(simulator, deployments("web")));
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("deploy/web: progressing"));
  const startedAt = performance.now();
  const message = 'pods "web-abc-x" is forbidden: exceeded quota: one-pod, requested: pods=1, used: pods=1, limited: pods=1';
  simulator.patchStatus({ kind: "ReplicaSet", namespace, name: "web-abc" }, { conditions: [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }] });
  await terminal.until(() => terminal.err.includes("deploy/web ERROR: FailedCreate: exceeded quota one-pod: asked pods=1, used 1 of 1\n"));
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect((await run).code).toBe(1);
});

const ofRevision = (hash: string, object: KubeObject): KubeObject => ({ ...object, metadata: { ...object.metadata, labels: { "controller-revision-hash": hash } } });
const db: KubeObject = {
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db", namespace: "shop", uid: "uid-db", generation: 1, resourceVersion: "1" },
  spec: { replicas: 2, podManagementPolicy: "Parallel", selector: {}, template: {} },
  status: { observedGeneration: 1, replicas: 2, readyReplicas: 0, updatedReplicas: 1, currentRevision: "db-1", updateRevision: "db-2" },
};
const dbPod = (name: string, container: Parameters<typeof pod>[2]): KubeObject => pod(name, ["StatefulSet", "db"], container);

story("of a StatefulSet only the Pods of its update revision count and are logged (checklist 62)", {
  targets: [target("StatefulSet", "db", { allowedFailures: 0 })],
  steps: [
    [
      0,
      listed("StatefulSet", db),
      listed("Pod", ofRevision("db-1", dbPod("db-0", { restarts: 3, state: waiting("CrashLoopBackOff", "back-off"), lastState: terminated(1, -5) })), ofRevision("db-2", dbPod("db-1", { state: running(0), probe: true }))),
      events(),
    ],
    [60],
  ],
  policy: quiet,
  lines: ["sts/db po/db-1: Running, 0/1 ready", "sts/db: progressing, 0 of 2 replicas ready"],
  exitCode: undefined,
  wanted: [["db-1/main run 0 from 12:00:00 follow"], ["db-1/main run 0 from 12:00:00 follow"]],
});

test("Deployments whose selectors overlap do not take each other's Pods (checklist 62)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const same = { matchLabels: { app: "same" } };
  const [healthy, broken] = ["web", "api"].map((name) => {
    const object = deploymentOf({ name, ...place });
    const { template, ...spec } = Object(object.spec);
    return { ...object, spec: { ...spec, selector: same, template: { ...template, metadata: { labels: same.matchLabels } } } };
  });
  if (healthy === undefined || broken === undefined) throw new Error("two were made");
  simulator.apply(broken, { main: exits({ code: 3, afterMs: 100 }, { readyAfterMs: 5000, lines: lines(10, "panic: no database") }) });
  await simulator.until(() => simulator.list("Pod").some(({ status }) => JSON.stringify(status).includes("CrashLoopBackOff")));
  simulator.apply(healthy, { main: runs({ readyAfterMs: 4000, lines: lines(10, "web is up") }) });
  const { code, out, err } = await kubedog(["multitrack"], tracking(simulator, { Deployments: [tracked("web", { AllowFailuresCount: 0 })] }));
  expect([code, err, out.includes("web is up"), out.includes("panic"), out.includes("po/api")]).toEqual([0, "", true, false, false]);
});

test("a name that is not there is stated with the nearest that are, and fails after --wait-for-create (checklist 64)", async () => {
  using simulator = await Simulator.start();
  for (const name of ["web", "worker", "database"]) bareDeployment(simulator, name, { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 });
  const { code, out, err } = await kubedog(["multitrack", "--wait-for-create", "1"], tracking(simulator, deployments("wbe")));
  expect(out.split("\n")[0]).toBe("deploy/wbe: missing, does not exist in namespace shop yet, waiting for it to be created; there is web");
  expect([code, err.split("\n").at(-2)]).toEqual([1, "deploy/wbe failed: NotCreated: does not exist for 1 s (--wait-for-create): are its name and namespace right? There is web"]);
});
