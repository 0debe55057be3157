import { expect, test } from 'vitest'
import { options, START } from '../testing.ts'
import { Machine } from './machine.ts'

test('default: its luck is drawn once a tick, however often it is asked', () => {
  const [once, often] = [new Machine(options({ availability: 0.5 })), new Machine(options({ availability: 0.5 }))]
  const times = Array.from({ length: 50 }, (_, i) => START + i * 3_600)
  const isUp = times.map((time) => once.isOnline(time))
  expect(times.map((time) => [1, 2, 3].map(() => often.isOnline(time)))).toEqual(isUp.map((is) => [is, is, is]))
  expect(new Set(isUp).size).toBe(2)
})
