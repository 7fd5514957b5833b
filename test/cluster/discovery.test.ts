import { expect, test } from "bun:test";
import { Discovery } from "../../src/cluster/discovery.ts";
import { openTransport } from "../../src/cluster/https-transport.ts";
import { loadKubeconfig } from "../../src/cluster/kubeconfig.ts";
import type { ResourceQuery } from "../../src/cluster/resource-query.ts";
import { ConnectionError, type Transport } from "../../src/cluster/transport.ts";
import { suggest } from "../../src/core/suggest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { UserError } from "../../src/user-error.ts";
import { FakeTransport, reset, type Answer } from "./fake-transport.ts";

type Form = "aggregated" | "plain";

/** A cluster with custom resources, and what a client of it finds. */
class Cluster implements Disposable {
  readonly discovery: Discovery;

  static async start(form: Form = "aggregated"): Promise<Cluster> {
    const simulator = await Simulator.start();
    simulator.register({ apiVersion: "shop.example.com/v1", kind: "Widget", plural: "widgets", shortNames: ["wdg", "jobs"] });
    simulator.register({ apiVersion: "shop.example.com/v1alpha1", kind: "Widget", plural: "widgets", shortNames: ["wdg"] });
    simulator.register({ apiVersion: "shop.example.com/v1alpha1", kind: "Gadget", plural: "gadgets" });
    simulator.register({ apiVersion: "a.example.com/v1", kind: "Store", plural: "stores", namespaced: false });
    simulator.register({ apiVersion: "b.example.com/v1", kind: "Store", plural: "stores" });
    simulator.register({ apiVersion: "b.example.com/v1", kind: "Deployment", plural: "deployments" });
    simulator.register({ apiVersion: "b.example.com/v1", kind: "Ingress", plural: "ingresses" });
    simulator.register({ apiVersion: "networking.k8s.io/v1", kind: "Ingress", plural: "ingresses" });
    const edges = { env: {}, homeDir: "/nowhere", readFile: () => undefined };
    const access = await loadKubeconfig({ ...edges, kubeconfigBase64: Buffer.from(simulator.kubeconfig()).toString("base64") });
    const transport = openTransport(access, { ...edges, version: "1.2.3", isInteractive: false, writeStderr: () => {}, now: () => 0 });
    return new Cluster(simulator, transport, form);
  }

  private constructor(
    readonly simulator: Simulator,
    private readonly transport: Transport,
    form: Form,
  ) {
    this.discovery = new Discovery(form === "plain" ? withoutAggregation(transport) : transport, suggest);
  }

  get paths(): readonly string[] {
    return this.simulator.requests.map(({ path }) => path);
  }

  [Symbol.dispose](): void {
    this.transport[Symbol.dispose]();
    this.simulator[Symbol.dispose]();
  }
}

/** A server before 1.26 does not look at what comes after the media type. */
function withoutAggregation(transport: Transport): Transport {
  return {
    server: transport.server,
    get: ({ path }) => transport.get({ path }),
    [Symbol.dispose]: () => {},
  };
}

