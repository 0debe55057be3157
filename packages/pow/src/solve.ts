import { checkAmount, checkInteger, InvalidArgumentError } from '@aiigo/core'
import { type Challenge, checkChallenge, maxNonce } from './challenge.ts'
import { type Backend, type Progress, runSearch } from './search.ts'

export type SolveOptions = Challenge & {
  /** How many solutions, 1 to 2^20; by default 1. */
  count?: number
  /** The first nonce to try; by default 0. */
  start?: bigint
  /** Give up after so many nonces; by default only at the end of the nonces, 2^64. */
  maxAttempts?: bigint
  /**
   * What hashes; by default the CPU. The GPU is that of WebGPU, at `navigator.gpu`; it finds the same nonces. Its kernel
   * is loaded when it is first wanted.
   */
  backend?: Backend
  /**
   * Worker threads, 0 to 256; 0 searches in the calling thread, in slices of about 10 ms between which its event loop
   * turns. By default one a core, but none where the work is too little to be worth starting them. Not with the GPU.
   */
  workers?: number
  signal?: AbortSignal
  /** Called a few times a second, and once at the end. What it throws ends the search. */
  onProgress?: (progress: Progress) => void
}

export type Solution = {
  /** Strictly increasing. */
  nonces: bigint[]
  /**
   * The nonces from `start` to the last solution: what a search one by one has to try. So it is the same whatever the
   * number of workers; a few more may have been hashed on the side.
   */
  attempts: bigint
  elapsedMs: number
}

/**
 * Finds the lowest `count` nonces from `start` that solve the challenge: the same ones whatever the backend and the
 * number of workers. Undefined when the nonces, or the attempts, end before; that is no error. What a search had found
 * and where it was is in its progress: to go on after an abort, start at `progress.next` and ask for the `count` that
 * is missing.
 *
 * @throws InvalidArgumentError, before anything is done
 * @throws the signal's reason when it aborts, with no worker left behind
 * @throws PowWorkerError when a worker breaks
 * @throws WebAssemblyUnavailableError
 * @throws GpuUnavailableError when the GPU is wanted and there is none, it hashes wrongly, or it goes away
 * @example
 * const solution = await solve({ seed: `0x${'00'.repeat(32)}`, difficulty: 1_000n, count: 2 })
 * solution?.nonces // [268n, 1747n]
 */
export async function solve(options: SolveOptions): Promise<Solution | undefined> {
  const begin = performance.now()
  const search = checkSolveOptions(options)
  const { isFound, nonces } = await runSearch(search)
  if (!isFound) return undefined
  return {
    nonces: [...nonces],
    attempts: nonces[nonces.length - 1]! - search.start + 1n,
    elapsedMs: performance.now() - begin,
  }
}

function checkSolveOptions(options: SolveOptions) {
  const puzzle = checkChallenge(options)
  const { difficulty, signal, onProgress } = options
  const count = Number(checkInteger('count', options.count ?? 1, { min: 1n, max: 1n << 20n }))
  const start = checkAmount('start', options.start ?? 0n, { max: maxNonce })
  const attempts = checkAmount('maxAttempts', options.maxAttempts ?? maxNonce + 1n, { min: 1n })
  const left = maxNonce + 1n - start
  const work = difficulty * BigInt(count)
  const hasher = checkBackend(options, work < worthWorkers ? 0 : availableCores())
  checkSignal(signal)
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new InvalidArgumentError('onProgress', 'a function', onProgress)
  }
  return { puzzle, start, end: start + (attempts < left ? attempts : left), count, ...hasher, signal, onProgress }
}

/** Expected hashes below which starting workers takes longer than they save: a tenth of a second of one thread. */
const worthWorkers = 1n << 18n

type BackendOptions = { backend?: Backend; workers?: number }

/** The door for what hashes, with the number of workers when none is given. */
export function checkBackend({ backend = 'cpu', workers }: BackendOptions, defaultWorkers: number) {
  if (backend !== 'cpu' && backend !== 'gpu') throw new InvalidArgumentError('backend', "'cpu' or 'gpu'", backend)
  if (backend === 'gpu' && workers !== undefined) {
    throw new InvalidArgumentError('workers', "nothing beside `backend: 'gpu'`", workers)
  }
  return { backend, workers: Number(checkInteger('workers', workers ?? defaultWorkers, { max: 256n })) }
}

export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined) return
  if (typeof signal === 'object' && signal !== null && typeof signal.addEventListener === 'function') return
  throw new InvalidArgumentError('signal', 'an AbortSignal', signal)
}

/** How many threads run at the same time on this machine, as far as the platform tells; at least 1. */
export function availableCores(): number {
  const node = globalThis.process?.getBuiltinModule?.('node:os')
  return node?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}
