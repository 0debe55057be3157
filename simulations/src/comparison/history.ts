import type { MarketState } from '@aiigo/protocol'
import type { Hex } from 'viem'
import { createChance } from '../engine/chance.ts'
import type { Block, Call } from './call.ts'
import { createLuck } from './luck.ts'
import { auctionMoves } from './moves/auctions.ts'
import { challengeMoves } from './moves/challenges.ts'
import { disputeMoves } from './moves/disputes.ts'
import { edgesOf } from './moves/edges.ts'
import { escrowInsiderMoves } from './moves/escrowInsider.ts'
import { governanceMoves } from './moves/governance.ts'
import { levelMoves } from './moves/levels.ts'
import type { Weighted } from './moves/move.ts'
import { nearMissMoves } from './moves/nearMisses.ts'
import { ownedNodeMoves } from './moves/ownedNodes.ts'
import { payoutMoves } from './moves/payouts.ts'
import { providerMoves } from './moves/providers.ts'
import { registryInsiderMoves } from './moves/registryInsider.ts'
import { settingMoves } from './moves/settings.ts'
import { taskMoves } from './moves/tasks.ts'
import { nextTime } from './times.ts'
import { viewWorld, type World } from './world.ts'
import { anything, spoil, withinMeans } from './wrong.ts'

export type History = {
  /** The next block, for a market that stands like this. */
  next(state: MarketState, now: number): Block
}

const moves: readonly Weighted[] = [
  ...providerMoves,
  ...challengeMoves,
  ...taskMoves,
  ...auctionMoves,
  ...disputeMoves,
  ...settingMoves,
  ...ownedNodeMoves,
  ...payoutMoves,
  ...governanceMoves,
  ...registryInsiderMoves,
  ...escrowInsiderMoves,
  ...nearMissMoves,
  ...levelMoves,
]

const total = moves.reduce((sum, [weight]) => sum + weight, 0)

/** Of a hundred calls, so many are made up, and so many are sound ones with one thing changed. */
const MADE_UP = 0.06
const SPOILED = 0.12

/** How many calls are about a window that ends just now, where there is one. */
const AT_AN_EDGE = 0.25

/** A history that chance makes of a seed, as the market goes. */
export function createHistory(seed: number, place: { usdc: Hex; oracle: Hex }): History {
  const luck = createLuck(createChance(seed).split('comparison'))
  return {
    next(state, now) {
      const time = nextTime(state, now, luck)
      const world = viewWorld({ ...place, state, time, luck })
      const size = luck.is(0.1) ? 1 : 10 + luck.below(40)
      const edges = edgesOf(world)
      return { time, calls: Array.from({ length: size }, () => withinMeans(nextCall(world, edges))) }
    },
  }
}

type Edges = ReturnType<typeof edgesOf>

function nextCall(world: World, edges: Edges): Call {
  if (world.luck.is(MADE_UP)) return anything(world)
  for (;;) {
    const call = drawCall(world, edges)
    if (call) return call
  }
}

/** The call of one move, perhaps with one thing changed; none where the move has nothing to be made with. */
export function drawCall(world: World, edges: Edges): Call | undefined {
  const { luck } = world
  const edge = luck.is(AT_AN_EDGE) ? luck.one(edges) : undefined
  const call = edge ? edge() : drawMove(luck.below(1e9) / 1e9)(world)
  return call && luck.is(SPOILED) ? spoil(call, world) : call
}

function drawMove(point: number) {
  let rest = point * total
  for (const [weight, move] of moves) {
    rest -= weight
    if (rest < 0) return move
  }
  return moves.at(-1)![1]
}
