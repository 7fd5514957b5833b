/** Checklist 33 to 48: what is ready, and what is on its way. */
import { expect, test } from "bun:test";
import { readSpec } from "../../src/input/read-spec.ts";
import { assess } from "../../src/kinds/kinds.ts";
import type { Status } from "../../src/kinds/assessment.ts";
import type { ContainerStatus, Pod } from "../../src/kinds/kubernetes.ts";
import { podColumns } from "../../src/kinds/pod-columns.ts";
import { Simulator } from "../../src/simulator/simulator.ts";
import { kubedog, Terminal, tracking } from "../cli/terminal.ts";
import { job, listed, story, target } from "../core/story.ts";
import { familyOf, objectOf } from "../kinds/family.ts";
import { bareDeployment, custom, deployments, namespace, tracked } from "./shop.ts";

const counters: readonly (readonly [title: string, status: object, spec: object, code: number, said: string])[] = [
  ["all as wanted is ready (checklist 33)", { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 }, { replicas: 2 }, 0, "deploy/web: ready\n"],
  ["no replicas wanted is ready (checklist 33)", {}, { replicas: 0 }, 0, "deploy/web: ready\n"],
  ["an older spec that was seen is on its way (checklist 33)", { observedGeneration: 0, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 }, {}, 3, "waiting for the controller to see the new spec"],
  ["fewer updated ones are on their way (checklist 33)", { replicas: 2, updatedReplicas: 1, readyReplicas: 2, availableReplicas: 2 }, { replicas: 2 }, 3, "1 of 2 replicas updated"],
  ["more old ones are on their way (checklist 33)", { replicas: 3, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 3 }, { replicas: 2 }, 3, "1 old replica"],
  ["fewer available ones are on their way (checklist 33)", { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 1 }, { replicas: 2 }, 3, "1 of 2 updated replicas available"],
  ["without a number one replica is wanted, and there is one (checklist 34)", { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 }, { replicas: null }, 0, "deploy/web: ready\n"],
  ["without a number one replica is wanted, and there is none (checklist 34)", { replicas: 0 }, { replicas: null }, 3, "0 of 1 replicas updated"],
];

test.each(counters)("a Deployment's counters: %s", async (_, status, spec, code, said) => {
  using simulator = await Simulator.start();
  bareDeployment(simulator, "web", status, spec);
  const result = await kubedog(["multitrack", "-t300ms", "--settle", "0"], tracking(simulator, deployments("web")));
  expect([result.code, result.out]).toEqual([code, expect.stringContaining(said)]);
});

test("a missed progress deadline ends the run at once, whatever the budget (checklist 35)", async () => {
  using simulator = await Simulator.start();
  const missed = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: 'ReplicaSet "web-abc" has timed out progressing.' };
  bareDeployment(simulator, "web", { replicas: 1, updatedReplicas: 1, conditions: [missed] });
  const { code, out, err } = await kubedog(["multitrack"], tracking(simulator, { Deployments: [tracked("web", { AllowFailuresCount: 10 })] }));
  expect([code, out.includes("Critical failure for deploy/web has been occurred: stop tracking immediately!\n")]).toEqual([1, true]);
  expect(err).toContain("deploy/web failed: ProgressDeadlineExceeded: ");
});

