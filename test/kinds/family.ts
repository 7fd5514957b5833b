/** Makes the families that the tests judge, with the few fields that each case is about. */
import type { Family } from "../../src/kinds/assessment.ts";
import type { Event, KubeObject } from "../../src/kinds/kubernetes.ts";

type Fields = { readonly metadata?: object; readonly spec?: object | null; readonly status?: object };

/** An object of the kind, of generation 1 unless said otherwise. */
export function objectOf(apiVersion: string, kind: string, name: string, { metadata, spec, status }: Fields = {}): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: "shop", uid: `uid-${name}`, generation: 1, ...metadata },
    ...(spec === undefined ? {} : { spec }),
    ...(status === undefined ? {} : { status }),
  };
}

export function familyOf(object: KubeObject, children: readonly Family[] = [], events: readonly Event[] = []): Family {
  return { object, children, events };
}

/** A Pod with one container `main` of image `shop/web:2`. */
export function podOf(name: string, { metadata, spec, status }: Fields, events: readonly Event[] = []): Family {
  const main = { name: "main", image: "shop/web:2", resources: { limits: { memory: "32Mi" } } };
  return familyOf(objectOf("v1", "Pod", name, { metadata: metadata ?? {}, spec: { nodeName: "node-1", containers: [main], ...spec }, status: status ?? {} }), [], events);
}

/** A running Pod whose container `main` waits. */
export function waitingPod(name: string, reason: string, message: string, more: object = {}, events: readonly Event[] = [], metadata: object = {}): Family {
  const main = { name: "main", image: "shop/web:2", ready: false, restartCount: 0, state: { waiting: { reason, message } }, ...more };
  return podOf(name, { metadata, status: { phase: "Pending", containerStatuses: [main] } }, events);
}

/** A Pod whose container `main` crashes with this end, over and over. */
export function crashingPod(name: string, terminated: object, restartCount: number, metadata: object = {}, events: readonly Event[] = []): Family {
  return waitingPod(name, "CrashLoopBackOff", "back-off", { restartCount, lastState: { terminated } }, events, metadata);
}

export function readyPod(name: string, metadata: object = {}): Family {
  const main = { name: "main", ready: true, restartCount: 0, state: { running: { startedAt: "2024-01-01T12:00:00Z" } } };
  const status = { phase: "Running", conditions: [{ type: "Ready", status: "True" }], containerStatuses: [main] };
  return podOf(name, { metadata, status });
}

/** A warning, by default of noon. */
export function eventOf(reason: string, message: string, lastTimestamp = "2024-01-01T12:00:00Z", type = "Warning"): Event {
  return { metadata: {}, involvedObject: {}, type, reason, message, lastTimestamp };
}
