import { expect, test } from "bun:test";
import { nextCommand } from "../../src/core/next-command.ts";
import { type ContainerFacts, noContainerFacts } from "../../src/kinds/container-facts.ts";

const web = { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments", namespace: "shop", name: "web" };
const widget = { ...web, apiVersion: "example.com/v1", kind: "Widget", plural: "widgets" };
const about = { pod: "web-1", container: "main" };
const target = { pod: "", container: "" };
const ended: ContainerFacts = { ...noContainerFacts, exitReason: "Error", restarts: 2 };

const cases = [
  ["a crash", "CrashLoopBackOff", "exits with 3", about, ended, "kubectl logs web-1 -c main --previous -n shop"],
  ["a run without a successor", "BackoffLimitExceeded", "exits with 3", about, { ...ended, restarts: 0 }, "kubectl logs web-1 -c main -n shop"],
  ["a kill by a probe", "Unhealthy", "killed because its liveness probe fails", about, { ...ended, exitReason: "LivenessProbe", isRunning: true }, "kubectl logs web-1 -c main --previous -n shop"],
  ["a readiness probe of a run after a crash", "ContainersNotReady", "its readiness probe fails", about, { ...ended, isRunning: true }, "kubectl describe pod web-1 -n shop"],
  ["an image that is not found", "ErrImagePull", "image a not found", about, noContainerFacts, "kubectl describe pod web-1 -n shop"],
  ["a Secret that is not there", "CreateContainerConfigError", 'secret "db" not found: create it', about, noContainerFacts, "kubectl get secrets -n shop"],
  ["a key that a Secret lacks", "CreateContainerConfigError", "couldn't find key url in Secret shop/db", about, noContainerFacts, "kubectl describe secret db -n shop"],
  ["a key that a ConfigMap lacks", "CreateContainerConfigError", "couldn't find key url in ConfigMap shop/web.conf", about, noContainerFacts, "kubectl describe configmap web.conf -n shop"],
  ["a ConfigMap that a volume needs", "FailedMount", 'a volume cannot be mounted, configmap "web" not found', about, noContainerFacts, "kubectl get configmaps -n shop"],
  ["nodes without room", "Unschedulable", "no node takes the Pod: 0/1 nodes: 1 lacks cpu", about, noContainerFacts, "kubectl describe nodes"],
  ["a claim that is not bound", "Unschedulable", "its PersistentVolumeClaim data-web-1 is not bound", about, noContainerFacts, "kubectl describe pvc data-web-1 -n shop"],
  ["a scheduling gate", "SchedulingGated", "held back by scheduling gates a", about, noContainerFacts, "kubectl describe pod web-1 -n shop"],
  ["a quota", "FailedCreate", "exceeded quota one-pod: asked pods=1, used 1 of 1", target, noContainerFacts, "kubectl describe quota one-pod -n shop"],
  ["a limit range", "FailedCreate", "no Pod can be created: maximum cpu usage per Container is 1 (by a LimitRange of the namespace)", target, noContainerFacts, "kubectl describe limitranges -n shop"],
  ["a ServiceAccount that is not there", "FailedCreate", 'serviceaccount "web" not found', target, noContainerFacts, "kubectl get serviceaccounts -n shop"],
  ["an old Pod that blocks the update", "StuckOldPod", "this Pod of the old revision blocks the update", { pod: "web-0", container: "" }, noContainerFacts, "kubectl delete pod web-0 -n shop"],
  ["a target that is not there", "NotCreated", "does not exist", target, noContainerFacts, "kubectl get deployment -n shop"],
  ["a pause", "Paused", "paused at 1 of 3 updated", target, noContainerFacts, "kubectl rollout resume deployment/web -n shop"],
  ["another rollout", "Superseded", "a newer rollout has replaced it", target, noContainerFacts, "kubectl rollout history deployment/web -n shop"],
  ["anything else of the target", "ReplicaFailure", "", target, noContainerFacts, "kubectl describe deployment web -n shop"],
] as const;

for (const [title, reason, message, place, facts, command] of cases) {
  test(`the command for ${title}`, () => expect(nextCommand(web, { reason, message, ...place }, facts)).toBe(command));
}

test("a custom resource is named with its group, and what is in no namespace without one", () => {
  const told = { reason: "NotReady", message: "", ...target };
  expect(nextCommand(widget, told, noContainerFacts)).toBe("kubectl describe widgets.example.com web -n shop");
  expect(nextCommand({ ...widget, namespace: "" }, told, noContainerFacts)).toBe("kubectl describe widgets.example.com web");
});

test.each(["-f", "a b", "a;b", "$(a)", "a\nb", "`a`", "a/../b|c", ""])("the name %j makes no command", (name) => {
  expect(nextCommand({ ...web, name }, { reason: "", message: "", ...target }, noContainerFacts)).toBe("");
  expect(nextCommand(web, { reason: "", message: "", pod: name || "-", container: "" }, noContainerFacts)).toBe("");
});
