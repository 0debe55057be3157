import type { EventContract } from '@aiigo/protocol'
import type { Hex } from 'viem'
import type { Call } from '../call.ts'
import type { World } from '../world.ts'

/** A call that may well succeed; nothing where the market has no place for it. */
export type Move = (world: World) => Call | undefined

/** How often a move is made, beside the others. */
export type Weighted = readonly [weight: number, move: Move]

export function call(
  contract: EventContract,
  name: string,
  from: Hex,
  args: Readonly<Record<string, unknown>> = {},
  value = 0n,
): Call {
  return { contract, name, args, from, value }
}

/** A move of one of a list, where there is one. */
export function moveOf<T>(
  list: (world: World) => readonly T[],
  make: (one: T, world: World) => Call | undefined,
): Move {
  return (world) => {
    const one = world.luck.one(list(world))
    return one && make(one, world)
  }
}
