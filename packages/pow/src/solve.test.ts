import { InvalidArgumentError, maxUint256 } from '@aiigo/core'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { hex, oracleSearch } from '../test/oracle.ts'
import { trackWorkers } from '../test/workers.ts'
import type { Progress } from './search.ts'
import { type SolveOptions, solve } from './solve.ts'
import { verify } from './verify.ts'

const seed = `0x${'00'.repeat(32)}` as const
const endless = { seed, difficulty: maxUint256 }

const threads = trackWorkers()

test('default: finds the lowest nonces', async () => {
  const solution = await solve({ seed, difficulty: 1_000n, count: 2 })
  expect(solution).toEqual({ nonces: [268n, 1747n], attempts: 1_748n, elapsedMs: expect.any(Number) })
  expect(verify({ seed, difficulty: 1_000n, nonces: solution!.nonces })).toBe(true)
})

test('default: one solution from nonce 0', async () => {
  const solution = await solve({ seed, difficulty: 1_000n })
  expect(solution!.nonces).toEqual([268n])
})

describe.each([0, 1, 2, 3])('workers: %i', (workers) => {
  afterEach(() => expect(threads.alive.size).toBe(0))

  test('behavior: the same nonces and attempts, whatever the number of workers', async () => {
    const bytes = new Uint8Array(32).fill(3)
    const solution = await solve({ seed: hex(bytes), difficulty: 500n, count: 64, start: 1_000n, workers })
    const nonces = oracleSearch(bytes, 500n, 1_000n, 1_000_000n, 64)
    expect(solution!.nonces).toEqual(nonces)
    expect(solution!.attempts).toBe(nonces[63]! - 1_000n + 1n)
  })

  test('behavior: not found is not an error: undefined at the end of the attempts, and of the nonces', async () => {
    expect(await solve({ ...endless, maxAttempts: 5_000n, workers })).toBeUndefined()
    expect(await solve({ ...endless, start: 2n ** 64n - 3_000n, workers })).toBeUndefined()
    expect(await solve({ seed, difficulty: 1n, count: 3, start: 2n ** 64n - 2n, workers })).toBeUndefined()
  })

  test('behavior: an abort rejects with its reason, at once, and leaves no worker', async () => {
    const controller = new AbortController()
    let abortedAt = 0
    setTimeout(() => {
      expect(threads.alive.size).toBe(workers)
      abortedAt = performance.now()
      controller.abort()
    }, 150)
    await expect(solve({ ...endless, workers, signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    // It takes 1 to 20 ms; the bound leaves room for a machine that does other things.
    expect(performance.now() - abortedAt).toBeLessThan(1_000)
    expect(threads.alive.size).toBe(0)
  })

  test('behavior: an abort while the workers start leaves none', async () => {
    const controller = new AbortController()
    const running = solve({ ...endless, workers, signal: controller.signal })
    queueMicrotask(() => controller.abort(new Error('changed my mind')))
    await expect(running).rejects.toThrow('changed my mind')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(threads.alive.size).toBe(0)
  })

  test('behavior: progress says how far it is, and what is certain', async () => {
    const reports: Progress[] = []
    const options = { seed, difficulty: 5_000n, count: 40, workers, onProgress: (p: Progress) => reports.push(p) }
    const solution = await solve(options)
    const last = reports[reports.length - 1]!
    expect(last.nonces).toEqual(solution!.nonces)
    expect(last.found).toBe(40)
    expect(last.next).toBe(solution!.nonces[39]! + 1n)
    expect(last.attempts).toBeGreaterThanOrEqual(solution!.attempts)
    expect(last.hashesPerSecond).toBeGreaterThan(0)
    for (const { nonces, next } of reports) expect(nonces).toEqual(solution!.nonces.filter((nonce) => nonce < next))
  })

  test('error: what onProgress throws ends the search', async () => {
    const onProgress = () => {
      throw new Error('from the caller')
    }
    await expect(solve({ ...endless, workers, onProgress })).rejects.toThrow('from the caller')
    expect(threads.alive.size).toBe(0)
  })
})

test('behavior: parts of a search add up to the whole, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 29 }), async (cut) => {
      const options = { seed, difficulty: 300n, workers: 0 }
      const first = await solve({ ...options, count: cut })
      const second = await solve({ ...options, count: 30 - cut, start: first!.nonces[cut - 1]! + 1n })
      const whole = await solve({ ...options, count: 30 })
      expect([...first!.nonces, ...second!.nonces]).toEqual(whole!.nonces)
      expect(first!.attempts + second!.attempts).toBe(whole!.attempts)
    }),
    { numRuns: 10 },
  )
})

