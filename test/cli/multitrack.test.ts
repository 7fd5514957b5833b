/** Whole runs of `kubedog multitrack` against a simulated cluster. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { deployment, job, pod, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";

/** A cluster of fast programs, and a Deployment in it that is up. */
async function shop(replicas = 1): Promise<Simulator> {
  const simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image, replicas }), { main: runs() });
  await simulator.until(() => isAvailable(simulator, "shop", replicas));
  return simulator;
}

function isAvailable(simulator: Simulator, namespace: string, replicas: number): boolean {
  const status = simulator.get({ kind: "Deployment", namespace, name: "web" })?.status;
  return typeof status === "object" && status !== null && "availableReplicas" in status && status.availableReplicas === replicas;
}

const web = { Deployments: [{ ResourceName: "web", Namespace: "shop" }] };

test("what is ready already ends the run at once (checklist 27)", async () => {
  using simulator = await shop();
  const { code, all } = await kubedog(["multitrack"], tracking(simulator, web));
  expect([code, all.replaceAll(/\d\.?\d*s/g, "0s")]).toEqual([0, "deploy/web: ready\ndeploy/web  ready  0s\n1 ready in 0s\n"]);
});

const accepted: readonly (readonly string[])[] = [
  ["multitrack", "-t", "0"],
  ["multitrack", "-t", "-1"],
  ["multitrack", "-t5"],
  ["multitrack", "-t=1h30m"],
  ["-t", "300", "multitrack"],
  ["--timeout=5m", "multitrack", "--strict"],
  ["multitrack", "--strict=false", "-f", "-"],
  ["multitrack", "--status-progress-period", "0"],
  ["multitrack", "--status-progress-period=-1"],
  ["multitrack", "--logs-since", "all"],
  ["multitrack", "--logs-since=5m", "--patience", "90", "--settle=1s"],
  ["multitrack", "--namespace", "other", "--context", "simulator"],
  ["multitrack", "--kube-context=simulator", "--output", "text", "--output-prefix="],
];

test.each(accepted.map((argv) => [argv.join(" "), argv] as const))("kubedog %s is understood (checklist 22)", async (_, argv) => {
  using simulator = await shop();
  const { code, err } = await kubedog(argv, tracking(simulator, web));
  expect([code, err]).toEqual([0, ""]);
});

test("an unknown key is a warning with a suggestion, and an error with --strict (checklist 3)", async () => {
  using simulator = await shop();
  const given = tracking(simulator, { Deployments: [{ resourcename: "web", Namespace: "shop", LogRegx: "x" }] });
  const said = 'Deployments[0].LogRegx: unknown key, did you mean "LogRegex"? (line 1, column 58)\n';
  const lenient = await kubedog(["multitrack"], given);
  const strict = await kubedog(["multitrack", "--strict"], given);
  expect([lenient.code, lenient.err]).toEqual([0, `warning: ${said}`]);
  expect([strict.code, strict.out, strict.err]).toEqual([2, "", `Error parsing MultitrackSpecs json: ${said}`]);
});

test("a server that is slow, throttles and stumbles is asked again", async () => {
  using simulator = await shop();
  simulator.slow(50);
  simulator.failNext(/deployments/, 429, 1);
  simulator.failNext(/replicasets/, 500, 1);
  simulator.failNext(/pods/, 503, 1);
  const { code, out } = await kubedog(["multitrack"], tracking(simulator, web));
  expect([code, out.includes("deploy/web: ready\n")]).toEqual([0, true]);
});

test("one LIST and one WATCH for each kind in a namespace, whatever the number of targets, and nothing but GET", async () => {
  using simulator = await shop();
  const names = Array.from({ length: 20 }, (_, number) => `app-${number}`);
  for (const name of names) simulator.apply(deployment({ name, namespace: "shop", image }), { main: runs() });
  const { code } = await kubedog(["multitrack", "--settle", "0"], tracking(simulator, { Deployments: names.map((ResourceName) => ({ ResourceName, Namespace: "shop" })) }));
  const collections = simulator.requests.filter(({ path }) => !path.endsWith("/log")).map(({ path, query }) => `${query["watch"] === "true" ? "WATCH" : "LIST"} ${path.split("/").at(-1)}`);
  expect([code, collections.sort()]).toEqual([
    0,
    ["LIST deployments", "LIST events", "LIST pods", "LIST replicasets", "WATCH deployments", "WATCH events", "WATCH pods", "WATCH replicasets"],
  ]);
  expect(new Set(simulator.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  await simulator.until(() => simulator.openStreams === 0);
});

const places: readonly (readonly [title: string, argv: readonly string[], context: string, expected: string])[] = [
  ["-n", ["-n", "shop"], "other", "/apis/apps/v1/namespaces/shop/deployments"],
  ["the context's namespace", [], "other", "/apis/apps/v1/namespaces/other/deployments"],
  ["default", [], "", "/apis/apps/v1/namespaces/default/deployments"],
];

test.each(places)("an empty Namespace means %s (checklist 16)", async (_, argv, context, expected) => {
  using simulator = await Simulator.start();
  const given = { stdin: '{"Deployments":[{"ResourceName":"web","Namespace":""}]}', env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig(context)) } };
  await kubedog(["multitrack", "-t500ms", ...argv], given);
  expect(simulator.requests.map(({ path }) => path)).toContain(expected);
});

