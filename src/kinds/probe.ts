/** Probes in a user's words, and what they said last. */
import { eventTimeMs, isAboutContainer, newestEvent, probeKill } from "./events.ts";
import { listOf } from "./fields.ts";
import type { Event, Probe } from "./kubernetes.ts";
import { quote } from "./quote.ts";

/** What the kubelet does: `GET :8080/healthz`, `TCP :5432`, `gRPC :50051`, `exec pg_isready`. */
export function probeText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return `${httpGet.scheme === "HTTPS" ? "HTTPS " : ""}GET ${httpGet.host ?? ""}:${httpGet.port}${httpGet.path ?? "/"}`;
  if (tcpSocket) return `TCP ${tcpSocket.host ?? ""}:${tcpSocket.port}`;
  if (grpc) return `gRPC :${grpc.port}${grpc.service ? ` ${grpc.service}` : ""}`;
  return `exec ${quote(listOf(exec?.command).join(" "))}`;
}

export type ProbeKind = "readiness" | "liveness" | "startup";

const prefixes = {
  readiness: "Readiness probe ",
  liveness: "Liveness probe ",
  startup: "Startup probe ",
} as const satisfies Record<ProbeKind, string>;

/** The newest failure of the container's probe since the time (ms), as the kubelet says it, "" where the probe said nothing; undefined: it has not failed. */
export function probeFailure(events: readonly Event[], container: string, kind: ProbeKind, sinceMs: number): string | undefined {
  const failures = events.filter(
    (event) =>
      event.reason === "Unhealthy" &&
      event.message?.startsWith(prefixes[kind]) &&
      isAboutContainer(event, container) &&
      eventTimeMs(event) >= sinceMs,
  );
  const message = newestEvent(failures)?.message;
  return message === undefined ? undefined : quote(message.slice(prefixes[kind].length).replace(/^(failed|errored): /, ""));
}

/**
 * Until when (ms) the kubelet may yet kill a running container for its liveness probe, if that goes on to fail: until the next try
 * has had its time, and after the word that it is killed until the time to end is over. 0 when the probe has not failed.
 */
export function livenessDoubtMs(events: readonly Event[], container: string, probe: Probe | undefined, graceSeconds: number | undefined, sinceMs: number): number {
  if (probe == null) return 0;
  const trySeconds = (probe.periodSeconds ?? 10) + (probe.timeoutSeconds ?? 1);
  const doubts = events
    .filter((event) => isAboutContainer(event, container) && eventTimeMs(event) >= sinceMs)
    .flatMap((event) => {
      if (event.reason === "Unhealthy" && event.message?.startsWith(prefixes.liveness)) return [eventTimeMs(event) + trySeconds * 1000];
      const isKill = event.reason === "Killing" && probeKill(event.message ?? "") === "liveness";
      return isKill ? [eventTimeMs(event) + (probe.terminationGracePeriodSeconds ?? graceSeconds ?? 30) * 1000] : [];
    });
  return Math.max(0, ...doubts);
}

/** `its liveness probe GET :8080/healthz failed: HTTP probe failed with statuscode: 500`. */
export function probeSentence(kind: ProbeKind, probe: Probe | undefined, failure: string): string {
  const what = probe === undefined ? "" : ` (${probeText(probe)})`;
  return `its ${kind} probe${what} fails${failure === "" ? "" : `: ${failure}`}`;
}

/** With its times, as the kubelet fills them in: `GET :8080/healthz every 10 s, timeout 1 s, 3 failures in a row`. */
export function probeDefinition(probe: Probe): string {
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
  const first = initialDelaySeconds > 0 ? `, the first after ${initialDelaySeconds} s` : "";
  return quote(`${probeText(probe)} every ${periodSeconds} s${first}, timeout ${timeoutSeconds} s, fails after ${failureThreshold} in a row`);
}
