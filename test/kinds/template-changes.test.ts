import { expect, test } from "bun:test";
import type { Family } from "../../src/kinds/assessment.ts";
import { templateChangesOf } from "../../src/kinds/template-changes.ts";

type Template = { readonly metadata?: object; readonly spec: object };

function replicaSet(revision: number, template: Template, readyReplicas = 0): Family {
  const metadata = { name: `web-${revision}`, annotations: { "deployment.kubernetes.io/revision": `${revision}` } };
  return { object: { apiVersion: "apps/v1", kind: "ReplicaSet", metadata, spec: { template }, status: { readyReplicas } }, children: [], events: [] };
}

/** Deployment `web`, whose current revision is the last of these. */
function web(children: readonly Family[], spec: object = {}): Family {
  const revision = children.at(-1)?.object.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? "";
  const metadata = { name: "web", annotations: { "deployment.kubernetes.io/revision": revision } };
  return { object: { apiVersion: "apps/v1", kind: "Deployment", metadata, spec }, children, events: [] };
}

function one(container: object, pod: object = {}): Template {
  return { spec: { containers: [{ name: "main", ...container }], ...pod } };
}

function changes(before: Template, after: Template): readonly string[] {
  return templateChangesOf(web([replicaSet(3, before, 1), replicaSet(4, after)])).changes;
}

test("the current template is compared with that of the newest older revision with ready Pods", () => {
  const old = [replicaSet(1, one({ image: "web:1" }), 2), replicaSet(2, one({ image: "web:2" }), 1), replicaSet(3, one({ image: "web:3" }))];
  expect(templateChangesOf(web([...old, replicaSet(4, one({ image: "web:4" }))]))).toEqual({ sinceRevision: 2, changes: ["image web:2 → web:4"] });
});

test("without a revision that had ready Pods nothing is said, but where all its Pods are taken away first", () => {
  const family = [replicaSet(1, one({ image: "web:1" })), replicaSet(2, one({ image: "web:2" }))];
  expect(templateChangesOf(web(family))).toEqual({ sinceRevision: 0, changes: [] });
  expect(templateChangesOf(web(family, { strategy: { type: "Recreate" } }))).toEqual({ sinceRevision: 1, changes: ["image web:1 → web:2"] });
});

test("a later revision is not the one before, and of other kinds none is known", () => {
  const family = web([replicaSet(5, one({ image: "web:5" }), 1), replicaSet(4, one({ image: "web:4" }))]);
  expect(templateChangesOf(family).changes).toEqual([]);
  expect(templateChangesOf({ ...family, object: { ...family.object, kind: "StatefulSet" } }).changes).toEqual([]);
});

test("a StatefulSet's and a DaemonSet's newest ControllerRevision is compared with the one that has ready Pods", () => {
  const revision = (number: number, template: Template): Family => ({ object: { apiVersion: "apps/v1", kind: "ControllerRevision", metadata: { name: `db-${number}`, labels: { "controller-revision-hash": `${number}` } }, ...{ revision: number, data: { spec: { template } } } }, children: [], events: [] });
  const serving = (hash: string): Family => ({ object: { apiVersion: "v1", kind: "Pod", metadata: { name: `db-of-${hash}`, labels: { "controller-revision-hash": hash } }, status: { conditions: [{ type: "Ready", status: "True" }] } }, children: [], events: [] });
  const revisions = [revision(3, one({ image: "db:3" })), revision(1, one({ image: "db:1" })), revision(2, one({ image: "db:2" }))];
  const family = (kind: string, ...pods: Family[]): Family => ({ object: { apiVersion: "apps/v1", kind, metadata: { name: "db" } }, children: [...revisions, ...pods], events: [] });
  const since = (sinceRevision: number) => ({ sinceRevision, changes: [`image db:${sinceRevision} → db:3`] });
  expect(templateChangesOf(family("StatefulSet", serving("db-1")))).toEqual(since(1));
  expect(templateChangesOf(family("DaemonSet", serving("1")))).toEqual(since(1));
  expect(templateChangesOf(family("DaemonSet", serving("3")))).toEqual(since(2));
  expect(templateChangesOf({ ...family("StatefulSet"), children: revisions.slice(0, 1) })).toEqual({ sinceRevision: 0, changes: [] });
});

