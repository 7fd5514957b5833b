/** Checklist 20 to 32: commands, flags, variables, exit codes. */
import { expect, test } from "bun:test";
import { policyOf } from "../../src/commands/options.ts";
import { exits, runs } from "../../src/simulator/behaviour.ts";
import { daemonSet, deployment, job, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { type Given, kubedog, tracking } from "../cli/terminal.ts";
import { events, job as jobObject, listed, pod as podObject, running, story, target } from "../core/story.ts";
import { custom, deployments, place, runningPod, tracked } from "./shop.ts";

/** One of each kind, all called web, all ready. */
async function everyKind(): Promise<Simulator> {
  const simulator = await Simulator.start({ speed: 20 });
  for (const make of [deployment, statefulSet, daemonSet]) simulator.apply(make({ name: "web", ...place }), { main: runs() });
  simulator.apply(job({ name: "web", ...place, backoffLimit: 0 }), { main: exits({ code: 0, afterMs: 100 }) });
  runningPod(simulator, "web");
  custom(simulator, "flagger.app/v1beta1", "Canary", "canaries", "web", { phase: "Succeeded", observedGeneration: 1 });
  custom(simulator, "example.com/v1", "Widget", "widgets", "web", { observedGeneration: 1, conditions: [{ type: "Ready", status: "True" }] });
  return simulator;
}

const single: readonly (readonly [words: string])[] = [
  ["deployment web (checklist 20)"],
  ["statefulset web (checklist 20)"],
  ["daemonset web (checklist 20)"],
  ["job web (checklist 20)"],
  ["pod web (checklist 20)"],
  ["deploy web (checklist 21)"],
  ["sts web (checklist 21)"],
  ["ds web (checklist 21)"],
  ["po web (checklist 21)"],
  ["po/web (checklist 21)"],
  ["canary web (checklist 21)"],
  ["canary/web (checklist 21)"],
  ["widget/web (checklist 21)"],
  ["widgets.example.com web (checklist 21)"],
];

test.each(single)("rollout track and follow take %s", async (title) => {
  using simulator = await everyKind();
  const words = title.replace(/ \(.*/, "").split(" ");
  const run = (...argv: readonly string[]) => kubedog([...argv, ...words, "-n", "shop", "--settle", "0"], tracking(simulator, {}));
  const [tracked, followed] = await Promise.all([run("rollout", "track"), run("follow", "-t300ms")]);
  expect([tracked.code, followed.code]).toEqual([0, 3]);
});

const chosen: readonly (readonly [title: string, argv: readonly string[], given: (kubeconfig: string) => Given])[] = [
  ["KUBEDOG_KUBE_CONFIG_BASE64 is the default of --kube-config-base64 (checklist 22)", [], (text) => ({ env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(text) } })],
  ["--kube-config-base64 wins over its variable (checklist 22)", ["--kube-config-base64", "{}"], (text) => ({ env: { KUBEDOG_KUBE_CONFIG_BASE64: btoa(text.replace("127.0.0.1", "127.0.0.2")) } })],
  ["KUBEDOG_KUBE_CONTEXT is the default of --kube-context (checklist 22)", [], (text) => ({ files: { "/kube": text.replace("current-context: simulator", "current-context: other") }, env: { KUBEDOG_KUBE_CONFIG: "/kube", KUBEDOG_KUBE_CONTEXT: "simulator" } })],
  ["--kube-context wins over its variable (checklist 22)", ["--kube-context", "simulator"], (text) => ({ files: { "/kube": text }, env: { KUBEDOG_KUBE_CONFIG: "/kube", KUBEDOG_KUBE_CONTEXT: "other" } })],
  ["--kube-config wins over KUBEDOG_KUBE_CONFIG (checklist 22)", ["--kube-config", "/kube"], (text) => ({ files: { "/kube": text, "/other": "" }, env: { KUBEDOG_KUBE_CONFIG: "/other" } })],
];

test.each(chosen)("%s", async (_, argv, given) => {
  using simulator = await everyKind();
  const text = simulator.kubeconfig();
  const filled = argv.map((word) => (word === "{}" ? btoa(text) : word));
  const { code, err } = await kubedog(["multitrack", "--settle", "0", ...filled], { stdin: JSON.stringify(deployments("web")), ...given(text) });
  expect([code, err]).toEqual([0, ""]);
});

test("-t is for ever by default, and with 0 and -1 (checklist 23)", () => {
  expect([{}, { timeout: "0" }, { timeout: "-1" }, { timeout: "5" }].map((flags) => policyOf(flags, {}).timeoutMs)).toEqual([0, 0, 0, 5000]);
});

const jobRuns = jobObject("migrate", { active: 1 });
const jobPod = podObject("migrate-1", ["Job", "migrate"], { ready: true, state: running(-600) }, { restartPolicy: "Never" });
const since = [
  ["a Job's log is read from its first line by default (checklist 25)", {}, ""],
  ["a Job honours --logs-since now where it is given (checklist 25)", { logsSince: "now", logsSinceGiven: true }, " from 12:00:00"],
  ["a Job honours --logs-since 1m (checklist 25)", { logsSince: 60_000, logsSinceGiven: true }, " from 11:59:00"],
  ["a Job honours --logs-since all (checklist 25)", { logsSince: "all", logsSinceGiven: true }, ""],
] as const;

for (const [title, policy, from] of since) {
  story(title, {
    targets: [target("Job", "migrate")],
    steps: [[0, listed("Job", jobRuns), listed("Pod", jobPod), events()]],
    policy,
    lines: ["job/migrate: progressing, 0 of 1 succeeded, 0 failed (backoff limit 1), 1 active"],
    exitCode: undefined,
    wanted: [[`migrate-1/main run 0${from} follow`]],
  });
}

test("--status-progress-period 0 means 5 s, and any negative one no heartbeats (checklist 26)", () => {
  const periods = [{}, { "status-progress-period": "0" }, { "status-progress-period": "-1" }, { "status-progress-period": "-7" }, { "status-progress-period": "7" }];
  expect(periods.map((flags) => policyOf(flags, {}).heartbeatMs)).toEqual([30_000, 5000, -1, -1, 7000]);
  expect(periods.map((flags) => policyOf({ ...flags, status: "table" }, {}).progressMs)).toEqual([5000, 5000, -1, -1, 7000]);
});

test("a Canary is followed in the cluster, and with the login, of the kubeconfig that was given (checklist 28)", async () => {
  using simulator = await Simulator.start({ token: "s3cret" });
  custom(simulator, "flagger.app/v1beta1", "Canary", "canaries", "front", { phase: "Initialized", observedGeneration: 1 });
  const files = { "/kube": simulator.kubeconfig() };
  const given = { stdin: JSON.stringify({ Canaries: [tracked("front")] }), files, env: { KUBECONFIG: "/nowhere", KUBEDOG_KUBE_CONTEXT: "simulator" } };
  const { code, err } = await kubedog(["multitrack", "--kube-config", "/kube"], given);
  expect([code, err]).toEqual([0, ""]);
});

const pod0 = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"status":{"phase":"Failed"}}';