/** `apps/v1 Deployment deployments namespaced`, or the exit code and the sentence. */
async function found(discovery: Discovery, query: ResourceQuery): Promise<string> {
  try {
    const { apiVersion, kind, plural, namespaced } = await discovery.resolve(query);
    return `${apiVersion} ${kind} ${plural} ${namespaced ? "namespaced" : "cluster-wide"}`;
  } catch (error) {
    if (error instanceof UserError) return `exit ${error.exitCode}: ${error.message}`;
    if (error instanceof ConnectionError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function titled(cases: readonly (readonly [query: ResourceQuery, expected: string])[]): [title: string, query: ResourceQuery, expected: string][] {
  return cases.map(([query, expected]) => [JSON.stringify(query), query, expected]);
}

const widget = "shop.example.com/v1 Widget widgets namespaced";
const deployment = "apps/v1 Deployment deployments namespaced";

const classic: readonly [query: ResourceQuery, expected: string][] = [
  ["deploy", deployment],
  ["deployment", deployment],
  ["deployments", deployment],
  ["Deployment", deployment],
  ["deployment.apps", deployment],
  ["deployments.v1.apps", deployment],
  ["rs", "apps/v1 ReplicaSet replicasets namespaced"],
  ["sts", "apps/v1 StatefulSet statefulsets namespaced"],
  ["ds", "apps/v1 DaemonSet daemonsets namespaced"],
  ["job", "batch/v1 Job jobs namespaced"],
  ["jobs", "batch/v1 Job jobs namespaced"],
  ["po", "v1 Pod pods namespaced"],
  ["pods.v1.", "v1 Pod pods namespaced"],
  [{ group: "apps", kind: "Deployment" }, deployment],
  [{ group: "apps", version: "", kind: "Deployment" }, deployment],
  [{ group: "", version: "v1", kind: "Pod" }, "v1 Pod pods namespaced"],
];

test.each(titled(classic))("the classic kind %s is found without a request", async (_, query, expected) => {
  const silent = new FakeTransport(() => reset());
  expect(await found(new Discovery(silent, suggest), query)).toBe(expected);
  expect(silent.paths).toEqual([]);
});

const words: readonly [query: ResourceQuery, expected: string][] = [
  ["widgets", widget],
  ["Widget", widget],
  ["wdg", widget],
  ["wdg.shop.example.com", widget],
  ["widgets.shop.example.com", widget],
  ["widgets.v1alpha1.shop.example.com", "shop.example.com/v1alpha1 Widget widgets namespaced"],
  ["gadget", "shop.example.com/v1alpha1 Gadget gadgets namespaced"],
  ["stores.a.example.com", "a.example.com/v1 Store stores cluster-wide"],
  ["deployments.b.example.com", "b.example.com/v1 Deployment deployments namespaced"],
  ["cm", "v1 ConfigMap configmaps namespaced"],
  ["no", "v1 Node nodes cluster-wide"],
  ["ingress", "networking.k8s.io/v1 Ingress ingresses namespaced"],
  [{ group: "shop.example.com", kind: "Widget" }, widget],
  [{ group: "shop.example.com", kind: "Gadget" }, "shop.example.com/v1alpha1 Gadget gadgets namespaced"],
  [{ group: "", kind: "ConfigMap" }, "v1 ConfigMap configmaps namespaced"],
];

for (const form of ["aggregated", "plain"] as const) {
  test.each(titled(words))(`%s is found in ${form} discovery`, async (_, query, expected) => {
    using cluster = await Cluster.start(form);
    expect(await found(cluster.discovery, query)).toBe(expected);
  });
}

const unknown: readonly [query: ResourceQuery, expected: string][] = [
  ["widgit", 'exit 2: the server does not know the kind "widgit" — did you mean widget?'],
  ["widgets.shop.exmaple.com", 'exit 2: the server does not know the kind "widgets.shop.exmaple.com" — did you mean widgets.shop.example.com?'],
  ["", 'exit 2: the server does not know the kind "" — is its CustomResourceDefinition installed?'],
  ["volcano", 'exit 2: the server does not know the kind "volcano" — is its CustomResourceDefinition installed?'],
  ["pods/log", 'exit 2: the server does not know the kind "pods/log" — is its CustomResourceDefinition installed?'],
  ["stores", 'exit 2: the kind "stores" may mean any of stores.a.example.com, stores.b.example.com — say which one'],
  ["widgets.v9.shop.example.com", 'exit 2: the server does not know the kind "widgets.v9.shop.example.com" — it serves it in v1, v1alpha1'],
  [{ group: "shop.example.com", version: "v9", kind: "Widget" }, 'exit 2: the server does not know the kind "Widget" of "shop.example.com/v9" — it serves it in v1, v1alpha1'],
  [{ group: "shop.example.com", version: "v1", kind: "Gadget" }, 'exit 2: the server does not know the kind "Gadget" of "shop.example.com/v1" — it serves it in v1alpha1'],
  [{ group: "shop.example.com", version: "v1", kind: "Wigdet" }, 'exit 2: the server does not know the kind "Wigdet" of "shop.example.com/v1" — did you mean Widget?'],
  [{ group: "", kind: "Widget" }, 'exit 2: the server does not know the kind "Widget" of the core group — did you mean Widget of shop.example.com?'],
  [{ group: "shop.exmaple.com", kind: "Thing" }, 'exit 2: the server does not know the kind "Thing" of "shop.exmaple.com" — did you mean the group shop.example.com?'],
  [{ group: "apps", version: "v1beta2", kind: "Deployment" }, 'exit 2: the server does not know the kind "Deployment" of "apps/v1beta2" — it serves it in v1'],
  [{ group: "..", version: "..", kind: "Pod" }, 'exit 2: the server does not know the kind "Pod" of "../.." — did you mean Pod of the core group?'],
];

for (const form of ["aggregated", "plain"] as const) {
  test.each(titled(unknown))(`%s is not found in ${form} discovery, and why is said`, async (_, query, expected) => {
    using cluster = await Cluster.start(form);
    expect(await found(cluster.discovery, query)).toBe(expected);
  });
}

test("a kind with its version costs one request", async () => {
  using cluster = await Cluster.start();
  expect(await found(cluster.discovery, { group: "shop.example.com", version: "v1", kind: "Widget" })).toBe(widget);
  expect(cluster.paths).toEqual(["/apis/shop.example.com/v1"]);
});

test("many who ask at once share two requests, and nobody asks again", async () => {
  using cluster = await Cluster.start();
  await Promise.all(["wdg", "gadgets", "cm", "nope"].map((word) => found(cluster.discovery, word)));
  await found(cluster.discovery, "widgets");
  expect(cluster.paths.toSorted()).toEqual(["/api", "/apis"]);
});

test("where discovery is not aggregated, each version of each group is asked for once", async () => {
  using cluster = await Cluster.start("plain");
  await Promise.all(["wdg", "gadgets"].map((word) => found(cluster.discovery, word)));
  await found(cluster.discovery, { group: "shop.example.com", version: "v1", kind: "Widget" });
  expect(cluster.paths.toSorted()).toEqual([
    "/api",
    "/api/v1",
    "/apis",
    "/apis/a.example.com/v1",
    "/apis/apps/v1",
    "/apis/b.example.com/v1",
    "/apis/batch/v1",
    "/apis/networking.k8s.io/v1",
    "/apis/shop.example.com/v1",
    "/apis/shop.example.com/v1alpha1",
  ]);
});

test("a group that does not answer leaves the others alone, and is named to whom it concerns", async () => {
  using cluster = await Cluster.start("plain");
  cluster.simulator.failNext(/b\.example\.com/, 503, 1);
  const refused = "exit 4: cannot learn which resources there are: the server answered GET /apis/b.example.com/v1 with HTTP 503: failed on demand with 503";
  expect(await found(cluster.discovery, "wdg")).toBe(widget);
  expect(await found(cluster.discovery, "stores.b.example.com")).toBe(refused);
  expect(await found(cluster.discovery, { group: "b.example.com", kind: "Store" })).toBe(refused);
  expect(await found(cluster.discovery, "widgit")).toBe(
    'exit 2: the server does not know the kind "widgit" (it cannot tell at the moment what is in b.example.com/v1) — did you mean widget?',
  );
});

const refusals: readonly [status: number, query: ResourceQuery, path: string][] = [
  [401, "wdg", "/api"],
  [403, "wdg", "/apis"],
  [403, { group: "shop.example.com", version: "v1", kind: "Widget" }, "/apis/shop.example.com/v1"],
];

test.each(refusals)("a refusal with %d of what %j needs is exit 4 and names the request", async (status, query, path) => {
  using cluster = await Cluster.start();
  cluster.simulator.failNext(new RegExp(`^${path}$`), status, 1);
  const message = `the server answered GET ${path} with HTTP ${status}: failed on demand with ${status}`;
  expect(await found(cluster.discovery, query)).toBe(`exit 4: cannot learn which resources there are: ${message}`);
});

test("without an answer the error says so, and whoever tries again asks anew", async () => {
  using cluster = await Cluster.start();
  cluster.simulator.down();
  const server = cluster.simulator.url;
  expect(await found(cluster.discovery, "wdg")).toBe(`ECONNREFUSED: connection refused by ${server}`);
  await cluster.simulator.up();
  expect(await found(cluster.discovery, "wdg")).toBe(widget);
});

/** What a server says of `/apis`; its core group is empty. */
function saying(body: Answer["body"] & object): Discovery {
  return new Discovery(new FakeTransport(({ path }) => (path === "/apis" ? { body } : { status: 404 })), suggest);
}

function groups(...items: readonly unknown[]): object {
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", items };
}

const thing = { resource: "things", responseKind: { group: "x.example.com", version: "v1", kind: "Thing" }, scope: "Cluster", singularResource: "thing", verbs: ["list", "watch"] };

test("the group of an APIService that does not answer is stale: its kinds cannot be known", async () => {
  const discovery = saying(groups({ metadata: { name: "x.example.com" }, versions: [{ version: "v1beta1", freshness: "Stale" }] }));
  expect(await found(discovery, { group: "x.example.com", kind: "Thing" })).toBe(
    'exit 4: the server does not know what is in x.example.com/v1beta1: its APIService "v1beta1.x.example.com" does not answer',
  );
});

test("what is last known of a stale group is used", async () => {
  const discovery = saying(groups({ metadata: { name: "x.example.com" }, versions: [{ version: "v1", resources: [thing], freshness: "Stale" }] }));
  expect(await found(discovery, "thing")).toBe("x.example.com/v1 Thing things cluster-wide");
});

test("malformed parts of an answer are left out", async () => {
  const resources = [null, "x", { resource: 5 }, { ...thing, responseKind: null }, { ...thing, shortNames: null }];
  const discovery = saying(groups(null, 7, { metadata: { name: "y" }, versions: null }, { metadata: { name: "x.example.com" }, versions: [{ version: "v1", resources }] }));
  expect(await found(discovery, "things")).toBe("x.example.com/v1 Thing things cluster-wide");
});

test.each([[{}], [[]], [{ kind: "PodList", items: [] }]])("a list of groups that is none, %p, is said", async (body) => {
  expect(await found(saying(body), "thing")).toBe("exit 4: https://cluster.test answered GET /apis with no list of API groups — is it an API server?");
});

test("what can be listed but not watched cannot be tracked", async () => {
  const discovery = saying(groups({ metadata: { name: "metrics.k8s.io" }, versions: [{ version: "v1", resources: [{ ...thing, verbs: ["get", "list"] }] }] }));
  expect(await found(discovery, "things")).toBe("exit 2: things.metrics.k8s.io cannot be tracked: the server does not let anyone watch them");
});

test("subresources are no resources", async () => {
  const list = { kind: "APIResourceList", resources: [{ name: "things/scale", kind: "Scale", namespaced: true, verbs: ["list", "watch"] }] };
  const plain = { kind: "APIGroupList", groups: [{ name: "x.example.com", versions: [{ version: "v1" }] }] };
  const answers: { readonly [path: string]: Answer } = { "/apis": { body: plain }, "/apis/x.example.com/v1": { body: list } };
  const discovery = new Discovery(new FakeTransport(({ path }) => answers[path] ?? { status: 404 }), suggest);
  expect(await found(discovery, "scale")).toBe('exit 2: the server does not know the kind "scale" — is its CustomResourceDefinition installed?');
});

test("the preferred version comes first, whatever the order of the versions", async () => {
  const versions = [{ version: "v2alpha1" }, { version: "v1" }];
  const plain = { kind: "APIGroupList", groups: [{ name: "x.example.com", versions, preferredVersion: { version: "v1" } }] };
  const list = { resources: [{ name: "things", singularName: "", kind: "Thing", namespaced: true, verbs: ["list", "watch"] }] };
  const discovery = new Discovery(new FakeTransport(({ path }) => (path === "/api" ? { status: 404 } : { body: path === "/apis" ? plain : list })), suggest);
  expect(await found(discovery, "thing")).toBe("x.example.com/v1 Thing things namespaced");
});
