/** The compiled program: what only a process can show. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployment, pod } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";

const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
const binary = join(folder, "kubedog");

beforeAll(async () => {
  const build = Bun.spawn([process.execPath, "scripts/build.ts", binary], { cwd: join(import.meta.dir, "../.."), stderr: "pipe" });
  expect([await build.exited, await new Response(build.stderr).text()]).toEqual([0, ""]);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const environment = { HOME: folder, PATH: process.env["PATH"] ?? "" };

function start(argv: readonly string[], stdin: string | "ignore" = "ignore", env: { readonly [name: string]: string } = {}) {
  const input = stdin === "ignore" ? stdin : new TextEncoder().encode(stdin);
  return Bun.spawn([binary, ...argv], { stdin: input, stdout: "pipe", stderr: "pipe", env: { ...environment, ...env }, cwd: folder });
}

async function ended(child: Bun.Subprocess<Bun.SpawnOptions.Writable, "pipe", "pipe">) {
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, out, err };
}

/** Resolves once the process has said so on stdout, with what reads the rest of it and with what goes away. */
async function said(child: ReturnType<typeof start>, text: string) {
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let heard = "";
  const hear = async () => {
    const { value, done } = await reader.read();
    heard += decoder.decode(value, { stream: true });
    return !done;
  };
  while (!heard.includes(text)) if (!(await hear())) throw new Error(`ended before it said ${text}: ${heard}`);
  return {
    goAway: () => reader.cancel(),
    async all() {
      while (await hear());
      return heard;
    },
  };
}

async function follow(simulator: Simulator, argv: readonly string[] = []) {
  const stdin = '{"Deployments":[{"ResourceName":"nope","Namespace":"shop"}]}';
  return start(["multitrack", ...argv], stdin, { KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) });
}

test("version and help are instant", async () => {
  expect(await ended(start(["--version"]))).toEqual({ code: 0, out: "1.0.0\n", err: "" });
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const startedAt = performance.now();
    const child = start(["help"]);
    await child.exited;
    times.push(performance.now() - startedAt);
  }
  expect(Math.min(...times)).toBeLessThan(100);
});

test.each([["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const)("%s ends a run with its summary and exit code %d", async (signal, code) => {
  using simulator = await Simulator.start();
  const child = await follow(simulator);
  const { all } = await said(child, "deploy/nope");
  child.kill(signal);
  expect([(await all()).includes("1 unfinished"), await child.exited]).toEqual([true, code]);
});

test("a second signal ends the process at once, though its output waits for a reader that never comes", async () => {
  using simulator = await Simulator.start();
  const containers = ["main", "side"];
  simulator.apply({ ...pod({ name: "web", namespace: "shop", image: "web:v1" }), spec: { containers: containers.map((name) => ({ name, image: "web:v1", readinessProbe: {} })) } });
  for (const container of containers) simulator.startContainer("shop/web", container, { ready: false });
  Bun.spawnSync(["mkfifo", join(folder, "pipe")]);
  const env = { ...environment, KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) };
  const stdin = new TextEncoder().encode('{"Pods":[{"ResourceName":"web","Namespace":"shop"}]}');
  const child = Bun.spawn([binary, "multitrack"], { stdin, stdout: openSync(join(folder, "pipe"), "r+"), stderr: "ignore", env });
  await simulator.until(() => simulator.requests.filter(({ path }) => path.endsWith("/log")).length === 2);
  simulator.writeLog("shop/web", "main", `${"x".repeat(999)}\n`.repeat(1000));
  const startedAt = performance.now();
  // Two of the same kind may become one on their way.
  child.kill("SIGINT");
  child.kill("SIGTERM");
  expect([130, 143]).toContain(await child.exited);
  expect(performance.now() - startedAt).toBeLessThan(2500);
});

test("a reader of the output that goes away ends the run quietly with 141", async () => {
  using simulator = await Simulator.start();
  const child = await follow(simulator);
  const { goAway } = await said(child, "deploy/nope");
  await goAway();
  simulator.apply(deployment({ name: "nope", namespace: "shop", image: "registry.example/web:v1" }));
  expect([await child.exited, await child.stderr.text()]).toEqual([141, ""]);
});

test("kubedog help | head -1 ends quietly", async () => {
  const child = Bun.spawn(["bash", "-c", `set -o pipefail; "${binary}" schema spec | head -1; echo "\${PIPESTATUS[0]}"`], { stdout: "pipe", stderr: "pipe", env: environment });
  const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect([out.split("\n")[0], err]).toEqual(["{", ""]);
});

