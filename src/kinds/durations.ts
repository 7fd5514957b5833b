/** Spans of time as Kubernetes' own tools and as we write them. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** Until `belowMs` a span is told in `unit`s, followed by `rest`s where there is one. */
const steps = [
  { belowMs: 2 * minute, unit: second, letter: "s" },
  { belowMs: 10 * minute, unit: minute, letter: "m", rest: second, restLetter: "s" },
  { belowMs: 3 * hour, unit: minute, letter: "m" },
  { belowMs: 8 * hour, unit: hour, letter: "h", rest: minute, restLetter: "m" },
  { belowMs: 2 * day, unit: hour, letter: "h" },
  { belowMs: 8 * day, unit: day, letter: "d", rest: hour, restLetter: "h" },
  { belowMs: 2 * year, unit: day, letter: "d" },
  { belowMs: 8 * year, unit: year, letter: "y", rest: day, restLetter: "d" },
  { belowMs: Number.POSITIVE_INFINITY, unit: year, letter: "y" },
] as const;

/** An age as kubectl prints it: `10s`, `3m20s`, `5d`; `<invalid>` for one that lies in the future. */
export function ageText(ms: number): string {
  if (ms <= -2 * second) return "<invalid>";
  const span = Math.max(0, ms);
  const step = steps.find(({ belowMs }) => span < belowMs);
  if (step === undefined) return "<invalid>";
  const whole = `${Math.floor(span / step.unit)}${step.letter}`;
  if (!("rest" in step)) return whole;
  const rest = Math.floor((span % step.unit) / step.rest);
  return rest === 0 ? whole : `${whole}${rest}${step.restLetter}`;
}

/** How long a run took, for a sentence: `at once`, `after 3 s`, `after 5m10s`; "" when it is not known. */
export function runText(startedAt: string | undefined, finishedAt: string | undefined): string {
  const ms = timeMs(finishedAt) - timeMs(startedAt);
  if (!(ms >= 0)) return "";
  if (ms < second) return "at once";
  return ms < 2 * minute ? `after ${Math.floor(ms / second)} s` : `after ${ageText(ms)}`;
}

/** Milliseconds since the epoch; NaN when there is no such time. Kubernetes writes an unknown one as null. */
export function timeMs(time: string | null | undefined): number {
  return typeof time === "string" ? Date.parse(time) : Number.NaN;
}
