/** The command to type next: what shows more of a cause than the summary can. It reads, but where a sentence asks for more, or a program can be looked at only in a copy of its Pod. */
import { kindOf } from "../kinds/kinds.ts";
import type { ContainerFacts, ExitReason } from "../kinds/container-facts.ts";
import type { Cause } from "./report.ts";
import type { Target } from "./target.ts";

type Place = Pick<Target, "apiVersion" | "kind" | "plural" | "namespace" | "name">;
type Told = Pick<Cause, "reason" | "sentence" | "pod" | "container" | "node">;

const describePod = "kubectl describe pod $pod -n $namespace";
const podYaml = "kubectl get pod $pod -o yaml -n $namespace";
const describeNode = "kubectl describe node $node";
const webhooks = "kubectl describe validatingwebhookconfigurations,mutatingwebhookconfigurations";

/** The first whose pattern fits `reason: sentence`, and whose names are known, decides; `$1` and `$2` are what the pattern found. */
const byText: readonly { readonly pattern: RegExp; readonly command: string }[] = [
  { pattern: /^StuckOldPod/, command: "kubectl delete pod $pod -n $namespace" },
  // Who wrote a gate stands in the managed fields alone.
  { pattern: /^SchedulingGated/, command: "kubectl get pod $pod -o yaml --show-managed-fields -n $namespace" },
  { pattern: /PersistentVolumeClaims? ([a-z0-9.-]+).* not bound/, command: "kubectl describe pvc $1 -n $namespace" },
  { pattern: /persistentvolumeclaims? "[^"]*" not found/i, command: "kubectl get pvc -n $namespace" },
  { pattern: /^Unschedulable.* volume node affinity conflict/, command: "kubectl describe pv" },
  { pattern: /^Unschedulable.* persistent volumes to bind/, command: "kubectl describe pvc -n $namespace" },
  { pattern: /^Unschedulable/, command: "kubectl describe nodes" },
  { pattern: /exceeded quota:? ([a-z0-9.-]+)/, command: "kubectl describe quota $1 -n $namespace" },
  { pattern: /by a LimitRange of the namespace/, command: "kubectl describe limitranges -n $namespace" },
  { pattern: /serviceaccount "[^"]*" not found/i, command: "kubectl get serviceaccounts -n $namespace" },
  { pattern: /^FailedCreate.*Pod Security "/, command: "kubectl describe namespace $namespace" },
  { pattern: /^FailedCreate.*ValidatingAdmissionPolicy '([^']+)'/, command: "kubectl get validatingadmissionpolicy $1 -o yaml" },
  { pattern: /^FailedCreate.*failed calling webhook.*https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/, command: "kubectl describe service $1 -n $2" },
  { pattern: /^FailedCreate.*(?:failed calling webhook|admission webhook .* denied)/, command: webhooks },
  { pattern: /^FailedCreate.*security context constraint/, command: "kubectl get scc" },
  // A controller's complaint is an Event of the ReplicaSet, which describing its Deployment does not show.
  { pattern: /^FailedCreate/, command: "kubectl get events --field-selector reason=FailedCreate -n $namespace" },
  { pattern: /couldn't find key \S+ in Secret [a-z0-9.-]+\/([a-z0-9.-]+)/i, command: "kubectl describe secret $1 -n $namespace" },
  { pattern: /couldn't find key \S+ in ConfigMap [a-z0-9.-]+\/([a-z0-9.-]+)/i, command: "kubectl describe configmap $1 -n $namespace" },
  { pattern: /secrets? "[^"]*" not found/i, command: "kubectl get secrets -n $namespace" },
  { pattern: /configmaps? "[^"]*" not found/i, command: "kubectl get configmaps -n $namespace" },
  { pattern: /do imagePullSecrets fit/, command: "kubectl get secrets --field-selector type=kubernetes.io/dockerconfigjson -n $namespace" },
  { pattern: /CPU architecture/, command: "kubectl get nodes -L kubernetes.io/arch" },
  // kubectl describe leaves both out.
  { pattern: /runAsNonRoot|non-numeric user|imagePullPolicy Never/, command: podYaml },
  { pattern: /^(?:NodeLost|NodeShutdown|NodeAffinity|UnexpectedAdmissionError|OutOf\w+|TopologyAffinityError)\b/, command: describeNode },
  // There is no run yet that these are about, whatever an earlier one logged.
  { pattern: /^(?:ErrImage|Image|InvalidImageName|RegistryUnavailable|SignatureValidationFailed|\w*Container(?:Config)?Error|PostStartHookError|\w+PodSandboxError|FailedMount|FailedAttachVolume)/, command: describePod },
  { pattern: /(?<!killed because )its (?:readiness|startup) probe|is (?:no longer|still not) ready/, command: describePod },
];

const logs = "kubectl logs $pod -c $container -n $namespace";
// The log of a run that has ended is asked for as that of the one before, also while the next waits for its start.
const previousLogs = "kubectl logs $pod -c $container --previous -n $namespace";
/** Its log is told already; whether the file is there and may be executed shows in a copy that runs a shell in its place. */
const shell = "kubectl debug $pod -it --copy-to=$pod-debug -c $container -n $namespace -- sh";

/** By the end of a container's newest run, where that is not told best by its log. */
const byExit: { readonly [reason in ExitReason]?: string } = {
  OOMKilled: describePod,
  CannotStart: describePod,
  Lost: describeNode,
  NotExecutable: shell,
  CommandNotFound: shell,
};

/** From outside: the Events may say by whom, the log cannot. */
const outsideSignals: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM"]);

/** @returns "" where a name is none that could be typed safely */
export function nextCommand(target: Place, told: Told, facts: ContainerFacts): string {
  const { pod, container, node } = told;
  const names = { pod, container, node, namespace: target.namespace, name: target.name, type: typeOf(target) };
  const text = `${told.reason}: ${told.sentence}`;
  for (const { pattern, command } of byText) {
    const [found, first = "", second = ""] = pattern.exec(text) ?? [];
    const known = { ...names, 1: first, 2: second };
    if (found !== undefined && isComplete(command, known)) return filled(command, known);
  }
  const command = [exitCommand(facts), describePod].find((each) => each !== "" && isComplete(each, names)) ?? targetCommand(target, told.reason);
  return filled(command, names);
}

function exitCommand({ exitReason, signal, restarts }: ContainerFacts): string {
  if (exitReason === "") return "";
  if (exitReason === "Signal" && outsideSignals.has(signal)) return describePod;
  return byExit[exitReason] ?? (restarts > 0 ? previousLogs : logs);
}

/** Kinds whose revisions `kubectl rollout` knows. */
const revised: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

function targetCommand({ apiVersion, kind }: Place, reason: string): string {
  if (reason === "NotCreated" || reason === "Deleted") return "kubectl get $type -n $namespace";
  if (reason === "Paused" && kind === "Deployment") return "kubectl rollout resume $type/$name -n $namespace";
  if (reason === "Suspended" && kind === "Job") return `kubectl patch $type/$name -n $namespace -p '{"spec":{"suspend":false}}'`;
  const isRevised = apiVersion === "apps/v1" && revised.has(kind);
  if (isRevised && (reason === "Superseded" || reason === "RolledBack")) return "kubectl rollout history $type/$name -n $namespace";
  return "kubectl describe $type $name -n $namespace";
}

/** As kubectl takes it: another's kind with its group. */
function typeOf({ apiVersion, kind, plural }: Place): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const isKnown = kindOf(apiVersion, kind) !== undefined;
  return isKnown || group === "" ? kind.toLowerCase() : `${plural || kind.toLowerCase()}.${group}`;
}

type Names = { readonly [placeholder: string]: string };

const placeholders = /\$(\w+)/g;

/** What a shell and kubectl take for nothing but a name. */
const plainWord = /^[A-Za-z0-9][\w.:-]*$/;

/** Whether there is a name for each placeholder. What is in no namespace needs none. */
function isComplete(command: string, names: Names): boolean {
  return [...command.matchAll(placeholders)].every(([, placeholder = ""]) => placeholder === "namespace" || names[placeholder] !== "");
}

function filled(command: string, names: Names): string {
  const template = names["namespace"] === "" ? command.replace(" -n $namespace", "") : command;
  const used = [...template.matchAll(placeholders)].map(([, placeholder = ""]) => names[placeholder] ?? "");
  return used.every((name) => plainWord.test(name)) ? template.replace(placeholders, (_, placeholder: string) => names[placeholder] ?? "") : "";
}
