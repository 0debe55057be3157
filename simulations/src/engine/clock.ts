/** The time of a run: `ticks` steps of `tick` seconds from `start` (Unix seconds). */
export type Clock = { readonly start: number; readonly tick: number; readonly ticks: number }

/** Unix time at which a tick begins; the block of the tick has this time. */
export function timeOf(clock: Clock, tick: number): number {
  return clock.start + tick * clock.tick
}

/** Hour of the day in UTC, with its fraction, 0 to 24. */
export function hourOfDay(time: number): number {
  return (time % 86_400) / 3_600
}

/**
 * How busy an hour is beside the average of its day: 1 + swing × cos, largest at the peak hour; its mean over a day is 1.
 *
 * @param swing 0 for the same all day, 1 for nothing at all twelve hours after the peak
 */
export function dailyCycle(time: number, peakHour: number, swing: number): number {
  return 1 + swing * Math.cos(((hourOfDay(time) - peakHour) / 24) * 2 * Math.PI)
}

/** Whether an hour of the day lies in a machine's hours; `from` after `to` reaches over midnight, equal means always. */
export function isWithinHours(time: number, from: number, to: number): boolean {
  if (from === to) return true
  const hour = hourOfDay(time)
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}

/** The first moment of the grid at or after `time`; the grid begins at the start of the run. */
export function roundUpToGrid(clock: Clock, time: number, grid: number): number {
  return clock.start + Math.ceil((time - clock.start) / grid) * grid
}
