/** The time at which each line of a log starts. */

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /;

/** Nanoseconds since the epoch; undefined without an RFC 3339 time and a blank at the start. */
export function timeNs(line: string): bigint | undefined {
  const match = pattern.exec(line);
  if (match === null) return undefined;
  const [, seconds, fraction = "", zone] = match;
  const ms = Date.parse(`${seconds}${zone}`);
  // RFC3339Nano leaves out the zeros at the end.
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** The time and the blank of a line; "" without. */
export function timeText(line: string): string {
  return pattern.exec(line)?.[0] ?? "";
}
