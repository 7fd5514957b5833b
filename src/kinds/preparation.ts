/** What keeps a scheduled Pod from being set up on its node: volumes and sandbox. Only its events tell. */
import type { Family, Fault, Incident } from "./assessment.ts";
import { allStatuses } from "./containers.ts";
import { eventTimeMs, isProgress, newestEvent } from "./events.ts";
import { incident } from "./incident.ts";
import type { Event, Pod } from "./kubernetes.ts";
import { quote } from "./quote.ts";

const faultOf: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ["FailedMount", "mount"],
  ["FailedAttachVolume", "mount"],
  ["FailedMapVolume", "mount"],
  ["FailedCreatePodSandBox", "sandbox"],
  ["FailedPodSandBoxStatus", "sandbox"],
  ["NetworkNotReady", "sandbox"],
]);

/** The newest such event, while a container still waits to be created and no step forward has followed it. */
export function preparationIncident({ object: pod, events }: Family<Pod>): Incident | undefined {
  if (!isBeingCreated(pod)) return undefined;
  const trouble = newestEvent(events.filter(({ reason = "" }) => faultOf.has(reason)));
  const fault = faultOf.get(trouble?.reason ?? "");
  if (trouble === undefined || fault === undefined) return undefined;
  const step = newestEvent(events.filter(isProgress));
  if (step !== undefined && eventTimeMs(step) > eventTimeMs(trouble)) return undefined;
  return incident({
    class: "environment",
    fault,
    reason: trouble.reason ?? "",
    message: troubleText(fault, trouble),
    pod: pod.metadata?.name ?? "",
  });
}

function isBeingCreated(pod: Pod): boolean {
  const statuses = allStatuses(pod);
  const reasons = statuses.map(({ state }) => state?.waiting?.reason);
  return pod.spec?.nodeName !== undefined && (statuses.length === 0 || reasons.includes("ContainerCreating") || reasons.includes("PodInitializing"));
}

function troubleText(fault: Fault, { message = "" }: Event): string {
  if (fault === "sandbox") return `the node cannot set up the Pod's network or sandbox: ${quote(message)}`;
  const missing = /(?:secret|configmap|persistentvolumeclaim) "[^"]{1,253}" not found/i.exec(message)?.[0];
  if (missing !== undefined) return `a volume cannot be mounted, ${quote(missing)}: create it or correct its name`;
  if (/failed to sync (secret|configmap) cache/i.test(message)) return `a volume cannot be mounted yet: ${quote(message)}; the kubelet tries again`;
  if (message.startsWith("Multi-Attach error")) return `another node still holds the disk: ${quote(message)}`;
  return `a volume cannot be mounted: ${quote(message)}`;
}
