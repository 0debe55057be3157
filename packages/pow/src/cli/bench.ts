import { computePower, parameters } from '@aiigo/core'
import { GpuUnavailableError } from '../gpuUnavailableError.ts'
import { type HashRateOptions, hashRate } from '../hashRate.ts'
import { availableCores } from '../solve.ts'
import { findGpu } from './findGpu.ts'

export type BenchFlags = { ms: number; workers?: number; signal: AbortSignal }

/** Measures one backend after the other, and prints each as soon as it is known. */
export async function bench({ ms, workers, signal }: BenchFlags): Promise<void> {
  for (const threads of workers === undefined ? [0, availableCores()] : [workers]) {
    print(nameOf(threads), await measure({ ms, workers: threads, signal }))
  }
  print('GPU', await measureGpu({ ms, signal }).catch(missingGpu))
  const { solutionsPerChallenge: k, baseDifficulty } = parameters
  console.log(`
1 TFLOPS on the market is ${Number(baseDifficulty) / 1e6} MH/s. One challenge of ${k} solutions shows a node's power to about a quarter.`)
}

function print(backend: string, figures: string): void {
  console.log(`${backend.padEnd(16)}${figures}`)
}

function nameOf(workers: number): string {
  return workers === 0 ? 'CPU, one thread' : `CPU, ${workers} worker${workers === 1 ? '' : 's'}`
}

async function measure(options: HashRateOptions): Promise<string> {
  const rate = await hashRate(options)
  return `${megahashes(rate).padStart(12)}   counts as ${teraflops(rate)} TFLOPS`
}

async function measureGpu(options: HashRateOptions): Promise<string> {
  await findGpu()
  return measure({ ...options, backend: 'gpu' })
}

function missingGpu(error: unknown): string {
  if (!(error instanceof GpuUnavailableError)) throw error
  const hint = 'Node gets WebGPU from a package: npx -p @aiigo/pow -p webgpu aiigo-pow bench'
  const isNowhere = !globalThis.navigator?.gpu && !error.cause
  return `none. ${error.details[1]}. ${isNowhere ? hint : ''}`.trim()
}

function megahashes(rate: number): string {
  return `${(rate / 1e6).toFixed(2)} MH/s`
}

function teraflops(rate: number): string {
  // An hour's worth, so that the slot that computePower counts at least does not matter.
  return (Number(computePower(BigInt(Math.round(rate * 3_600)), 3_600)) / 1e18).toFixed(4)
}
