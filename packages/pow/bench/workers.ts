import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { maxNonce } from '../src/challenge.ts'
import { hashRate } from '../src/hashRate.ts'
import { loadModule } from '../src/module.ts'
import { createRanges } from '../src/ranges.ts'
import { createWorkerRunner, type Runner } from '../src/runner.ts'
import { availableCores, solve } from '../src/solve.ts'
import { trackWorkers } from '../test/workers.ts'
import type { Row } from './rows.ts'

const cores = availableCores()
const endless = { seed: `0x${'00'.repeat(32)}`, difficulty: 2n ** 255n, workers: cores } as const

/** What searching with every core costs beside hashing: threads that wait, that stop late, that leave something behind. */
export async function workerBenchmarks(): Promise<Row[]> {
  return [await scaling(), await busyShare(), await stopping(), await memory()]
}

/** Short turns, many of them: some fall between what else the machine does. */
const turns = 20

/** Every core at once against one. */
async function scaling(): Promise<Row> {
  let [one, all] = [0, 0]
  for (let turn = 0; turn < turns; turn++) {
    one = Math.max(one, await hashRate({ ms: 150, workers: 1 }))
    all = Math.max(all, await hashRate({ ms: 150, workers: cores }))
  }
  const against = `1 worker: ${(one / 1e6).toFixed(2)} MH/s`
  const what = `PoW hash rate of ${cores} workers`
  return { what, value: all, unit: 'H/s', against, ratio: all / one, aim: `≥ ${0.95 * cores}` }
}

/**
 * How much of a worker's time it hashes and does not wait for a range: what the hand-out takes from the scaling.
 * Where cores slow each other down, or others use them, the rate falls and this hardly does.
 */
async function busyShare(): Promise<Row> {
  const threads = trackWorkers()
  const controller = new AbortController()
  const search = solve({ ...endless, signal: controller.signal }).catch(() => {})
  await setTimeout(1_000)
  const workers = [...threads.alive]
  const before = workers.map(({ performance }) => performance.eventLoopUtilization())
  await setTimeout(5_000)
  const shares = workers.map(({ performance }, i) => performance.eventLoopUtilization(before[i]).utilization)
  controller.abort()
  await search
  const what = `PoW: time that the idlest of ${cores} workers hashes`
  return { what, value: 100 * Math.min(...shares), unit: '%', aim: '≥ 95' }
}

async function stopping(): Promise<Row> {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn++) times.push(await stopOnce())
  times.sort((a, b) => a - b)
  const against = `the median of ${turns}; the slowest: ${times[turns - 1]!.toFixed(1)} ms`
  return { what: `PoW: ${cores} workers stopped`, value: times[turns / 2]!, unit: 'ms', against, aim: 'under 20' }
}

/** Milliseconds from an abort, at a different place of a range each time, until no worker is left. */
async function stopOnce(): Promise<number> {
  const controller = new AbortController()
  let abortedAt = 0
  const abort = () => {
    abortedAt = performance.now()
    controller.abort()
  }
  setTimeout(300 + 50 * Math.random()).then(abort)
  await solve({ ...endless, signal: controller.signal }).catch(() => {})
  return performance.now() - abortedAt
}

/** As many ranges as an hour has, at 50 ms each, made so small that they take seconds. */
const hour = 72_000 * cores

async function memory(): Promise<Row> {
  const ranges = createRanges(0n, maxNonce + 1n, 1)
  return withRunners(async (runners) => {
    const work = async (count: number) => {
      let left = count
      const drain = async (runner: Runner) => {
        for (; left > 0; left--) {
          const range = ranges.next(32)!
          ranges.complete(range, (await runner.run(range, 1)).nonces)
        }
      }
      await Promise.all(runners.flatMap((runner) => [drain(runner), drain(runner)]))
    }
    await work(hour)
    const before = heap()
    await work(hour)
    const after = heap()
    const so = hour.toLocaleString('en')
    return {
      what: "PoW: memory that a range leaves, of an hour's",
      value: Math.max(0, after - before) / hour,
      unit: 'bytes',
      against: `heap after ${so} ranges: ${megabytes(before)}, after twice as many: ${megabytes(after)}`,
      aim: 'flat',
    }
  })
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  for (let i = 0; i < 3; i++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A worker a core, ended afterwards. */
async function withRunners<T>(body: (runners: readonly Runner[]) => Promise<T>): Promise<T> {
  const module = await loadModule()
  const puzzle = { seed: new Uint8Array(32), target: 0n }
  const runners = Array.from({ length: cores }, () => createWorkerRunner(module, puzzle))
  try {
    return await body(runners)
  } finally {
    await Promise.all(runners.map((runner) => runner.stop()))
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
