import { expect, test } from "bun:test";
import type { ContainerStatus, Pod } from "../../src/kinds/kubernetes.ts";
import { podColumns } from "../../src/kinds/pod-columns.ts";

const lost = { metadata: { name: "web", deletionTimestamp: "2024-01-01T12:00:00Z" } };
const containers = [{ name: "main" }];

/** A Pod whose first init container of two is in this state. */
function initOf(state: NonNullable<ContainerStatus["state"]>): Pod {
  const status = { name: "setup", image: "setup:1", imageID: "", ready: false, restartCount: 0, state };
  return { metadata: { name: "web" }, spec: { containers, initContainers: [{ name: "setup" }, { name: "migrate" }] }, status: { phase: "Pending", initContainerStatuses: [status] } };
}

const cases: readonly (readonly [title: string, pod: Pod, status: string])[] = [
  ["a Pod under deletion on a lost node is unknown", { ...lost, spec: { containers }, status: { phase: "Running", reason: "NodeLost" } }, "Unknown"],
  ["a Pod under deletion is terminating", { ...lost, spec: { containers }, status: { phase: "Running" } }, "Terminating"],
  ["an init container that failed says why", initOf({ terminated: { exitCode: 1, reason: "Error" } }), "Init:Error"],
  ["an init container that failed without a word says its code", initOf({ terminated: { exitCode: 3 } }), "Init:ExitCode:3"],
  ["an init container that was ended by a signal says it", initOf({ terminated: { exitCode: 137, signal: 9 } }), "Init:Signal:9"],
  ["an init container that waits says why", initOf({ waiting: { reason: "CrashLoopBackOff" } }), "Init:CrashLoopBackOff"],
  ["an init container that waits for another says how many there are", initOf({ waiting: { reason: "PodInitializing" } }), "Init:0/2"],
];

for (const [title, pod, status] of cases) {
  test(title, () => {
    expect(podColumns(pod, 0).status).toBe(status);
  });
}
