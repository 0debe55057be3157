import { maxUint256 } from '@aiigo/core'
import { describe, expect, test } from 'vitest'
import { oracleSearch } from '../test/oracle.ts'
import { trackWorkers } from '../test/workers.ts'
import { type Progress, runSearch } from './search.ts'

const threads = trackWorkers()
const seed = new Uint8Array(32).fill(9)
const difficulty = 1_000n
const puzzle = { seed, target: maxUint256 / difficulty }
const search = { puzzle, start: 0n, end: 2n ** 64n, count: 64, backend: 'cpu', reportMs: 0 } as const
const nonces = oracleSearch(seed, difficulty, 0n, 1_000_000n, 64)

describe.each([0, 1, 2])('workers: %i', (workers) => {
  test('default: finds the lowest solutions', async () => {
    const ranges = await runSearch({ ...search, workers })
    expect(ranges.isFound).toBe(true)
    expect(ranges.nonces).toEqual(nonces)
  })

  test('behavior: every nonce is tried, and once, up to the last', async () => {
    // At difficulty 1 each solves, so the solutions are what was tried; the kernels count their hashes themselves.
    const [start, end] = [2n ** 32n - 20_000n, 2n ** 32n + 30_011n]
    let hashes = 0n
    const onProgress = ({ attempts }: Progress) => {
      hashes = attempts
    }
    const easy = { ...search, puzzle: { seed, target: maxUint256 }, start, end, count: 1 << 20 }
    const ranges = await runSearch({ ...easy, workers, onProgress })
    expect(hashes).toBe(50_011n)
    expect(ranges.nonces).toEqual(Array.from({ length: 50_011 }, (_, i) => start + BigInt(i)))
  })

  test('behavior: every report holds what is certain by then, and they only grow', async () => {
    const reports: Progress[] = []
    await runSearch({ ...search, workers, onProgress: (progress) => reports.push(progress) })
    expect(reports.length).toBeGreaterThan(2)
    reports.forEach(({ nonces: certain, found, next }, i) => {
      expect(certain).toEqual(nonces.slice(0, found))
      if (found < 64) expect(certain).toEqual(nonces.filter((nonce) => nonce < next))
      expect(next).toBeGreaterThanOrEqual(reports[i - 1]?.next ?? 0n)
    })
  })

  test('behavior: stopped anywhere and gone on with, it finds what one run finds', async () => {
    // It takes four reports at least: a range is at most four times the one before, and the first is of 1,024 nonces.
    for (const reportsUntilStop of [1, 2, 3]) {
      const controller = new AbortController()
      const reports: Progress[] = []
      const onProgress = (progress: Progress) => {
        reports.push(progress)
        if (reports.length === reportsUntilStop) controller.abort()
      }
      await expect(runSearch({ ...search, workers, signal: controller.signal, onProgress })).rejects.toThrow()
      expect(threads.alive.size).toBe(0)
      const { next, found, nonces: first } = reports[reportsUntilStop - 1]!
      const rest = await runSearch({ ...search, workers, start: next, count: 64 - found })
      expect([...first, ...rest.nonces]).toEqual(nonces)
    }
  })
})
