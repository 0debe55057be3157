import { expect, test } from 'vitest'
import { dailyCycle, hourOfDay, isWithinHours, timeOf } from './clock.ts'

const midnight = Date.UTC(2026, 0, 5) / 1000
const at = (hour: number) => midnight + hour * 3600

test('default', () => {
  expect(timeOf({ start: midnight, tick: 3_600, ticks: 3 }, 2)).toBe(at(2))
  expect(hourOfDay(at(13.5))).toBe(13.5)
})

test('behavior: the daily cycle is largest at the peak and 1 on average', () => {
  expect(dailyCycle(at(15), 15, 0.6)).toBeCloseTo(1.6)
  expect(dailyCycle(at(3), 15, 0.6)).toBeCloseTo(0.4)
  const day = Array.from({ length: 24 }, (_, hour) => dailyCycle(at(hour), 15, 0.6))
  expect(day.reduce((sum, x) => sum + x, 0) / 24).toBeCloseTo(1)
})

test('behavior: hours may reach over midnight', () => {
  expect([7, 8, 17, 18].map((hour) => isWithinHours(at(hour), 8, 18))).toEqual([false, true, true, false])
  expect([19, 20, 2, 6].map((hour) => isWithinHours(at(hour), 20, 6))).toEqual([false, true, true, false])
  expect(isWithinHours(at(3), 0, 0)).toBe(true)
})
