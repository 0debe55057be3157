import { defineParameters, parseEth } from '@aiigo/core'
import { zeroAddress } from 'viem'
import { createChance } from '../engine/chance.ts'
import type { Block } from './call.ts'
import { BEGINNING, type ComparedChain, type Mined } from './chains/chain.ts'
import { chains, type EvmName } from './chains/startChain.ts'
import {
  type Balances,
  compareAllViews,
  compareAnswers,
  compareBalances,
  compareTimelyViews,
  readBalances,
} from './compare.ts'
import { type Counters, countAnswers, countPlaces, countViews } from './counters.ts'
import { createHistory } from './history.ts'
import { createLuck, type Luck } from './luck.ts'
import { openingBlocks } from './opening.ts'
import { isAtAnEdge } from './times.ts'
import { createTwin, type Decide, type Twin } from './twin.ts'

/** One step of a history: a block, or to go back over the last ones. */
export type Step = { block: Block } | { mark: true } | { back: true }

/** Who is compared. */
export type PairOptions = {
  /** Who carries out the contracts. @default anvil */
  evm?: EvmName | undefined
  /** @default the twin */
  decide?: Decide | undefined
}

export type RunOptions = PairOptions & {
  seed: number
  calls: number
  counters: Counters
  /** Told of every block, before it is compared. */
  onMined?: (mined: Mined) => void
}

/** What went wrong, and everything that led to it. */
export type Failure = { difference: Error; steps: readonly Step[] }

const ETH_USD = parseEth('2000')

/** Puzzles that are solved at once, and windows that chance lands in. */
const overrides = {
  solutionsPerChallenge: 2n,
  initialDifficulty: [1n, 1n, 2n, 4n, 8n],
  challengeInterval: 20n,
  challengeTargetTime: 15n,
} as const

/** Looking at everything takes its time, on ethereumjs ten seconds: after so many blocks it is done. */
const blocksBetweenLooks: Readonly<Record<EvmName, number>> = { anvil: 50, ethereumjs: 200 }

/** A pair of a market on a chain and its twin, at the same place. */
export type Pair = {
  chain: ComparedChain
  twin: Twin
  before: Balances
  counters: Counters
  onMined?: RunOptions['onMined']
}

export async function startPair(counters: Counters, { evm = 'anvil', decide }: PairOptions = {}): Promise<Pair> {
  const parameters = defineParameters(overrides)
  const chain = await chains[evm](overrides, ETH_USD)
  const before = await readBalances(chain, [chain.usdc, zeroAddress])
  const twin = createTwin({ chain, parameters, ethUsd: ETH_USD, ...(decide ? { decide } : {}) })
  return { chain, twin, before, counters }
}

/** @throws Difference */
export async function playBlock({ chain, twin, counters, onMined }: Pair, block: Block): Promise<void> {
  const mined = await chain.mine(block)
  onMined?.(mined)
  compareAnswers(mined, twin.answer(mined))
  countAnswers(counters, mined.calls, mined.answers)
  countPlaces(counters, twin.state, mined.answers)
}

/** @throws Difference */
export async function lookAtEverything({ chain, twin, before, counters }: Pair): Promise<void> {
  const holders = new Set([...twin.state.balances.values()].flatMap((one) => [...one.keys()]))
  compareBalances(twin, before, await readBalances(chain, [...holders]))
  countViews(counters, await compareAllViews(chain, twin))
}

/** Plays one history of chance on a chain of its own. */
export async function runHistory(options: RunOptions): Promise<Failure | undefined> {
  const pair = { ...(await startPair(options.counters, options)), onMined: options.onMined }
  const steps: Step[] = []
  try {
    await play(pair, steps, options)
    return undefined
  } catch (difference) {
    return { difference: difference as Error, steps }
  } finally {
    await pair.chain.stop()
  }
}

async function play(pair: Pair, steps: Step[], { seed, calls, evm = 'anvil' }: RunOptions): Promise<void> {
  const luck = createLuck(createChance(seed).split('reorgs'))
  const place = { usdc: pair.chain.usdc, oracle: pair.chain.deployment.contracts.priceOracle }
  const history = createHistory(seed, place)
  const stage = createStage(pair, steps)
  for (const block of openingBlocks(pair.twin.state, BEGINNING)) await stage.play(block)
  await lookAtEverything(pair)
  for (let blocks = 1; stage.calls() < calls; blocks++) {
    await stage.play(history.next(pair.twin.state, stage.now()))
    if (luck.is(0.01)) await reorganise(stage, luck, () => history.next(pair.twin.state, stage.now()))
    if (blocks % blocksBetweenLooks[evm] === 0) await lookAtEverything(pair)
    else if (isAtAnEdge(pair.twin.state, stage.now())) await compareTimelyViews(pair.chain, pair.twin)
  }
  await lookAtEverything(pair)
}

/** Blocks that are taken back, as if they had never been. */
async function reorganise(stage: Stage, luck: Luck, next: () => Block): Promise<void> {
  await stage.mark()
  for (let i = luck.below(4); i >= 0; i--) await stage.play(next())
  await stage.back()
}

type Past = Pick<Twin, 'state' | 'history' | 'paidForOthers'>

/** The twin as it stands, to be gone back to once. */
export function pastOf({ state, history, paidForOthers }: Twin): Past {
  return structuredClone({ state, history, paidForOthers })
}

type Stage = ReturnType<typeof createStage>

/** Where steps are played, and written down before they are. */
export function createStage(pair: Pair, steps: Step[] = []) {
  let [calls, now] = [0, 0]
  let marked: { revert: () => Promise<void>; past: Past; now: number } | undefined
  return {
    calls: () => calls,
    now: () => now,
    play: async (block: Block) => {
      steps.push({ block })
      now = block.time
      calls += block.calls.length
      await playBlock(pair, block)
    },
    mark: async () => {
      steps.push({ mark: true })
      marked = { revert: await pair.chain.snapshot(), past: pastOf(pair.twin), now }
    },
    back: async () => {
      steps.push({ back: true })
      if (!marked) throw new Error('there is nothing to go back to')
      await marked.revert()
      Object.assign(pair.twin, marked.past)
      pair.counters.reached.add('reorganised')
      now = marked.now
    },
  }
}

/** Whoever goes back has to have been somewhere. */
export function isBalanced(steps: readonly Step[]): boolean {
  const marks = steps.filter((step) => !('block' in step)).map((step) => 'mark' in step)
  return marks.every((isMark, i) => isMark === (i % 2 === 0))
}

/** Plays steps again, as they were written down. */
export async function playSteps(pair: Pair, steps: readonly Step[]): Promise<void> {
  const stage = createStage(pair)
  for (const step of steps) {
    if ('mark' in step) await stage.mark()
    else if ('back' in step) await stage.back()
    else await stage.play(step.block)
  }
  await lookAtEverything(pair)
}
