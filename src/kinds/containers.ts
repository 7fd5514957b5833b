/** What is wrong now with a Pod's containers: init, sidecar and app alike. */
import type { Family, Fault, Incident } from "./assessment.ts";
import { configError, createError } from "./config-error.ts";
import { timeMs } from "./durations.ts";
import { eventTimeMs, newestEvent, probeKill } from "./events.ts";
import type { Finding } from "./finding.ts";
import { incident } from "./incident.ts";
import type { Container, ContainerStatus, Event, Pod } from "./kubernetes.ts";
import { type ProbeKind, probeFailure, probeSentence } from "./probe.ts";
import { pullError } from "./pull-error.ts";
import { quote } from "./quote.ts";
import { startError } from "./start-error.ts";
import { couldNotStart, endAdvice, endText, isLost, type Terminated } from "./termination.ts";

/** A container that waits, with all that may say why. */
type Waiting = {
  readonly container: Container | undefined;
  readonly status: ContainerStatus;
  readonly image: string;
  readonly node: string;
  readonly reason: string;
  readonly message: string;
  readonly events: readonly Event[];
};

type ContainerFinding = Finding & { readonly fault: Fault; readonly reason?: string; readonly round?: number };

/** One at most for each container. A run that has ended is none: it is one when the kubelet holds the next run back. */
export function containerIncidents({ object: pod, events }: Family<Pod>): readonly Incident[] {
  return allStatuses(pod).flatMap((status) => {
    const container = allContainers(pod).find(({ name }) => name === status.name);
    const waiting = waitingOf(status, container, pod.spec?.nodeName ?? "", events);
    const finding = waitingRules.get(waiting.reason)?.(waiting) ?? killedByProbe(waiting);
    if (finding === undefined) return [];
    return [incident({ reason: waiting.reason, pod: pod.metadata?.name ?? "", container: status.name, ...finding })];
  });
}

export function allStatuses({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function allContainers({ spec }: Pod): readonly Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function waitingOf(status: ContainerStatus, container: Container | undefined, node: string, events: readonly Event[]): Waiting {
  return {
    container,
    status,
    image: container?.image ?? status.image,
    node,
    reason: status.state?.waiting?.reason ?? "",
    message: status.state?.waiting?.message ?? "",
    events,
  };
}

const waitingRules: ReadonlyMap<string, (waiting: Waiting) => ContainerFinding> = new Map<string, (waiting: Waiting) => ContainerFinding>([
  ["ErrImagePull", pull],
  ["ImagePullBackOff", pull],
  ["InvalidImageName", ({ image }) => permanent("pull", `image name ${quote(image)} cannot be understood: correct it`)],
  [
    "ErrImageNeverPull",
    ({ image, node }) =>
      permanent("pull", `image ${quote(image)} is not on node ${quote(node)}, and imagePullPolicy Never forbids to pull it`),
  ],
  ["ImageInspectError", ({ message, image }) => environment("pull", `image ${quote(image)} cannot be inspected on its node`, message)],
  ["RegistryUnavailable", ({ message, image }) => environment("pull", `the registry of image ${quote(image)} is not available`, message)],
  [
    "SignatureValidationFailed",
    ({ image, message }) => permanent("pull", told(`the signature of image ${quote(image)} is not accepted`, message)),
  ],
  ["CreateContainerConfigError", ({ message }) => ({ fault: "config", ...configError(message) })],
  ["CreateContainerError", ({ message }) => ({ fault: "config", ...createError(message) })],
  ["RunContainerError", ({ message, image, status }) => ({ fault: "start", round: status.restartCount, ...startError(message, image) })],
  ["CrashLoopBackOff", crashLoop],
  ["PostStartHookError", ({ message }) => ({ fault: "start", ...probable(told("its postStart hook fails", message)) })],
  ["CreatePodSandboxError", sandbox],
  ["ConfigPodSandboxError", sandbox],
  ["KillPodSandboxError", sandbox],
]);

function pull({ image, status, message, events }: Waiting): ContainerFinding {
  return { fault: "pull", ...pullError(image, status.name, message, events) };
}

function sandbox({ message }: Waiting): ContainerFinding {
  return environment("sandbox", "the node cannot set up the Pod's network or sandbox", message);
}

function crashLoop(waiting: Waiting): ContainerFinding {
  const { status, container } = waiting;
  const last = status.lastState?.terminated;
  if (last == null) return { fault: "crash", round: status.restartCount, ...probable(`crashes, ${restartsText(status)}`) };
  const killed = killedByProbe(waiting);
  if (killed !== undefined) return { ...killed, reason: "CrashLoopBackOff" };
  if (couldNotStart(last)) return { fault: "start", round: status.restartCount, ...startError(last.message ?? "", container?.image ?? "") };
  return {
    fault: "crash",
    round: status.restartCount,
    reason: last.reason === "OOMKilled" ? "OOMKilled" : "CrashLoopBackOff",
    class: isLost(last) ? "environment" : "probable",
    counts: "immediate",
    message: told(`${endText(last, container)}, ${restartsText(status)}`, endAdvice(last)),
  };
}

/** The last run was ended by the kubelet for its liveness or startup probe, and the container has not become ready since. */
function killedByProbe({ status, container, events }: Waiting): ContainerFinding | undefined {
  const last = status.lastState?.terminated;
  if (last == null || status.ready) return undefined;
  const kind = killingProbe(last, status.name, events);
  if (kind === undefined) return undefined;
  const probe = kind === "liveness" ? container?.livenessProbe : container?.startupProbe;
  const failure = probeFailure(events, status.name, kind, 0) ?? "";
  const sentence = probeSentence(kind, probe, failure);
  return {
    fault: "probe",
    reason: "Unhealthy",
    round: status.restartCount,
    ...probable(`killed because ${sentence}, ${restartsText(status)}`),
  };
}

/** The kubelet stops reporting on a Pod that makes it say much: then a kill without a word of its own is taken for one like the last. */
export function killingProbe(last: Terminated, name: string, events: readonly Event[]): ProbeKind | undefined {
  const kill = newestEvent(
    events.filter(({ reason, message }) => reason === "Killing" && message?.startsWith(`Container ${name} `) && probeKill(message)),
  );
  if (kill === undefined) return undefined;
  const isOfLast = eventTimeMs(kill) >= startMs(last) || (last.reason !== "OOMKilled" && wasKilled(last));
  return isOfLast ? probeKill(kill.message ?? "") : undefined;
}

function wasKilled({ exitCode }: Terminated): boolean {
  return exitCode === 137 || exitCode === 143;
}

function startMs({ startedAt }: Terminated): number {
  const ms = timeMs(startedAt);
  return Number.isNaN(ms) ? 0 : ms;
}

function restartsText({ restartCount }: ContainerStatus): string {
  return restartCount === 1 ? "1 restart" : `${restartCount} restarts`;
}

function permanent(fault: Fault, message: string): ContainerFinding {
  return { fault, class: "permanent", counts: "immediate", message };
}

function probable(message: string): Finding {
  return { class: "probable", counts: "immediate", message };
}

function environment(fault: Fault, sentence: string, message: string): ContainerFinding {
  return { fault, class: "environment", counts: "immediate", message: told(sentence, message) };
}

function told(sentence: string, message: string): string {
  return message === "" ? sentence : `${sentence}: ${quote(message)}`;
}
