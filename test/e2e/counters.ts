/** Numbered log lines, so that a lost, doubled or misplaced one is seen. */
import { job, shell } from "./manifests.ts";

const linesCount = 500;

/** Prints `one 1` to `one 500`, with a pause after each ten lines. */
export function counting(word: string, pauseS: number): string {
  const pause = pauseS === 0 ? "" : `[ $((i % 10)) -gt 0 ] || sleep ${pauseS};`;
  return `i=0; while [ $i -lt ${linesCount} ]; do i=$((i+1)); echo "${word} $i"; ${pause} done`;
}

export function numbers(word: string): readonly string[] {
  return Array.from({ length: linesCount }, (_, index) => `${word} ${index + 1}`);
}

/** Takes 10 s. */
export const twoCounters = job("counters", { containers: [shell("one", counting("one", 0.2)), shell("two", counting("two", 0.2))] });
