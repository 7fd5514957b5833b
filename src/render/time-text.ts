/** Times as `--timestamps` prints them: RFC 3339 in UTC, with milliseconds. */
import { logTime } from "./log-time.ts";

/** `2026-01-01T00:00:00.123Z`, of a report. */
export function timeText(at: number): string {
  return new Date(at).toISOString();
}

/** The usual length of a log line's time up to its milliseconds. */
const millisecondsLength = 23;

/** The same of a log line; of one without a time that of its report. */
export function logTimeText(line: string, at: number): string {
  const time = logTime(line);
  if (time.endsWith("Z") && time.length > millisecondsLength) return `${time.slice(0, millisecondsLength)}Z`;
  const ms = Date.parse(time);
  return timeText(Number.isNaN(ms) ? at : ms);
}
