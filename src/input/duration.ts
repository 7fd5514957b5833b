/** Durations as Go writes them: `30s`, `1h30m`, `1.5h`, `500ms`. */

const unitMs = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Go's syntax without its sign, for nothing of ours lasts less than nothing. https://pkg.go.dev/time#ParseDuration */
export const durationPattern = /^(?:0|(?:(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:ns|us|µs|μs|ms|s|m|h))+)$/;

const part = /([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Milliseconds; undefined when it is no duration. As in Go a number needs its unit, except `0`. */
export function durationMs(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined;
  return [...text.matchAll(part)].reduce((sum, [, amount = "", unit = ""]) => sum + Number(amount) * (unitMs.get(unit) ?? 0), 0);
}
