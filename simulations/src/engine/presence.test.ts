import { expect, test } from 'vitest'
import { addressOf } from './address.ts'
import { createPresence } from './presence.ts'

const [a, b] = [addressOf('a'), addressOf('b')]

test('default', () => {
  const presence = createPresence()
  const seen = [
    [true, false],
    [true, true],
    [false, true],
    [false, false],
    [true, false],
  ].map(([isA = false, isB = false]) => {
    presence.note(0, a, isA)
    presence.note(1, b, isB)
    return [...presence.online]
  })
  expect(seen).toEqual([[a], [a, b], [b], [], [a]])
})
