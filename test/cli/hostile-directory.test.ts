/** The compiled program in a folder with everything that a JavaScript runtime would read there. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runs } from "../../src/simulator/behaviour.ts";
import { deployment } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { pki } from "../cluster/raw-server.ts";

const folder = mkdtempSync(join(tmpdir(), "kubedog-test-"));
const binary = join(folder, "kubedog");
const empty = join(folder, "empty");
const hostile = join(folder, "hostile");
const marker = join(folder, "marker");

/** CommonJS, which also runs where an ES module is expected. */
const evil = `require("node:fs").writeFileSync(${JSON.stringify(marker)}, __filename); console.log("evil");\n`;

const variables = `KUBEDOG_KUBE_CONFIG_BASE64=@@
KUBECONFIG=nope
FORCE_COLOR=1
NODE_TLS_REJECT_UNAUTHORIZED=0
NODE_OPTIONS="--require ./evil.js"
BUN_OPTIONS="--preload ./evil.js"
BUN_INSPECT_PRELOAD=./evil.js
BUN_BE_BUN=1
`;

const everything = { "*": ["./evil.js"] };

const files: { readonly [path: string]: string } = {
  "evil.js": evil,
  ".env": variables,
  ".env.local": variables,
  ".env.production": variables,
  "bunfig.toml": 'preload = ["./evil.js"]\n[run]\npreload = ["./evil.js"]\n[define]\n"process.platform" = "\\"evil\\""\n',
  "tsconfig.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: everything, jsxImportSource: "./evil.js" } }),
  "jsconfig.json": JSON.stringify({ compilerOptions: { baseUrl: ".", paths: everything } }),
  "package.json": JSON.stringify({ name: "kubedog", type: "commonjs", main: "evil.js", imports: { "#*": "./evil.js" }, exports: "./evil.js", scripts: { version: "node evil.js" } }),
  "bun.lock": "evil",
  "src/main.ts": evil,
  "index.ts": evil,
  ...Object.fromEntries(["valibot", "kleur", "yaml", "re2js", "undici", "bun"].map((name) => [`node_modules/${name}/index.js`, evil])),
};

beforeAll(async () => {
  const build = Bun.spawn([process.execPath, "scripts/build.ts", binary], { cwd: join(import.meta.dir, "../.."), stderr: "pipe" });
  expect([await build.exited, await build.stderr.text()]).toEqual([0, ""]);
  mkdirSync(empty);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(hostile, path)), { recursive: true });
    writeFileSync(join(hostile, path), text);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

type Run = { readonly argv: readonly string[]; readonly stdin?: string; readonly env?: { readonly [name: string]: string } };

/** Without how long it took. */
async function said(cwd: string, { argv, stdin = "", env = {} }: Run) {
  const child = Bun.spawn([binary, ...argv], { cwd, stdin: new TextEncoder().encode(stdin), stdout: "pipe", stderr: "pipe", env: { HOME: folder, ...env } });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, out: out.replaceAll(/\d\.?\d*m?s\b/g, "0s"), err };
}

/** What the run says in the hostile folder, which must be what it says in an empty one. */
async function saidInBoth(run: Run) {
  const here = await said(hostile, run);
  expect(here).toEqual(await said(empty, run));
  expect(existsSync(marker)).toBe(false);
  return here;
}

function isAvailable(simulator: Simulator): boolean {
  const status = simulator.get({ kind: "Deployment", namespace: "shop", name: "web" })?.status;
  return typeof status === "object" && status !== null && "availableReplicas" in status;
}

const job = '{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{},"status":{}}';

test.each<readonly [string, Run, number]>([
  ["version", { argv: ["version"] }, 0],
  ["help", { argv: ["help", "multitrack"] }, 0],
  ["schema", { argv: ["schema", "spec"] }, 0],
  ["assess, which reads JSON", { argv: ["assess"], stdin: job }, 3],
  ["assess, which reads YAML", { argv: ["assess"], stdin: "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {}\nstatus: {}\n" }, 3],
  ["a run without a cluster", { argv: ["multitrack"], stdin: '{"Jobs":[{"ResourceName":"a"}]}' }, 4],
])("%s is the same", async (_, run, code) => {
  expect((await saidInBoth(run)).code).toBe(code);
});

test("a run is the same, with every module that it loads", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", namespace: "shop", image: "registry.example/web:v1" }), { main: runs() });
  await simulator.until(() => isAvailable(simulator));
  const stdin = 'Deployments:\n- {ResourceName: web, Namespace: shop, LogRegex: "(?i)ready"}\n';
  const { code, out } = await saidInBoth({ argv: ["multitrack"], stdin, env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(simulator.kubeconfig()) } });
  expect([code, out]).toEqual([0, "deploy/web: ready\ndeploy/web  ready  0s\n1 ready in 0s\n"]);
});

test("the cluster's certificate is checked, whatever .env says", async () => {
  using simulator = await Simulator.start({ tls: { ca: pki("ca.crt"), cert: pki("server.crt"), key: pki("server.key"), client: { cert: pki("client.crt"), key: pki("client.key") } } });
  const kubeconfig = simulator.kubeconfig().replace(btoa(pki("ca.crt")), btoa(pki("unknown-ca.crt")));
  const { code, err } = await saidInBoth({ argv: ["multitrack", "-t", "1s"], stdin: '{"Jobs":[{"ResourceName":"a"}]}', env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(kubeconfig) } });
  expect([code, err.includes("is signed by an unknown authority")]).toEqual([4, true]);
});

test.each([
  ["BUN_OPTIONS", "--preload ./evil.js"],
  ["BUN_OPTIONS", "--require ./evil.js"],
  ["BUN_OPTIONS", "--import ./evil.js"],
  ["BUN_OPTIONS", "--config=./bunfig.toml"],
  ["BUN_INSPECT_PRELOAD", "./evil.js"],
  ["BUN_INSPECT", "ws://127.0.0.1:0/"],
])("%s=%s ends the program before it runs anything", async (name, value) => {
  const { code, out } = await said(hostile, { argv: ["version"], env: { [name]: value } });
  expect([code, out, existsSync(marker)]).toEqual([1, "", false]);
});

test("NODE_OPTIONS does nothing", async () => {
  expect(await said(hostile, { argv: ["version"], env: { NODE_OPTIONS: "--require ./evil.js" } })).toEqual(await said(empty, { argv: ["version"] }));
  expect(existsSync(marker)).toBe(false);
});