test("standard input that is closed is empty", async () => {
  const { code, err } = await ended(start(["multitrack"]));
  expect([code, err.split("\n")[0]]).toEqual([2, 'Error parsing MultitrackSpecs json: unexpected end of JSON input: stdin is empty, expected a spec such as {"Deployments": [{"ResourceName": "web"}]}']);
});

test("a byte-order mark and 5 MB of blanks do no harm", async () => {
  const { code, out, err } = await ended(start(["multitrack"], `\ufeff{"Jobs": []${" ".repeat(5_000_000)}}`));
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: "" });
});

test("a folder, a file that is not there and one that may not be read are said as such", async () => {
  const secret = join(folder, "secret.yaml");
  writeFileSync(secret, "{}");
  chmodSync(secret, 0o000);
  expect((await ended(start(["assess", "-f", folder]))).err).toBe(`${folder} cannot be read: it is a directory, a file was expected\n`);
  expect((await ended(start(["assess", "-f", `${folder}/nope`]))).err).toBe(`${folder}/nope: there is no such file\n`);
  // Root may read everything.
  const expected = process.getuid?.() === 0 ? /expected a Kubernetes object/ : /cannot be read: permission denied\n$/;
  expect((await ended(start(["assess", "-f", secret]))).err).toMatch(expected);
});

test("a recording that cannot be written is said before anything else, and the run goes on", async () => {
  using simulator = await Simulator.start();
  const child = await follow(simulator, ["-t", "500ms", "--record", join(folder, "none", "run.jsonl")]);
  const { code, err } = await ended(child);
  expect([code, err.split("\n")[0]]).toEqual([3, `warning: cannot record to ${folder}/none/run.jsonl: ENOENT: no such file or directory, open '${folder}/none/run.jsonl'; the run goes on without a recording`]);
});

test("a recorded run replays byte for byte, also from a device that cannot be written to the end", async () => {
  using simulator = await Simulator.start();
  const path = join(folder, "run.jsonl");
  const first = await ended(await follow(simulator, ["-t", "500ms", "--record", path]));
  expect(await ended(start(["replay", path]))).toEqual(first);
  const full = await ended(await follow(simulator, ["-t", "500ms", "--record", "/dev/full"]));
  expect([full.code, full.err.includes("warning: cannot record to /dev/full: ENOSPC")]).toEqual([3, true]);
});

test("a full disk is said, and no bug", async () => {
  const shell = (line: string) => Bun.spawn(["bash", "-c", line], { stdout: "pipe", stderr: "pipe", env: environment, cwd: folder });
  expect(await ended(shell("./kubedog version > /dev/full"))).toEqual({ code: 141, out: "", err: "the output cannot be written: ENOSPC: no space left on device, write\n" });
  expect(await ended(shell("./kubedog bogus 2> /dev/full"))).toEqual({ code: 2, out: "", err: "" });
});

test("standard input that is a folder is said as such", async () => {
  const child = Bun.spawn(["bash", "-c", "./kubedog assess < ."], { stdout: "pipe", stderr: "pipe", env: environment, cwd: folder });
  expect(await ended(child)).toEqual({ code: 2, out: "", err: "standard input cannot be read: it is a directory, a file was expected\n" });
});

test("whoever waits at a terminal is told what for", async () => {
  const child = Bun.spawn(["script", "-qec", `"${binary}" multitrack`, "/dev/null"], { stdin: new TextEncoder().encode("{}\n\x04"), stdout: "pipe", env: environment });
  expect(await child.stdout.text()).toContain("reading the spec from the terminal; end it with Ctrl-D, or pipe it in:");
  expect(await child.exited).toBe(0);
});

test("a user whom the system does not know needs no HOME", async () => {
  // A container's root may become anybody, but mostly not make namespaces; others the other way round.
  const stranger = process.getuid?.() === 0 ? ["setpriv", "--reuid=12345", "--clear-groups"] : ["unshare", "--user", "--map-user=12345"];
  chmodSync(folder, 0o755);
  const child = Bun.spawn([...stranger, binary, "multitrack"], { stdin: new TextEncoder().encode('{"Jobs":[{"ResourceName":"a"}]}'), stdout: "pipe", stderr: "pipe", env: { PATH: environment.PATH } });
  const { code, err } = await ended(child);
  expect([code, err]).toEqual([4, "no cluster to connect to: looked at /.kube/config and at /var/run/secrets/kubernetes.io/serviceaccount. Give a kubeconfig with --kube-config or KUBECONFIG.\n"]);
});
