import { Difference } from './compare.ts'
import { createCounters } from './counters.ts'
import {
  type Failure,
  isBalanced,
  type Pair,
  type PairOptions,
  pastOf,
  playSteps,
  type Step,
  startPair,
} from './run.ts'

/**
 * Leaves out what the difference does not need: half of the steps, a quarter, …, and then single calls, as long as there
 * is time. What is left fails at the same call, with the same words or others.
 */
export async function shrink(failure: Failure, milliseconds: number, options?: PairOptions): Promise<Failure> {
  const pair = await startPair(createCounters(), options)
  const end = Date.now() + milliseconds
  const origin = { past: pastOf(pair.twin), revert: await pair.chain.snapshot() }
  const fails = async (steps: readonly Step[]): Promise<Failure | undefined> => {
    if (Date.now() > end) return undefined
    await origin.revert()
    origin.revert = await pair.chain.snapshot()
    Object.assign(pair.twin, structuredClone(origin.past))
    return failureOf(pair, steps)
  }
  try {
    const whole = await fails(failure.steps)
    if (!whole) return failure
    return await shrinkCalls(await shrinkSteps(whole, fails), fails)
  } finally {
    await pair.chain.stop()
  }
}

type Fails = (steps: readonly Step[]) => Promise<Failure | undefined>

async function failureOf(pair: Pair, steps: readonly Step[]): Promise<Failure | undefined> {
  try {
    await playSteps(pair, steps)
    return undefined
  } catch (difference) {
    return difference instanceof Difference ? { difference, steps } : undefined
  }
}

async function shrinkSteps(failure: Failure, fails: Fails): Promise<Failure> {
  let least = failure
  for (let size = Math.ceil(least.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < least.steps.length; ) {
      const fewer = [...least.steps.slice(0, from), ...least.steps.slice(from + size)]
      const found = fewer.length > 0 && isBalanced(fewer) ? await fails(fewer) : undefined
      if (found) least = found
      else from += size
    }
  }
  return least
}

async function shrinkCalls(failure: Failure, fails: Fails): Promise<Failure> {
  let least = failure
  for (let at = 0; at < least.steps.length; at++) {
    const step = least.steps[at]!
    if (!('block' in step)) continue
    for (let size = Math.ceil(step.block.calls.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      least = await shrinkBlock(least, at, size, fails)
  }
  return least
}

async function shrinkBlock(failure: Failure, at: number, size: number, fails: Fails): Promise<Failure> {
  let least = failure
  for (let from = 0; ; ) {
    const step = least.steps[at]!
    if (!('block' in step) || from >= step.block.calls.length) return least
    const calls = [...step.block.calls.slice(0, from), ...step.block.calls.slice(from + size)]
    const found = await fails(least.steps.with(at, { block: { ...step.block, calls } }))
    if (found) least = found
    else from += size
  }
}
