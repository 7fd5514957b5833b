/** A cluster is asked again until it is so, or until it is clear that it never will be. */
const limitMs = 60_000;
const pauseMs = 50;

/** @param what for the message when the limit has passed */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await Bun.sleep(pauseMs)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited ${limitMs / 1000} s for ${what}`);
}
