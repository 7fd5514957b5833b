/** Manifests as they come from Helm, kubectl and kustomize: which of their objects become targets. */
import { describe, expect, test } from "bun:test";
import type { Target } from "../../src/core/target.ts";
import { readSpec } from "../../src/input/read-spec.ts";

/** `Deployment apps/v1 shop/web` and what was said. */
async function taken(text: string) {
  const result = await readSpec(text, { source: "stdin", strict: true });
  if ("problems" in result) return result;
  const { targets, warnings, note } = result;
  return { targets: targets.map(({ apiVersion, kind, namespace, name }) => `${kind} ${apiVersion} ${namespace}/${name}`), warnings, note };
}

const helm = `---
# Source: shop/templates/serviceaccount.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
---
# Source: shop/templates/config.yaml
---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: shop-web
  labels:
    app: shop
    app: shop
spec: {ports: [{port: 80}]}
---
# Source: shop/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-web
spec:
  replicas: 2
---
# Source: shop/templates/migrate.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: shop-migrate
  namespace: jobs

---
# Source: shop/charts/redis/templates/master.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: shop-redis-master}
`;

const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };
const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" } };
const named = (apiVersion: string, kind: string, name = "x") => ({ apiVersion, kind, metadata: { name } });
const owned = (controller: boolean) => ({ ...named("apps/v1", "ReplicaSet"), metadata: { name: "web-abc", ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "1", controller }] } });
const json = JSON.stringify;

type Case = readonly [title: string, text: string, targets: readonly string[], note?: string, warnings?: readonly string[]];

const cases: readonly Case[] = [
  [
    "helm get manifest, with comments, empty documents and a key said twice",
    helm,
    ["Deployment apps/v1 /shop-web", "StatefulSet apps/v1 /shop-redis-master", "Job batch/v1 jobs/shop-migrate", "Service v1 /shop-web"],
    "following 4 of 5 objects: service/shop-web, deploy/shop-web, job/shop-migrate, sts/shop-redis-master",
  ],
  ["one object in JSON", json(web), ["Deployment apps/v1 shop/web"]],
  ["one object in YAML behind a byte-order mark", "\ufeffapiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n", ["Deployment apps/v1 /web"]],
  ["kubectl get -o json", json({ apiVersion: "v1", kind: "List", items: [web, configMap] }), ["Deployment apps/v1 shop/web"], "following 1 of 2 objects: deploy/web"],
  ["a typed list, whose items do not say what they are", json({ apiVersion: "apps/v1", kind: "DeploymentList", items: [{ metadata: { name: "web" } }] }), ["Deployment apps/v1 /web"]],
  ["an array of objects", json([configMap, web]), ["Deployment apps/v1 shop/web"], "following 1 of 2 objects: deploy/web"],
  ["JSON objects on end", `${json(web)}\n${json(named("batch/v1", "Job", "migrate"))}\n`, ["Deployment apps/v1 shop/web", "Job batch/v1 /migrate"]],
  ["a list in a document of several", `# both\n---\n${json({ apiVersion: "v1", kind: "List", items: [web] })}\n---\n${json(configMap)}\n`, ["Deployment apps/v1 shop/web"], "following 1 of 2 objects: deploy/web"],
  ["an object that another one makes", json([web, owned(true)]), ["Deployment apps/v1 shop/web"], "following 1 of 2 objects: deploy/web"],
  ["an object that only goes when another one does", json([web, owned(false)]), ["Deployment apps/v1 shop/web", "ReplicaSet apps/v1 /web-abc"]],
  ["only what has no rollout", json([configMap, named("v1", "Secret"), named("rbac.authorization.k8s.io/v1", "Role")]), [], "nothing to follow: none of the 3 objects has a rollout of its own"],
  ["one object without a rollout", json(configMap), [], "nothing to follow: the object has no rollout of its own"],
  ["an empty list", json({ apiVersion: "v1", kind: "List", items: [] }), [], "nothing to follow: the list is empty"],
  [
    "an object whose name the server makes",
    json([web, { ...named("batch/v1", "Job"), metadata: { generateName: "migrate-" } }, { ...named("v1", "ConfigMap"), metadata: { generateName: "a-" } }]),
    ["Deployment apps/v1 shop/web"],
    "following 1 of 3 objects: deploy/web",
    ['[1]: Job with generateName "migrate-" is not followed: only the server knows its name'],
  ],
  [
    "Helm's hooks, of which tests are not even told",
    json([web, ...["pre-upgrade,post-install", "post-delete", "test", "test-success"].map((hook, index) => ({ ...named("batch/v1", "Job"), metadata: { name: `hook-${index}`, annotations: { "helm.sh/hook": hook } } }))]),
    ["Deployment apps/v1 shop/web"],
    "following 1 of 5 objects: deploy/web",
    ["2 Helm hooks are not followed, for they may be gone already: job/hook-0, job/hook-1"],
  ],
  [
    "more objects than one line names",
    json([configMap, ...Array.from({ length: 10 }, (_, index) => named("batch/v1", "Job", `j${index}`))]),
    Array.from({ length: 10 }, (_, index) => `Job batch/v1 /j${index}`),
    "following 10 of 11 objects: job/j0, job/j1, job/j2, job/j3, job/j4, job/j5, job/j6, job/j7 and 2 more",
  ],
];