const sets: readonly (readonly [title: string, kind: string, spec: object, status: object, is: Status])[] = [
  ["a StatefulSet whose revisions are equal and whose replicas are ready is ready (checklist 36)", "StatefulSet", { replicas: 2 }, { replicas: 2, readyReplicas: 2, updateRevision: "db-1", currentRevision: "db-1" }, "ready"],
  ["one whose revisions differ and whose replicas are not all updated is not (checklist 36)", "StatefulSet", { replicas: 2 }, { replicas: 2, readyReplicas: 2, updatedReplicas: 1, updateRevision: "db-2", currentRevision: "db-1" }, "progressing"],
  ["one that lacks a ready replica is not (checklist 36)", "StatefulSet", { replicas: 2 }, { replicas: 2, readyReplicas: 1, updatedReplicas: 2, updateRevision: "db-2", currentRevision: "db-2" }, "progressing"],
  ["with partition 1 all but one have to be updated (checklist 36)", "StatefulSet", { replicas: 3, updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } }, { replicas: 3, readyReplicas: 3, updatedReplicas: 2, updateRevision: "db-2", currentRevision: "db-1" }, "ready"],
  ["with partition 1 one that lacks an update is not ready (checklist 36)", "StatefulSet", { replicas: 3, updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } }, { replicas: 3, readyReplicas: 3, updatedReplicas: 1, updateRevision: "db-2", currentRevision: "db-1" }, "progressing"],
  ["partition 0 is no partition (checklist 36)", "StatefulSet", { replicas: 3, updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } } }, { replicas: 3, readyReplicas: 3, updatedReplicas: 2, updateRevision: "db-2", currentRevision: "db-1" }, "progressing"],
  ["an OnDelete StatefulSet with all its Pods updated is ready (checklist 37)", "StatefulSet", { replicas: 2, updateStrategy: { type: "OnDelete" } }, { replicas: 2, readyReplicas: 2, updatedReplicas: 2, updateRevision: "db-2", currentRevision: "db-1" }, "ready"],
  ["an OnDelete DaemonSet that is not available everywhere is on its way (checklist 38)", "DaemonSet", { updateStrategy: { type: "OnDelete" } }, { desiredNumberScheduled: 2, updatedNumberScheduled: 0, numberAvailable: 1, numberReady: 1 }, "progressing"],
  ["a DaemonSet whose spec was not seen is on its way (checklist 38)", "DaemonSet", {}, { observedGeneration: 0, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1, numberReady: 1 }, "progressing"],
];

test.each(sets)("%s", (_, kind, spec, status, is) => {
  expect(assess(familyOf(objectOf("apps/v1", kind, "db", { spec, status: { observedGeneration: 1, ...status } }))).status).toBe(is);
});

test("an OnDelete StatefulSet waits, and says which Pods to delete by hand (checklist 37)", async () => {
  using simulator = await Simulator.start();
  const object = objectOf("apps/v1", "StatefulSet", "db", {
    spec: { replicas: 1, updateStrategy: { type: "OnDelete" }, selector: {}, template: {} },
    status: { observedGeneration: 1, replicas: 1, readyReplicas: 1, updatedReplicas: 0, updateRevision: "db-2", currentRevision: "db-1" },
  });
  simulator.apply(object);
  const { code, out } = await kubedog(["multitrack", "-t300ms"], tracking(simulator, { StatefulSets: [tracked("db")] }));
  expect([code, out]).toEqual([3, expect.stringContaining("sts/db: progressing, 0 of 1 replicas updated; with updateStrategy OnDelete delete the old Pods by hand")]);
});

story("a suspended Job is waited for and says so, and fails where the user says that a pause is a failure (checklist 41)", {
  targets: [target("Job", "migrate")],
  steps: [[0, listed("Job", job("migrate", { startTime: null }, { suspend: true })), listed("Pod")]],
  policy: { onPaused: "fail" },
  lines: [
    "! job/migrate ERROR: Suspended: suspended (spec.suspend), 0 of 1 succeeded, 0 failed (backoff limit 1), 0 active; resume with: kubectl patch job/migrate -n shop -p '{\"spec\":{\"suspend\":false}}'",
    "Critical failure for job/migrate has been occurred: stop tracking immediately!",
    "job/migrate  failed  0s  1 error  Suspended: suspended (spec.suspend), 0 of 1 succeeded, 0 failed (backoff limit 1), 0 active; resume with: kubectl patch job/migrate -n shop -p '{\"spec\":{\"suspend\":false}}'",
    `  next: kubectl patch job/migrate -n shop -p '{"spec":{"suspend":false}}'`,
    "1 failed in 0s",
    "! job/migrate failed: Suspended: suspended (spec.suspend), 0 of 1 succeeded, 0 failed (backoff limit 1), 0 active; resume with: kubectl patch job/migrate -n shop -p '{\"spec\":{\"suspend\":false}}'",
  ],
  exitCode: 1,
});

type Words = { readonly phase?: string; readonly reason?: string; readonly init?: object; readonly main?: object; readonly isReady?: boolean; readonly deletionTimestamp?: string };

