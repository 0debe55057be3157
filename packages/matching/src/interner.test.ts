import { expect, test } from 'vitest'
import { createInterner } from './interner.ts'

test('default', () => {
  const interner = createInterner()
  expect(['eu', 'us', 'eu'].map(interner.intern)).toEqual([0, 1, 0])
  expect(['eu', 'us', 'asia'].map(interner.find)).toEqual([0, 1, undefined])
})

test('behavior: it does not grow with the texts that are gone', () => {
  const interner = createInterner()
  for (let i = 0; i < 1_000; i++) interner.release(interner.intern(`region ${i}`))
  expect(interner.limit).toBe(1)
  expect(interner.find('region 7')).toBeUndefined()
})

test('behavior: a number lives until its last use', () => {
  const interner = createInterner()
  const number = interner.intern('eu')
  interner.intern('eu')
  interner.release(number)
  expect(interner.find('eu')).toBe(number)
  interner.release(number)
  expect(interner.find('eu')).toBeUndefined()
  expect(interner.intern('us')).toBe(number)
})
