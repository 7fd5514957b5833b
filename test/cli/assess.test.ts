/** `kubedog assess`: what it takes, what it says of it, and that nothing makes it fall over. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { AssessLine } from "../../src/render/assess-schema.ts";
import { casesOf } from "../kinds/conformance.ts";
import { type Given, kubedog, type Result } from "./terminal.ts";

function assessed(input: string | object, argv: readonly string[] = [], given: Given = {}): Promise<Result> {
  return kubedog(["assess", ...argv], { stdin: typeof input === "string" ? input : JSON.stringify(input), ...given });
}

const condition = { type: "Ready", status: "True" };
const ready = { apiVersion: "v1", kind: "Pod", metadata: { name: "up", namespace: "shop" }, spec: { containers: [{ name: "main" }] }, status: { phase: "Running", conditions: [condition], containerStatuses: [{ name: "main", ready: true, restartCount: 0, state: { running: {} } }] } };
const starting = { apiVersion: "v1", kind: "Pod", metadata: { name: "new", namespace: "shop" }, spec: { containers: [{ name: "main" }] }, status: { phase: "Pending" } };
const failed = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "migrate", namespace: "shop" }, spec: {}, status: { failed: 1, conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" }] } };
const list = (...items: readonly unknown[]) => ({ apiVersion: "v1", kind: "List", items });

const verdicts: readonly (readonly [title: string, input: object, code: number])[] = [
  ["all ready", list(ready), 0],
  ["something on its way", list(ready, starting), 3],
  ["something failed", list(starting, failed, ready), 1],
  ["no objects", list(), 0],
];

test.each(verdicts)("with %s", async (_, input, expected) => {
  expect((await assessed(input)).code).toBe(expected);
});

const yaml = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\nstatus: {phase: Active}\n`;
const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name }, status: { phase: "Active" } });

const forms: readonly (readonly [title: string, input: string])[] = [
  ["a List", JSON.stringify(list(namespace("a"), namespace("b")))],
  ["a typed list, whose items do not say what they are", JSON.stringify({ apiVersion: "v1", kind: "NamespaceList", items: [{ metadata: { name: "a" } }, { metadata: { name: "b" } }] })],
  ["lists in a list", JSON.stringify(list(list(namespace("a")), list(namespace("b"))))],
  ["an array", JSON.stringify([namespace("a"), namespace("b")])],
  ["JSON Lines", `${JSON.stringify(namespace("a"))}\n\n${JSON.stringify(namespace("b"))}\n`],
  ["JSON documents on end, with brackets in their texts", `${JSON.stringify({ ...namespace("a"), note: '}"]\\' }, null, 2)}${JSON.stringify(namespace("b"), null, 2)}\n`],
  ["an empty list beside another", `${JSON.stringify({ apiVersion: "v1", kind: "PodList", items: null })}\n${JSON.stringify([namespace("a"), namespace("b")])}`],
  ["indented JSON with a byte-order mark", `\ufeff${JSON.stringify(list(namespace("a"), namespace("b")), null, 2)}`],
  ["a YAML stream with empty documents", `---\n---\n${yaml("a")}---\n# nothing\n---\n${yaml("b")}...\n`],
  ["a YAML list", `apiVersion: v1\nkind: List\nitems:\n- ${yaml("a").replaceAll("\n", "\n  ")}\n- ${yaml("b").replaceAll("\n", "\n  ")}\n`],
];

test.each(forms)("%s is read, in its order", async (_, input) => {
  const { out, err } = await assessed(input, ["-o", "json"]);
  expect([out.trimEnd().split("\n").map((line) => JSON.parse(line).name), err]).toEqual([["a", "b"], ""]);
});

const unreadable: readonly (readonly [title: string, input: string, said: string])[] = [
  ["nothing", " \n", "stdin: expected Kubernetes objects, found nothing"],
  ["truncated JSON", '{"kind": "List", "items": [', "unexpected end of JSON input, in items[0] (line 1, column 28)"],
  ["a broken third line", `${JSON.stringify(namespace("a"))}\n${JSON.stringify(namespace("b"))}\n{oops}\n`, "invalid character 'o' looking for beginning of object key string (line 3, column 2)"],
  ["a comma too many", '{"a": [1,]}', "invalid character ']' looking for beginning of value, in a[1] (line 1, column 10)"],
  ["a text", "hello", 'stdin: expected a Kubernetes object with apiVersion, kind and metadata.name: an object was expected, not "hello"'],
  ["broken YAML", "a: [b\n", "read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (line 2, column 1)"],
  ["an item without a name", JSON.stringify(list(namespace("a"), { apiVersion: "v1", kind: "Pod", metadata: {} })), "stdin: items[1]: expected a Kubernetes object with apiVersion, kind and metadata.name: an object of kind Pod has no name"],
  ["a null among the items", JSON.stringify(list(null)), "stdin: items[0]: expected a Kubernetes object with apiVersion, kind and metadata.name: an object was expected, not null"],
  ["a multitrack spec", '{"Deployments":[{"ResourceName":"web"}]}', "stdin: expected a Kubernetes object with apiVersion, kind and metadata.name: an object has no apiVersion or no kind"],
];

test.each(unreadable)("%s is refused with exit code 2", async (_, input, said) => {
  const { code, out, err } = await assessed(input);
  expect([code, out, err]).toEqual([2, "", `${said}\n`]);
});

test("a file is read, and said when it is not there", async () => {
  const { code, out } = await assessed("", ["-f", "/objects", "-o", "json"], { files: { "/objects": JSON.stringify(namespace("a")) } });
  expect([code, out]).toEqual([0, '{"kind":"Namespace","apiVersion":"v1","namespace":"","name":"a","status":"ready","reason":"","message":""}\n']);
  const missing = await assessed("", ["-f", "/nope"]);
  expect([missing.code, missing.err]).toEqual([2, "/nope: there is no such file\n"]);
});

const owned = (kind: string, name: string, owner: { kind: string; name: string; uid?: string }, uid?: string) => ({
  apiVersion: kind === "Pod" ? "v1" : "apps/v1",
  kind,
  metadata: { name, namespace: "shop", ...(uid && { uid }), ownerReferences: [{ apiVersion: "apps/v1", controller: true, ...owner }] },
  spec: { containers: [{ name: "main", image: "web:v2" }] },
  status: { phase: "Pending", containerStatuses: [{ name: "main", ready: false, restartCount: 0, state: { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image \"web:v2\"" } } }] },
});

const deployed = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop", generation: 1 }, spec: { replicas: 1, selector: { matchLabels: { app: "web" } }, template: {} }, status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, unavailableReplicas: 1 } };

test.each([["by UID", "1"], ["by kind and name, where there are no UIDs", undefined]])("what others own is evidence for them, found %s", async (_, uid) => {
  const suffix = (letter: string) => (uid === undefined ? {} : { uid: `${uid}${letter}` });
  const deployment = { ...deployed, metadata: { ...deployed.metadata, ...suffix("d") } };
  const replicaSet = { ...owned("ReplicaSet", "web-1", { kind: "Deployment", name: "web", ...suffix("d") }, suffix("r").uid), spec: { replicas: 1, template: {} }, status: { replicas: 1 } };
  const pod = owned("Pod", "web-1-x", { kind: "ReplicaSet", name: "web-1", ...suffix("r") }, suffix("p").uid);
  const { code, out } = await assessed(list(pod, replicaSet, deployment), ["-o", "json"]);
  const [line, ...rest] = out.trimEnd().split("\n");
  const { kind, status, reason } = JSON.parse(line ?? "");
  expect([code, kind, status, reason, rest]).toEqual([1, "Deployment", "failed", "ImagePullBackOff", []]);
});

test.each([
  ["v1", { apiVersion: "v1", involvedObject: { kind: "Pod", namespace: "shop", name: "new" }, message: "0/3 nodes are available: 3 Insufficient cpu.", lastTimestamp: "2024-01-01T00:00:00Z" }],
  ["events.k8s.io/v1", { apiVersion: "events.k8s.io/v1", regarding: { kind: "Pod", namespace: "shop", name: "new" }, note: "0/3 nodes are available: 3 Insufficient cpu.", eventTime: "2024-01-01T00:00:00.000000Z" }],
])("Events of %s are evidence and never judged", async (_, event) => {
  const pod = { ...starting, status: { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }] } };
  const { out } = await assessed(list(pod, { kind: "Event", metadata: { name: "new.1", namespace: "shop" }, type: "Warning", reason: "FailedScheduling", ...event }));
  expect(out.split("\n").length).toBe(2);
  expect(out).toStartWith("shop/po/new: progressing");
});

test("an owner that is not there does not hide what it owns", async () => {
  const { code, out } = await assessed(list(owned("Pod", "web-1-x", { kind: "ReplicaSet", name: "web-1", uid: "r" }, "p")), ["-o", "json"]);
  expect([code, JSON.parse(out).status]).toEqual([1, "failed"]);
});

test("texts of objects cannot steer the terminal or a CI system", async () => {
  const hostile = { ...failed, metadata: { name: "\x1b[2J::error::a\nb", namespace: "::warning::" }, status: { conditions: [{ type: "Failed", status: "True", reason: "\x1b]0;x\x07", message: "##vso[task.complete]\r\n::error::no" }] } };
  const { out } = await assessed(hostile);
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f]|^::|##vso\[/m);
  expect(out.split("\n").length).toBe(2);
});

test("nesting without end is refused or judged, never a bug", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const { code } = await assessed(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":${deep}}`);
  expect(code).not.toBe(70);
  expect((await assessed(deep)).code).toBe(2);
});

test("5000 objects are judged in a few seconds even on a busy machine", async () => {
  const items = Array.from({ length: 1000 }, (_, at) => [
    { ...deployed, metadata: { ...deployed.metadata, name: `web-${at}`, uid: `d${at}` } },
    { ...owned("ReplicaSet", `web-${at}-1`, { kind: "Deployment", name: `web-${at}`, uid: `d${at}` }, `r${at}`), spec: { replicas: 3 }, status: {} },
    ...[1, 2, 3].map((pod) => owned("Pod", `web-${at}-1-${pod}`, { kind: "ReplicaSet", name: `web-${at}-1`, uid: `r${at}` }, `p${at}-${pod}`)),
  ]).flat();
  const startedAt = performance.now();
  const { code, out } = await assessed(list(...items));
  expect([code, out.trimEnd().split("\n").length]).toEqual([1, 1000]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

type Row = { readonly objects?: readonly object[] };

test("seeded mutations of real objects are judged or refused, and every line keeps its format", async () => {
  const families = ["argo-crd", "kstatus", "kubectl-rollout", "pulumi-states"].flatMap((set) => casesOf<Row>(set)).flatMap(({ objects }) => (objects === undefined ? [] : [objects]));
  const mutate = mutations(11);
  for (const objects of families) {
    const stdin = JSON.stringify(list(...objects.map(mutate)));
    const { code, out, err } = await assessed(stdin, ["-o", "json"]);
    expect(code === 70 ? [err, stdin] : []).toEqual([]);
    for (const line of out.split("\n").slice(0, -1)) expect(v.safeParse(AssessLine, JSON.parse(line)).issues).toBeUndefined();
  }
});

const junk = [null, 0, -1, 1.5, 1e308, "", "x", true, [], {}, [null], [[]], { a: null }, "\0", "2024-01-01T00:00:00Z", "__proto__"];

/** Puts junk in place of some values, leaves some out, doubles some: always the same ones for a seed. */
function mutations(seed: number): (object: object) => unknown {
  let state = seed;
  const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  const mutated = (value: unknown, depth: number): unknown => {
    if (depth > 1 && random() < 0.03) return junk[Math.floor(random() * junk.length)];
    if (Array.isArray(value)) return value.flatMap((item) => (random() < 0.05 ? [item, mutated(item, depth + 1)] : [mutated(item, depth + 1)]));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(() => depth < 2 || random() > 0.02);
    return Object.fromEntries(kept.map(([key, item]) => [key, mutated(item, depth + 1)]));
  };
  return (object) => mutated(object, 0);
}