test('behavior: the calling thread keeps turning its event loop', async () => {
  const controller = new AbortController()
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  setTimeout(() => controller.abort(), 500)
  await expect(solve({ ...endless, workers: 0, signal: controller.signal })).rejects.toThrow()
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

test('behavior: easy work starts no worker unless told to', async () => {
  const before = threads.started
  await solve({ seed, difficulty: 1_000n, count: 64 })
  expect(threads.started - before).toBe(0)
  await solve({ seed, difficulty: 1_000n, count: 64, workers: 2 })
  expect(threads.started - before).toBe(2)
})

test('error: a signal that has aborted already rejects with its reason before anything starts', async () => {
  await expect(solve({ ...endless, signal: AbortSignal.abort('too late') })).rejects.toBe('too late')
})

test('error: without WebAssembly there is no slow path', async () => {
  vi.resetModules()
  vi.stubGlobal('WebAssembly', undefined)
  const fresh = await import('./solve.ts')
  await expect(fresh.solve({ seed, difficulty: 1n })).rejects.toMatchObject({ name: 'WebAssemblyUnavailableError' })
  vi.unstubAllGlobals()
})

test('error: where WebAssembly is forbidden it says so, with the reason', async () => {
  vi.resetModules()
  const compile = vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new Error('blocked by policy'))
  const fresh = await import('./solve.ts')
  await expect(fresh.solve({ seed, difficulty: 1n })).rejects.toMatchObject({
    name: 'WebAssemblyUnavailableError',
    details: ['Seen: blocked by policy'],
  })
  compile.mockRestore()
})

test('error: without a GPU it says what was looked for, and what there is', async () => {
  await expect(solve({ seed, difficulty: 1n, backend: 'gpu' })).rejects.toMatchObject({
    name: 'GpuUnavailableError',
    details: ['Expected: WebGPU, at navigator.gpu', 'Seen: no navigator.gpu'],
    hint: expect.stringContaining("backend: 'cpu'"),
    retryable: false,
  })
})

test('behavior: without SIMD the other kernel does it', async () => {
  vi.resetModules()
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
  const compile = vi.spyOn(WebAssembly, 'compile')
  const fresh = await import('./solve.ts')
  const { scalar } = await import('./generated/modules.ts')
  expect((await fresh.solve({ seed, difficulty: 1_000n, count: 2 }))?.nonces).toEqual([268n, 1747n])
  expect(Buffer.from(compile.mock.calls[0]![0] as Uint8Array).toString('base64')).toBe(scalar)
  validate.mockRestore()
  compile.mockRestore()
})

test('args: what is malformed is refused before anything is done', async () => {
  const bad: object[] = [
    { seed: '0x12' },
    { seed: undefined },
    { difficulty: 0n },
    { difficulty: 2n ** 256n },
    { difficulty: 10 },
    { count: 0 },
    { count: 1.5 },
    { count: 2 ** 20 + 1 },
    { count: '1' },
    { start: -1n },
    { start: 2n ** 64n },
    { start: 0 },
    { maxAttempts: 0n },
    { maxAttempts: 5 },
    { workers: -1 },
    { workers: 257 },
    { workers: 0.5 },
    { backend: 'tpu' },
    { backend: 'gpu', workers: 2 },
    { signal: {} },
    { onProgress: 'often' },
  ]
  for (const change of bad) {
    const options = { seed, difficulty: 1n, ...change } as SolveOptions
    await expect(solve(options), String(Object.keys(change))).rejects.toThrow(InvalidArgumentError)
  }
  await expect(solve(undefined as never)).rejects.toThrow(InvalidArgumentError)
})
