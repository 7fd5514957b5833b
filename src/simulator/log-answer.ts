/** The answer to a Pod's `log`: which run of which container, or why there is none yet. */
import type { ContainerLog, ContainerLogs, LogQuery } from "./container-log.ts";
import { BadRequest } from "./status.ts";
import type { StoredOf } from "./stored.ts";

/** Throws `BadRequest` with the kubelet's own words. undefined: the Pod is not on a node yet, the log is empty. */
export function logOf(logs: ContainerLogs, pod: StoredOf<"Pod">, query: URLSearchParams): ContainerLog | undefined {
  const container = containerName(pod, query.get("container") ?? "");
  const { uid, name } = pod.metadata;
  const where = `container "${container}" in pod "${name}"`;
  if (query.get("previous") === "true") {
    const previous = logs.previous(uid, container);
    if (previous === undefined) throw new BadRequest(`previous terminated ${where} not found`);
    return previous;
  }
  const current = logs.current(uid, container);
  if (current !== undefined || (pod.spec?.nodeName ?? "") === "") return current;
  throw new BadRequest(`${where} is waiting to start: ${waitingFor(pod, container)}`);
}

export function logQueryOf(query: URLSearchParams): LogQuery {
  const since = query.get("sinceTime");
  const sinceMs = since === null ? 0 : Date.parse(since);
  if (Number.isNaN(sinceMs)) throw new BadRequest(`parsing time "${since}" as "2006-01-02T15:04:05Z07:00": cannot parse "${since}" as "2006"`);
  return {
    timestamps: query.get("timestamps") === "true",
    sinceMs: Math.floor(sinceMs / 1000) * 1000,
    tailLines: Number(query.get("tailLines") ?? "-1"),
  };
}

function containerName({ metadata, spec }: StoredOf<"Pod">, wanted: string): string {
  const apps = (spec?.containers ?? []).map(({ name }) => name);
  const inits = (spec?.initContainers ?? []).map(({ name }) => name);
  if ([...apps, ...inits].includes(wanted)) return wanted;
  if (wanted !== "") throw new BadRequest(`container ${wanted} is not valid for pod ${metadata.name}`);
  const [only = "", ...others] = apps;
  if (others.length === 0) return only;
  const orInit = inits.length > 0 ? ` or one of the init containers: [${inits.join(" ")}]` : "";
  throw new BadRequest(`a container name must be specified for pod ${metadata.name}, choose one of: [${apps.join(" ")}]${orInit}`);
}

function waitingFor({ status }: StoredOf<"Pod">, container: string): string {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const reason = statuses.find(({ name }) => name === container)?.state?.waiting?.reason ?? "ContainerCreating";
  if (reason === "ErrImagePull") return "image can't be pulled";
  return reason === "ImagePullBackOff" ? "trying and failing to pull image" : reason;
}