function podWith({ phase = "Running", reason, init, main = { running: {} }, isReady = false, deletionTimestamp }: Words): Pod {
  const statusOf = (name: string, state: object): ContainerStatus => ({ name, ready: isReady, restartCount: 0, image: "", imageID: "", state });
  const initStatuses = init === undefined ? {} : { initContainerStatuses: [statusOf("prepare", init)] };
  const conditions = [{ type: "Ready", status: isReady ? "True" : "False" }];
  return {
    metadata: { name: "web", ...(deletionTimestamp && { deletionTimestamp }) },
    spec: { containers: [{ name: "main" }], ...(init === undefined ? {} : { initContainers: [{ name: "prepare" }] }) },
    status: { phase, conditions, ...(reason === undefined ? {} : { reason }), ...initStatuses, containerStatuses: [statusOf("main", main)] },
  };
}

const words: readonly (readonly [word: string, pod: Words])[] = [
  ["Running", {}],
  ["Evicted", { phase: "Failed", reason: "Evicted", main: {} }],
  ["Init:0/1", { phase: "Pending", init: { running: {} } }],
  ["Init:0/1", { phase: "Pending", init: { waiting: { reason: "PodInitializing" } } }],
  ["Init:CrashLoopBackOff", { phase: "Pending", init: { waiting: { reason: "CrashLoopBackOff" } } }],
  ["Init:Signal:9", { phase: "Pending", init: { terminated: { exitCode: 137, signal: 9 } } }],
  ["Init:ExitCode:1", { phase: "Pending", init: { terminated: { exitCode: 1 } } }],
  ["Init:Error", { phase: "Pending", init: { terminated: { exitCode: 1, reason: "Error" } } }],
  ["ImagePullBackOff", { phase: "Pending", main: { waiting: { reason: "ImagePullBackOff" } } }],
  ["OOMKilled", { main: { terminated: { exitCode: 137, reason: "OOMKilled" } } }],
  ["Signal:15", { main: { terminated: { exitCode: 143, signal: 15 } } }],
  ["ExitCode:3", { main: { terminated: { exitCode: 3 } } }],
  ["Completed", { phase: "Succeeded", main: { terminated: { exitCode: 0, reason: "Completed" } } }],
  ["Terminating", { deletionTimestamp: "2024-01-01T12:00:00Z" }],
  ["Unknown", { deletionTimestamp: "2024-01-01T12:00:00Z", reason: "NodeLost" }],
];

test.each(words.map(([word, pod]) => [word, JSON.stringify(pod), podWith(pod)] as const))("a Pod's word is kubectl's, %s for %s (checklist 42)", (word, _, pod) => {
  expect(podColumns(pod, 0).status).toBe(word);
});

test("a sidecar counts among a Pod's containers once it has started, before and after (checklist 43)", () => {
  const status = (name: string, isReady: boolean, started: boolean): ContainerStatus => ({ name, ready: isReady, started, restartCount: 2, image: "", imageID: "", state: { running: {} } });
  const pod = (started: boolean): Pod => ({
    spec: { initContainers: [{ name: "proxy", restartPolicy: "Always" }], containers: [{ name: "main" }] },
    status: { phase: "Running", initContainerStatuses: [status("proxy", started, started)], containerStatuses: [status("main", started, started)] },
  });
  expect([podColumns(pod(false), 0), podColumns(pod(true), 0)].map(({ ready, status: word }) => [ready, word])).toEqual([["0/2", "Init:0/1"], ["2/2", "Running"]]);
});

const phases: readonly (readonly [phase: string, is: Status])[] = [
  ["Initialized", "ready"],
  ["Succeeded", "ready"],
  ["Failed", "failed"],
  ...["", "Initializing", "Waiting", "Progressing", "WaitingPromotion", "Promoting", "Finalising"].map((phase) => [phase, "progressing"] as const),
];

test.each(phases)("a Canary of phase %p is %s (checklist 44)", (phase, is) => {
  expect(assess(familyOf(objectOf("flagger.app/v1beta1", "Canary", "front", { status: { phase } }))).status).toBe(is);
});

test("a failed Canary ends the run with its conditions' messages, and its Events are told (checklist 44)", async () => {
  using simulator = await Simulator.start();
  custom(simulator, "flagger.app/v1beta1", "Canary", "canaries", "front", { phase: "Progressing" });
  const terminal = new Terminal(tracking(simulator, { Canaries: [tracked("front", { ShowServiceMessages: true })] }));
  const run = terminal.run(["multitrack"]);
  await terminal.until(() => terminal.out.includes("canary/front"));
  const about = { kind: "Canary", namespace, name: "front" };
  // Events tell whole seconds: one of the second of the start may be from before it.
  simulator.every(200, () => simulator.event({ about, type: "Warning", reason: "Synced", message: "Halt advancement front.shop success rate 12% < 99%" }));
  await terminal.until(() => terminal.out.includes("canary/front event: Synced: Halt advancement front.shop success rate 12% < 99%"));
  simulator.patchStatus(about, { phase: "Failed", conditions: [{ type: "Promoted", status: "False", reason: "Failed", message: "Canary analysis failed, Deployment scaled to zero." }] });
  const { code, err } = await run;
  expect([code, err.split("\n").at(-2)]).toEqual([1, "canary/front failed: status.phase=Failed: Canary analysis failed, Deployment scaled to zero"]);
});

