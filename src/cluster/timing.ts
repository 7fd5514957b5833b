/** The streams' clock, timers and chance, passed in so that tests decide them. */
export type Timing = {
  /** Milliseconds since the epoch; never goes back. */
  now(): number;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Calls once after so many milliseconds, unless disposed before. */
  after(ms: number, call: () => void): Disposable;
};

export const realTiming: Timing = {
  now: () => performance.timeOrigin + performance.now(),
  random: () => Math.random(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** Resolves after so many milliseconds, or as soon as a signal is aborted; never rejects. */
export async function sleep(timing: Timing, ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = () => resolve();
  using _timer = timing.after(ms, wake);
  for (const signal of signals) {
    if (signal.aborted) return;
    signal.addEventListener("abort", wake);
  }
  await promise;
  for (const signal of signals) signal.removeEventListener("abort", wake);
}
