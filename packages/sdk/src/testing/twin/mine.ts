import { hashWords } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import type { Permit } from './permit.ts'
import { calleeOf, run } from './run.ts'
import { nextTime, type Transaction, type World } from './world.ts'

/** A transaction that somebody wants; what is not given is zero. */
export type Wanted = {
  from: Address
  to: Address | null
  data: Hex
  value: bigint
  permit?: Permit | undefined
  signer?: Address | undefined
}

/**
 * Puts a transaction into a block of its own, a failed one too, as a node does with one that was sent without asking.
 *
 * @throws InsufficientFundsError, UnsupportedByTestMarketError; then nothing has happened
 */
export function mine(world: World, wanted: Wanted): Transaction {
  const { from, to, data, value, permit, signer } = wanted
  const [time, block] = [nextTime(world), world.blocks.length]
  const outcome = run({ world, from, value, time, block, permit, signer }, calleeOf(world, to, data))
  const { events, logs } = 'commit' in outcome ? outcome.commit() : { events: [], logs: [] }
  const nonce = world.nonces.get(from) ?? 0
  const hash = hashWords(block, ++world.sent)
  const transaction = { hash, from, to, data, value, nonce, succeeded: 'commit' in outcome, events, logs }
  world.nonces.set(from, nonce + 1)
  world.places.set(hash, block)
  world.blocks.push({ time, transaction })
  world.ahead = 0
  return transaction
}

/** A block without a transaction, some seconds after the newest. */
export function turnClock(world: World): void {
  world.blocks.push({ time: nextTime(world), transaction: undefined })
  world.ahead = 0
}

const acting = new WeakSet<World>()

/** Lets whoever acts by itself act, until nobody wants to any more. */
export function settle(world: World): void {
  if (acting.has(world)) return
  acting.add(world)
  try {
    while ([...world.actors].map((act) => act()).includes(true)) {}
  } finally {
    acting.delete(world)
  }
}
