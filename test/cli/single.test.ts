/** `rollout track` and `follow` against a simulated cluster. */
import { expect, test } from "bun:test";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { cannotPull, type ContainerBehaviour, exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { daemonSet, deployment, job, pod, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "./terminal.ts";

const image = "registry.example/shop/web:v1";
const web = { name: "web", namespace: "shop", image, replicas: 1 };
const solo = pod({ ...web, container: { readinessProbe: { httpGet: { path: "/", port: 80 }, periodSeconds: 1 } } });
const migrate = job({ name: "migrate", namespace: "shop", image, backoffLimit: 0 });
const hint = "kubedog multitrack follows many resources at once, with budgets and causes: it is the common way\n";

const works = runs({ readyAfterMs: 4000, lines: lines(100, "l1", "l2") });
const crashes = exits({ code: 3, afterMs: 900 }, { readyAfterMs: 5000, lines: lines(100, "panic: no database") });

/** One node: a DaemonSet has one Pod. */
function cluster(): Promise<Simulator> {
  return Simulator.start({ speed: 20, nodes: ["node-1"] });
}

/** Generated names cut. Kubernetes' Events are left out: they come when they come. */
function told(text: string, simulator: Simulator): string {
  const names = ["ReplicaSet", "Pod"].flatMap((kind) => simulator.list(kind).map(({ metadata }) => [metadata.name, kind === "Pod" ? "POD" : "RS"] as const));
  const named = names.toReversed().reduce((shown, [name, word]) => shown.replaceAll(name, word), text);
  return named.replace(/^# \S+ event: .*\n/gm, "");
}

const kinds: readonly { readonly words: readonly string[]; readonly object: KubeObject; readonly label: string; readonly below: readonly string[]; readonly followed: readonly string[] }[] = [
  { words: ["deployment", "web"], object: deployment(web), label: "deploy/web", below: ["rs/RS added", "po/POD added"], followed: ["new rs/RS added", "rs/RS(new) po/POD added"] },
  { words: ["statefulset", "web"], object: statefulSet(web), label: "sts/web", below: ["po/POD added"], followed: ["po/POD added"] },
  { words: ["daemonset", "web"], object: daemonSet(web), label: "ds/web", below: ["po/POD added"], followed: ["po/POD added"] },
  { words: ["pod", "web"], object: solo, label: "po/web", below: [], followed: [] },
];

for (const { words, object, label, below, followed } of kinds) {
  const header = object.kind === "Deployment" ? "deploy/web rs/RS(new) po/POD main" : "po/POD main";

  test(`rollout track ${words.join(" ")} tells what is added and its logs, and ends with readiness (checklist 20, 31, 32)`, async () => {
    using simulator = await cluster();
    simulator.apply(object, { main: works });
    const { code, out, err } = await kubedog(["rollout", "track", ...words, "-n", "shop", "--settle", "0"], tracking(simulator, {}));
    const shown = ["added", ...below].map((line) => `# ${label} ${line}\n`).join("");
    expect({ code, out: told(out, simulator), err }).toEqual({
      code: 0,
      out: told(`${shown}>> po/POD main\nl1\nl2\n# ${label} become READY\n`.replaceAll("POD", object.kind === "Pod" ? "web" : "POD"), simulator),
      err: hint,
    });
  });

  test(`follow ${words.join(" ")} goes on after that, until the user ends it (checklist 20, 31, 32)`, async () => {
    using simulator = await cluster();
    simulator.apply(object, { main: works });
    const terminal = new Terminal(tracking(simulator, {}));
    const run = terminal.run(["follow", ...words, "-n", "shop", "--settle", "0"]);
    await terminal.until(() => terminal.out.includes(" become READY\n"));
    terminal.send("SIGINT");
    const { code, out, err } = await run;
    const shown = ["added", ...followed].map((line) => `# ${label} ${line}\n`).join("");
    expect({ code, out: told(out, simulator), err }).toEqual({
      code: 130,
      out: told(`${shown}>> ${header}\nl1\nl2\n# ${label} become READY\n`.replaceAll("POD", object.kind === "Pod" ? "web" : "POD"), simulator),
      err: "interrupted by SIGINT\n",
    });
  });
}

for (const words of [["deployment", "web"], ["deploy/web"], ["Deployment", "web"], ["deployments.apps", "web"]]) {
  test(`rollout track ${words.join(" ")} of what is ready already says so and nothing else (checklist 21, 31)`, async () => {
    using simulator = await cluster();
    simulator.apply(deployment(web), { main: runs() });
    await simulator.until(() => simulator.list("Pod").some(({ status }) => JSON.stringify(status).includes('"ready":true')));
    const { code, out, err } = await kubedog(["rollout", "track", ...words, "-n", "shop", "--settle", "0"], tracking(simulator, {}));
    expect([code, out.split("\n").at(-2), err]).toEqual([0, "# deploy/web become READY", hint]);
  });
}

function lastBeforeCause(out: string): string | undefined {
  return out.split("\n").findLast((line) => line !== "" && !/^# (?:po\/\S+ container\/|next: )/.test(line));
}

test("rollout track of a Pod that is meant to end, ends when it is Ready, and without a probe has stayed up (checklist 31, 42)", async () => {
  using simulator = await cluster();
  const once = (name: string) => ({ ...pod({ name, namespace: "shop", image }), spec: { restartPolicy: "Never", containers: [{ name: "main", image }] } });
  simulator.apply(once("stays"), { main: runs({ lines: lines(100, "l1") }) });
  simulator.apply(once("done"), { main: exits({ code: 0, afterMs: 4000 }) });
  simulator.apply(once("fails"), { main: exits({ code: 3, afterMs: 4000 }) });
  // With the kubelet's time to tell, the first is ready after 2 to 3 s; the others have ended long before.
  const ends = await Promise.all(["stays", "done", "fails"].map((name) => kubedog(["rollout", "track", "pod", name, "-n", "shop", "--settle", "100ms"], tracking(simulator, {}))));
  expect(ends.map(({ code, out, err }) => [code, lastBeforeCause(out), err.slice(hint.length).split("\n")[0]])).toEqual([
    [0, "# po/stays become READY", ""],
    [0, "# po/done succeeded", ""],
    [1, "# po/fails failed: Error", "po/fails failed: Error"],
  ]);
}, 20_000);

test("rollout track of a Job ends when it has succeeded (checklist 20, 32)", async () => {
  using simulator = await cluster();
  simulator.apply(migrate, { main: exits({ code: 0, afterMs: 2000 }, { lines: lines(100, "done") }) });
  const { code, out, err } = await kubedog(["rollout", "track", "job", "migrate", "-n", "shop"], tracking(simulator, {}));
  expect({ code, out: told(out, simulator), err }).toEqual({ code: 0, out: "# job/migrate added\n# job/migrate po/POD added\n>> po/POD main\ndone\n# job/migrate succeeded\n", err: hint });
});

const failures: readonly { readonly words: readonly string[]; readonly object: KubeObject; readonly behaviour: ContainerBehaviour; readonly out: RegExp; readonly err: RegExp }[] = [
  { words: ["deploy", "web"], object: deployment(web), behaviour: crashes, out: /^# deploy\/web po\/POD main error: CrashLoopBackOff: exits with 3 .*$/m, err: /^deploy\/web po\/POD main failed: CrashLoopBackOff: exits with 3 .*\n$/ },
  { words: ["sts", "web"], object: statefulSet(web), behaviour: crashes, out: /^# sts\/web POD main error: CrashLoopBackOff: exits with 3 .*$/m, err: /^sts\/web POD main failed: CrashLoopBackOff: exits with 3 .*\n$/ },
  { words: ["ds", "web"], object: daemonSet(web), behaviour: crashes, out: /^# ds\/web POD main error: CrashLoopBackOff: exits with 3 .*$/m, err: /^ds\/web po\/POD main failed: CrashLoopBackOff: exits with 3 .*\n$/ },
  { words: ["po", "web"], object: solo, behaviour: cannotPull(image), out: /^# po\/POD main error: ErrImagePull: .*$/m, err: /^po\/POD main failed: ErrImagePull: .*\n$/ },
  {
    words: ["job", "migrate"],
    object: migrate,
    behaviour: exits({ code: 1, afterMs: 400 }, { lines: lines(100, "no table") }),
    out: /^# job\/migrate FAIL: BackoffLimitExceeded$/m,
    err: /^failed: BackoffLimitExceeded\njob\/migrate: BackoffLimitExceeded: .*po\/POD container\/main exits with 1 .*\n$/,
  },
];

for (const { words, object, behaviour, out, err } of failures) {
  test(`rollout track ${words.join(" ")} ends with the first failure (checklist 31, 32)`, async () => {
    using simulator = await cluster();
    simulator.apply(object, { main: behaviour });
    const result = await kubedog(["rollout", "track", ...words, "-n", "shop"], tracking(simulator, {}));
    const stderr = told(result.err, simulator);
    expect([result.code, stderr.startsWith(hint)]).toEqual([1, true]);
    expect(told(result.out, simulator)).toMatch(out);
    expect(stderr.slice(hint.length)).toMatch(err);
  });
}

test("rollout track shows without logs what the failing container said last", async () => {
  using simulator = await cluster();
  simulator.apply(deployment(web), { main: crashes });
  const { code, out } = await kubedog(["rollout", "track", "deploy", "web", "-n", "shop", "--no-logs"], tracking(simulator, {}));
  expect([code, told(out, simulator).split("\n").slice(-5)]).toEqual([
    1,
    [`# po/POD container/main: image ${image}`, "# last lines of po/POD container/main:", "# │ panic: no database", "# next: kubectl logs POD -c main --previous -n shop", ""],
  ]);
});

test("rollout track whose time is over says what it waited for: exit code 3 (checklist 24)", async () => {
  using simulator = await cluster();
  const { code, out, err } = await kubedog(["rollout", "track", "deploy", "web", "-n", "shop", "-t", "1"], tracking(simulator, {}));
  const [, ...ended] = err.split("\n");
  expect({ code, out, ended }).toEqual({
    code: 3,
    out: "# next: kubectl get deployment -n shop\n",
    ended: ["error tracking deploy/web in ns/shop: context deadline exceeded", "context deadline exceeded", "still waiting for deploy/web: NotCreated: does not exist in namespace shop yet, waiting for it to be created", ""],
  });
});

test("follow outlives failures and new rollouts, until the user ends it (checklist 31, 32)", async () => {
  using simulator = await cluster();
  simulator.apply(deployment(web), { main: cannotPull(image) });
  const terminal = new Terminal(tracking(simulator, {}));
  const run = terminal.run(["follow", "deploy/web", "-n", "shop", "--settle", "0"]);
  const failure = /^# deploy\/web rs\/web-\w+\(new\) po\/web-\S+ main error: (ErrImagePull|ImagePullBackOff): /gm;
  await terminal.until(() => (terminal.out.match(failure) ?? []).length >= 2);
  simulator.apply(deployment({ ...web, image: "registry.example/shop/web:v2" }), { main: runs({ lines: lines(100, "v2 is up") }) });
  await terminal.until(() => terminal.out.includes("main\nv2 is up\n") && terminal.out.includes("# deploy/web become READY\n"));
  terminal.send("SIGINT");
  const { code, err } = await run;
  expect([code, err]).toEqual([130, "interrupted by SIGINT\n"]);
});

test("KUBEDOG_LOG_INLINE=1 puts the header before each line, also in a replay (checklist 29)", async () => {
  using simulator = await cluster();
  simulator.apply(deployment(web), { main: works });
  const { stdin, env } = tracking(simulator, {});
  const { out, written } = await kubedog(["rollout", "track", "deploy", "web", "-n", "shop", "--settle", "0", "--record", "run.jsonl"], { stdin, env: { ...env, KUBEDOG_LOG_INLINE: "1" } });
  expect(told(out, simulator)).toContain("\n>> po/POD main: l1\n>> po/POD main: l2\n");
  expect(await kubedog(["replay", "run.jsonl"], { files: { "run.jsonl": written.get("run.jsonl") ?? "" } })).toMatchObject({ code: 0, out });
});

test("JSON output is multitrack's", async () => {
  using simulator = await cluster();
  simulator.apply(deployment(web), { main: works });
  const { code, out } = await kubedog(["rollout", "track", "deploy", "web", "-n", "shop", "--settle", "0", "-o", "json"], tracking(simulator, {}));
  expect([code, out.split("\n").filter((line) => line !== "" && !line.startsWith('{"v":1,'))]).toEqual([0, []]);
});

const spec = { Deployments: [{ ResourceName: "web", Namespace: "shop" }], Jobs: [{ ResourceName: "migrate", Namespace: "shop" }] };

test("follow -f - takes a whole spec, has multitrack's lines, and ends by -t with exit code 3", async () => {
  using simulator = await cluster();
  simulator.apply(deployment(web), { main: runs() });
  simulator.apply(migrate, { main: exits({ code: 1, afterMs: 200 }) });
  const { code, out } = await kubedog(["follow", "-f", "-", "-t", "2", "--settle", "0"], tracking(simulator, spec));
  expect(code).toBe(3);
  expect(out).toContain("deploy/web: ready\n");
  expect(out).toContain("1 errors occurred for job/migrate\n");
});

for (const argv of [["rollout"], ["rollout", "track"], ["rollout", "track", "-n", "shop"], ["follow"], ["follow", "-t", "5"]]) {
  test(`kubedog ${argv.join(" ")} explains itself, as kubedog does, and reads nothing (checklist 20)`, async () => {
    const { code, out, err } = await kubedog(argv, { stdin: JSON.stringify(spec) });
    expect({ code, first: out.split(" [")[0], err }).toEqual({ code: 0, first: `Usage: kubedog ${argv[0]}`, err: "" });
  });
}

const mistakes: readonly (readonly [argv: string, said: string])[] = [
  ["rollout trak deploy web", "kubedog rollout trak: usage is kubedog rollout track KIND NAME"],
  ["rollout track deploy", "kubedog rollout track deploy: expected KIND NAME or KIND/NAME, such as deployment web"],
  ["rollout track deploy web api", 'unexpected argument "api": usage is kubedog rollout [FLAGS] track KIND NAME'],
  ["follow deploy", "kubedog follow deploy: expected KIND NAME or KIND/NAME, such as deployment web"],
  ["follow deploy web api", 'unexpected argument "api": usage is kubedog follow [FLAGS] [KIND NAME]'],
  ["follow deploy Web", 'kubedog follow: "Web" is no name of an object in Kubernetes'],
  ["follow deploy web -f spec.json", "kubedog follow: expected either KIND NAME or -f FILE, found both"],
  ["rollout track deplyment web", 'the server does not know the kind "deplyment" — did you mean deployment?'],
];

for (const [argv, said] of mistakes) {
  test(`kubedog ${argv} is a mistake: exit code 2`, async () => {
    using simulator = await cluster();
    const { code, err } = await kubedog(argv.split(" "), tracking(simulator, {}));
    expect([code, err]).toEqual([2, `${said}\n`]);
  });
}