describe("a manifest's objects become targets (checklist 18):", () => {
  test.each(cases)("%s", async (_, text, targets, note = "", warnings = []) => {
    expect(await taken(text)).toEqual({ targets: [...targets], warnings: [...warnings], note });
  });
});

const followed = [
  "apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "apps/v1 ReplicaSet", "batch/v1 Job", "batch/v1 CronJob", "v1 Pod", "v1 ReplicationController",
  "v1 Service", "v1 PersistentVolumeClaim", "v1 PersistentVolume", "v1 Namespace", "v1 ResourceQuota", "networking.k8s.io/v1 Ingress", "autoscaling/v1 HorizontalPodAutoscaler",
  "policy/v1 PodDisruptionBudget", "apiregistration.k8s.io/v1 APIService", "apiextensions.k8s.io/v1 CustomResourceDefinition", "gateway.networking.k8s.io/v1beta1 Gateway",
  "flagger.app/v1beta1 Canary", "cert-manager.io/v1 Certificate", "cluster.x-k8s.io/v1beta1 Cluster", "apps/v1 Deploymnt", "batch/v1 job", "extensions/v1beta1 Deployment", "v1 Deployment",
];
const unfollowed = [
  "v1 ConfigMap", "v1 Secret", "v1 ServiceAccount", "v1 LimitRange", "v1 Endpoints", "v1 Event", "events.k8s.io/v1 Event", "v1 PodTemplate", "apps/v1 ControllerRevision", "coordination.k8s.io/v1 Lease",
  "rbac.authorization.k8s.io/v1 Role", "rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding", "networking.k8s.io/v1 NetworkPolicy", "networking.k8s.io/v1 IngressClass",
  "scheduling.k8s.io/v1 PriorityClass", "storage.k8s.io/v1 StorageClass", "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
  "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy", "flowcontrol.apiserver.k8s.io/v1 FlowSchema", "kustomize.config.k8s.io/v1beta1 Kustomization",
];

test.each(followed)("%s has a rollout to follow (checklist 18)", async (words) => {
  const [apiVersion = "", kind = ""] = words.split(" ");
  expect(await taken(json(named(apiVersion, kind)))).toEqual({ targets: [`${kind} ${apiVersion} /x`], warnings: [], note: "" });
});

test.each(unfollowed)("%s has none (checklist 18)", async (words) => {
  const [apiVersion = "", kind = ""] = words.split(" ");
  expect(await taken(json(named(apiVersion, kind)))).toEqual({ targets: [], warnings: [], note: "nothing to follow: the object has no rollout of its own" });
});

test("a manifest's object has the policy of one of which a spec says nothing but the name (checklist 18)", async () => {
  const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop" }], Canaries: [{ ResourceName: "web" }], Generics: [{ Name: "tls", GroupVersionKind: { Group: "cert-manager.io", Version: "v1", Kind: "Certificate" } }] };
  const manifest = [named("cert-manager.io/v1", "Certificate", "tls"), named("flagger.app/v1beta1", "Canary", "web"), web];
  const options = { source: "stdin", strict: true };
  const { targets } = Object(await readSpec(json(spec), options));
  // Its Events are shown where an annotation asks for them.
  expect(await readSpec(json(manifest), options)).toEqual({ targets: [targets[0], targets[1], { ...targets[2], showServiceMessages: false }], warnings: [], note: "" });
});

test("what waits for something that a release does not bring is followed, but not waited for (checklist 18)", async () => {
  const manifest = [named("networking.k8s.io/v1", "Ingress"), named("autoscaling/v2", "HorizontalPodAutoscaler"), named("v1", "Service")];
  const { targets } = Object(await readSpec(json(manifest), { source: "stdin", strict: true }));
  expect(targets.map(({ kind, terminationMode }: Target) => `${kind} ${terminationMode}`)).toEqual(["Ingress NonBlocking", "HorizontalPodAutoscaler NonBlocking", "Service WaitUntilResourceReady"]);
});

test("an annotation asks for a custom resource's Events (checklist 18)", async () => {
  const manifest = { ...named("cert-manager.io/v1", "Certificate"), metadata: { name: "tls", annotations: { "werf.io/show-service-messages": "true", "werf.io/no-activity-timeout": "10m", "werf.io/log-regex": "x" } } };
  const { targets } = Object(await readSpec(json(manifest), { source: "stdin", strict: true }));
  expect(targets).toEqual([{ ...targets[0], showServiceMessages: true, noActivityMs: 600_000, logs: { ...targets[0].logs, skip: true, pattern: "" } }]);
});

