/** Events that explain a delay; with `ShowServiceMessages` all of them, and kubedog's "added" lines. */
import type { Assessment, Family } from "../kinds/assessment.ts";
import { eventCount, eventTimeMs, explains } from "../kinds/events.ts";
import type { Event } from "../kinds/kubernetes.ts";
import { withoutCredentials } from "../kinds/quote.ts";
import { prefixes } from "./naming.ts";
import type { EventReport, TargetRef } from "./report.ts";
import type { Target } from "./target.ts";

/** An object of the target's whose Events are shown; "" is the target itself. */
type Subject = { readonly name: string; readonly events: readonly Event[]; readonly isExplained: boolean };

export class ServiceMessages {
  readonly #shown = new Map<string, number>();
  readonly #added = new Set<string>();
  /** Events that were looked at: of what has not changed, the same array comes again. */
  readonly #seen = new WeakSet<readonly Event[]>();

  constructor(
    readonly target: Target,
    readonly ref: TargetRef,
  ) {}

  /** What is new among the Events of the target and of its current Pods, and which of these are new themselves. */
  news(family: Family, assessment: Assessment, startedServerMs: number): EventReport[] {
    if (this.target.skipEvents) return [];
    return this.#subjects(family, assessment).flatMap((subject) => [
      ...this.#addedNow(subject.name),
      ...this.#eventsNow(subject, startedServerMs),
    ]);
  }

  #eventsNow(subject: Subject, startedServerMs: number): EventReport[] {
    if (this.#seen.has(subject.events)) return [];
    this.#seen.add(subject.events);
    return subject.events.flatMap((event) => (eventTimeMs(event) < startedServerMs ? [] : this.#eventNow(subject, event)));
  }

  #addedNow(object: string): EventReport[] {
    if (!this.target.showServiceMessages || this.#added.has(object)) return [];
    this.#added.add(object);
    return [{ type: "event", target: this.ref, object, warning: false, reason: "Added", message: "added", count: 1 }];
  }

  #eventNow({ name, isExplained }: Subject, event: Event): EventReport[] {
    const { showServiceMessages } = this.target;
    const { type, reason = "" } = event;
    const message = withoutCredentials(event.message ?? "");
    const key = showServiceMessages ? `${event.metadata.uid ?? event.metadata.name}` : `${reason} ${withoutNames(message)}`;
    const count = eventCount(event);
    const shown = this.#shown.get(key);
    if (shown !== undefined && !(showServiceMessages && count > shown)) return [];
    if (!showServiceMessages && !explains(event)) return [];
    this.#shown.set(key, count);
    // The incident's own sentence says more than the Event behind it.
    if (isExplained && !showServiceMessages) return [];
    return [{ type: "event", target: this.ref, object: name, warning: type === "Warning", reason, message, count }];
  }

  #subjects(family: Family, { pods, incidents }: Assessment): Subject[] {
    const own = { name: "", events: family.events, isExplained: incidents.some(({ pod }) => pod === "") };
    if (this.target.kind === "Pod") return [{ ...own, isExplained: incidents.length > 0 }];
    const uids = new Set(pods.map(({ object }) => object.metadata?.uid));
    const owners = family.children.filter(({ object, children }) => object.kind === "ReplicaSet" && children.some((child) => uids.has(child.object.metadata.uid)));
    const explained = new Set(incidents.map(({ pod }) => pod));
    return [
      own,
      ...owners.map(({ object, events }) => ({ name: `${prefixes.ReplicaSet}/${object.metadata.name}`, events, isExplained: own.isExplained })),
      ...pods.map(({ object, events }) => ({ name: `${prefixes.Pod}/${object.metadata?.name ?? ""}`, events, isExplained: explained.has(object.metadata?.name ?? "") })),
    ];
  }
}

/** Replicas' Events differ in generated names and numbers only. */
function withoutNames(message: string): string {
  return message.replace(/\S*[0-9]\S*/g, "#");
}
