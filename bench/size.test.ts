import { expect, test } from 'vitest'
import { sizeOf } from './size.ts'

test('default', async () => {
  const { initial, later } = await sizeOf('sdk')
  expect(initial).toBeLessThanOrEqual(40)
  // The solver and the live market are there, and not with the page.
  expect(later).toBeGreaterThan(20)
})
