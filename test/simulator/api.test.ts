import { expect, test } from "bun:test";
import { deployment, pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { get } from "./client.ts";

const start = Date.UTC(2026, 10, 24, 15, 20, 45, 678);
const pods = "/api/v1/namespaces/default/pods";

async function cluster() {
  const simulator = await Simulator.start({ now: () => start });
  for (const name of ["a", "b", "c"]) simulator.apply(pod({ name, image: "shop/web:1" }));
  return simulator;
}

test("a LIST gives kind, revision and items that do not say their kind, in order of name", async () => {
  using simulator = await cluster();
  const { status, body, headers } = await get(simulator.url, pods);
  expect(status).toBe(200);
  expect(body.kind).toBe("PodList");
  expect(body.apiVersion).toBe("v1");
  expect(body.metadata).toEqual({ resourceVersion: body.items[2]?.metadata.resourceVersion ?? "" });
  expect(body.items.map((item) => [item.kind, item.metadata.name])).toEqual([[undefined, "a"], [undefined, "b"], [undefined, "c"]]);
  expect(body.items[0]?.metadata.creationTimestamp).toBe("2026-11-24T15:20:45Z");
  expect(headers.get("date")).toBe("Tue, 24 Nov 2026 15:20:45 GMT");
});

test("a LIST with a limit is read page by page", async () => {
  using simulator = await cluster();
  const first = await get(simulator.url, `${pods}?limit=2`);
  const second = await get(simulator.url, `${pods}?limit=2&continue=${first.body.metadata.continue}`);
  expect(first.body.items.map((item) => item.metadata.name)).toEqual(["a", "b"]);
  expect(first.body.metadata.remainingItemCount).toBe(1);
  expect(second.body.items.map((item) => item.metadata.name)).toEqual(["c"]);
  expect(second.body.metadata.continue).toBeUndefined();
});

test("a page that comes after the history has expired is refused with 410", async () => {
  using simulator = await cluster();
  const first = await get(simulator.url, `${pods}?limit=2`);
  simulator.expireHistory();
  const second = await get(simulator.url, `${pods}?limit=2&continue=${first.body.metadata.continue}`);
  expect([second.status, second.body.reason]).toEqual([410, "Expired"]);
});

const selected: readonly [query: string, names: string][] = [
  ["labelSelector=app%3Da", "a"],
  ["labelSelector=app!%3Da", "b,c"],
  ["labelSelector=app+in+(a,c)", "a,c"],
  ["labelSelector=app+notin+(a,c)", "b"],
  ["labelSelector=app", "a,b,c"],
  ["labelSelector=!app", ""],
  ["labelSelector=app+in+(a,b),app!%3Db", "a"],
  ["fieldSelector=metadata.name%3Db", "b"],
  ["fieldSelector=status.phase%3DRunning", ""],
];

test.each(selected)("%s selects %p", async (query, names) => {
  using simulator = await cluster();
  const { body } = await get(simulator.url, `${pods}?${query}`);
  expect(body.items.map((item) => item.metadata.name).join()).toBe(names);
});

test("Events are selected by the object they are about", async () => {
  using simulator = await cluster();
  simulator.event({ about: { kind: "Pod", name: "a" }, type: "Warning", reason: "Unhealthy", message: "no" });
  simulator.event({ about: { kind: "Pod", name: "a" }, type: "Warning", reason: "Unhealthy", message: "no" });
  simulator.event({ about: { kind: "Pod", name: "b" }, type: "Normal", reason: "Pulled", message: "yes" });
  const { body } = await get(simulator.url, "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Da,involvedObject.kind%3DPod");
  expect(body.items.map((item) => [item.reason, item.count, item.involvedObject.name])).toEqual([["Unhealthy", 2, "a"]]);
});

const refused: readonly [path: string, status: number, message: string][] = [
  ["/foo", 404, "404 page not found\n"],
  ["/apis/nope/v1", 404, "404 page not found\n"],
  ["/api/v1/namespaces/default/nopes", 404, "the server could not find the requested resource"],
  ["/api/v1/namespaces/default/pods/nope", 404, 'pods "nope" not found'],
  ["/apis/apps/v1/namespaces/default/deployments/nope", 404, 'deployments.apps "nope" not found'],
  ["/api/v1/namespaces/default/pods/nope/log", 404, 'pods "nope" not found'],
  [`${pods}?fieldSelector=spec.nope%3D1`, 400, "field label not supported: spec.nope"],
  [`${pods}?continue=abc`, 400, "invalid continue token: continue key is not valid"],
  [`${pods}?resourceVersion=99999`, 504, "Timeout: Too large resource version: 99999, current: 607"],
  [`${pods}?watch=true&resourceVersion=xx`, 500, 'resourceVersion: Invalid value: "xx": strconv.ParseUint: parsing "xx": invalid syntax'],
];

test.each(refused)("%s is answered with %d: %s", async (path, status, message) => {
  using simulator = await cluster();
  const answer = await get(simulator.url, path);
  expect([answer.status, answer.body.message ?? answer.text]).toEqual([status, message]);
});

test("an object keeps its identity when it is applied again; only a new spec is a new generation", async () => {
  using simulator = await Simulator.start();
  const first = simulator.apply(deployment({ name: "web", image: "shop/web:1" }));
  const same = simulator.apply(deployment({ name: "web", image: "shop/web:1" }));
  const next = simulator.apply(deployment({ name: "web", image: "shop/web:2" }));
  expect(same.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  expect([next.metadata.uid === first.metadata.uid, first.metadata.generation, next.metadata.generation]).toEqual([true, 1, 2]);
});

test("a registered custom resource is served, also in discovery", async () => {
  using simulator = await Simulator.start();
  simulator.register({ apiVersion: "shop.example/v1", kind: "Basket", plural: "baskets" });
  simulator.apply({ apiVersion: "shop.example/v1", kind: "Basket", metadata: { name: "mine" } });
  simulator.patchStatus({ kind: "Basket", name: "mine" }, { phase: "Ready", size: 3 });
  simulator.patchStatus({ kind: "Basket", name: "mine" }, { size: null });
  const one = await get(simulator.url, "/apis/shop.example/v1/namespaces/default/baskets/mine");
  const listed = await get(simulator.url, "/apis/shop.example/v1/baskets");
  const resources = await get(simulator.url, "/apis/shop.example/v1");
  expect(one.body.status).toEqual({ phase: "Ready" });
  expect(listed.body.items.map((item) => [item.kind, item.metadata.name])).toEqual([["Basket", "mine"]]);
  expect(resources.body.resources.map((each) => [each.name, each.namespaced])).toEqual([["baskets", true]]);
});

test("discovery names version and groups", async () => {
  using simulator = await Simulator.start();
  const [version, groups, ready] = await Promise.all(["/version", "/apis", "/readyz"].map((path) => get(simulator.url, path)));
  expect(version?.body.gitVersion).toBe("v1.34.4");
  expect(groups?.body.groups.map((group) => group.preferredVersion.groupVersion)).toEqual(["apps/v1", "batch/v1"]);
  expect(ready?.text).toBe("ok");
});
