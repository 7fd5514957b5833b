/** The command to type next: what shows more of a cause than the summary can. It reads, but for the few that a sentence asks for already. */
import { kindOf } from "../kinds/kinds.ts";
import type { ContainerFacts } from "../kinds/container-facts.ts";
import type { Cause } from "./report.ts";
import type { Target } from "./target.ts";

type Place = Pick<Target, "apiVersion" | "kind" | "plural" | "namespace" | "name">;
type Told = Pick<Cause, "reason" | "message" | "pod" | "container">;

/** The first whose pattern fits the reason and message decides; `$1` is what the pattern found. */
const byText: readonly { readonly pattern: RegExp; readonly command: string }[] = [
  { pattern: /PersistentVolumeClaims? ([a-z0-9.-]+).* not bound/, command: "kubectl describe pvc $1" },
  { pattern: /^SchedulingGated/, command: "" },
  { pattern: /^Unschedulable/, command: "kubectl describe nodes" },
  { pattern: /exceeded quota:? ([a-z0-9.-]+)/, command: "kubectl describe quota $1" },
  { pattern: /by a LimitRange of the namespace/, command: "kubectl describe limitranges" },
  { pattern: /serviceaccount "[^"]*" not found/i, command: "kubectl get serviceaccounts" },
  { pattern: /couldn't find key \S+ in Secret [a-z0-9.-]+\/([a-z0-9.-]+)/i, command: "kubectl describe secret $1" },
  { pattern: /couldn't find key \S+ in ConfigMap [a-z0-9.-]+\/([a-z0-9.-]+)/i, command: "kubectl describe configmap $1" },
  { pattern: /secrets? "[^"]*" not found/i, command: "kubectl get secrets" },
  { pattern: /configmaps? "[^"]*" not found/i, command: "kubectl get configmaps" },
  { pattern: /persistentvolumeclaims? "[^"]*" not found/i, command: "kubectl get pvc" },
];

/** Nodes are nobody's. */
const clusterWide: ReadonlySet<string> = new Set(["kubectl describe nodes"]);

/** What a shell and kubectl take for nothing but a name. */
const plainWord = /^[A-Za-z0-9][\w.:-]*$/;

/** @returns "" where a name is none that could be typed safely */
export function nextCommand(target: Place, told: Told, { exitReason, isRunning, restarts }: ContainerFacts): string {
  const { namespace } = target;
  const text = `${told.reason}: ${told.message}`;
  const rule = byText.find(({ pattern }) => pattern.test(text));
  if (rule !== undefined && rule.command !== "") {
    const command = rule.command.replace("$1", rule.pattern.exec(text)?.[1] ?? "");
    return clusterWide.has(command) ? command : inNamespace(command.split(" "), namespace);
  }
  const { pod, container } = told;
  if (told.reason === "StuckOldPod" && pod !== "") return inNamespace(["kubectl", "delete", "pod", pod], namespace);
  if (pod === "") return targetCommand(target, told.reason);
  const hasLog = container !== "" && (exitReason === "Error" || exitReason === "Signal" || exitReason === "Completed" || exitReason === "LivenessProbe" || exitReason === "StartupProbe");
  // The log of a run that has ended is asked for as that of the one before, also while the next waits for its start.
  if (hasLog && !isAboutReadiness(told, isRunning)) return inNamespace(["kubectl", "logs", pod, "-c", container, ...(restarts > 0 ? ["--previous"] : [])], namespace);
  return inNamespace(["kubectl", "describe", "pod", pod], namespace);
}

function isAboutReadiness({ message }: Told, isRunning: boolean): boolean {
  return isRunning && message.includes("readiness probe");
}

function targetCommand({ apiVersion, kind, plural, namespace, name }: Place, reason: string): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const isKnown = kindOf(apiVersion, kind) !== undefined;
  const type = isKnown || group === "" ? kind.toLowerCase() : `${plural || kind.toLowerCase()}.${group}`;
  if (reason === "NotCreated" || reason === "Deleted") return inNamespace(["kubectl", "get", type], namespace);
  if (reason === "Paused" && kind === "Deployment") return inNamespace(["kubectl", "rollout", "resume", `deployment/${name}`], namespace);
  if (reason === "Superseded" || reason === "RolledBack") return inNamespace(["kubectl", "rollout", "history", `${type}/${name}`], namespace);
  return inNamespace(["kubectl", "describe", type, name], namespace);
}

function inNamespace([program = "", ...words]: readonly string[], namespace: string): string {
  const parts = [...words, ...(namespace === "" ? [] : ["-n", namespace])];
  const isSafe = parts.every((word) => word === "-n" || word === "-c" || word === "--previous" || word.split("/").every((part) => plainWord.test(part)));
  return isSafe ? [program, ...parts].join(" ") : "";
}
