/** "Did you mean": the known word nearest to a mistyped one. */

const wordLengthMax = 64;

/** The known word at most a third of its letters away, else one that contains the word; undefined when none is near. Case does not count. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word.length > wordLengthMax) return undefined;
  const typed = word.toLowerCase();
  const [nearest] = known
    .map((candidate) => ({ candidate, edits: editsBetween(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  if (nearest) return nearest.candidate;
  return typed.length < 3 ? undefined : known.find((candidate) => candidate.toLowerCase().includes(typed));
}

/** Those of the known words that are near to the word, at most half of its letters away or one within the other, nearest first. */
export function nearest(word: string, known: readonly string[], max: number): readonly string[] {
  const typed = word.slice(0, wordLengthMax).toLowerCase();
  return known
    .map((candidate) => ({ candidate, edits: editsBetween(typed, candidate.slice(0, wordLengthMax).toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(typed.length / 2)) || candidate.includes(typed) || typed.includes(candidate))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, max)
    .map(({ candidate }) => candidate);
}

/** Letters to insert, delete, replace or swap with their neighbour, to make one word the other. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
