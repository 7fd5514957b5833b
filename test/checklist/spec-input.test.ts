/** Checklist 1 to 19: what a spec may say, and what it does. */
import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";
import { exits, lines, runs } from "../../src/simulator/behaviour.ts";
import { daemonSet, deployment, job, statefulSet } from "../../src/simulator/manifest.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, tracking } from "../cli/terminal.ts";
import { custom, image, loggedBy, namespace, place, tracked } from "./shop.ts";

const widget = { Group: "example.com", Version: "v1", Kind: "Widget" };

async function targetsOf(spec: object) {
  const result = await readSpec(JSON.stringify(spec), { source: "stdin", strict: true });
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  return result.targets;
}

test("one spec on standard input follows Deployments, StatefulSets, DaemonSets, Jobs, Canaries and Generics (checklist 1)", async () => {
  using simulator = await Simulator.start({ speed: 20 });
  simulator.apply(deployment({ name: "web", ...place }), { main: runs() });
  simulator.apply(statefulSet({ name: "db", ...place }), { main: runs() });
  simulator.apply(daemonSet({ name: "agent", ...place }), { main: runs() });
  simulator.apply(job({ name: "migrate", ...place, backoffLimit: 0 }), { main: exits({ code: 0, afterMs: 100 }) });
  custom(simulator, "flagger.app/v1beta1", "Canary", "canaries", "front", { phase: "Succeeded" });
  custom(simulator, "example.com/v1", "Widget", "widgets", "w1", { observedGeneration: 1, conditions: [{ type: "Ready", status: "True" }] });
  const { code, out, err } = await kubedog(
    ["multitrack", "--settle", "0"],
    tracking(simulator, {
      Deployments: [tracked("web")],
      StatefulSets: [tracked("db")],
      DaemonSets: [tracked("agent")],
      Jobs: [tracked("migrate")],
      Canaries: [tracked("front")],
      Generics: [{ Name: "w1", Namespace: namespace, GroupVersionKind: widget }],
    }),
  );
  expect([code, err]).toEqual([0, ""]);
  const results = [...out.matchAll(/^(\S+) {2,}(\w+) {2}/gm)].map(([, label, result]) => `${label} ${result}`);
  expect(results.sort()).toEqual(["canary/front ready", "deploy/web ready", "ds/agent ready", "job/migrate ready", "ns:shop/Widget.v1.example.com/w1 ready", "sts/db ready"]);
});

const kinds = ["Deployments", "StatefulSets", "DaemonSets", "Jobs", "Pods", "ReplicaSets"];

