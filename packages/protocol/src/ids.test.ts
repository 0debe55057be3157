import { hashWords } from '@aiigo/core'
import { expect, test } from 'vitest'
import { countedSaltOf } from './ids.ts'

test('default: the hash of the count, first, again, and beyond those that are kept', () => {
  for (const count of [0, 1, 1, 9_999, 10_000, 10_000, 1_000_000]) expect(countedSaltOf(count)).toBe(hashWords(count))
})