test("equal names in two namespaces and of two kinds are independent (checklist 17)", async () => {
  using simulator = await shop();
  simulator.apply(deployment({ name: "web", namespace: "other", image }), { main: exits({ code: 3, afterMs: 200 }, { readyAfterMs: 1000, lines: lines(10, "no database") }) });
  simulator.apply(statefulSet({ name: "web", namespace: "shop", image }), { main: runs() });
  const spec = {
    Deployments: [{ ResourceName: "web", Namespace: "shop" }, { ResourceName: "web", Namespace: "other", AllowFailuresCount: 0 }],
    StatefulSets: [{ ResourceName: "web", Namespace: "shop" }],
  };
  const { code, out, err } = await kubedog(["multitrack", "--settle", "0", "-o", "json"], tracking(simulator, spec));
  const { targets } = JSON.parse(out.trimEnd().split("\n").at(-1) ?? "");
  const results = targets.map((target: { kind: string; namespace: string; result: string }) => `${target.kind} ${target.namespace} ${target.result}`);
  expect([code, results.sort(), err]).toEqual([1, ["Deployment other failed", "Deployment shop ready", "StatefulSet shop ready"], ""]);
});

test("a Job that fails ends the run with its cause, its last lines and exit code 1 (checklist 27)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  const failing = exits({ code: 7, afterMs: 400 }, { lines: lines(50, "migrate: connected", "error: orders is locked") });
  simulator.apply(job({ name: "migrate", namespace: "shop", image, backoffLimit: 0 }), { main: failing });
  const { code, out, err } = await kubedog(["multitrack"], tracking(simulator, { Jobs: [{ ResourceName: "migrate", Namespace: "shop" }] }));
  expect(code).toBe(1);
  expect(out).toContain("│ error: orders is locked\n");
  expect(err.split("\n").at(-2)).toStartWith("job/migrate failed: ");
});

test("time over: exit code 3, every unfinished target with what it waits for (checklist 24, 27)", async () => {
  using simulator = await shop();
  const spec = { Deployments: [{ ResourceName: "nope", Namespace: "shop" }], Jobs: [{ ResourceName: "gone", Namespace: "shop" }] };
  const { code, err } = await kubedog(["multitrack", "--timeout=500ms"], tracking(simulator, spec));
  expect(code).toBe(3);
  expect(err.split("\n").map((line) => line.split(":").slice(0, 2).join(":"))).toEqual(["deploy/nope track failed: context deadline exceeded", "job/gone track failed: context deadline exceeded", ""]);
});

const refusals: readonly (readonly [status: number, code: number, said: string])[] = [
  [403, 4, "not allowed to list and watch deployments.apps in namespace shop: 403"],
  [401, 4, "not allowed to list and watch deployments.apps in namespace shop: 401"],
  [404, 2, "the server does not know deployments.apps (apps/v1)"],
];