test("AllowFailuresCount is 1 for every kind where it is absent or null, and 0 for Canaries (checklist 6)", async () => {
  for (const AllowFailuresCount of [undefined, null]) {
    const spec = Object.fromEntries([...kinds, "Canaries"].map((kind) => [kind, [{ ResourceName: "web", AllowFailuresCount }]]));
    const targets = await targetsOf({ ...spec, Generics: [{ Name: "w1", GroupVersionKind: widget, AllowFailuresCount }] });
    expect(targets.filter(({ kind }) => kind !== "Canary").map(({ allowedFailures }) => allowedFailures)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(targets.filter(({ kind }) => kind === "Canary").map(({ allowedFailures }) => allowedFailures)).toEqual([0]);
  }
});

test("a Canary's own AllowFailuresCount is honoured (checklist 6)", async () => {
  using simulator = await Simulator.start();
  custom(simulator, "flagger.app/v1beta1", "Canary", "canaries", "front", { phase: "Failed", observedGeneration: 1 });
  const run = (policy: object) => kubedog(["multitrack", "-t500ms"], tracking(simulator, { Canaries: [tracked("front", policy)] }));
  const [unsaid, given] = await Promise.all([run({}), run({ AllowFailuresCount: 1 })]);
  expect([unsaid.code, unsaid.out.includes("Allowed failures count for canary/front exceeded 0 errors: stop tracking immediately!\n")]).toEqual([1, true]);
  expect([given.code, given.out.includes("1/1 allowed errors occurred for canary/front: continue tracking\n")]).toEqual([3, true]);
});

test("a FailMode that there is not is refused before anything is asked of the server (checklist 7)", async () => {
  using simulator = await Simulator.start();
  const { code, err } = await kubedog(["multitrack"], tracking(simulator, { Jobs: [tracked("migrate", { FailMode: "Hope" })] }));
  expect([code, err.includes("Jobs[0].FailMode: expected FailWholeDeployProcessImmediately, "), simulator.requests.length]).toEqual([2, true, 0]);
});

/** A Job of two containers, one after the other; what a run with this policy shows of their logs. */
async function shownWith(policy: object): Promise<readonly string[]> {
  using simulator = await Simulator.start({ speed: 20 });
  const prepare = exits({ code: 0, afterMs: 100 }, { lines: lines(10, "INFO fetching", "error: a detour") });
  const main = exits({ code: 0, afterMs: 200 }, { lines: lines(10, "INFO step 1", "Error in step 2", "ERROR in step 3") });
  simulator.apply(job({ name: "migrate", ...place, backoffLimit: 0, initContainers: [{ name: "prepare", image }] }), { prepare, main });
  const result = await kubedog(["multitrack", "--strict", "-o", "json"], tracking(simulator, { Jobs: [tracked("migrate", policy)] }));
  expect([result.code, result.err]).toEqual([0, ""]);
  return loggedBy(result);
}

const everything = ["prepare: INFO fetching", "prepare: error: a detour", "main: INFO step 1", "main: Error in step 2", "main: ERROR in step 3"];
const policies: readonly (readonly [title: string, policy: object, shown: readonly string[]])[] = [
  ["without a policy all lines are shown (checklist 9)", {}, everything],
  ["LogRegex shows the lines in which RE2 finds something (checklist 9)", { LogRegex: "(?i)^error\\b" }, ["prepare: error: a detour", "main: Error in step 2", "main: ERROR in step 3"]],
  ["a regex that finds nothing but the empty text hides a line (checklist 9)", { LogRegex: "x*" }, []],
  ["a container's regex replaces the global one (checklist 10)", { LogRegex: "INFO", LogRegexByContainerName: { main: "[2-9]$" } }, ["prepare: INFO fetching", "main: Error in step 2", "main: ERROR in step 3"]],
  ["an empty regex of a container's own shows all its lines (checklist 10)", { LogRegex: "fetching", LogRegexByContainerName: { main: "" } }, ["prepare: INFO fetching", ...everything.slice(2)]],
  ["SkipLogs hides all (checklist 11)", { SkipLogs: true }, []],
  ["SkipLogsForContainers hides these (checklist 11)", { SkipLogsForContainers: ["main"] }, everything.slice(0, 2)],
  ["ShowLogsOnlyForContainers hides the others (checklist 11)", { ShowLogsOnlyForContainers: ["main"] }, everything.slice(2)],
  ["a container in both lists is hidden (checklist 11)", { SkipLogsForContainers: ["main"], ShowLogsOnlyForContainers: ["main"] }, []],
];

test.each(policies)("%s", async (_, policy, shown) => {
  expect(await shownWith(policy)).toEqual([...shown]);
});

test("service messages come only where ShowServiceMessages says so, and SkipEvents silences them again (checklist 12, 13)", async () => {
  const addedWith = async (policy: object) => {
    using simulator = await Simulator.start({ speed: 20 });
    simulator.apply(deployment({ name: "web", ...place }), { main: runs({ readyAfterMs: 2000 }) });
    const { code, out, err } = await kubedog(["multitrack", "--strict"], tracking(simulator, { Deployments: [tracked("web", policy)] }));
    return [code, err, /^deploy\/web added$/m.test(out), /^deploy\/web event: /m.test(out)];
  };
  expect(await addedWith({})).toEqual([0, "", false, false]);
  expect(await addedWith({ ShowServiceMessages: true })).toEqual([0, "", true, true]);
  expect(await addedWith({ ShowServiceMessages: true, SkipEvents: true })).toEqual([0, "", false, false]);
});

test.each(["ControllerIsReady", "PodIsReady", "EndOfDeploy", null, ""])("ShowLogsUntil %p of v0.3.0 is accepted (checklist 12)", async (ShowLogsUntil) => {
  const [target] = await targetsOf({ Deployments: [{ ResourceName: "web", ShowLogsUntil }] });
  expect(target?.logs.until).toBe(ShowLogsUntil === "ControllerIsReady" || ShowLogsUntil === "EndOfDeploy" ? ShowLogsUntil : "PodIsReady");
});

test("IgnoreReadinessProbeFailsByContainerName takes whole nanoseconds, and durations (checklist 14)", async () => {
  const [target] = await targetsOf({ Deployments: [{ ResourceName: "web", IgnoreReadinessProbeFailsByContainerName: { main: 10_000_000_000, side: "90s" } }] });
  expect(target?.ignoreReadinessFailsMs).toEqual({ main: 10_000, side: 90_000 });
});

const fields = {
  Name: "w1",
  Namespace: namespace,
  GroupVersionKind: widget,
  Timeout: 500_000_000,
  NoActivityTimeout: 60_000_000_000,
  TrackTerminationMode: "WaitUntilResourceReady",
  FailMode: "FailWholeDeployProcessImmediately",
  AllowFailuresCount: 2,
  ShowServiceMessages: true,
  HideEvents: false,
  StatusProgressPeriod: 5_000_000_000,
};

test("every field of a Generic is accepted, and its Timeout ends the run (checklist 15)", async () => {
  using simulator = await Simulator.start();
  custom(simulator, "example.com/v1", "Widget", "widgets", "w1", { phase: "Creating" });
  const { code, err } = await kubedog(["multitrack", "--strict"], tracking(simulator, { Generics: [fields] }));
  expect([code, err]).toEqual([3, "ns:shop/Widget.v1.example.com/w1 track failed: context deadline exceeded: status.phase=Creating: status.phase is Creating\n"]);
});

const halves: readonly (readonly [title: string, item: object, said: string])[] = [
  ["no name", { GroupVersionKind: widget }, "Generics[0].Name: "],
  ["no kind", { Name: "w1", GroupVersionKind: { Group: "example.com", Version: "v1" } }, "Generics[0].GroupVersionKind.Kind: "],
  ["neither", { Name: "w1" }, "Generics[0].GroupVersionKind: "],
];

test.each(halves)("a Generic with %s is refused with exit code 2 (checklist 15)", async (_, item, said) => {
  const { code, err } = await kubedog(["multitrack"], { stdin: JSON.stringify({ Generics: [item] }), env: { KUBECONFIG: "/kube" }, files: { "/kube": "" } });
  expect([code, err.includes(`Error parsing MultitrackSpecs json: ${said}`)]).toEqual([2, true]);
});
