/**
 * A log line's time and text. Under `timestamps=true` the kubelet puts an RFC 3339 time and one blank before each line,
 * but not before the remarks of its own that it writes into a log it cannot read.
 */

/** `2026-01-01T00:00:00.123456789Z`; "" for a line without. */
export function logTime(line: string): string {
  return line.slice(0, timeLength(line));
}

/** The line without its time. */
export function logText(line: string): string {
  const length = timeLength(line);
  return length === 0 ? line : line.slice(length + 1);
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)(?= |$)/;
/** Length of the kubelet's usual time: nine decimals, UTC. */
const usualLength = 30;

function timeLength(line: string): number {
  if (isUsual(line)) return usualLength;
  return time.exec(line)?.[0].length ?? 0;
}

/** The same answer as `time` for nearly every line there is, without the price of a regular expression. */
function isUsual(line: string): boolean {
  return (
    line.charCodeAt(usualLength) === 0x20 &&
    line.charCodeAt(usualLength - 1) === 0x5a && // Z
    line.charCodeAt(10) === 0x54 && // T
    line.charCodeAt(4) === 0x2d && // -
    line.charCodeAt(19) === 0x2e // .
  );
}
