/** What is remembered of things that come and go: a run of weeks must not grow with all that has gone. */

/** Of what is no longer there the newest so many are kept: what failed last is named in the summary, and an Event that comes late is known. */
export const pastMax = 1000;

/** In the order in which the keys were set. */
export class BoundedMemory<V> extends Map<string, V> {
  #looksAt = 2 * pastMax;

  /** Sets the key anew as the newest. */
  renew(key: string, value: V): void {
    this.delete(key);
    this.set(key, value);
  }

  /** Forgets the oldest of what is not present; looks only when so many have come since the last time that it is worth it. */
  forgetPast(present: () => ReadonlySet<string>): void {
    if (this.size < this.#looksAt) return;
    const kept = present();
    const past = [...this.keys()].filter((key) => !kept.has(key));
    for (const key of past.slice(0, -pastMax)) this.delete(key);
    this.#looksAt = this.size + pastMax;
  }
}
