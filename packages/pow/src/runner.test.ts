import { BaseError, maxUint256 } from '@aiigo/core'
import { describe, expect, test, vi } from 'vitest'
import { loadModule } from './module.ts'
import { createLocalRunner, createWorkerRunner, PowWorkerError, type Runner } from './runner.ts'

const easy = { seed: new Uint8Array(32), target: maxUint256 }
const range = { start: 5n, tries: 100 }

const kinds: [string, () => Promise<Runner>][] = [
  ['calling thread', async () => createLocalRunner(await loadModule(), easy)],
  ['worker', async () => createWorkerRunner(await loadModule(), easy)],
]

describe.each(kinds)('%s', (_, create) => {
  test('default: tries ranges in order, and counts them', async () => {
    const runner = await create()
    const [first, second] = await Promise.all([runner.run(range, 2), runner.run({ start: 500n, tries: 3 }, 64)])
    expect(first).toMatchObject({ tried: 2, nonces: [5n, 6n], hashes: 2 })
    expect(second).toMatchObject({ tried: 3, nonces: [500n, 501n, 502n], hashes: 3 })
    await runner.stop()
  })
})

test('behavior: a worker stops in the middle of a range', async () => {
  const runner = createWorkerRunner(await loadModule(), { ...easy, target: 0n })
  await runner.run({ start: 0n, tries: 1_000 }, 1)
  // It would take days: whoever waited for its end, or for the worker to look up, would not get there.
  const running = expect(runner.run({ start: 0n, tries: 2 ** 42 }, 1)).rejects.toThrow(PowWorkerError)
  await runner.stop()
  await running
})

const broken: [string, string][] = [
  ['throws when it starts', 'throw new Error("boom")'],
  ['is no program', 'this is no program'],
  ['ends', 'process.exit(3)'],
  ['ends when asked', 'require("node:worker_threads").parentPort.on("message", () => process.exit(3))'],
  ['throws when asked', 'require("node:worker_threads").parentPort.on("message", () => { throw new Error("boom") })'],
  [
    'answers an error',
    'const { parentPort: p } = require("node:worker_threads"); p.on("message", () => p.postMessage({ error: "boom" }))',
  ],
]

test.each(broken)('error: a worker that %s is reported', async (_, source) => {
  const runner = createWorkerRunner(await loadModule(), easy, source)
  const error = await runner.run(range, 1).catch((reason) => reason)
  expect(error).toBeInstanceOf(PowWorkerError)
  expect(error).toBeInstanceOf(BaseError)
  expect(error.retryable).toBe(true)
  expect(error.details[0]).toMatch(/boom|Unexpected|exit code/)
  await expect(runner.run(range, 1)).rejects.toBe(error)
  await runner.stop()
})

test('error: a worker that breaks ends the search with its error', async () => {
  vi.resetModules()
  vi.doMock('./generated/worker.ts', () => ({ workerSource: 'throw new Error("boom")' }))
  const { solve } = await import('./solve.ts')
  const options = { seed: `0x${'00'.repeat(32)}` as const, difficulty: 1n, workers: 2 }
  await expect(solve(options)).rejects.toMatchObject({ name: 'PowWorkerError' })
  vi.doUnmock('./generated/worker.ts')
})

test('error: a worker that cannot be started is reported', async () => {
  const node = process.getBuiltinModule('node:worker_threads')
  const spy = vi.spyOn(node, 'Worker').mockImplementation(function refuse() {
    throw new Error('no threads here')
  } as never)
  const module = await loadModule()
  expect(() => createWorkerRunner(module, easy)).toThrow(PowWorkerError)
  spy.mockRestore()
})
