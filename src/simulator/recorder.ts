/** Writes Events as a cluster's components do: a repeated one is counted up, not written again. */
import type { Stored } from "./stored.ts";
import { isA, namespaceOf } from "./stored.ts";
import { seconds, type Store } from "./store.ts";

export type NewEvent = {
  readonly about: Stored;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  /** `spec.containers{main}`; "" when it is not about a container. */
  readonly fieldPath: string;
  /** How often it has happened by now, this time included; undefined: once more than before. */
  readonly count: number | undefined;
};

export class Recorder {
  #written = 0;
  readonly #known = new Map<string, string>();

  constructor(
    readonly store: Store,
    readonly node: string,
  ) {}

  record(event: NewEvent): void {
    const key = [event.about.metadata.uid, event.type, event.reason, event.message, event.fieldPath].join("\n");
    const known = this.store.byUid(this.#known.get(key) ?? "");
    if (isA("Event", known)) {
      this.store.replace({ ...known, ...counted((event.count ?? (known.count ?? 0) + 1), seconds(this.store.now())) });
      return;
    }
    this.#known.set(key, this.store.create(this.#object(event)).metadata.uid);
  }

  #object({ about, type, reason, message, component, fieldPath, count }: NewEvent) {
    this.#written += 1;
    const { kind, apiVersion, metadata } = about;
    const { name, uid, resourceVersion } = metadata;
    const namespace = namespaceOf(about) || "default";
    const at = this.store.now();
    const involvedObject = { kind, namespace, name, uid, apiVersion, resourceVersion, ...(fieldPath === "" ? {} : { fieldPath }) };
    const suffix = (0x18eb045600000000n + BigInt(this.#written) * 0xa51n).toString(16);
    const head = { apiVersion: "v1", kind: "Event", metadata: { name: `${name}.${suffix}`, namespace } };
    const body = { ...head, involvedObject, reason, message, type };
    if (component === scheduler) {
      const eventTime = `${new Date(at).toISOString().slice(0, -1)}000Z`;
      const reporting = { reportingComponent: component, reportingInstance: `${component}-${this.node}` };
      return { ...body, source: {}, firstTimestamp: null, lastTimestamp: null, eventTime, action: "Binding", ...reporting };
    }
    const host = component === "kubelet" ? { host: isA("Pod", about) ? (about.spec?.nodeName ?? "") : "" } : {};
    const reporting = { reportingComponent: component, reportingInstance: host.host ?? "" };
    return { ...body, source: { component, ...host }, firstTimestamp: seconds(at), ...counted(count ?? 1, seconds(at)), eventTime: null, ...reporting };
  }
}

/** It alone writes Events of the newer shape, without a count. */
const scheduler = "default-scheduler";

function counted(count: number, lastTimestamp: string) {
  return { count, lastTimestamp };
}