test("who waits for objects to be there or gone means all that a manifest names, hooks and what others own too (checklist 18)", async () => {
  const hook = { ...named("batch/v1", "Job", "seed"), metadata: { name: "seed", annotations: { "helm.sh/hook": "test" } } };
  const result = await readSpec(json([configMap, owned(true), hook, web]), { source: "stdin", strict: true, meant: "all" });
  const { targets, warnings, note } = Object(result);
  expect(targets.map(({ kind, name }: Target) => `${kind} ${name}`)).toEqual(["Deployment web", "Job seed", "ReplicaSet web-abc", "ConfigMap web"]);
  expect([warnings, note]).toEqual([[], ""]);
});

const annotated = (annotations: object, spec: object = { replicas: 3 }) => json({ ...web, metadata: { ...web.metadata, annotations }, spec });

test("werf's annotations are the object's policy (checklist 18)", async () => {
  const manifest = annotated({
    "werf.io/track-termination-mode": "NonBlocking",
    "werf.io/fail-mode": "HopeUntilEndOfDeployProcess",
    "werf.io/failures-allowed-per-replica": "2",
    "werf.io/no-activity-timeout": "8m30s",
    "werf.io/log-regex": "error",
    "werf.io/log-regex-for-nginx": "5\\d\\d",
    "werf.io/log-regex-skip": "healthz",
    "werf.io/log-regex-skip-for-php-fpm": "^#",
    "werf.io/skip-logs": "false",
    "werf.io/skip-logs-for-containers": "istio-proxy, vault",
    "werf.io/show-logs-only-for-containers": "nginx",
    "werf.io/show-logs-only-for-number-of-replicas": "1",
    "werf.io/show-service-messages": "true",
    "werf.io/ignore-readiness-probe-fails-for-nginx": "20s",
    "werf.io/weight": "10",
    "meta.helm.sh/release-name": "shop",
  });
  const spec = {
    TrackTerminationMode: "NonBlocking",
    FailMode: "HopeUntilEndOfDeployProcess",
    AllowFailuresCount: 6,
    LogRegex: "error",
    LogRegexByContainerName: { nginx: "5\\d\\d" },
    LogRegexSkip: "healthz",
    LogRegexSkipByContainerName: { "php-fpm": "^#" },
    SkipLogsForContainers: ["istio-proxy", "vault"],
    ShowLogsOnlyForContainers: ["nginx"],
    ShowLogsOnlyForNumberOfReplicas: 1,
    ShowServiceMessages: true,
    IgnoreReadinessProbeFailsByContainerName: { nginx: "20s" },
  };
  const options = { source: "stdin", strict: true };
  expect(await readSpec(manifest, options)).toEqual(await readSpec(json({ Deployments: [{ ResourceName: "web", Namespace: "shop", ...spec }] }), options));
});

const options = { source: "web.json", strict: false };
const refused: readonly (readonly [title: string, text: string, said: string])[] = [
  [
    "annotations that say nothing",
    annotated({ "werf.io/fail-mode": "Foo", "werf.io/failures-allowed-per-replica": "-1", "werf.io/skip-logs": "yes", "werf.io/log-regex-for-nginx": "[a", "werf.io/ignore-readiness-probe-fails-for-nginx": "20" }),
    [
      'web.json: deploy/web: annotation werf.io/fail-mode: expected FailWholeDeployProcessImmediately, HopeUntilEndOfDeployProcess or IgnoreAndContinueDeployProcess, found "Foo"',
      'web.json: deploy/web: annotation werf.io/failures-allowed-per-replica: expected a whole number, found "-1"',
      'web.json: deploy/web: annotation werf.io/ignore-readiness-probe-fails-for-nginx: expected whole nanoseconds or a duration such as "90s", found "20"',
      'web.json: deploy/web: annotation werf.io/skip-logs: expected true or false, found "yes"',
      "web.json: deploy/web: annotation werf.io/log-regex-for-nginx: error parsing regexp: missing closing ]: `[a`",
    ].join("\n"),
  ],
  [
    "a namespace that would lead elsewhere, in the second document",
    `---\n${json(configMap)}\n---\n${json({ ...web, metadata: { name: "web", namespace: "../x" } })}`,
    'web.json: document 2: deploy/web: expected the name of a namespace (lower case letters, digits and "-", at most 63), found "../x"',
  ],
  ["a document that is no object", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nhello\n", 'web.json: document 2: expected a Kubernetes object with apiVersion, kind and metadata.name: an object was expected, not "hello"'],
  ["an object without a name", json({ ...web, metadata: {} }), "web.json: expected a Kubernetes object with apiVersion, kind and metadata.name: an object of kind Deployment has no name"],
];

test.each(refused)("%s: a manifest is refused with the place (checklist 18)", async (_, text, said) => {
  await expect(readSpec(text, options)).rejects.toThrow(new Error(said));
});
