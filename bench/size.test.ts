import { expect, test } from 'vitest'
import { sizeOf } from './size.ts'

test('default', async () => {
  expect((await sizeOf('matching')).initial).toBeLessThanOrEqual(6)
})

test('behavior: the solver and the live market are no part of a page before they are needed', async () => {
  const { initial, later } = await sizeOf('sdk')
  expect(initial).toBeLessThanOrEqual(40)
  expect(later).toBeGreaterThan(20)
})