type Field = (value: string) => object;
const field = (name: string): Field => (value) => ({ [name]: value });
const conditionOf = (type: string): Field => (status) => ({ conditions: [{ type, status }] });
const health: Field = (status) => ({ health: { status } });

/** What kubedog's users have contributed: group/version kind, its field, and the words in it. */
const contributed: readonly (readonly [of: string, field: Field, ready: string, progressing: string, failed: string])[] = [
  ["acid.zalan.do/v1 postgresql", field("PostgresClusterStatus"), "Running", "Creating Updating", "CreateFailed UpdateFailed DeleteFailed"],
  ["external-secrets.io/v1 ExternalSecret", conditionOf("Ready"), "True", "Unknown", "False"],
  ["bitnami.com/v1alpha1 SealedSecret", conditionOf("Synced"), "True", "Unknown", ""],
  ["kyverno.io/v1 Policy", conditionOf("Ready"), "True", "Unknown False", ""],
  ["kyverno.io/v1 ClusterPolicy", conditionOf("Ready"), "True", "Unknown False", ""],
  ["argoproj.io/v1alpha1 Application", health, "Healthy", "Progressing Unknown Missing", "Degraded"],
  ["argoproj.io/v1alpha1 ApplicationSet", conditionOf("ResourcesUpToDate"), "True", "Unknown False", ""],
  ["cert-manager.io/v1 Certificate", conditionOf("Ready"), "True", "Unknown", ""],
  ["helm.toolkit.fluxcd.io/v2 HelmRelease", conditionOf("Ready"), "True", "Unknown", ""],
  ["kustomize.toolkit.fluxcd.io/v1 Kustomization", conditionOf("Ready"), "True", "Unknown", ""],
  ["monitoring.coreos.com/v1 Prometheus", conditionOf("Available"), "True", "Degraded Unknown False", ""],
  ["monitoring.coreos.com/v1 Alertmanager", conditionOf("Available"), "True", "Degraded Unknown False", ""],
  ["monitoring.coreos.com/v1 ThanosRuler", conditionOf("Available"), "True", "Degraded Unknown False", ""],
  ["longhorn.io/v1beta2 Volume", field("state"), "attached detached", "creating attaching detaching deleting", ""],
  ["longhorn.io/v1beta2 Backup", field("state"), "Completed", "Pending InProgress Unknown", "Error"],
  ["managed-services.deckhouse.io/v1alpha1 Postgres", conditionOf("Available"), "True", "Unknown False", ""],
];

function statusOf(of: string, status: object): Status {
  const [apiVersion = "", kind = ""] = of.split(" ");
  return assess(familyOf(objectOf(apiVersion, kind, "x", { status }))).status;
}

test.each(contributed)("the contributed rule of %s knows its words (checklist 45)", (of, make, isReady, isOnItsWay, hasFailed) => {
  const lists = [isReady, isOnItsWay, hasFailed];
  const verdicts = lists.map((list) => list.split(" ").filter((word) => word !== "").map((word) => statusOf(of, make(word))));
  expect(verdicts).toEqual(lists.map((list, index) => list.split(" ").filter((word) => word !== "").map(() => (["ready", "progressing", "failed"] as const)[index] ?? "unknown")));
});

const universal: readonly (readonly [is: Status, words: string])[] = [
  ["ready", "ready success succeeded complete completed finished finalized done available running ok active live healthy started initialized approved"],
  ["progressing", "creating updating waiting awaiting pending finishing starting readying progressing initialization initializing approving unknown in_progress"],
  ["failed", "failure failed abort aborted terminated error errored rejection rejected"],
];
const fields = ["phase", "currentPhase", "state", "currentState", "status", "currentStatus", "health", "currentHealth"];