test.each(["1", "on", "true"])("KUBEDOG_NO_COLOR=%s takes the colours away (checklist 29)", async (value) => {
  const coloured = await kubedog(["assess"], { stdin: pod0, outIsTerminal: true });
  const plain = await kubedog(["assess"], { stdin: pod0, outIsTerminal: true, env: { KUBEDOG_NO_COLOR: value } });
  expect([coloured.out.includes("\x1b["), plain.out.includes("\x1b[")]).toEqual([true, false]);
});

test("a KUBEDOG_TERMINAL_WIDTH that is no number is refused with exit code 2 (checklist 29)", async () => {
  using simulator = await everyKind();
  const { stdin, env } = tracking(simulator, deployments("web"));
  const { code, out, err } = await kubedog(["multitrack"], { stdin, env: { ...env, KUBEDOG_TERMINAL_WIDTH: "abc" } });
  expect([code, out, err]).toEqual([2, "", "Bad value specified for KUBEDOG_TERMINAL_WIDTH, integer expected: abc: a number of columns such as 140\n"]);
});

test("with KUBEDOG_DISABLE_EVENTS=1 no Events are asked for (checklist 29)", async () => {
  using simulator = await everyKind();
  const { stdin, env } = tracking(simulator, deployments("web"));
  const { code } = await kubedog(["multitrack", "--settle", "0"], { stdin, env: { ...env, KUBEDOG_DISABLE_EVENTS: "1" } });
  expect([code, simulator.requests.filter(({ path }) => path.endsWith("/events")).length]).toEqual([0, 0]);
});
