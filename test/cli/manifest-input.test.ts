/** Manifests on standard input and in files, to a verdict. */
import { expect, test } from "bun:test";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { daemonSet, deployment, job, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { custom, namespace, place } from "../checklist/shop.ts";
import { kubedog, Terminal } from "./terminal.ts";

const env = (simulator: Simulator) => ({ KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) });

/** As `helm get manifest shop` prints it: without namespaces, for those are the release's. */
const release = `---
# Source: shop/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  greeting: hello
---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app.kubernetes.io/managed-by: Helm}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
# Source: shop/templates/certificate.yaml
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web-tls
---
# Source: shop/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    werf.io/log-regex-skip: healthz
spec:
  replicas: 2
---
# Source: shop/templates/migrate.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
`;

async function shop(): Promise<Simulator> {
  const simulator = await Simulator.start({ speed: 20 });
  custom(simulator, "cert-manager.io/v1", "Certificate", "certificates", "web-tls", { observedGeneration: 1, conditions: [{ type: "Ready", status: "True", observedGeneration: 1 }] });
  simulator.apply({ apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace }, spec: { type: "ClusterIP" } });
  simulator.apply(deployment({ name: "web", replicas: 2, ...place }), { main: runs({ readyAfterMs: 3000, lines: lines(500, "listening", "GET /healthz") }) });
  simulator.apply(job({ name: "migrate", backoffLimit: 0, ...place }), { main: exits({ code: 0, afterMs: 1000 }) });
  return simulator;
}

const ready = /^\S+\/\S+ +ready /gm;
const readyOnes = (out: string) => (out.match(ready) ?? []).map((row) => row.split(" ")[0]).sort();

test("a release's manifest on standard input is followed to its verdict, in the namespace of -n (checklist 18)", async () => {
  using simulator = await shop();
  const { code, out, err } = await kubedog(["multitrack", "-n", namespace, "--settle", "0"], { stdin: release, env: env(simulator) });
  expect([code, err]).toEqual([0, "following 4 of 5 objects: service/web, certificate/web-tls, deploy/web, job/migrate\n"]);
  expect(readyOnes(out)).toEqual(["deploy/web", "job/migrate", "ns:shop/Certificate.v1.cert-manager.io/web-tls", "service/web"]);
  expect([out.includes("main │ listening"), out.includes("healthz")]).toEqual([true, false]);
  expect(simulator.requests.filter(({ path }) => path.includes("configmaps"))).toEqual([]);
});

test("so is one in a file, and what fails of it fails the run (checklist 18)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(job({ name: "migrate", backoffLimit: 0, ...place }), { main: exits({ code: 3, afterMs: 500 }) });
  const manifest = JSON.stringify({ apiVersion: "v1", kind: "List", items: [{ ...job({ name: "migrate", backoffLimit: 0, ...place }) }] });
  const { code, err } = await kubedog(["multitrack", "-f", "release.json"], { files: { "release.json": manifest }, env: env(simulator) });
  expect(code).toBe(1);
  expect(err).toContain("job/migrate failed: ");
  expect(err).not.toContain("following");
});

test("what kubectl get all prints is followed by its topmost objects, old and new (checklist 18)", async () => {
  using simulator = await shop();
  await simulator.until(() => simulator.list("Pod").length >= 3);
  const items = ["Pod", "Service", "Deployment", "ReplicaSet", "Job"].flatMap((kind) => simulator.list(kind));
  const { code, out, err } = await kubedog(["multitrack", "--settle", "0"], { stdin: JSON.stringify({ apiVersion: "v1", kind: "List", items }), env: env(simulator) });
  expect([code, err]).toEqual([0, "following 3 of 7 objects: service/web, deploy/web, job/migrate\n"]);
  expect(readyOnes(out)).toEqual(["deploy/web", "job/migrate", "service/web"]);
});

test("an object of the whole cluster has no namespace, whatever -n says (checklist 18)", async () => {
  using simulator = await Simulator.start();
  simulator.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" }, status: { phase: "Active" } });
  const { code, out } = await kubedog(["multitrack", "-n", "dev"], { stdin: "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", env: env(simulator) });
  expect([code, readyOnes(out)]).toEqual([0, ["namespace/shop"]]);
  expect(simulator.requests.filter(({ path }) => path.endsWith("/namespaces")).every(({ path }) => path === "/api/v1/namespaces")).toBe(true);
});

