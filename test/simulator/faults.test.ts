import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { get as httpsGet } from "node:https";
import { pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { get, StreamReader } from "./client.ts";

const pods = "/api/v1/namespaces/default/pods";

test("hanging up breaks every open stream, and new connections are welcome", async () => {
  using simulator = await Simulator.start();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true`);
  await simulator.until(() => simulator.openStreams === 1);
  simulator.apply(pod({ name: "a", image: "shop/web:1" }));
  await watch.linesMin(1);
  simulator.hangUp();
  await watch.until(() => watch.over !== "");
  expect(watch.over).toBe("ECONNRESET");
  expect((await get(simulator.url, pods)).status).toBe(200);
});

test("a server that is down refuses connections, and comes back on the same port", async () => {
  using simulator = await Simulator.start();
  const { url } = simulator;
  simulator.down();
  const code = await get(url, pods).catch((error: { code: string }) => error.code);
  await simulator.up();
  expect(code).toBe("ECONNREFUSED");
  expect((await get(url, pods)).status).toBe(200);
});

test("paused streams fall silent without closing, and lose nothing", async () => {
  using simulator = await Simulator.start();
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true`);
  await simulator.until(() => simulator.openStreams === 1);
  simulator.pauseStreams();
  simulator.apply(pod({ name: "a", image: "shop/web:1" }));
  await get(simulator.url, pods);
  expect([watch.text, watch.over]).toEqual(["", ""]);
  simulator.resumeStreams();
  await watch.linesMin(1);
  expect(watch.told).toEqual(["ADDED a"]);
});

test("what fits a refusal is forbidden in the server's words until all is allowed", async () => {
  using simulator = await Simulator.start();
  simulator.refuse({ resource: "deployments", verb: "list" });
  const refused = await get(simulator.url, "/apis/apps/v1/namespaces/default/deployments");
  const other = await get(simulator.url, pods);
  simulator.allow();
  const allowed = await get(simulator.url, "/apis/apps/v1/namespaces/default/deployments");
  expect([refused.status, refused.body.message]).toEqual([
    403,
    'deployments.apps is forbidden: User "kubedog" cannot list resource "deployments" in API group "apps" in the namespace "default"',
  ]);
  expect([other.status, allowed.status]).toEqual([200, 200]);
});

test("names that a refusal leaves out are allowed to who selects them, as a Role with resourceNames does", async () => {
  using simulator = await Simulator.start();
  for (const name of ["a", "b"]) simulator.apply(pod({ name, image: "shop/web:1" }));
  simulator.refuse({ resource: "pods", exceptNames: ["a"] });
  const all = await get(simulator.url, pods);
  const allowed = await get(simulator.url, `${pods}?fieldSelector=metadata.name%3Da`);
  const other = await get(simulator.url, `${pods}?fieldSelector=metadata.name%3Db`);
  const watch = new StreamReader(`${simulator.url}${pods}?watch=true&fieldSelector=metadata.name%3Da`);
  await watch.linesMin(1);
  simulator.hangUp();
  expect([all.status, allowed.status, (await get(simulator.url, `${pods}/a`)).status, other.status]).toEqual([403, 200, 200, 403]);
  expect(allowed.body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(["a"]);
  expect(other.body.message).toBe('pods "b" is forbidden: User "kubedog" cannot list resource "pods" in API group "" in the namespace "default"');
  expect(watch.told).toEqual(["ADDED a"]);
});

test("logs are refused as the subresource they are", async () => {
  using simulator = await Simulator.start();
  simulator.apply(pod({ name: "a", image: "shop/web:1" }));
  simulator.refuse({ resource: "pods/log" });
  const refused = await get(simulator.url, `${pods}/a/log`);
  expect([refused.status, refused.body.message]).toEqual([
    403,
    'pods "a" is forbidden: User "kubedog" cannot get resource "pods/log" in API group "" in the namespace "default"',
  ]);
  expect((await get(simulator.url, `${pods}/a`)).status).toBe(200);
});

test("the next requests that fit fail, so many of them", async () => {
  using simulator = await Simulator.start();
  simulator.failNext(/\/pods/, 503, 2);
  const answers = [await get(simulator.url, pods), await get(simulator.url, pods), await get(simulator.url, pods)];
  expect(answers.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual([[503, "1"], [503, "1"], [200, null]]);
});

test("a slow server answers later", async () => {
  using simulator = await Simulator.start();
  simulator.slow(40);
  const before = performance.now();
  await get(simulator.url, pods);
  expect(performance.now() - before).toBeGreaterThan(35);
});

test("every request is noted, with its query", async () => {
  using simulator = await Simulator.start();
  await get(simulator.url, `${pods}?limit=500`);
  expect(simulator.requests).toEqual([{ method: "GET", path: pods, query: { limit: "500" } }]);
});

test("without the token there is a 401", async () => {
  using simulator = await Simulator.start({ token: "secret" });
  const without = await get(simulator.url, pods);
  const withToken = await get(simulator.url, pods, { authorization: "Bearer secret" });
  expect([without.status, without.body.message, withToken.status]).toEqual([401, "Unauthorized", 200]);
  expect(simulator.kubeconfig()).toContain("token: secret");
});

test("over TLS only a client with a certificate of the right authority is answered", async () => {
  const pem = (name: string) => readFileSync(`${import.meta.dir}/../cluster/pki/${name}`, "utf8");
  const client = { cert: pem("client.crt"), key: pem("client.key") };
  using simulator = await Simulator.start({ tls: { ca: pem("ca.crt"), cert: pem("server.crt"), key: pem("server.key"), client } });
  const ask = (options: object) =>
    new Promise<string>((resolve) => {
      const request = httpsGet(`${simulator.url}/version`, { ca: pem("ca.crt"), agent: false, ...options }, (response) => resolve(String(response.statusCode)));
      request.on("error", () => resolve("refused"));
    });
  expect(await ask(client)).toBe("200");
  expect(await ask({})).toBe("refused");
  expect(simulator.kubeconfig()).toContain(`client-certificate-data: ${Buffer.from(client.cert).toString("base64")}`);
});