/** As controllers write it: `in progress`, `inProgress`, `InProgress`, `IN_PROGRESS`, … */
function spellings(word: string): readonly string[] {
  const parts = word.split("_");
  const titled = parts.map((part) => part.replace(/^./, (letter) => letter.toUpperCase()));
  return [parts.join(" "), parts.join(""), titled.join(""), titled.join(" "), parts.join("-"), parts.join("."), parts.join("_"), parts.join("_").toUpperCase(), parts.join(" ").toUpperCase()];
}

test.each(universal)("a field of the status that says what is %s is understood, in any spelling: %s (checklist 45)", (is, list) => {
  const cases = fields.flatMap((name) => list.split(" ").flatMap((word) => spellings(word).map((text) => `${name}: ${text}`)));
  expect(cases.filter((text) => statusOf("example.com/v1 Widget", field(text.replace(/: .*/, ""))(text.replace(/.*?: /, ""))) !== is)).toEqual([]);
});

test("a condition of each of these words speaks for the object, in any case (checklist 45)", () => {
  const types = (universal[0]?.[1] ?? "").split(" ").flatMap((word) => [word, word.replace(/^./, (letter) => letter.toUpperCase()), word.toUpperCase()]);
  const verdicts = (status: string) => new Set(types.map((type) => statusOf("example.com/v1 Widget", conditionOf(type)(status))));
  expect([verdicts("True"), verdicts("False"), verdicts("Unknown")]).toEqual([new Set(["ready"]), new Set(["progressing"]), new Set(["progressing"])]);
});

const weak: readonly (readonly [field: string, word: string, is: Status])[] = [
  ["state", "valid", "ready"],
  ["currentState", "valid", "ready"],
  ["health", "green", "ready"],
  ["currentHealth", "yellow", "progressing"],
  // kubedog waits for these two; whoever writes them says that something is wrong.
  ["state", "invalid", "failed"],
  ["health", "red", "failed"],
];

test.each(weak)("status.%s: %s is %s (checklist 45)", (name, word, is) => {
  expect(statusOf("example.com/v1 Widget", field(name)(word))).toBe(is);
});

const kinds = ["apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "apps/v1 ReplicaSet", "policy/v1 PodDisruptionBudget", "example.com/v1 Widget", "flagger.app/v1beta1 Canary", "argoproj.io/v1alpha1 Rollout"];

test.each(kinds)("a %s whose controller has not seen this generation is on its way (checklist 46)", (of) => {
  const [apiVersion = "", kind = ""] = of.split(" ");
  const status = { observedGeneration: 1, phase: "Succeeded", conditions: [{ type: "Ready", status: "True" }], replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 };
  const verdict = assess(familyOf(objectOf(apiVersion, kind, "x", { metadata: { generation: 2 }, spec: { replicas: 1 }, status })));
  expect([verdict.status, verdict.reason]).toEqual(["progressing", "SpecNotObserved"]);
});

test("NoActivityTimeout is 4 minutes by default (checklist 47)", async () => {
  const spec = { Generics: [{ Name: "w1", GroupVersionKind: { Group: "example.com", Version: "v1", Kind: "Widget" } }] };
  const result = await readSpec(JSON.stringify(spec), { source: "stdin", strict: true });
  expect("targets" in result && result.targets.map(({ noActivityMs }) => noActivityMs)).toEqual([240_000]);
});

const reasons: readonly (readonly [title: string, status: object, said: string])[] = [
  ["field and value (checklist 47)", { phase: "Failed", message: "disk full" }, "status.phase=Failed: disk full"],
  ["condition, value and reason (checklist 47)", { conditions: [{ type: "Ready", status: "False", reason: "ConfigError", message: "no such key" }] }, "Ready=False (ConfigError): no such key"],
];

test.each(reasons)("what a failed custom resource is called bad for is said with %s", async (_, status, said) => {
  using simulator = await Simulator.start();
  custom(simulator, "example.com/v1", "Widget", "widgets", "w1", status);
  const item = { Name: "w1", Namespace: namespace, AllowFailuresCount: 0, GroupVersionKind: { Group: "example.com", Version: "v1", Kind: "Widget" } };
  const { code, err } = await kubedog(["multitrack"], tracking(simulator, { Generics: [item] }));
  expect([code, err.split("\n").at(-2)]).toEqual([1, `ns:shop/Widget.v1.example.com/w1 failed: ${said}`]);
});
