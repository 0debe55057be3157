import type { Progress } from '../search.ts'
import { type SolveOptions, solve } from '../solve.ts'
import { findGpu } from './findGpu.ts'

/** Prints the nonces, one a line; what it is at, and how to go on after Ctrl-C, goes to stderr. */
export async function solveAndPrint(options: SolveOptions & { count: number; start: bigint }): Promise<boolean> {
  if (options.backend === 'gpu') await findGpu()
  let last = { found: 0, next: options.start, nonces: [] as readonly bigint[] }
  const say = everyTwoSeconds(({ elapsedMs, hashesPerSecond, found }) => {
    const rate = `${(hashesPerSecond / 1e6).toFixed(2)} MH/s`
    console.error(`${Math.round(elapsedMs / 1_000)} s: ${rate}, ${found} of ${options.count} found`)
  })
  const onProgress = (progress: Progress) => {
    last = progress
    say(progress)
  }
  try {
    const solution = await solve({ ...options, onProgress })
    for (const nonce of solution?.nonces ?? []) console.log(String(nonce))
    return solution !== undefined
  } catch (error) {
    if (options.signal?.aborted) {
      for (const nonce of last.nonces) console.log(String(nonce))
      console.error(`To go on: the same with count ${options.count - last.found} and start ${last.next}.`)
    }
    throw error
  }
}

function everyTwoSeconds(body: (progress: Progress) => void): (progress: Progress) => void {
  let saidAt = 0
  return (progress) => {
    if (progress.elapsedMs - saidAt < 2_000) return
    saidAt = progress.elapsedMs
    body(progress)
  }
}
