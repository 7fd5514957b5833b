/** Whole runs of a user whose Role names objects: `resourceNames: ["web"]`. */
import { expect, test } from "bun:test";
import { runs } from "../../src/simulator/behaviour.ts";
import { deployment, pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const path = "/apis/apps/v1/namespaces/shop/deployments";

function items(...names: readonly string[]): object {
  return { Deployments: names.map((ResourceName) => ({ ResourceName, Namespace: "shop" })) };
}

/** Deployments `web` and `api`, of whose collection nothing but these names may be seen. */
async function shop(...exceptNames: readonly string[]): Promise<Simulator> {
  const simulator = await Simulator.start({ speed: 20 });
  for (const name of ["web", "api"]) simulator.apply(deployment({ name, namespace: "shop", image }), { main: runs({ readyAfterMs: 4000 }) });
  simulator.refuse({ resource: "deployments", exceptNames });
  return simulator;
}

test("targets that a Role names are followed by their names to ready, one LIST and one WATCH each, and nothing is said of it (checklist 88)", async () => {
  using simulator = await shop("web", "api");
  const { code, err, out } = await kubedog(["multitrack", "--settle", "0"], tracking(simulator, items("web", "api")));
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("deploy/web: ready\n");
  const asked = simulator.requests.filter((request) => request.path === path).map(({ query }) => `${query["watch"] === "true" ? "watch" : "list"} ${query["fieldSelector"] ?? "all"}`);
  expect(asked.sort()).toEqual(["list all", "list metadata.name=api", "list metadata.name=web", "watch metadata.name=api", "watch metadata.name=web"]);
});

test("a name that the Role leaves out ends the run with 4 within two seconds, with name, verbs and resource (checklist 64, 88)", async () => {
  using simulator = await shop("web");
  const startedAt = performance.now();
  const { code, err } = await kubedog(["multitrack"], tracking(simulator, items("web", "api")));
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect([code, err]).toEqual([
    4,
    'error: not allowed to list and watch deployments.apps api in namespace shop: 403 deployments.apps is forbidden: User "kubedog" cannot list resource "deployments" in API group "apps" in the namespace "shop"; the user needs the verbs get, list and watch on deployments.apps there\n',
  ]);
});

test("a Pod is followed by its name where all Pods are refused (checklist 88)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(pod({ name: "one", namespace: "shop", image }), { main: runs() });
  simulator.refuse({ resource: "pods", exceptNames: ["one"] });
  const { code, err, out } = await kubedog(["multitrack", "--settle", "0"], tracking(simulator, { Pods: [{ ResourceName: "one", Namespace: "shop" }] }));
  expect([code, err, out.includes("po/one: ready\n")]).toEqual([0, "", true]);
});

test("followed by its name, a target's deletion is noticed, also after a forgotten revision (checklist 88)", async () => {
  using simulator = await shop("web", "api");
  const terminal = new Terminal(tracking(simulator, items("web", "api")));
  const run = terminal.run(["multitrack", "--mode", "follow", "--settle", "0"]);
  await terminal.until(() => ["web", "api"].every((name) => terminal.out.includes(`deploy/${name}: ready`)));
  simulator.pauseStreams();
  simulator.remove({ kind: "Deployment", namespace: "shop", name: "api" });
  simulator.expireHistory();
  simulator.hangUp();
  await terminal.until(() => terminal.out.includes("deploy/api: missing"));
  terminal.send("SIGINT");
  const { code, out } = await run;
  expect([code, out.includes("deploy/web: missing")]).toEqual([130, false]);
});

test("a run by names replays as it was (checklist 88)", async () => {
  using simulator = await shop("web");
  const run = await kubedog(["multitrack", "--settle", "0", "--record", "/run"], tracking(simulator, items("web")));
  const again = await kubedog(["replay", "/run"], { files: { "/run": run.written.get("/run") ?? "" } });
  expect([again.code, again.all]).toEqual([0, run.all]);
});