test("of the environment, of labels and annotations only the names are told", () => {
  const before = { metadata: { labels: { app: "web", "pod-template-hash": "a" }, annotations: { checksum: "1" } }, ...one({ env: [{ name: "OLD", value: "s3cret" }, { name: "KEY", valueFrom: { secretKeyRef: { name: "a", key: "s3cret" } } }] }) };
  const after = { metadata: { labels: { app: "web", tier: "s3cret", "pod-template-hash": "b" }, annotations: { checksum: "s3cret" } }, ...one({ env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: "b", key: "k" } } }, { name: "DB_URL", value: "s3cret" }] }) };
  expect(changes(before, after)).toEqual(["env +DB_URL, -OLD, ~KEY", "label +tier", "annotation ~checksum"]);
});

test("arguments may hold passwords, so that they have only their name", () => {
  expect(changes(one({ command: ["run"], args: ["--password=a"] }), one({ command: ["go"], args: ["--password=b"] }))).toEqual(["args", "command"]);
});

test("resources and probes are told with their values", () => {
  const before = one({ resources: { limits: { memory: "64Mi" }, requests: { cpu: "1" } }, livenessProbe: { httpGet: { path: "/a", port: 80 } }, readinessProbe: { tcpSocket: { port: 80 } }, startupProbe: { tcpSocket: { port: 1 } } });
  const after = one({ resources: { limits: { memory: "32Mi" } }, livenessProbe: { httpGet: { path: "/b", port: 80 } }, readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } });
  expect(changes(before, after)).toEqual([
    "limits.memory 64Mi → 32Mi",
    "requests.cpu 1 → none",
    "liveness probe GET :80/a → GET :80/b",
    "times of the readiness probe",
    "startup probe TCP :1 → none",
  ]);
});

test("plain fields have their values, others their names", () => {
  const before = one({ ports: [{ containerPort: 80 }] }, { serviceAccountName: "a", serviceAccount: "a", volumes: [{ name: "data", emptyDir: {} }] });
  const after = one({ ports: [{ containerPort: 81 }], imagePullPolicy: "Never" }, { serviceAccountName: "b", serviceAccount: "b", nodeSelector: { disk: "ssd" }, volumes: [{ name: "data", hostPath: { path: "/" } }, { name: "tmp" }] });
  expect(changes(before, after)).toEqual(["imagePullPolicy none → Never", "ports", "nodeSelector", "serviceAccountName a → b", "volume +tmp, ~data"]);
});

test("of several containers each change names its own, and those that came or went are named", () => {
  const before = { spec: { containers: [{ name: "web", image: "web:1" }, { name: "log", image: "log:1" }], initContainers: [{ name: "migrate", image: "web:1" }] } };
  const after = { spec: { containers: [{ name: "web", image: "web:2" }, { name: "proxy", image: "proxy:1" }], initContainers: [{ name: "migrate", image: "web:2" }] } };
  expect(changes(before, after)).toEqual(["container/web image web:1 → web:2", "container +proxy, -log", "container/migrate image web:1 → web:2"]);
});

test("values of the environment are never kept: where nothing else differs, that is said", () => {
  expect(changes(one({ env: [{ name: "A" }] }), one({ env: [{ name: "A" }] }))).toEqual(["nothing but values of environment variables, which are not shown"]);
});

test("a template of another shape than the API promises is no reason to stumble", () => {
  const strange: Template = { metadata: { labels: 1, annotations: [] }, spec: { containers: [null, 1, { name: {}, env: 7, resources: "much", livenessProbe: { exec: { command: "x" } } }], volumes: {} } };
  expect(changes(one({ image: "web:1" }), strange)).toEqual(["container +, -main"]);
  expect(changes(strange, strange)).toEqual(["nothing but values of environment variables, which are not shown"]);
});

test("a change has a length, and of many changes the first are told", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${10 + index}`, `${index}`]));
  const told = changes(one({ image: "a".repeat(500) }), one({ image: "b", ...many }));
  expect([told.length, told[0]?.length, told[1]]).toEqual([20, 300, "field10 none → 0"]);
});
