/** Probes in a user's words, and what they said last. */
import { eventTimeMs, isAboutContainer, newestEvent } from "./events.ts";
import type { Event, Probe } from "./kubernetes.ts";
import { quote } from "./quote.ts";

/** What the kubelet does: `GET :8080/healthz`, `TCP :5432`, `gRPC :50051`, `exec pg_isready`. */
function probeText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) return `${httpGet.scheme === "HTTPS" ? "HTTPS " : ""}GET ${httpGet.host ?? ""}:${httpGet.port}${httpGet.path ?? "/"}`;
  if (tcpSocket) return `TCP ${tcpSocket.host ?? ""}:${tcpSocket.port}`;
  if (grpc) return `gRPC :${grpc.port}${grpc.service ? ` ${grpc.service}` : ""}`;
  return `exec ${quote((exec?.command ?? []).join(" "))}`;
}

export type ProbeKind = "readiness" | "liveness" | "startup";

const prefixes = {
  readiness: "Readiness probe ",
  liveness: "Liveness probe ",
  startup: "Startup probe ",
} as const satisfies Record<ProbeKind, string>;

/** The newest failure of the container's probe since the time (ms), as the kubelet says it; "" without any. */
export function probeFailure(events: readonly Event[], container: string, kind: ProbeKind, sinceMs: number): string {
  const failures = events.filter(
    (event) =>
      event.reason === "Unhealthy" &&
      event.message?.startsWith(prefixes[kind]) &&
      isAboutContainer(event, container) &&
      eventTimeMs(event) >= sinceMs,
  );
  const message = newestEvent(failures)?.message ?? "";
  return quote(message.slice(prefixes[kind].length).replace(/^(failed|errored): /, ""));
}

/** `its liveness probe GET :8080/healthz failed: HTTP probe failed with statuscode: 500`. */
export function probeSentence(kind: ProbeKind, probe: Probe | undefined, failure: string): string {
  const what = probe === undefined ? "" : ` (${probeText(probe)})`;
  return `its ${kind} probe${what} fails${failure === "" ? "" : `: ${failure}`}`;
}
