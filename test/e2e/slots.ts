/** So many runs at a time: more would measure the machine, not the program. */
const slotsMax = 5;

let taken = 0;
const waiting: (() => void)[] = [];

/** Resolves when there is a free slot; dispose it at the end. */
export async function takeSlot(): Promise<Disposable> {
  if (taken < slotsMax) taken += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  return { [Symbol.dispose]: freeSlot };
}

function freeSlot(): void {
  const next = waiting.shift();
  if (next === undefined) taken -= 1;
  else next();
}
