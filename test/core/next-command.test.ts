import { expect, test } from "bun:test";
import { nextCommand } from "../../src/core/next-command.ts";
import { type ContainerFacts, noContainerFacts } from "../../src/kinds/container-facts.ts";

const web = { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments", namespace: "shop", name: "web" };
const widget = { ...web, apiVersion: "example.com/v1", kind: "Widget", plural: "widgets" };
const about = { pod: "web-1", container: "main", node: "" };
const target = { pod: "", container: "", node: "" };
const ended: ContainerFacts = { ...noContainerFacts, exitReason: "Error", restarts: 2 };

const cases = [
  ["a crash", "CrashLoopBackOff", "exits with 3", about, ended, "kubectl logs web-1 -c main --previous -n shop"],
  ["a run without a successor", "BackoffLimitExceeded", "exits with 3", about, { ...ended, restarts: 0 }, "kubectl logs web-1 -c main -n shop"],
  ["a kill by a probe", "Unhealthy", "killed because its startup probe fails", about, { ...ended, exitReason: "StartupProbe", isRunning: true }, "kubectl logs web-1 -c main --previous -n shop"],
  ["a kill from outside", "CrashLoopBackOff", "terminated by SIGKILL (137)", about, { ...ended, exitReason: "Signal", signal: "SIGKILL" }, "kubectl describe pod web-1 -n shop"],
  ["a program that broke by itself", "CrashLoopBackOff", "terminated by SIGSEGV (139)", about, { ...ended, exitReason: "Signal", signal: "SIGSEGV" }, "kubectl logs web-1 -c main --previous -n shop"],
  ["a kill for memory", "OOMKilled", "killed for using more memory than its limit", about, { ...ended, exitReason: "OOMKilled" }, "kubectl describe pod web-1 -n shop"],
  ["a command that a shell may not execute", "CrashLoopBackOff", "exits with 126", about, { ...ended, exitReason: "NotExecutable" }, "kubectl debug web-1 -it --copy-to=web-1-debug -c main -n shop -- sh"],
  ["a command that a shell does not find", "BackoffLimitExceeded", "exits with 127", about, { ...ended, exitReason: "CommandNotFound" }, "kubectl debug web-1 -it --copy-to=web-1-debug -c main -n shop -- sh"],
  ["a command that the runtime does not find", "CrashLoopBackOff", "command a not found in image b", about, { ...ended, exitReason: "CannotStart" }, "kubectl describe pod web-1 -n shop"],
  ["an image for another CPU", "CrashLoopBackOff", "image a is built for another CPU architecture", about, { ...ended, exitReason: "WrongArchitecture" }, "kubectl get nodes -L kubernetes.io/arch"],
  ["an end that nobody saw", "CrashLoopBackOff", "its end was lost", { ...about, node: "node-1" }, { ...ended, exitReason: "Lost" }, "kubectl describe node node-1"],
  ["an end that nobody saw, on no known node", "CrashLoopBackOff", "its end was lost", about, { ...ended, exitReason: "Lost" }, "kubectl describe pod web-1 -n shop"],
  ["a Pod that its node does not take", "OutOfcpu", "Pod was rejected", { ...about, node: "node-1" }, noContainerFacts, "kubectl describe node node-1"],
  ["a readiness probe of a run after a crash", "ContainersNotReady", "its readiness probe fails", about, { ...ended, isRunning: true }, "kubectl describe pod web-1 -n shop"],
  ["a startup probe of a run after a crash", "ContainersNotReady", "its startup probe fails", about, { ...ended, isRunning: true }, "kubectl describe pod web-1 -n shop"],
  ["a loss of readiness of a run after a crash", "Unhealthy", "container main is no longer ready", about, { ...ended, isRunning: true }, "kubectl describe pod web-1 -n shop"],
  ["an image that is not found", "ErrImagePull", "image a not found", about, noContainerFacts, "kubectl describe pod web-1 -n shop"],
  ["an image that is not found after a crash", "ImagePullBackOff", "image a not found", about, ended, "kubectl describe pod web-1 -n shop"],
  ["an image that may not be pulled", "ErrImagePull", "not allowed to pull image a: do imagePullSecrets fit?", about, noContainerFacts, "kubectl get secrets --field-selector type=kubernetes.io/dockerconfigjson -n shop"],
  ["an image that must not be pulled", "ErrImageNeverPull", "imagePullPolicy Never forbids to pull it", about, noContainerFacts, "kubectl get pod web-1 -o yaml -n shop"],
  ["a Secret that is not there", "CreateContainerConfigError", 'secret "db" not found: create it', about, noContainerFacts, "kubectl get secrets -n shop"],
  ["a key that a Secret lacks", "CreateContainerConfigError", "couldn't find key url in Secret shop/db", about, noContainerFacts, "kubectl describe secret db -n shop"],
  ["a key that a ConfigMap lacks", "CreateContainerConfigError", "couldn't find key url in ConfigMap shop/web.conf", about, noContainerFacts, "kubectl describe configmap web.conf -n shop"],
  ["a user that may not run", "CreateContainerConfigError", "container has runAsNonRoot", about, noContainerFacts, "kubectl get pod web-1 -o yaml -n shop"],
  ["a container that cannot be created after a crash", "CreateContainerError", "no disk", about, ended, "kubectl describe pod web-1 -n shop"],
  ["a ConfigMap that a volume needs", "FailedMount", 'a volume cannot be mounted, configmap "web" not found', about, noContainerFacts, "kubectl get configmaps -n shop"],
  ["a claim that a volume needs", "FailedMount", 'a volume cannot be mounted, persistentvolumeclaim "data" not found', about, noContainerFacts, "kubectl get pvc -n shop"],
  ["nodes without room", "Unschedulable", "no node takes the Pod: 0/1 nodes: 1 lacks cpu", about, noContainerFacts, "kubectl describe nodes"],
  ["a claim that is not bound", "Unschedulable", "its PersistentVolumeClaim data-web-1 is not bound", about, noContainerFacts, "kubectl describe pvc data-web-1 -n shop"],
  ["a volume on another node", "Unschedulable", "no node takes the Pod: 0/1 nodes: 1 has volume node affinity conflict", about, noContainerFacts, "kubectl describe pv"],
  ["a claim without a volume", "Unschedulable", "no node takes the Pod: 0/1 nodes: 1 didn't find available persistent volumes to bind", about, noContainerFacts, "kubectl describe pvc -n shop"],
  ["a scheduling gate", "SchedulingGated", "held back by scheduling gates a", about, noContainerFacts, "kubectl get pod web-1 -o yaml --show-managed-fields -n shop"],
  ["a claim that does not exist", "Unschedulable", 'no node takes the Pod: 0/2 nodes: persistentvolumeclaim "data" not found', about, noContainerFacts, "kubectl get pvc -n shop"],
  ["a quota", "FailedCreate", "exceeded quota one-pod: asked pods=1, used 1 of 1", target, noContainerFacts, "kubectl describe quota one-pod -n shop"],
  ["a limit range", "FailedCreate", "no Pod can be created: maximum cpu usage per Container is 1 (by a LimitRange of the namespace)", target, noContainerFacts, "kubectl describe limitranges -n shop"],
  ["a ServiceAccount that is not there", "FailedCreate", 'serviceaccount "web" not found', target, noContainerFacts, "kubectl get serviceaccounts -n shop"],
  ["a level of Pod Security", "FailedCreate", 'the namespace enforces Pod Security "restricted:latest": set a', target, noContainerFacts, "kubectl describe namespace shop"],
  ["an admission policy", "FailedCreate", "ValidatingAdmissionPolicy 'images' with binding 'all' denied request: no", target, noContainerFacts, "kubectl get validatingadmissionpolicy images -o yaml"],
  ["a webhook of the cluster that does not answer", "FailedCreate", 'failed calling webhook "a.b": Post "https://gate.policies.svc:443/a": connection refused', target, noContainerFacts, "kubectl describe service gate -n policies"],
  ["a webhook elsewhere that does not answer", "FailedCreate", 'failed calling webhook "a.b": Post "https://gate.example.com/a": EOF', target, noContainerFacts, "kubectl describe validatingwebhookconfigurations,mutatingwebhookconfigurations"],
  ["a webhook that denies", "FailedCreate", 'admission webhook "a.b" denied the request: no', target, noContainerFacts, "kubectl describe validatingwebhookconfigurations,mutatingwebhookconfigurations"],
  ["a security context constraint", "FailedCreate", "unable to validate against any security context constraint: []", target, noContainerFacts, "kubectl get scc"],
  ["Pods that cannot be created for another reason", "FailedCreate", "no Pod can be created: no", target, noContainerFacts, "kubectl get events --field-selector reason=FailedCreate -n shop"],
  ["an old Pod that blocks the update", "StuckOldPod", "this Pod of the old revision blocks the update", { ...about, pod: "web-0" }, noContainerFacts, "kubectl delete pod web-0 -n shop"],
  ["a target that is not there", "NotCreated", "does not exist", target, noContainerFacts, "kubectl get deployment -n shop"],
  ["a pause", "Paused", "paused at 1 of 3 updated", target, noContainerFacts, "kubectl rollout resume deployment/web -n shop"],
  ["another rollout", "Superseded", "a newer rollout has replaced it", target, noContainerFacts, "kubectl rollout history deployment/web -n shop"],
  ["anything else of the target", "ReplicaFailure", "", target, noContainerFacts, "kubectl describe deployment web -n shop"],
] as const;

for (const [title, reason, sentence, place, facts, command] of cases) {
  test(`the command for ${title}`, () => expect(nextCommand(web, { reason, sentence, ...place }, facts)).toBe(command));
}

test("a Job is resumed by a patch", () => {
  const told = { reason: "Suspended", sentence: "suspended (spec.suspend)", ...target };
  expect(nextCommand({ ...web, apiVersion: "batch/v1", kind: "Job" }, told, noContainerFacts)).toBe(`kubectl patch job/web -n shop -p '{"spec":{"suspend":false}}'`);
});

test("a custom resource is named with its group, and what is in no namespace without one", () => {
  const told = { reason: "NotReady", sentence: "", ...target };
  expect(nextCommand(widget, told, noContainerFacts)).toBe("kubectl describe widgets.example.com web -n shop");
  expect(nextCommand({ ...widget, namespace: "" }, told, noContainerFacts)).toBe("kubectl describe widgets.example.com web");
});

test("kubectl is asked for the revisions of those kinds alone that it knows", () => {
  expect(nextCommand(widget, { reason: "Superseded", sentence: "", ...target }, noContainerFacts)).toBe("kubectl describe widgets.example.com web -n shop");
});

test.each(["-f", "a b", "a;b", "$(a)", "a\nb", "`a`", "a/../b|c", "$pod", ""])("the name %j makes no command", (name) => {
  expect(nextCommand({ ...web, name }, { reason: "", sentence: "", ...target }, noContainerFacts)).toBe("");
  expect(nextCommand(web, { reason: "", sentence: "", ...target, pod: name || "-" }, noContainerFacts)).toBe("");
  expect(nextCommand(web, { reason: "FailedCreate", sentence: `ValidatingAdmissionPolicy '${name || "-"}' denied request`, ...target }, noContainerFacts)).toBe("");
});
