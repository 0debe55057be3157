import { checkInteger, checkObject } from '@aiigo/core'
import { maxNonce } from './challenge.ts'
import { type Backend, type Progress, runSearch, type Search } from './search.ts'
import { availableCores, checkBackend, checkSignal } from './solve.ts'

export type HashRateOptions = {
  /** How long to measure, in milliseconds, 10 to 600,000; by default 1,000. */
  ms?: number
  /** What hashes; by default the CPU. */
  backend?: Backend
  /** Worker threads, 0 to 256; 0 is the calling thread. By default one a core. Not with the GPU. */
  workers?: number
  signal?: AbortSignal
}

/** What an engine needs until the kernel runs optimised, and a machine until its clock is up, in milliseconds. */
const warmUpMs = 300

/**
 * Measures this machine: hashes a second, by the kernel that `solve` uses. It takes a third of a second longer than
 * `ms`, which is not measured: the warm-up.
 *
 * @throws InvalidArgumentError
 * @throws the signal's reason when it aborts
 * @throws PowWorkerError when a worker breaks
 * @throws GpuUnavailableError when the GPU is wanted and there is none, it hashes wrongly, or it goes away
 * @example
 * const rate = await hashRate({ ms: 100, workers: 0 })
 * rate > 0 // true
 */
export async function hashRate(options: HashRateOptions = {}): Promise<number> {
  const { ms: wanted = 1_000, signal } = checkObject('options', options)
  const ms = Number(checkInteger('ms', wanted, { min: 10n, max: 600_000n }))
  const hasher = checkBackend(options, availableCores())
  checkSignal(signal)
  const samples: Progress[] = []
  await runUntilMeasured(hasher, ms, samples, signal)
  const [first, last] = [samples[0]!, samples[samples.length - 1]!]
  return (Number(last.attempts - first.attempts) * 1_000) / (last.elapsedMs - first.elapsedMs)
}

/** A search that cannot end, stopped when the samples after the warm-up span the time. */
async function runUntilMeasured(
  hasher: Pick<Search, 'backend' | 'workers'>,
  ms: number,
  samples: Progress[],
  signal: AbortSignal | undefined,
) {
  const enough = new AbortController()
  let warmAt = 0
  const onProgress = (progress: Progress) => {
    warmAt ||= progress.elapsedMs + warmUpMs
    if (progress.elapsedMs >= warmAt) samples.push(progress)
    if (samples.length > 1 && progress.elapsedMs - samples[0]!.elapsedMs >= ms) enough.abort(enough)
  }
  const puzzle = { seed: new Uint8Array(32), target: 0n }
  const both = signal ? AbortSignal.any([signal, enough.signal]) : enough.signal
  const search = { puzzle, start: 0n, end: maxNonce + 1n, count: 1, ...hasher, signal: both, onProgress, reportMs: 0 }
  await runSearch(search).catch((reason) => {
    if (reason !== enough) throw reason
  })
}
