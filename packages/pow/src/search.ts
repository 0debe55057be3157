import type { Puzzle } from './challenge.ts'
import { loadModule } from './module.ts'
import { createRanges, type Ranges } from './ranges.ts'
import { createLocalRunner, createWorkerRunner, type Runner } from './runner.ts'

export type Progress = {
  /** Nonces tried so far by everyone, as the kernels count them. */
  attempts: bigint
  /** How many solutions are certain: everything below them has been tried. */
  found: number
  /** These solutions, ascending. */
  nonces: readonly bigint[]
  /** Everything below has been tried: the `start` from which a later call goes on. */
  next: bigint
  elapsedMs: number
  /** Since the last report; in the final one over the whole search. */
  hashesPerSecond: number
}

/** What hashes: threads of the processor, or the GPU. */
export type Backend = 'cpu' | 'gpu'

export type Search = {
  puzzle: Puzzle
  start: bigint
  /** exclusive */
  end: bigint
  count: number
  backend: Backend
  /** Threads of the CPU; 0 is the calling one. */
  workers: number
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
  /** Milliseconds between reports. */
  reportMs?: number
}

/**
 * Runs the search to its end: all solutions found, or no nonces left. Whatever happens, no runner outlives it. An abort
 * does not wait for a GPU that is still being asked for: it is let go when it comes.
 */
export async function runSearch(search: Search): Promise<Ranges> {
  search.signal?.throwIfAborted()
  const ranges = createRanges(search.start, search.end, search.count)
  const reporter = createReporter(search, ranges)
  const runners: Runner[] = []
  const abort = rejectWhenAborted(search.signal)
  let isOver = false

  async function startRunners(): Promise<void> {
    const { backend, workers, puzzle } = search
    if (backend === 'gpu') return keep(await startGpu(search))
    const module = await loadModule()
    if (workers === 0) return keep(await createLocalRunner(module, puzzle))
    for (let i = 0; i < workers && !isOver; i++) runners.push(createWorkerRunner(module, puzzle))
  }

  /** It may have been on its way when the search ended. */
  async function keep(runner: Runner): Promise<void> {
    if (isOver) await runner.stop()
    else runners.push(runner)
  }

  async function work(): Promise<void> {
    await startRunners()
    const drains = runners.flatMap((runner) => Array.from({ length: runner.depth }, () => drain(runner)))
    await untilOneIsTrue(drains)
  }

  /** Works off ranges; true when the search is over by it, false when there is nothing left to hand out. */
  async function drain(runner: Runner): Promise<boolean> {
    let tries = firstTries
    for (let range = ranges.next(tries); range && !isOver; range = ranges.next(tries)) {
      const found = await runner.run(range, search.count)
      if (isOver) return true
      ranges.complete(range, found.nonces)
      reporter.add(found.hashes)
      if (ranges.isFound) return true
      tries = paced(range.tries, found.elapsedMs, runner.paceMs)
    }
    return false
  }

  try {
    await Promise.race([abort.promise, work()])
    reporter.finish()
    return ranges
  } finally {
    isOver = true
    abort.forget()
    await Promise.all(runners.map((runner) => runner.stop()))
  }
}

/** Loaded when it is wanted: a page that hashes on the CPU does without it. */
async function startGpu({ puzzle, signal }: Search): Promise<Runner> {
  const { createGpuRunner } = await import('./gpuRunner.ts')
  return createGpuRunner(puzzle, signal)
}

/** Small at first: an engine runs a function's first calls unoptimised, and easy challenges end here. */
const firstTries = 1 << 10
const mostTries = 1 << 28

/** How many nonces take the time that a range should take, going by the last one; it changes by at most 4× a range. */
function paced(tries: number, elapsedMs: number, paceMs: number): number {
  const factor = Math.min(4, Math.max(0.25, paceMs / Math.max(elapsedMs, 0.01)))
  return Math.min(mostTries, Math.max(firstTries, Math.round(tries * factor)))
}

/** Resolves with the first true or the last false; rejects with the first rejection. */
function untilOneIsTrue(promises: readonly Promise<boolean>[]): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const promise of promises) promise.then((isTrue) => isTrue && resolve(), reject)
    Promise.all(promises).then(() => resolve(), reject)
  })
}

function rejectWhenAborted(signal: AbortSignal | undefined) {
  let onAbort = () => {}
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort)
  })
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) }
}

/** Tells the caller how far it is, a few times a second and at the end. */
function createReporter({ onProgress, reportMs = 250 }: Search, ranges: Ranges) {
  const begin = performance.now()
  const start = { attempts: 0, elapsedMs: 0 }
  let last = start
  let attempts = 0

  function report(elapsedMs: number, since: { attempts: number; elapsedMs: number }): void {
    const seconds = (elapsedMs - since.elapsedMs) / 1_000
    const hashesPerSecond = seconds > 0 ? (attempts - since.attempts) / seconds : 0
    const nonces = [...ranges.nonces]
    onProgress?.({
      attempts: BigInt(attempts),
      found: nonces.length,
      nonces,
      next: ranges.frontier,
      elapsedMs,
      hashesPerSecond,
    })
  }

  return {
    add(hashes: number): void {
      attempts += hashes
      const elapsedMs = performance.now() - begin
      if (elapsedMs - last.elapsedMs < reportMs) return
      report(elapsedMs, last)
      last = { attempts, elapsedMs }
    },
    finish: () => report(performance.now() - begin, start),
  }
}
