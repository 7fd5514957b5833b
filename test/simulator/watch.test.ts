import { expect, test } from "bun:test";
import { pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { get, StreamReader } from "./client.ts";

const pods = "/api/v1/namespaces/default/pods";

function web(name: string, image = "shop/web:1") {
  return pod({ name, image });
}

test("a watch without a revision begins with what is there and marks its end", async () => {
  using simulator = await Simulator.start();
  simulator.apply(web("a"));
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&allowWatchBookmarks=true`);
  await watch.linesMin(2);
  simulator.apply(web("b"));
  await watch.linesMin(3);
  expect(watch.told).toEqual(["ADDED a", "BOOKMARK", "ADDED b"]);
  expect(watch.events[1]?.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
  expect(watch.events[2]?.object.kind).toBe("Pod");
});

test("a watch from a revision resumes from the history and then goes on", async () => {
  using simulator = await Simulator.start();
  simulator.apply(web("a"));
  const { body } = await get(simulator.url, pods);
  simulator.apply(web("a", "shop/web:2"));
  simulator.remove({ kind: "Pod", name: "a" });
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&resourceVersion=${body.metadata.resourceVersion}`);
  await watch.linesMin(2);
  simulator.apply(web("b"));
  await watch.linesMin(3);
  expect(watch.told).toEqual(["MODIFIED a", "DELETED a", "ADDED b"]);
});

test("an object that leaves a selector is deleted for that watch, and added when it comes back", async () => {
  using simulator = await Simulator.start();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&labelSelector=tier%3Dfront`);
  await simulator.until(() => simulator.openStreams === 1);
  for (const tier of ["back", "front", "back", "front"]) {
    const object = web("a");
    simulator.apply({ ...object, metadata: { ...object.metadata, labels: { tier } } });
  }
  await watch.linesMin(3);
  expect(watch.told).toEqual(["ADDED a", "DELETED a", "ADDED a"]);
});

test("a watch sees its own namespace and kind only", async () => {
  using simulator = await Simulator.start();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true`);
  const everywhere = new StreamReader(`${simulator.url}/api/v1/pods?watch=true`);
  await simulator.until(() => simulator.openStreams === 2);
  simulator.apply(pod({ name: "other", namespace: "elsewhere", image: "shop/web:1" }));
  simulator.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } });
  simulator.apply(web("a"));
  await watch.linesMin(1);
  await everywhere.linesMin(2);
  expect([watch.told, everywhere.told]).toEqual([["ADDED a"], ["ADDED other", "ADDED a"]]);
});

test("bookmarks come by themselves, to those who allow them", async () => {
  using simulator = await Simulator.start({ bookmarkEveryMs: 5 });
  const plain = new StreamReader(`${simulator.url}${pods}?watch=true&resourceVersion=604`);
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&resourceVersion=604&allowWatchBookmarks=true`);
  await watch.linesMin(2);
  expect(watch.lines[1]).toBe('{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"604"}}}');
  expect(plain.text).toBe("");
});

test("timeoutSeconds ends the stream cleanly", async () => {
  using simulator = await Simulator.start();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&timeoutSeconds=1`);
  await watch.until(() => watch.over !== "");
  expect([watch.over, watch.text]).toEqual(["end", ""]);
  await simulator.until(() => simulator.openStreams === 0);
});

test("after the history has expired a watch gets an ERROR event with 410, then the end", async () => {
  using simulator = await Simulator.start();
  simulator.expireHistory();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&resourceVersion=604`);
  await watch.until(() => watch.over !== "");
  expect(watch.over).toBe("end");
  expect(watch.events.map(({ type, object }) => [type, object.code, object.message])).toEqual([["ERROR", 410, "too old resource version: 604 (605)"]]);
});

test("the 410 can also come as the HTTP status", async () => {
  using simulator = await Simulator.start();
  simulator.expireHistory("status");
  const { status, body } = await get(simulator.url, `${pods}?watch=true&resourceVersion=604`);
  expect([status, body.reason]).toEqual([410, "Expired"]);
});
