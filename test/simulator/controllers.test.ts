import { expect, test } from "bun:test";
import { cannotPull, exits, lines, runs, type Behaviour } from "../../src/simulator/behaviour.ts";
import { daemonSet, deployment, job, pod, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { isA, type StoredOf } from "../../src/simulator/stored.ts";
import { get } from "./client.ts";

const speed = 50;

function pods(simulator: Simulator): StoredOf<"Pod">[] {
  return simulator.list("Pod").filter((object) => isA("Pod", object));
}

function events(simulator: Simulator, kind: string): string[] {
  const all = simulator.list("Event").filter((object) => isA("Event", object));
  return all.filter(({ involvedObject }) => involvedObject.kind === kind).map(({ reason, message }) => `${reason}: ${message}`);
}

/** `True MinimumReplicasAvailable`, by type. */
function conditions(simulator: Simulator, kind: string, name: string): Record<string, string> {
  const object = simulator.get({ kind, name });
  const all = isA("Deployment", object) || isA("Job", object) ? (object.status?.conditions ?? []) : [];
  return Object.fromEntries(all.map(({ type, status, reason }) => [type, `${status} ${reason}`]));
}

function waitingReason(simulator: Simulator): string {
  return pods(simulator)[0]?.status?.containerStatuses?.[0]?.state?.waiting?.reason ?? "";
}

test("a Deployment becomes available through a ReplicaSet of its revision", async () => {
  using simulator = await Simulator.start({ speed });
  simulator.apply(deployment({ name: "web", image: "shop/web:1", replicas: 3 }), { main: runs({ readyAfterMs: 500 }) });
  await simulator.until(() => conditions(simulator, "Deployment", "web")["Progressing"] === "True NewReplicaSetAvailable");
  const set = simulator.list("ReplicaSet")[0];
  const web = simulator.get({ kind: "Deployment", name: "web" });
  expect(web?.status).toMatchObject({ observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 });
  expect(conditions(simulator, "Deployment", "web")["Available"]).toBe("True MinimumReplicasAvailable");
  expect([web?.metadata.annotations, set?.metadata.annotations]).toEqual([{ "deployment.kubernetes.io/revision": "1" }, { "deployment.kubernetes.io/revision": "1" }]);
  expect(pods(simulator).map(({ metadata }) => metadata.ownerReferences?.[0]?.uid)).toEqual(Array(3).fill(set?.metadata.uid));
  expect(events(simulator, "Deployment")).toEqual([`ScalingReplicaSet: Scaled up replica set ${set?.metadata.name} from 0 to 3`]);
  expect(events(simulator, "Pod").filter((text) => text.startsWith("Started"))).toHaveLength(3);
});

test("a rolling update never has more than one Pod too many, nor one too few", async () => {
  using simulator = await Simulator.start({ speed });
  const complete = () => conditions(simulator, "Deployment", "web")["Progressing"] === "True NewReplicaSetAvailable";
  simulator.apply(deployment({ name: "web", image: "shop/web:1", replicas: 3 }), { main: runs({ readyAfterMs: 500 }) });
  await simulator.until(complete);
  const seen = { most: 0, least: 9 };
  simulator.apply(deployment({ name: "web", image: "shop/web:2", replicas: 3 }), { main: runs({ readyAfterMs: 500 }) });
  await simulator.until(() => {
    const staying = pods(simulator).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const ready = staying.filter(({ status }) => status?.containerStatuses?.[0]?.ready === true);
    seen.most = Math.max(seen.most, staying.length);
    seen.least = Math.min(seen.least, ready.length);
    const web = simulator.get({ kind: "Deployment", name: "web" });
    return isA("Deployment", web) && web.status?.observedGeneration === 2 && complete() && pods(simulator).length === 3;
  });
  expect(seen).toEqual({ most: 4, least: 3 });
  expect(pods(simulator).map(({ spec }) => spec?.containers[0]?.image)).toEqual(Array(3).fill("shop/web:2"));
  expect(simulator.get({ kind: "Deployment", name: "web" })?.metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "2" });
});

test("a crashing container is restarted once, then backs off with its exit code kept", async () => {
  using simulator = await Simulator.start({ speed: speed / 4 });
  const crash: Behaviour = { main: exits({ code: 3, afterMs: 200 }, { lines: lines(50, "starting", "panic: no database") }) };
  simulator.apply(pod({ name: "api", image: "shop/api:2" }), crash);
  await simulator.until(() => waitingReason(simulator) === "CrashLoopBackOff");
  const status = pods(simulator)[0]?.status?.containerStatuses?.[0];
  expect(status).toMatchObject({ restartCount: 1, ready: false, lastState: { terminated: { exitCode: 3, reason: "Error" } } });
  const where = `api_default(${pods(simulator)[0]?.metadata.uid})`;
  expect(status?.state?.waiting?.message).toBe(`back-off 10s restarting failed container=main pod=${where}`);
  expect(events(simulator, "Pod")).toContain(`BackOff: Back-off restarting failed container main in pod ${where}`);
  expect((await get(simulator.url, "/api/v1/namespaces/default/pods/api/log")).text).toBe("starting\npanic: no database\n");
  await simulator.until(() => (pods(simulator)[0]?.status?.containerStatuses?.[0]?.restartCount ?? 0) >= 2);
});

