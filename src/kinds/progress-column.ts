/** One cell of kubedog's table with its head. */
import { fieldOf } from "./fields.ts";

export type ProgressColumn = {
  readonly head: string;
  /** `2`; `-` for what is not known yet. */
  readonly value: string;
  /** Shown behind the value, as part of it: `/3`. */
  readonly goal: string;
  /** Shown in front of them, with a blank between: `status.phase:`. */
  readonly before: string;
  /** Shown behind them: `/1`. */
  readonly after: string;
  /** Whether the value is what it is to become; undefined where it is just a text that nobody waits for. */
  readonly isReached: boolean | undefined;
};

export function textColumn(head: string, value: string): ProgressColumn {
  return { head, value, goal: "", before: "", after: "", isReached: undefined };
}

/** @param value undefined while it is not known */
export function numberColumn(head: string, value: number | undefined, isReached: boolean): ProgressColumn {
  return value === undefined ? textColumn(head, "-") : { ...textColumn(head, `${value}`), isReached };
}

/** The same with its goal behind it: `1/3`. */
export function goalColumn(head: string, value: number | undefined, goal: number, isReached: boolean): ProgressColumn {
  const column = numberColumn(head, value, isReached);
  return value === undefined ? column : { ...column, goal: `/${goal}` };
}

/** The number that stands there, or 0. */
export function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = fieldOf(value, ...path);
  return typeof found === "number" ? found : 0;
}

/** `available 1->2`, or nothing where no change is needed. */
export function waitFor(name: string, value: number, goal: number, isReached: boolean): readonly string[] {
  return isReached ? [] : [`${name} ${value}->${goal}`];
}
