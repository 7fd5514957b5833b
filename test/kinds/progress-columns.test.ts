/** kubedog's columns for each kind, made of real statuses: one object for each case. */
import { describe, expect, test } from "bun:test";
import type { KubeObject } from "../../src/kinds/kubernetes.ts";
import { isSaidInNumbers, progressTable } from "../../src/kinds/progress-columns.ts";

const now = Date.parse("2026-01-01T00:10:00Z");

type Fields = { readonly spec?: object; readonly status?: object; readonly generation?: number };

/** The head, the cells with `!` behind what is not what it is to become, and what is waited for. */
function shown(apiVersion: string, kind: string, fields?: Fields): readonly string[] {
  const { generation = 1, ...rest } = fields ?? {};
  const object: KubeObject | undefined = fields && { apiVersion, kind, metadata: { name: "a", generation }, ...rest };
  const { head, columns, waits } = progressTable({ apiVersion, kind, namespace: "shop" }, object, now);
  const cells = columns.map((column) => `${column.head} ${`${column.before} ${column.value}${column.goal}${column.after}`.trim()}${column.isReached === false ? "!" : ""}`.trim());
  return [head, ...cells, ...waits];
}

type Case = readonly [title: string, fields: Fields | undefined, ...expected: string[]];

function check(apiVersion: string, kind: string, cases: readonly Case[]): void {
  describe(kind, () => {
    test.each(cases)("%s", (_, fields, ...expected) => expect(shown(apiVersion, kind, fields)).toEqual([kind.toUpperCase(), ...expected]));
  });
}

const seen = { observedGeneration: 1 };

check("apps/v1", "Deployment", [
  ["not seen yet", undefined, "REPLICAS -", "AVAILABLE -", "UP-TO-DATE -"],
  ["its new spec not seen by the controller", { spec: { replicas: 2 }, generation: 2, status: { ...seen, replicas: 2 } }, "REPLICAS -", "AVAILABLE -", "UP-TO-DATE -", "observed generation 1 should be >= 2"],
  [
    "updating, with a surplus replica",
    { spec: { replicas: 2 }, status: { ...seen, replicas: 3, updatedReplicas: 1, availableReplicas: 1 } },
    ...["REPLICAS 3/2!", "AVAILABLE 1!", "UP-TO-DATE 1!", "up-to-date 1->2", "replicas 3->2", "available 1->2"],
  ],
  ["complete, of one replica by default", { spec: {}, status: { ...seen, replicas: 1, updatedReplicas: 1, availableReplicas: 1 } }, "REPLICAS 1/1", "AVAILABLE 1", "UP-TO-DATE 1"],
  ["of no replicas", { spec: { replicas: 0 }, status: seen }, "REPLICAS 0/0", "AVAILABLE 0", "UP-TO-DATE 0"],
  ["malformed", { spec: { replicas: "x" }, status: { ...seen, replicas: [] } }, "REPLICAS 0/1!", "AVAILABLE 0!", "UP-TO-DATE 0!", "up-to-date 0->1", "replicas 0->1", "available 0->1"],
]);

check("apps/v1", "DaemonSet", [
  ["not seen yet", undefined, "REPLICAS -", "AVAILABLE -", "UP-TO-DATE -"],
  [
    "updating, with a Pod on a node that it should not be on",
    { status: { ...seen, desiredNumberScheduled: 3, currentNumberScheduled: 3, numberMisscheduled: 1, updatedNumberScheduled: 1, numberAvailable: 2 } },
    ...["REPLICAS 4/3!", "AVAILABLE 2!", "UP-TO-DATE 1!", "up-to-date 1->3", "available 2->3"],
  ],
]);

check("apps/v1", "StatefulSet", [
  ["not seen yet", undefined, "REPLICAS -", "READY -", "UP-TO-DATE -"],
  [
    "updating",
    { spec: { replicas: 2 }, status: { ...seen, replicas: 2, readyReplicas: 1, updatedReplicas: 1, updateRevision: "b", currentRevision: "a" } },
    ...["REPLICAS 2/2", "READY 1!", "UP-TO-DATE 1!", "ready 1->2", "up-to-date 1->2"],
  ],
  [
    "with a partition",
    { spec: { replicas: 3, updateStrategy: { rollingUpdate: { partition: 1 } } }, status: { ...seen, replicas: 3, readyReplicas: 3, updatedReplicas: 1, updateRevision: "b", currentRevision: "a" } },
    ...["REPLICAS 3/3", "READY 3", "UP-TO-DATE 1!", "up-to-date 1->2 (partitioned roll out)"],
  ],
  [
    "whose Pods somebody has to delete",
    { spec: { replicas: 2, updateStrategy: { type: "OnDelete", rollingUpdate: { partition: 1 } } }, status: { ...seen, replicas: 2, readyReplicas: 2, updatedReplicas: 1, updateRevision: "b", currentRevision: "a" } },
    ...["REPLICAS 2/2", "READY 2", "UP-TO-DATE 1!", "up-to-date 1->2 (user should delete old pods manually now!)"],
  ],
  ["being scaled down", { spec: { replicas: 1 }, status: { ...seen, replicas: 2, readyReplicas: 2, updatedReplicas: 2, updateRevision: "a", currentRevision: "a" } }, "REPLICAS 2/1", "READY 2", "UP-TO-DATE 2", "replicas 2->1"],
]);

