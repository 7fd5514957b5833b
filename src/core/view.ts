import type { Moment } from "./moment.ts";

/** What a judgement looks at besides the target's own memory. */
export type View = Moment & {
  /** The second of the start, in the server's time, ms: what happens in it is news, since Kubernetes writes whole seconds. */
  readonly startedServerMs: number;
  /** Whether Pods may be read; without them there is nothing to settle. */
  readonly arePodsKnown: boolean;
  /** Names of what there is of the same kind in the same place. */
  readonly namesakes: () => readonly string[];
  /** Labels of the other targets that are still active, for Hope mode. */
  readonly others: () => readonly string[];
  /** When the last fresh look at all that decides about it was asked for (our clock, ms); undefined: never. */
  readonly lookedAt: number | undefined;
};
