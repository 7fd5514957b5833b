/** Events that explain a delay; with `ShowServiceMessages` all of them, and kubedog's "added" and "become READY". What is not shown is kept for the day the target fails. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import { eventBeganMs, eventCount, eventTimeMs, explains } from "../kinds/events.ts";
import type { Event } from "../kinds/kubernetes.ts";
import { kindOf } from "../kinds/kinds.ts";
import { replicaSetOf } from "../kinds/pod.ts";
import { withoutCredentials } from "../kinds/quote.ts";
import { BoundedMemory } from "./bounded-memory.ts";
import { prefixes } from "./naming.ts";
import type { EventReport, TargetRef } from "./report.ts";
import type { Target } from "./target.ts";

/** An object of the target's whose Events are shown; "" is the target itself. */
type Subject = { readonly name: string; readonly replicaSet: string; readonly events: readonly Event[]; readonly isExplained: boolean };

/** So many messages of a target are kept, the newest. */
const heldMax = 50;
const secondMs = 1000;

export class ServiceMessages {
  readonly #shown = new BoundedMemory<number>();
  /** Subjects by their names. */
  readonly #added = new BoundedMemory<true>();
  /** Events that were looked at: of what has not changed, the same array comes again. */
  readonly #seen = new WeakSet<readonly Event[]>();
  readonly #held = new Map<string, { readonly beganMs: number; readonly report: EventReport }>();

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
  ) {}

  /**
   * What is new among the Events of the target and of its current Pods, and which of these are new themselves.
   * @param complaints incidents that Events of the controller are themselves
   */
  news(family: Family, { pods, incidents }: Assessment, complaints: readonly Incident[], startedServerMs: number): EventReport[] {
    if (this.target.skipEvents) return [];
    const subjects = subjectsOf(this.target, family, { pods, incidents: [...incidents, ...complaints] });
    const news = subjects.flatMap((subject) => [...this.#addedNow(subject), ...this.#eventsNow(subject, startedServerMs)]);
    this.#added.forgetPast(() => new Set(subjects.map(({ name }) => name)));
    this.#shown.forgetPast(() => new Set(subjects.flatMap(({ events }) => events.map(keyOf))));
    return news;
  }

  /** It is ready, or has run to its end. */
  ready({ final }: Assessment): EventReport[] {
    if (!this.target.showServiceMessages || this.target.skipEvents) return [];
    const [what, reason, message] = final ? (["done", "Succeeded", "succeeded"] as const) : (["ready", "Ready", "become READY"] as const);
    return [this.#report({ name: "", replicaSet: "" }, { what, reason, message })];
  }

  /** It has failed: what was kept back is worth reading now, once. */
  held(): EventReport[] {
    // The scheduler tells microseconds, the kubelet whole seconds: within one, what came first was first.
    const inOrder = [...this.#held.values()].sort((a, b) => Math.floor(a.beganMs / secondMs) - Math.floor(b.beganMs / secondMs));
    const held = inOrder.map(({ report }) => ({ ...report, isHeld: true }));
    this.#held.clear();
    return held;
  }

  #eventsNow(subject: Subject, startedServerMs: number): EventReport[] {
    if (this.#seen.has(subject.events)) return [];
    this.#seen.add(subject.events);
    return subject.events.flatMap((event) => (eventTimeMs(event) < startedServerMs ? [] : this.#eventNow(subject, event)));
  }

  #addedNow(subject: Subject): EventReport[] {
    if (this.#added.has(subject.name)) return [];
    this.#added.set(subject.name, true);
    // That a custom resource is there was known before: it has been applied.
    if (subject.name === "" && kindOf(this.target.apiVersion, this.target.kind) === undefined) return [];
    return this.#shownOrHeld(this.target.showServiceMessages, subject.name, 0, this.#report(subject, { what: "added", reason: "Added", message: "added" }));
  }

  #eventNow(subject: Subject, event: Event): EventReport[] {
    const { showServiceMessages } = this.target;
    const { type, reason = "" } = event;
    const message = withoutCredentials(event.message ?? "");
    const count = eventCount(event);
    const key = keyOf(event);
    // Of what is repeated every few seconds each doubling is enough.
    if (count < 2 * (this.#shown.get(key) ?? 0.5)) return [];
    this.#shown.set(key, count);
    const isShown = showServiceMessages || (explains(event) && this.#isNewText(reason, message));
    const report = this.#report(subject, { what: "event", reason, message, warning: type === "Warning", count });
    // The incident's own sentence says more than the Event behind it.
    return this.#shownOrHeld(isShown && (showServiceMessages || !subject.isExplained), key, eventBeganMs(event), report);
  }

  /** Replicas' Events differ in generated names and numbers only: one of them is enough to explain. */
  #isNewText(reason: string, message: string): boolean {
    const text = `${reason} ${message.replace(/\S*[0-9]\S*/g, "#")}`;
    const isNew = !this.#shown.has(text);
    this.#shown.renew(text, 1);
    return isNew;
  }

  #shownOrHeld(isShown: boolean, key: string, beganMs: number, report: EventReport): EventReport[] {
    if (isShown) return [report];
    this.#held.set(key, { beganMs, report });
    const [oldest] = this.#held.keys();
    if (this.#held.size > heldMax && oldest !== undefined) this.#held.delete(oldest);
    return [];
  }

  #report({ name, replicaSet }: Pick<Subject, "name" | "replicaSet">, report: Pick<EventReport, "what" | "reason" | "message"> & Partial<EventReport>): EventReport {
    return { type: "event", target: this.ref, object: name, replicaSet, warning: false, count: 1, isHeld: false, ...report };
  }
}

function keyOf({ metadata }: Event): string {
  return metadata.uid ?? metadata.name ?? "";
}

function subjectsOf(target: Target, family: Family, { pods, incidents }: Pick<Assessment, "pods" | "incidents">): Subject[] {
  const own = { name: "", replicaSet: "", events: family.events, isExplained: incidents.some(({ pod }) => pod === "") };
  if (target.kind === "Pod") return [{ ...own, isExplained: incidents.length > 0 }];
  const uids = new Set(pods.map(({ object }) => object.metadata?.uid));
  const owners = family.children.filter(({ object, children }) => object.kind === "ReplicaSet" && children.some((child) => uids.has(child.object.metadata.uid)));
  const explained = new Set(incidents.map(({ pod }) => pod));
  return [
    own,
    ...owners.map(({ object, events }) => ({ name: `${prefixes.ReplicaSet}/${nameOf(object)}`, replicaSet: nameOf(object), events, isExplained: own.isExplained })),
    ...pods.map(({ object, events }) => ({ name: `${prefixes.Pod}/${nameOf(object)}`, replicaSet: replicaSetOf(object), events, isExplained: explained.has(nameOf(object)) })),
  ];
}

function nameOf({ metadata }: { readonly metadata?: { readonly name?: string } }): string {
  return metadata?.name ?? "";
}