test.each(refusals)("a %d on what is tracked ends the run within two seconds (checklist 27, 64)", async (status, expected, said) => {
  using simulator = await shop();
  simulator.refuse({ resource: "deployments", status });
  const startedAt = performance.now();
  const { code, err } = await kubedog(["multitrack"], tracking(simulator, web));
  expect([code, err.includes(said)]).toEqual([expected, true]);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test.each(["events", "pods", "replicasets"])("without %s the run goes on, with one warning (checklist 87)", async (resource) => {
  using simulator = await shop();
  simulator.apply(deployment({ name: "slow", namespace: "shop", image }), { main: runs({ readyAfterMs: 8000 }) });
  simulator.refuse({ resource });
  const { code, err } = await kubedog(["multitrack", "--settle", "0"], tracking(simulator, { Deployments: [{ ResourceName: "slow", Namespace: "shop" }] }));
  expect([code, err.split("\n").map((line) => line.split(":").slice(0, 2).join(":"))]).toEqual([0, [`warning: going on without ${resource}`, ""]]);
});

test("a forgotten revision is listed anew, and what vanished in between is noticed (checklist 83)", async () => {
  using simulator = await shop();
  simulator.apply(deployment({ name: "slow", namespace: "shop", image }), { main: runs({ readyAfterMs: 1_000_000 }) });
  const terminal = new Terminal(tracking(simulator, { Deployments: [{ ResourceName: "slow", Namespace: "shop" }] }));
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("po/slow"));
  simulator.pauseStreams();
  simulator.remove({ kind: "Deployment", namespace: "shop", name: "slow" });
  simulator.expireHistory();
  simulator.resumeStreams();
  simulator.hangUp();
  await terminal.until(() => /deploy\/slow: (missing|deleting)/.test(terminal.out));
  terminal.send("SIGTERM");
  const { code } = await run;
  expect(code).toBe(143);
});

test("watches that break resume where they were: nothing is listed again (checklist 84)", async () => {
  using simulator = await shop();
  const terminal = new Terminal(tracking(simulator, { Deployments: [{ ResourceName: "nope", Namespace: "shop" }] }));
  const run = terminal.run(["multitrack"]);
  await simulator.until(() => simulator.openStreams === 4);
  await terminal.until(() => terminal.out.includes("deploy/nope"));
  simulator.bookmark();
  const asked = simulator.requests.length;
  simulator.hangUp();
  await simulator.until(() => simulator.openStreams === 4 && simulator.requests.length >= asked + 4);
  const again = simulator.requests.slice(asked);
  terminal.send("SIGINT");
  await run;
  expect(again.map(({ query }) => [query["watch"], query["allowWatchBookmarks"], /^[1-9]\d*$/.test(query["resourceVersion"] ?? "")])).toEqual([
    ["true", "true", true],
    ["true", "true", true],
    ["true", "true", true],
    ["true", "true", true],
  ]);
});

test("a server that goes away is waited for and said once (checklist 85)", async () => {
  using simulator = await shop();
  simulator.apply(deployment({ name: "slow", namespace: "shop", image }), { main: runs({ readyAfterMs: 20_000 }) });
  const terminal = new Terminal(tracking(simulator, { Deployments: [{ ResourceName: "slow", Namespace: "shop" }] }));
  const run = terminal.run(["multitrack", "--settle", "0"]);
  await terminal.until(() => terminal.out.includes("po/slow"));
  simulator.down();
  await terminal.until(() => terminal.err.includes("connection lost"));
  await simulator.up();
  const { code, err } = await run;
  expect([code, err.match(/connection lost/g)?.length]).toEqual([0, 1]);
});

test("500 lines of each of two containers arrive exactly once, though connections break in between (checklist 79)", async () => {
  using simulator = await Simulator.start();
  const containers = ["main", "side"];
  const object = pod({ name: "web", namespace: "shop", image });
  simulator.apply({ ...object, spec: { containers: containers.map((name) => ({ name, image, readinessProbe: {} })) } });
  for (const container of containers) simulator.startContainer("shop/web", container, { ready: false });
  const terminal = new Terminal(tracking(simulator, { Pods: [{ ResourceName: "web", Namespace: "shop" }] }));
  const run = terminal.run(["multitrack", "--logs-since", "all", "-o", "json"]);
  for (let block = 0; block < 10; block++) {
    const texts = Array.from({ length: 50 }, (_, at) => `line ${block * 50 + at}\n`);
    for (const container of containers) simulator.writeLog("shop/web", container, texts.join(""));
    await terminal.until(() => terminal.out.includes(`"line ${block * 50 + 20}"`));
    if (block % 3 === 1) simulator.hangUp();
  }
  await terminal.until(() => terminal.out.split('"line 499"').length === 3);
  terminal.send("SIGINT");
  const { code, out } = await run;
  const logged = out.split("\n").filter((line) => line.includes('"type":"log"')).map((line) => JSON.parse(line));
  const expected = Array.from({ length: 500 }, (_, number) => `line ${number}`);
  for (const name of containers) expect(logged.filter(({ container }) => container === name).map(({ line }) => line)).toEqual(expected);
  expect(code).toBe(130);
});

test.each([["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const)("%s ends the run with a summary and exit code %d (checklist 27)", async (signal, expected) => {
  using simulator = await shop();
  const terminal = new Terminal(tracking(simulator, { Deployments: [{ ResourceName: "nope", Namespace: "shop" }] }));
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("deploy/nope"));
  terminal.send(signal);
  const { code, out } = await run;
  expect([code, /^deploy\/nope +unfinished/m.test(out)]).toEqual([expected, true]);
});

test("a reader that goes away in the middle ends the run quietly and leaves no stream open", async () => {
  using simulator = await shop();
  const { code, err } = await kubedog(["multitrack"], { ...tracking(simulator, { Deployments: [{ ResourceName: "nope", Namespace: "shop" }] }), closedAfterChars: 0 });
  await simulator.until(() => simulator.openStreams === 0);
  expect([code, err]).toEqual([141, ""]);
});

test("a token and a client certificate are shown to the server (checklist 28)", async () => {
  const pem = (name: string) => Bun.file(new URL(`../cluster/pki/${name}`, import.meta.url)).text();
  const tls = { ca: await pem("ca.crt"), cert: await pem("server.crt"), key: await pem("server.key"), client: { cert: await pem("client.crt"), key: await pem("client.key") } };
  using simulator = await Simulator.start({ speed: 20, tls, token: "s3cret" });
  simulator.apply(deployment({ name: "web", namespace: "shop", image }), { main: runs() });
  const { code } = await kubedog(["multitrack", "--settle", "0"], tracking(simulator, web));
  expect(code).toBe(0);
});

const connections: readonly (readonly [title: string, change: (kubeconfig: string) => string, said: string])[] = [
  ["a certificate of an unknown authority", (text) => text.replace(/ +certificate-authority-data.*\n/, ""), "is signed by an unknown authority — is certificate-authority missing or wrong?"],
  ["a missing client certificate", (text) => text.replace(/ +client-(certificate|key)-data.*\n/g, "").replace("  user:\n", "  user: {}\n"), "client certificate"],
  ["http in place of https", (text) => text.replace("https:", "http:").replace(/ +certificate-authority-data.*\n/, ""), "http"],
  ["a proxy that is not there", (text) => text.replace("  cluster:\n", "  cluster:\n    proxy-url: http://127.0.0.1:1\n"), "(through the proxy 127.0.0.1:1)"],
];

test.each(connections)("%s is explained", async (_, change, said) => {
  const pem = (name: string) => Bun.file(new URL(`../cluster/pki/${name}`, import.meta.url)).text();
  const tls = { ca: await pem("ca.crt"), cert: await pem("server.crt"), key: await pem("server.key"), client: { cert: await pem("client.crt"), key: await pem("client.key") } };
  using simulator = await Simulator.start({ tls });
  const { err } = await kubedog(["multitrack", "-t500ms"], { stdin: JSON.stringify(web), files: { "/kube": change(simulator.kubeconfig()) }, env: { KUBEDOG_KUBE_CONFIG: "/kube" } });
  expect(err).toContain(said);
});

test("a credential plugin that fails in the middle of a run ends it with its reason and exit code 4", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
  const credential = '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"s3cret"}}';
  // Gives a token once.
  writeFileSync(join(folder, "plugin"), `#!/bin/sh\nmkdir ${folder}/used 2>/dev/null || { echo "please log in" >&2; exit 3; }\necho '${credential}'\n`, { mode: 0o755 });
  using simulator = await Simulator.start({ token: "s3cret" });
  const exec = `  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: ${folder}/plugin, interactiveMode: Never}\n`;
  const files = { "/kube": simulator.kubeconfig().replace(/ {2}user:\n.*\n/, exec) };
  const terminal = new Terminal({ stdin: '{"Deployments":[{"ResourceName":"nope"}]}', files, env: { KUBECONFIG: "/kube", PATH: process.env["PATH"] ?? "" } });
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("deploy/nope"));
  simulator.refuse({ status: 401 });
  simulator.hangUp();
  const { code, out, err } = await run;
  rmSync(folder, { recursive: true });
  expect(code).toBe(4);
  expect(err).toContain(`the credential plugin "${folder}/plugin" of user "simulator" failed (exit code 3) ⏎ please log in; are the credentials still valid?`);
  expect(out).toContain("1 unfinished in ");
});

test("a credential plugin that fails ends the run with its reason and exit code 4", async () => {
  using simulator = await Simulator.start();
  const exec = "  user:\n    exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}\n";
  const { code, err } = await kubedog(["multitrack"], { stdin: JSON.stringify(web), files: { "/kube": simulator.kubeconfig().replace("  user: {}\n", exec) }, env: { KUBECONFIG: "/kube" } });
  expect([code, err.includes('the credential plugin "no-such-plugin" of user "simulator"')]).toEqual([4, true]);
});
