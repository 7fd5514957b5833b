/** A container's status at each step of its life. Pure. */
import type { Container, ContainerStatus } from "../kinds/kubernetes.ts";
import { seconds } from "./store.ts";

export type Ended = { readonly exitCode: number; readonly reason: string };

/** Before its first run. */
export function created({ name, image }: Container, reason: string): ContainerStatus {
  return { name, state: { waiting: { reason } }, lastState: {}, ready: false, restartCount: 0, image: image ?? "", imageID: "", started: false };
}

/** Why it does not run now. Of a run before only `lastState` is left. */
export function waiting(status: ContainerStatus, reason: string, message: string): ContainerStatus {
  const lastState = status.state?.terminated === undefined ? (status.lastState ?? {}) : { terminated: status.state.terminated };
  const waits = message === "" ? { reason } : { reason, message };
  return { ...status, state: { waiting: waits }, lastState, ready: false, started: false };
}

/** A run begins: the first, or one restart more. */
export function running(status: ContainerStatus, atMs: number, ready: boolean): ContainerStatus {
  const terminated = status.state?.terminated ?? status.lastState?.terminated;
  const restartCount = status.restartCount + (terminated === undefined ? 0 : 1);
  return {
    ...status,
    state: { running: { startedAt: seconds(atMs) } },
    lastState: terminated === undefined ? {} : { terminated },
    ready,
    restartCount,
    imageID: `sha256:${hex(status.image, 64)}`,
    containerID: `containerd://${hex(`${status.name}/${restartCount}/${atMs}`, 64)}`,
    started: true,
  };
}

export function ended(status: ContainerStatus, atMs: number, { exitCode, reason }: Ended): ContainerStatus {
  const startedAt = status.state?.running?.startedAt ?? seconds(atMs);
  const id = status.containerID === undefined ? {} : { containerID: status.containerID };
  const terminated = { exitCode, reason, startedAt, finishedAt: seconds(atMs), ...id };
  return { ...status, state: { terminated }, ready: false, started: false };
}

/** The same for the same text: identities must not depend on chance. */
export function hex(text: string, length: number): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, length);
}
