import { type Hex, zeroAddress } from 'viem'
import { refusers, strangers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, type Move, type Weighted } from './move.ts'
import { byOwner } from './settings.ts'

const ETH: Hex = zeroAddress

/** Money that waits: fees, and what somebody did not take. */
export const payoutMoves: readonly Weighted[] = [
  [
    0.2,
    payoutMove((contract) =>
      byOwner(contract, 'setTreasury', ({ luck }) => ({ newTreasury: luck.pick([...strangers, ...refusers]) })),
    ),
  ],
  [
    0.8,
    payoutMove(
      (contract) =>
        ({ luck, usdc, state }) =>
          call(contract, 'sweepFees', luck.pick(strangers), { currency: feesIn(contract, usdc, state, luck.is(0.5)) }),
    ),
  ],
  [1.5, withdrawCredit],
]

function payoutMove(move: (contract: 'nodeRegistry' | 'escrowManager') => Move): Move {
  return (world) => move(world.luck.pick(['nodeRegistry', 'escrowManager']))(world)
}

function feesIn(contract: 'nodeRegistry' | 'escrowManager', usdc: Hex, state: World['state'], inUsdc: boolean): Hex {
  return contract === 'escrowManager' && inUsdc && (state.fees.get(usdc) ?? 0n) > 0n ? usdc : ETH
}

function withdrawCredit({ luck, state }: World) {
  const inEscrow = [...state.credits].flatMap(([currency, holders]) =>
    [...holders.keys()].map((from) => ({ contract: 'escrowManager' as const, currency, from })),
  )
  const inRegistry = [...state.registryCredits.keys()].map((from) => ({
    contract: 'nodeRegistry' as const,
    currency: ETH,
    from,
  }))
  const one = luck.one([...inEscrow, ...inRegistry])
  return (
    one &&
    call(one.contract, 'withdrawCredit', one.from, {
      currency: one.currency,
      to: luck.is(0.7) ? luck.pick(strangers) : luck.pick([one.from, ETH, state.deployment[one.contract]]),
    })
  )
}
