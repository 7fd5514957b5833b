/** The situations that the two programs are compared in, in the order of the table. */
import type { KubeObject, Namespace } from "../../test/e2e/api.ts";
import { type Container, deployment, forever, job, passing, shell, statefulSet } from "../../test/e2e/manifests.ts";
import { specOf } from "../../test/e2e/scenario.ts";
import { isReady } from "../../test/e2e/shown.ts";
import { strangerConfig, unreachableConfig } from "./kubeconfigs.ts";
import type { Scene, Situation, Stage } from "./situation.ts";

const web = deployment("web", { containers: [shell("main", `echo serving; ${forever}`, passing)] });
const crashing = deployment("web", { containers: [quiet(shell("main", "echo starting; echo 'panic: no database'; exit 3", passing))] });
const shortLived = deployment("web", { containers: [shell("main", "echo starting; sleep 1; echo 'panic: no database'; exit 3")] });
const unpullable = deployment("web", { containers: [{ ...shell("main", forever), image: "lab.local/no-such-image:1" }] });
const neverReady = deployment("web", { containers: [quiet(shell("main", `echo waiting; ${forever}`, passing))] });
const slow = deployment("web", { containers: [shell("main", `sleep 20; touch ready; ${forever}`, ["test", "-e", "ready"])] });
const failing = job("migrate", { containers: [shell("main", "echo 'step 1'; sleep 1; echo 'disk full'; exit 1")] });
const short = job("migrate", { containers: [shell("main", "echo 'step 1'; echo 'step 2'")] });
const hungry = deployment("web", { containers: [{ ...shell("main", forever), ...{ resources: { requests: { cpu: "100" } } } }] });

/** Its container ends once; what it was the first time stands in a volume. */
const secondRun = `test -e /data/ran || { touch /data/ran; echo 'run 1: starting'; sleep 4; echo 'run 1: lost the database'; exit 1; }
echo 'run 2: starting'; sleep 4; echo 'run 2: serving'; touch /data/ready; ${forever}`;
const restarting = withVolume(deployment("web", { containers: [{ ...shell("main", secondRun, ["test", "-e", "/data/ready"]), ...{ volumeMounts: [{ name: "data", mountPath: "/data" }] } }] }));

export const situations: readonly Situation[] = [
  { name: "ready", title: "a Deployment that is ready already", exitCode: 0, arrange: (stage) => tracked(stage, web, { isAwaited: true }) },
  { name: "slow", title: "an application that needs 20 s to start, with a readiness probe", exitCode: 0, arrange: (stage) => tracked(stage, slow) },
  { name: "image", title: "the image does not exist", exitCode: 1, arrange: (stage) => tracked(stage, unpullable) },
  { name: "crash", title: "the container crashes again and again", exitCode: 1, arrange: (stage) => tracked(stage, crashing) },
  { name: "short-lived", title: "the same with a container that has no probe and runs for 1 s", exitCode: 1, arrange: (stage) => tracked(stage, shortLived) },
  { name: "restart", title: "one restart before it is ready: the log lines that are shown", exitCode: 0, shows: /run \d: /, arrange: (stage) => tracked(stage, restarting) },
  { name: "deadline", title: "`ProgressDeadlineExceeded` (the deadline is 15 s)", exitCode: 1, arrange: (stage) => tracked(stage, withSpec(neverReady, { progressDeadlineSeconds: 15 })) },
  { name: "quota", title: "the quota has no room for the Pods", exitCode: 1, arrange: overQuota },
  { name: "job-failed", title: "a Job that fails, default budget", exitCode: 1, arrange: (stage) => tracked(stage, failing) },
  { name: "job-over", title: "a Job that was over before the start: what is shown of it", exitCode: 0, shows: /step \d|ready|succeeded/, arrange: (stage) => tracked(stage, short, { isAwaited: true }) },
  { name: "unschedulable", title: "no node has room; `-t 10`", exitCode: 3, args: ["-t", "10"], arrange: (stage) => tracked(stage, hungry) },
  { name: "on-delete", title: "a StatefulSet with `OnDelete` that has a new revision; `-t 10`", exitCode: 3, args: ["-t", "10"], arrange: onDelete },
  { name: "same-name", title: "one name in two namespaces: one Deployment is ready, the other crashes", exitCode: 1, arrange: sameName },
  { name: "generic", title: "a custom resource whose only condition is `Ready=False`; `-t 10`", exitCode: 3, args: ["-t", "10"], arrange: unreadyWidget },
  { name: "wrong-name", title: "a name that does not exist; here with `--wait-for-create 10s`", exitCode: 1, ourArgs: ["--wait-for-create", "10s"], arrange: wrongName },
  { name: "typo", title: 'a misspelt key: `{"Deploymentz": […]}`', exitCode: 2, arrange: async () => ({ input: '{"Deploymentz": [{"ResourceName": "web"}]}' }) },
  { name: "bad-json", title: "JSON with a comma too many", exitCode: 2, arrange: async () => ({ input: '{"Deployments": [{"ResourceName": "web",}]}' }) },
  { name: "bad-mode", title: 'an unknown `"TrackTerminationMode"`', exitCode: 2, arrange: async () => ({ input: '{"Deployments": [{"ResourceName": "web", "TrackTerminationMode": "Never"}]}' }) },
  { name: "forbidden", title: "the user may not read Deployments (403)", exitCode: 4, arrange: forbidden },
  { name: "unreachable", title: "nobody listens at the server's address", exitCode: 4, arrange: unreachable },
  { name: "context", title: "a context that does not exist", exitCode: 2, args: ["--kube-context", "nope"], arrange: async () => ({ input: specText(web, "shop") }) },
  { name: "interrupted", title: "Ctrl-C (SIGINT) after 8 s", exitCode: 130, interruptMs: 8000, arrange: (stage) => tracked(stage, neverReady) },
];