check("batch/v1", "Job", [
  ["not seen yet", undefined, "ACTIVE 0", "DURATION", "SUCCEEDED/FAILED -/0"],
  ["not started", { spec: { completions: 1 }, status: {} }, "ACTIVE 0", "DURATION", "SUCCEEDED/FAILED 0/0!", "condition Complete->True", "succeeded 0->1"],
  [
    "running, once failed",
    { spec: { completions: 2 }, status: { startTime: "2026-01-01T00:06:40Z", active: 1, succeeded: 1, failed: 1 } },
    ...["ACTIVE 1", "DURATION 3m20s", "SUCCEEDED/FAILED 1/1!", "pods should be terminated", "succeeded 1->2"],
  ],
  ["a queue that is worked off by three", { spec: { parallelism: 3 }, status: { active: 3 } }, "ACTIVE 3", "DURATION", "SUCCEEDED/FAILED 0/0!", "pods should be terminated", "succeeded 0->1 of 3"],
  [
    "complete",
    { spec: { completions: 1 }, status: { startTime: "2026-01-01T00:00:00Z", completionTime: "2026-01-01T00:01:35Z", succeeded: 1, conditions: [{ type: "Complete", status: "True" }] } },
    ...["ACTIVE 0", "DURATION 95s", "SUCCEEDED/FAILED 1/0"],
  ],
  [
    "failed: it took until then",
    { spec: { completions: 1 }, status: { startTime: "2026-01-01T00:00:00Z", failed: 2, conditions: [{ type: "Failed", status: "True", lastTransitionTime: "2026-01-01T00:00:30Z" }] } },
    ...["ACTIVE 0", "DURATION 30s", "SUCCEEDED/FAILED 0/2!", "condition Complete->True", "succeeded 0->1"],
  ],
]);

check("flagger.app/v1beta1", "Canary", [
  ["not seen yet", undefined, "STATUS", "WEIGHT 0", "LASTUPDATE -"],
  ["progressing", { status: { phase: "Progressing", canaryWeight: 20, lastTransitionTime: "2026-01-01T00:00:00Z" } }, "STATUS Progressing", "WEIGHT 20", "LASTUPDATE 2026-01-01 00:00:00 +0000 UTC"],
]);

describe("what has no columns of its own", () => {
  test.each([
    ["a phase", { status: { phase: "Creating" } }, "status.phase: Creating!"],
    ["a condition", { status: { conditions: [{ type: "Ready", status: "False" }] } }, "status.conditions[type=Ready].status: False!"],
    ["a condition that is met", { status: { phase: "Creating", conditions: [{ type: "Ready", status: "True" }] } }, "status.conditions[type=Ready].status: True"],
    ["numbers", { spec: { replicas: 3 }, status: { readyReplicas: 1 } }, "ready: 1/3!"],
    ["nothing to watch", { status: {} }, "-"],
    ["nothing seen yet", undefined, "-"],
  ] as const)("%s", (_, fields, field) => expect(shown("example.com/v1", "Widget", fields)).toEqual(["RESOURCE", "NAMESPACE shop", `WATCHING FOR FIELD ${field}`]));

  test("a Job of another group is none of ours", () => {
    expect(shown("batch.volcano.sh/v1alpha1", "Job", { status: { state: { phase: "Running" } } })).toEqual(["RESOURCE", "NAMESPACE shop", "WATCHING FOR FIELD status.state.phase: Running"]);
  });

  test("an object of the whole cluster has no namespace", () => {
    expect(progressTable({ apiVersion: "v1", kind: "Namespace", namespace: "" }, undefined, now).columns[0]?.value).toBe("-");
  });
});

test("a sentence that says no more than the numbers is known as such", () => {
  const table = progressTable({ apiVersion: "apps/v1", kind: "DaemonSet", namespace: "" }, { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "a" }, status: { desiredNumberScheduled: 1 } }, now);
  expect([isSaidInNumbers(table, "ReplicasNotUpdated"), isSaidInNumbers(table, "Unschedulable"), isSaidInNumbers({ ...table, waits: [] }, "ReplicasNotUpdated")]).toEqual([true, false, false]);
});

const waits = ["available 1->2"];

test.each(["SpecNotObserved", "ReplicasNotUpdated", "ReplicasNotAvailable", "ReplicasNotReady", "OldReplicasTerminating", "NotStarted", "Running"])("%s is said in numbers where there are any", (reason) => {
  const table = { head: "DEPLOYMENT", columns: [], waits };
  expect([isSaidInNumbers(table, reason), isSaidInNumbers({ ...table, waits: [] }, reason), isSaidInNumbers(table, "Settling")]).toEqual([true, false, false]);
});