test("a manifest in which nothing has a rollout ends at once with 0, and says so (checklist 18)", async () => {
  using simulator = await Simulator.start();
  const manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n# nothing\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n";
  const { code, out, err } = await kubedog(["multitrack", "--output-prefix", "ci| "], { stdin: manifest, env: env(simulator) });
  expect({ code, out, err, requests: simulator.requests.length }).toEqual({ code: 0, out: "", err: "ci| nothing to follow: none of the 2 objects has a rollout of its own\n", requests: 0 });
});

test("a manifest that cannot be understood is refused with 2, and nothing is asked of the server (checklist 18)", async () => {
  using simulator = await Simulator.start();
  const { code, out, err } = await kubedog(["multitrack"], { stdin: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n---\nkind: Job\nmetadata: {name: b}\n", env: env(simulator) });
  expect({ code, out, err, requests: simulator.requests.length }).toEqual({
    code: 2,
    out: "",
    err: "stdin: document 2: expected a Kubernetes object with apiVersion, kind and metadata.name: an object has no apiVersion or no kind\n",
    requests: 0,
  });
});

test("follow takes a manifest too, and goes on (checklist 18)", async () => {
  using simulator = await shop();
  const terminal = new Terminal({ files: { "release.yaml": release }, env: env(simulator) });
  const run = terminal.run(["follow", "-f", "release.yaml", "-n", namespace, "--settle", "0"]);
  await terminal.until(() => terminal.out.includes("deploy/web: ready") && terminal.out.includes("job/migrate: ready"));
  terminal.send("SIGINT");
  const { code, err } = await run;
  expect([code, err.split("\n")[0]]).toEqual([130, "following 4 of 5 objects: service/web, certificate/web-tls, deploy/web, job/migrate"]);
});

test("who waits for a release to be gone waits for all of its objects, those without a rollout too (checklist 18, 95)", async () => {
  using simulator = await Simulator.start();
  const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "shop", namespace } };
  simulator.apply(configMap);
  const terminal = new Terminal({ files: { "release.json": JSON.stringify(configMap) }, env: env(simulator) });
  const run = terminal.run(["wait", "--for", "absent", "-f", "release.json"]);
  await terminal.until(() => terminal.out.includes("configmap/shop"));
  simulator.remove({ kind: "ConfigMap", namespace, name: "shop" });
  const { code, err } = await run;
  expect([code, err]).toEqual([0, ""]);
});

/**
 * What the jq program of docs/from-kubedog.md makes of `release`'s workloads, and of a StatefulSet and a DaemonSet besides:
 * users of kubedog have such programs between helm and `kubedog multitrack`.
 */
const specOfJq = `{
  "Deployments": [{"ResourceName": "web", "Namespace": "shop"}],
  "StatefulSets": [{"ResourceName": "db", "Namespace": "shop"}],
  "DaemonSets": [{"ResourceName": "agent", "Namespace": "shop"}],
  "Jobs": [{"ResourceName": "migrate", "Namespace": "shop"}]
}`;

test("the spec that users' scripts make of a manifest is taken as kubedog took it (checklist 18)", async () => {
  using simulator = await shop();
  simulator.apply(statefulSet({ name: "db", ...place }), { main: runs() });
  simulator.apply(daemonSet({ name: "agent", ...place }), { main: runs() });
  const { code, out, err } = await kubedog(["multitrack", "--settle", "0"], { stdin: specOfJq, env: env(simulator) });
  expect([code, err, readyOnes(out)]).toEqual([0, "", ["deploy/web", "ds/agent", "job/migrate", "sts/db"]]);
});

test("of two replicas' logs only one's is shown where the spec wants one (checklist 94)", async () => {
  using simulator = await shop();
  const spec = { Deployments: [{ ResourceName: "web", Namespace: namespace, ShowLogsOnlyForNumberOfReplicas: 1, LogRegexSkip: "healthz" }] };
  const { code, out } = await kubedog(["multitrack", "--settle", "0"], { stdin: JSON.stringify(spec), env: env(simulator) });
  expect([code, out.match(/main │ .*/g)]).toEqual([0, ["main │ listening"]]);
  expect(new Set(simulator.requests.filter(({ path }) => path.endsWith("/log")).map(({ path }) => path)).size).toBe(1);
});