test("a container that crashes once runs on after its restart", async () => {
  using simulator = await Simulator.start({ speed });
  simulator.apply(pod({ name: "api", image: "shop/api:2" }), { main: exits({ code: 1, afterMs: 200, timesMax: 1 }) });
  await simulator.until(() => pods(simulator)[0]?.status?.containerStatuses?.[0]?.restartCount === 1);
  expect(pods(simulator)[0]?.status?.containerStatuses?.[0]).toMatchObject({ ready: true, lastState: { terminated: { exitCode: 1 } } });
});

test("memory that runs out shows as OOMKilled", async () => {
  using simulator = await Simulator.start({ speed });
  simulator.apply(pod({ name: "api", image: "shop/api:2" }), { main: exits({ code: 137, afterMs: 100, reason: "OOMKilled" }) });
  await simulator.until(() => waitingReason(simulator) === "CrashLoopBackOff");
  expect(pods(simulator)[0]?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({ exitCode: 137, reason: "OOMKilled" });
});

test("an image that is nowhere is tried, backed off and tried again", async () => {
  using simulator = await Simulator.start({ speed: speed / 4 });
  const reasons = new Set<string>();
  simulator.apply(pod({ name: "web", image: "shop/web:9" }), { main: cannotPull("shop/web:9") });
  await simulator.until(() => {
    reasons.add(waitingReason(simulator));
    return events(simulator, "Pod").includes("Failed: Error: ImagePullBackOff") && waitingReason(simulator) === "ImagePullBackOff";
  });
  const error = 'rpc error: code = NotFound desc = failed to pull and unpack image "shop/web:9": failed to resolve reference "shop/web:9": shop/web:9: not found';
  expect([...reasons]).toEqual(["", "ContainerCreating", "ErrImagePull", "ImagePullBackOff"]);
  expect(pods(simulator)[0]?.status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(`Back-off pulling image "shop/web:9": ErrImagePull: ${error}`);
  expect(events(simulator, "Pod")).toContain(`Failed: Failed to pull image "shop/web:9": ${error}`);
  const log = await get(simulator.url, "/api/v1/namespaces/default/pods/web/log");
  expect(log.body.message).toBe('container "main" in pod "web" is waiting to start: trying and failing to pull image');
  await simulator.until(() => waitingReason(simulator) === "ErrImagePull");
});

test("an init container that fails keeps the Pod from starting", async () => {
  using simulator = await Simulator.start({ speed });
  const init = [{ name: "migrate", image: "shop/migrate:2" }];
  simulator.apply(pod({ name: "api", image: "shop/api:2", initContainers: init }), { migrate: exits({ code: 1, afterMs: 100 }) });
  await simulator.until(() => pods(simulator)[0]?.status?.initContainerStatuses?.[0]?.state?.waiting?.reason === "CrashLoopBackOff");
  expect(pods(simulator)[0]?.status).toMatchObject({ phase: "Pending", containerStatuses: [{ state: { waiting: { reason: "PodInitializing" } } }] });
});

test("an init container that succeeds lets the Pod start", async () => {
  using simulator = await Simulator.start({ speed });
  const init = [{ name: "migrate", image: "shop/migrate:2" }];
  simulator.apply(pod({ name: "api", image: "shop/api:2", initContainers: init }), { migrate: exits({ code: 0, afterMs: 100 }) });
  await simulator.until(() => pods(simulator)[0]?.status?.phase === "Running");
  expect(pods(simulator)[0]?.status?.initContainerStatuses?.[0]?.state?.terminated).toMatchObject({ exitCode: 0, reason: "Completed" });
});

test("a readiness probe that fails says so each second until it succeeds", async () => {
  using simulator = await Simulator.start({ speed });
  const readinessProbe = { httpGet: { path: "/", port: 8080 } };
  simulator.apply(pod({ name: "web", image: "shop/web:1", container: { readinessProbe } }), { main: runs({ readyAfterMs: 2500, unhealthy: "HTTP probe failed with statuscode: 503" }) });
  await simulator.until(() => pods(simulator)[0]?.status?.containerStatuses?.[0]?.ready === true);
  const unhealthy = simulator.list("Event").filter((each) => isA("Event", each)).filter(({ reason }) => reason === "Unhealthy");
  expect(unhealthy.map(({ message, count }) => [message, count])).toEqual([["Readiness probe failed: HTTP probe failed with statuscode: 503", 2]]);
});

test("a StatefulSet's Pods come one after another, and are updated from the last", async () => {
  using simulator = await Simulator.start({ speed });
  const ready = (revision: number) => () => {
    const set = simulator.get({ kind: "StatefulSet", name: "db" });
    return isA("StatefulSet", set) && set.status?.updatedReplicas === 2 && set.status.readyReplicas === 2 && set.metadata.generation === revision && set.status.observedGeneration === revision;
  };
  simulator.apply(statefulSet({ name: "db", image: "shop/db:1", replicas: 2 }), { main: runs({ readyAfterMs: 100 }) });
  await simulator.until(ready(1));
  simulator.apply(statefulSet({ name: "db", image: "shop/db:2", replicas: 2 }), { main: runs({ readyAfterMs: 100 }) });
  await simulator.until(ready(2));
  const set = simulator.get({ kind: "StatefulSet", name: "db" });
  const status = isA("StatefulSet", set) ? set.status : undefined;
  expect(status?.currentRevision).toBe(status?.updateRevision);
  expect(events(simulator, "StatefulSet")).toEqual([
    "SuccessfulCreate: create Pod db-0 in StatefulSet db successful",
    "SuccessfulCreate: create Pod db-1 in StatefulSet db successful",
    "SuccessfulDelete: delete Pod db-1 in StatefulSet db successful",
    "SuccessfulDelete: delete Pod db-0 in StatefulSet db successful",
  ]);
});

test("a DaemonSet has a Pod on every node", async () => {
  using simulator = await Simulator.start({ speed, nodes: ["east", "west"] });
  simulator.apply(daemonSet({ name: "logs", image: "shop/logs:1" }), { main: runs() });
  await simulator.until(() => {
    const set = simulator.get({ kind: "DaemonSet", name: "logs" });
    return isA("DaemonSet", set) && set.status?.numberAvailable === 2;
  });
  expect(pods(simulator).map(({ spec }) => spec?.nodeName).toSorted()).toEqual(["east", "west"]);
  expect(simulator.get({ kind: "DaemonSet", name: "logs" })?.status).toEqual({
    currentNumberScheduled: 2,
    numberMisscheduled: 0,
    desiredNumberScheduled: 2,
    numberReady: 2,
    observedGeneration: 1,
    updatedNumberScheduled: 2,
    numberAvailable: 2,
  });
});

test("a Job completes, announced before it is final", async () => {
  using simulator = await Simulator.start({ speed });
  const announced: string[] = [];
  simulator.apply(job({ name: "migrate", image: "shop/migrate:2", backoffLimit: 1 }), { main: exits({ code: 0, afterMs: 200 }) });
  await simulator.until(() => {
    const types = Object.keys(conditions(simulator, "Job", "migrate")).join();
    if (types !== "" && announced.at(-1) !== types) announced.push(types);
    return types.includes("Complete");
  });
  expect(announced).toEqual(["SuccessCriteriaMet", "SuccessCriteriaMet,Complete"]);
  expect(simulator.get({ kind: "Job", name: "migrate" })?.status).toMatchObject({ succeeded: 1, ready: 0 });
  expect(pods(simulator)[0]?.status?.phase).toBe("Succeeded");
});

test("a Job fails when its back-off limit is exceeded", async () => {
  using simulator = await Simulator.start({ speed });
  simulator.apply(job({ name: "migrate", image: "shop/migrate:2", backoffLimit: 1 }), { main: exits({ code: 1, afterMs: 200 }) });
  await simulator.until(() => "Failed" in conditions(simulator, "Job", "migrate"));
  expect(conditions(simulator, "Job", "migrate")).toEqual({ FailureTarget: "True BackoffLimitExceeded", Failed: "True BackoffLimitExceeded" });
  expect(simulator.get({ kind: "Job", name: "migrate" })?.status).toMatchObject({ failed: 2 });
  await simulator.until(() => events(simulator, "Job").includes("BackoffLimitExceeded: Job has reached the specified backoff limit"));
});

test("a Deployment that does not move exceeds its deadline", async () => {
  using simulator = await Simulator.start({ speed });
  const web = deployment({ name: "web", image: "shop/web:9" });
  simulator.apply({ ...web, spec: { ...Object(web.spec), progressDeadlineSeconds: 5 } }, { main: cannotPull("shop/web:9") });
  await simulator.until(() => conditions(simulator, "Deployment", "web")["Progressing"] === "False ProgressDeadlineExceeded");
  expect(pods(simulator)).toHaveLength(1);
});
