import { expect, test } from "bun:test";
import { pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { get, StreamReader } from "./client.ts";

const log = "/api/v1/namespaces/default/pods/web/log?container=main";

/** A Pod on its node, and a clock to set. */
async function cluster() {
  const clock = { at: Date.UTC(2026, 10, 24, 15, 20, 45, 100) };
  const simulator = await Simulator.start({ now: () => clock.at });
  const web = pod({ name: "web", image: "shop/web:1" });
  simulator.apply({ ...web, spec: { ...Object(web.spec), nodeName: "node-1" } });
  return { simulator, clock };
}

test("a container that has not started has no log: 400 with what it waits for", async () => {
  const { simulator } = await cluster();
  using _ = simulator;
  const { status, body } = await get(simulator.url, log);
  expect([status, body.message]).toEqual([400, 'container "main" in pod "web" is waiting to start: ContainerCreating']);
});

const badQueries: readonly [query: string, message: string][] = [
  ["container=zz", "container zz is not valid for pod web"],
  ["container=main&previous=true", 'previous terminated container "main" in pod "web" not found'],
  ["container=main&sinceTime=zz", 'parsing time "zz" as "2006-01-02T15:04:05Z07:00": cannot parse "zz" as "2006"'],
];

test.each(badQueries)("?%s is answered with 400: %s", async (query, message) => {
  const { simulator } = await cluster();
  using _ = simulator;
  simulator.startContainer("web", "main");
  const { status, body } = await get(simulator.url, `/api/v1/namespaces/default/pods/web/log?${query}`);
  expect([status, body.message]).toEqual([400, message]);
});

test("a Pod that is not on a node yet has an empty log", async () => {
  using simulator = await Simulator.start();
  simulator.apply(pod({ name: "web", image: "shop/web:1" }));
  const { status, text } = await get(simulator.url, log);
  expect([status, text]).toEqual([204, ""]);
});

test("lines carry their times, and are chosen by second or from the end", async () => {
  const { simulator, clock } = await cluster();
  using _ = simulator;
  simulator.startContainer("web", "main");
  simulator.writeLog("web", "main", "one\ntwo\n");
  clock.at += 1000;
  simulator.writeLog("web", "main", "three\nno newline");
  const read = async (query: string) => (await get(simulator.url, `${log}&${query}`)).text;
  expect(await read("")).toBe("one\ntwo\nthree\nno newline");
  expect(await read("timestamps=true")).toBe(
    "2026-11-24T15:20:45.100000137Z one\n2026-11-24T15:20:45.100001158Z two\n" +
      "2026-11-24T15:20:46.100000137Z three\n2026-11-24T15:20:46.100001158Z no newline",
  );
  expect(await read("sinceTime=2026-11-24T15:20:46.900Z")).toBe("three\nno newline");
  expect(await read("tailLines=3")).toBe("two\nthree\nno newline");
  expect(await read("tailLines=0")).toBe("");
});

test("a followed log ends with its run, and the run before stays readable", async () => {
  const { simulator } = await cluster();
  using _ = simulator;
  simulator.startContainer("web", "main");
  simulator.writeLog("web", "main", "first run\n");
  const followed = new StreamReader(`${simulator.url}${log}&follow=true`);
  await followed.linesMin(1);
  simulator.writeLog("web", "main", "panic: no data");
  simulator.writeLog("web", "main", "base");
  simulator.endContainer("web", "main", 3);
  await followed.until(() => followed.over !== "");
  expect([followed.over, followed.text]).toEqual(["end", "first run\npanic: no database"]);
  simulator.startContainer("web", "main");
  simulator.writeLog("web", "main", "second run\n");
  expect((await get(simulator.url, log)).text).toBe("second run\n");
  expect((await get(simulator.url, `${log}&previous=true`)).text).toBe("first run\npanic: no database");
  expect(simulator.get({ kind: "Pod", name: "web" })?.status).toMatchObject({ containerStatuses: [{ restartCount: 1, lastState: { terminated: { exitCode: 3 } } }] });
});

test("a thousand followed logs all get their lines", async () => {
  const { simulator } = await cluster();
  using _ = simulator;
  simulator.startContainer("web", "main");
  const followed = Array.from({ length: 1000 }, () => new StreamReader(`${simulator.url}${log}&follow=true`));
  await simulator.until(() => simulator.openStreams === 1000);
  simulator.writeLog("web", "main", "for all\n");
  await Promise.all(followed.map((each) => each.linesMin(1)));
  simulator.endContainer("web", "main");
  await simulator.until(() => simulator.openStreams === 0);
  expect(simulator.peakStreams).toBe(1000);
  expect(followed.every(({ text }) => text === "for all\n")).toBe(true);
});
