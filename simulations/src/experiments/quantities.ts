// The quantities of a scenario file, as a person writes them: `90m`, `2026-01-05`, `{ median: 3.1e9, spread: 0.1 }`.
// A parser answers with the number, or with what it expected.

/** What a parser expected in place of what it saw. */
export type Expected = { expected: string }

export type Parser = (value: unknown) => number | Expected

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400, w: 604_800 }

/** A time span as seconds: `300s`, `10m`, `1.5h`, `7d`, `2w`, or a number of seconds. */
export function parseSpan(value: unknown): number | Expected {
  const expected = 'a time span such as 300s, 10m, 1.5h or 7d'
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : { expected }
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*(s|m|min|h|d|w)$/.exec(value.trim()) : null
  return match ? Number(match[1]) * UNITS[match[2]!]! : { expected }
}

const FIRST_DAY = Date.UTC(2016, 0, 1) / 1000
const LAST_DAY = Date.UTC(2100, 0, 1) / 1000

/** A date, with or without a time of day, as Unix seconds. Always UTC: a run must not depend on where it runs. */
export function parseDate(value: unknown): number | Expected {
  const expected = 'a date from 2016 to 2099 such as 2026-01-05 or 2026-01-05T08:00Z, in UTC'
  const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?Z?)?$/
  const match = typeof value === 'string' ? pattern.exec(value.trim()) : null
  if (!match) return { expected }
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const time = Date.UTC(year!, month! - 1, day, hour, minute, second)
  const seen = new Date(time)
  // Date.UTC rolls 30 February over into March.
  const exists =
    seen.getUTCMonth() === month! - 1 && seen.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!exists) return { expected: `${expected}; this day or hour does not exist` }
  return time / 1000 >= FIRST_DAY && time / 1000 < LAST_DAY ? time / 1000 : { expected }
}

/** A number within limits, both included. */
export function parseNumber(min: number, max: number): Parser {
  return (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : { expected: `a number ${range(min, max)}` }
}

/** A whole number within limits, both included. */
export function parseWhole(min: number, max: number): Parser {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : { expected: `a whole number ${range(min, max)}` }
}

function range(min: number, max: number): string {
  return max === Infinity ? `of at least ${min}` : `from ${min} to ${max.toLocaleString('en-US')}`
}