async function tracked(stage: Stage, object: KubeObject, { isAwaited } = { isAwaited: false }): Promise<Scene> {
  const namespace = await stage.open();
  await applied(namespace, object, isAwaited);
  return { input: specText(object, namespace.name) };
}

async function applied(namespace: Namespace, object: KubeObject, isAwaited: boolean): Promise<void> {
  await namespace.apply(object);
  if (isAwaited) await namespace.until(object, isReady);
}

async function overQuota(stage: Stage): Promise<Scene> {
  const namespace = await stage.open();
  await namespace.apply(withSpec({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "no-pods" } }, { hard: { pods: "0" } }), web);
  return { input: specText(web, namespace.name) };
}

async function onDelete(stage: Stage): Promise<Scene> {
  const strategy = { updateStrategy: { type: "OnDelete" } };
  const [before, after] = ["1", "2"].map((version) => withSpec(statefulSet("db", { containers: [shell("main", `echo ${version}; ${forever}`, passing)] }), strategy));
  const namespace = await stage.open();
  if (before === undefined || after === undefined) return { input: "" };
  await applied(namespace, before, true);
  await namespace.apply(after);
  return { input: specText(after, namespace.name) };
}

async function sameName(stage: Stage): Promise<Scene> {
  const [good, bad] = [await stage.open("a"), await stage.open("b")];
  await applied(good, web, true);
  await bad.apply(crashing);
  return { input: JSON.stringify({ Deployments: [good, bad].map(({ name }) => ({ ResourceName: "web", Namespace: name })) }) };
}

const group = "kubedog-compare.example.com";

async function unreadyWidget(stage: Stage): Promise<Scene> {
  const namespace = await stage.open();
  await stage.applyToCluster(widgetDefinition());
  const widget = { apiVersion: `${group}/v1`, kind: "Widget", metadata: { name: "w1" }, status: { conditions: [{ type: "Ready", status: "False", reason: "Creating" }] } };
  await namespace.apply(widget);
  const item = { Name: "w1", Namespace: namespace.name, GroupVersionKind: { Group: group, Version: "v1", Kind: "Widget" } };
  return { input: JSON.stringify({ Generics: [item] }) };
}

function widgetDefinition(): KubeObject {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const versions = [{ name: "v1", served: true, storage: true, schema }];
  const definition = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: { name: `widgets.${group}` } };
  return withSpec(definition, { group, scope: "Namespaced", names: { plural: "widgets", kind: "Widget" }, versions });
}

async function wrongName(stage: Stage): Promise<Scene> {
  const namespace = await stage.open();
  await applied(namespace, web, true);
  return { input: specText({ ...web, metadata: { name: "wbe" } }, namespace.name) };
}

async function forbidden(stage: Stage): Promise<Scene> {
  const namespace = await stage.open();
  await namespace.apply(web);
  return { input: specText(web, namespace.name), kubeconfig: await strangerConfig(namespace, stage.cluster) };
}

async function unreachable(): Promise<Scene> {
  return { input: specText(web, "shop"), kubeconfig: await unreachableConfig() };
}

function specText(object: KubeObject, namespace: string): string {
  return JSON.stringify(specOf(object, namespace));
}

/** Its probe comes too late to say anything. */
function quiet(container: Container): Container {
  return { ...container, readinessProbe: { ...container.readinessProbe, initialDelaySeconds: 600 } };
}

/** With fields that these tests' type of objects does not know. */
function withSpec(object: KubeObject, spec: object): KubeObject {
  return { ...object, spec: { ...object.spec, ...spec } };
}

function withVolume(object: KubeObject): KubeObject {
  const template = { ...object.spec?.template, spec: { ...object.spec?.template?.spec, ...{ volumes: [{ name: "data", emptyDir: {} }] } } };
  return withSpec(object, { template });
}
