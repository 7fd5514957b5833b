/** Runs the controllers: whatever changes, its workload is looked at again, soon and once. */
import type { Behaviour } from "./behaviour.ts";
import type { Kubelet } from "./kubelet.ts";
import type { PodTemplate } from "../kinds/kubernetes.ts";
import { podName } from "./pod-template.ts";
import type { Recorder } from "./recorder.ts";
import type { Schedule } from "./schedule.ts";
import type { Store } from "./store.ts";
import { isA, namespaceOf, ownedBy, ownerOf, type Stored, type StoredOf } from "./stored.ts";

const reactionMs = 20;

/** What a controller may do, and when it is its turn. */
export class Controllers {
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #due = new Set<string>();
  #pods = 0;

  constructor(
    readonly store: Store,
    readonly kubelet: Kubelet,
    readonly recorder: Recorder,
    readonly schedule: Schedule,
    readonly nodes: readonly string[],
    readonly reconcile: (controllers: Controllers, workload: Stored) => void,
  ) {
    store.listen(({ object }) => this.#notice(object));
  }

  /** From now on the workload is taken care of; its new Pods behave so. */
  adopt(workload: Stored, behaviour: Behaviour): void {
    this.#behaviours.set(workload.metadata.uid, behaviour);
    if (isA("Pod", workload)) this.kubelet.start(workload, behaviour, this.nodes[0] ?? "");
    else this.#soon(workload.metadata.uid);
  }

  /** Looks at a workload again after a time, though nothing may change. */
  again(uid: string, delayMs: number): void {
    this.schedule.after(delayMs, () => this.#soon(uid));
  }

  say(about: Stored, type: "Normal" | "Warning", reason: string, message: string): void {
    const component = `${about.kind.toLowerCase()}-controller`;
    this.recorder.record({ about, type, reason, message, component, fieldPath: "", count: undefined });
  }

  /** A Pod of a workload, started. `name` is its own where the kind names its Pods. */
  createPod(owner: Stored, template: PodTemplate, given: { name?: string; node?: string; labels?: { [key: string]: string } }): StoredOf<"Pod"> | undefined {
    this.#pods += 1;
    const generateName = `${owner.metadata.name}-`;
    const metadata = {
      generateName,
      name: given.name ?? podName(generateName, this.#pods),
      namespace: namespaceOf(owner),
      labels: { ...template.metadata?.labels, ...given.labels },
      ownerReferences: ownedBy(owner),
    };
    const created = this.store.create({ apiVersion: "v1", kind: "Pod", metadata, spec: template.spec, status: { phase: "Pending", qosClass: "BestEffort" } });
    if (!isA("Pod", created)) return undefined;
    const node = given.node ?? this.nodes[this.#pods % this.nodes.length] ?? "";
    this.kubelet.start(created, this.#behaviourFor(owner) ?? {}, node);
    return created;
  }

  #behaviourFor(workload: Stored): Behaviour | undefined {
    const above = ownerOf(workload)?.uid ?? "";
    return this.#behaviours.get(workload.metadata.uid) ?? this.#behaviours.get(above);
  }

  #notice(object: Stored): void {
    this.#soon(object.metadata.uid);
    this.#soon(ownerOf(object)?.uid ?? "");
  }

  #soon(uid: string): void {
    const workload = this.store.byUid(uid);
    if (this.#due.has(uid) || workload === undefined || isA("Pod", workload)) return;
    if (this.#behaviourFor(workload) === undefined) return;
    this.#due.add(uid);
    this.schedule.after(reactionMs, () => {
      this.#due.delete(uid);
      const now = this.store.byUid(uid);
      if (now !== undefined) this.reconcile(this, now);
    });
  }
}
