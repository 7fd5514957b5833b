/** What goes on between us and the cluster, for who asks. */
import { expect, test } from "bun:test";
import { runs } from "../../src/simulator/behaviour.ts";
import { deployment } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop" }] };
const argv = ["multitrack", "--settle", "0"];

async function rolledOut(): Promise<Simulator> {
  const simulator = await Simulator.start({ speed: 20, token: "s3cret" });
  simulator.apply(deployment({ name: "web", namespace: "shop", image, replicas: 1 }), { main: runs() });
  return simulator;
}

function requestLines(err: string): readonly string[] {
  return err.split("\n").filter((line) => line.includes("GET "));
}

test("--verbose says each request with its answer and its time on stderr, and nothing of the credentials", async () => {
  using simulator = await rolledOut();
  const { code, out, err } = await kubedog([...argv, "--verbose"], tracking(simulator, spec));
  expect(code).toBe(0);
  expect(err).toMatch(/^GET \/apis\/apps\/v1\/namespaces\/shop\/deployments\?limit=500 200 \d+ms$/m);
  expect(err).toMatch(/^GET \/apis\/apps\/v1\/namespaces\/shop\/deployments\?watch=true&\S+ 200 \d+ms$/m);
  expect(err + out).not.toContain("s3cret");
  expect(out).not.toContain("GET ");
  const seen = simulator.requests.map(({ path, query }) => `${path}?${new URLSearchParams(query)}`);
  const said = requestLines(err).map((line) => line.split(" ")[1] ?? "");
  expect(said.filter((request) => !seen.includes(request))).toEqual([]);
});

for (const name of ["KUBEDOG_TRACKER_DEBUG", "KUBEDOG_ELIMINATION_TRACKER_DEBUG", "KUBEDOG_ROLLOUT_MULTITRACK_DEBUG"]) {
  test(`${name}=1 is kubedog's word for it, any other value is not`, async () => {
    using simulator = await rolledOut();
    const { stdin, env } = tracking(simulator, spec);
    const [asked, unasked] = await Promise.all(["1", "0"].map((value) => kubedog(argv, { stdin, env: { ...env, [name]: value } })));
    expect(requestLines(asked?.err ?? "").length).toBeGreaterThan(3);
    expect(unasked?.err).toBe("");
  });
}

test("the lines bear the prefix that --output-prefix puts before every line", async () => {
  using simulator = await rolledOut();
  const { err } = await kubedog([...argv, "--verbose", "--output-prefix", "web> "], tracking(simulator, spec));
  expect(requestLines(err).filter((line) => !line.startsWith("web> GET /"))).toEqual([]);
  expect(requestLines(err).length).toBeGreaterThan(3);
});

test("a refusal is said with its status", async () => {
  using simulator = await rolledOut();
  simulator.refuse({ verb: "list", resource: "deployments" });
  const { code, err } = await kubedog([...argv, "--verbose"], tracking(simulator, spec));
  expect(code).toBe(4);
  expect(err).toMatch(/^GET \/apis\/apps\/v1\/namespaces\/shop\/deployments\?limit=500 403 \d+ms$/m);
});

test("a request that was not answered is said with the reason", async () => {
  using simulator = await rolledOut();
  simulator.down();
  const { code, err } = await kubedog([...argv, "--verbose", "-t", "300ms"], tracking(simulator, spec));
  expect([3, 4]).toContain(code);
  expect(err).toMatch(/^GET \/apis\/apps\/v1\/namespaces\/shop\/deployments\?limit=500 failed: connection refused by http:\/\/127.0.0.1:\d+ after \d+ms$/m);
});

const strange = String.raw`{current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}],
  clusters: [{name: a, cluster: {server: "http://127.0.0.1:1/k8s/c-1"}}],
  users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "\u202enowhere", installHint: "s3cret"}}}]}`;

test("a request that could not be sent is said with its whole path and one harmless line of why", async () => {
  const { code, err } = await kubedog([...argv, "--verbose"], { stdin: JSON.stringify(spec), env: { KUBECONFIG: "/kube" }, files: { "/kube": strange } });
  expect(code).toBe(4);
  const why = String.raw`failed: the credential plugin "\u202enowhere" of user "a" is not installed after`;
  const [line] = requestLines(err);
  expect(line?.slice(0, line.lastIndexOf(" "))).toBe(`GET /k8s/c-1/apis/apps/v1/namespaces/shop/deployments?limit=500 ${why}`);
});
