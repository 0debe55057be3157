import { InvalidArgumentError } from '@aiigo/core'
import { expect, test } from 'vitest'
import { hashRate } from './hashRate.ts'

test('default: measures this machine', async () => {
  const rate = await hashRate({ ms: 100 })
  expect(rate).toBeGreaterThan(1_000)
  expect(rate).toBeLessThan(1e12)
})

test.each([0, 1])('behavior: with workers: %i it is a finite number of hashes a second', async (workers) => {
  const rate = await hashRate({ ms: 50, workers })
  expect(Number.isFinite(rate) && rate > 1_000).toBe(true)
})

test('behavior: an abort rejects with its reason', async () => {
  await expect(hashRate({ ms: 60_000, workers: 0, signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
})

test('args: what is malformed is refused', async () => {
  for (const bad of [{ ms: 0 }, { ms: 1e9 }, { ms: '1' }, { workers: -1 }, { signal: 5 }, { backend: 'tpu' }]) {
    await expect(hashRate(bad as never)).rejects.toThrow(InvalidArgumentError)
  }
  await expect(hashRate(null as never)).rejects.toThrow(InvalidArgumentError)
})
