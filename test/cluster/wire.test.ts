import { expect, test } from "bun:test";
import { kubeObject, MalformedError } from "../../src/cluster/wire.ts";

function withTemplate(env: readonly object[], annotations: object) {
  return { metadata: { annotations }, spec: { initContainers: [{ name: "init", env }], containers: [{ name: "main", env }] } };
}

const before = withTemplate([{ name: "TOKEN", value: "secret" }, { name: "HOST", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }], {
  "kapp.k14s.io/original": '{"env":"secret"}',
  team: "shop",
});
const after = withTemplate([{ name: "TOKEN" }, { name: "HOST", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }], { team: "shop" });

test.each([
  ["a Deployment", "Deployment", { template: structuredClone(before) }, { template: after }],
  ["a CronJob", "CronJob", { jobTemplate: { spec: { template: structuredClone(before) } } }, { jobTemplate: { spec: { template: after } } }],
  ["a custom resource", "Rollout", { stages: [{ template: structuredClone(before) }] }, { stages: [{ template: after }] }],
])("no value of an environment variable is kept: in %s", (_, kind, spec, pruned) => {
  const object = kubeObject({ apiVersion: "apps/v1", kind, metadata: { name: "web", managedFields: [] }, spec });
  expect<unknown>(object).toEqual({ apiVersion: "apps/v1", kind, metadata: { name: "web" }, spec: pruned });
});

test("of a Secret only the name is kept, of a ConfigMap all", () => {
  const fields = { apiVersion: "v1", metadata: { name: "keys" } };
  expect<unknown>(kubeObject({ ...fields, kind: "Secret", data: { a: "c2VjcmV0" }, stringData: { b: "secret" } })).toEqual({ ...fields, kind: "Secret" });
  expect<unknown>(kubeObject({ ...fields, kind: "ConfigMap", data: { a: "b" } })).toEqual({ ...fields, kind: "ConfigMap", data: { a: "b" } });
});

test("odd shapes in the places that are pruned do no harm", () => {
  const odd = { apiVersion: "v1", kind: "Pod", metadata: { name: "web", annotations: null }, spec: { env: "text", containers: [null, 7, { env: [null, "x"] }] } };
  expect<unknown>(kubeObject(structuredClone(odd))).toEqual(odd);
});

test.each([
  [null, "an object was expected, not null"],
  [[], "an object was expected, not []"],
  ["Pod", 'an object was expected, not "Pod"'],
  [{ metadata: { name: "web" } }, "an object has no apiVersion or no kind"],
  [{ apiVersion: "v1", kind: "Pod" }, "an object of kind Pod has no name"],
  [{ apiVersion: "v1", kind: "Pod", metadata: { name: 7 } }, "an object of kind Pod has no name"],
])("%j is no object", (value, message) => {
  expect(() => kubeObject(value)).toThrow(new MalformedError(message));
});
