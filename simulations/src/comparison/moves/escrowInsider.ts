import { EscrowStatus, parseEth } from '@aiigo/core'
import type { EscrowState } from '@aiigo/protocol'
import { type Hex, zeroAddress } from 'viem'
import { buyers, insider, providers } from '../actors.ts'
import type { World } from '../world.ts'
import { INVENTED, invented } from './invented.ts'
import { call, moveOf, type Weighted } from './move.ts'

// What the marketplace says to the escrow manager, said by an account that was given its role.

const escrowManager = 'escrowManager'

export const escrowInsiderMoves: readonly Weighted[] = [
  [
    0.8,
    (world) =>
      call(
        escrowManager,
        'deposit',
        insider,
        { taskId: invented(world), buyer: payer(world) },
        world.luck.pick([1n, parseEth('1'), 10_007n]),
      ),
  ],
  [
    0.8,
    (world) =>
      call(escrowManager, 'depositToken', insider, {
        taskId: invented(world),
        buyer: payer(world),
        currency: world.usdc,
        amount: world.luck.pick([1n, 10_007n, 10n ** 9n]),
      }),
  ],
  [
    0.6,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId, currency }, { luck }) =>
      bond(taskId, currency, luck.pick([1n, 7n, 10_007n])),
    ),
  ],
  [0.3, moveOf(ownIn(EscrowStatus.Held), ({ taskId }) => call(escrowManager, 'refund', insider, { taskId }))],
  [
    0.3,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId }, { luck }) =>
      call(escrowManager, 'release', insider, { taskId, provider: payee(luck) }),
    ),
  ],
  [
    0.4,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId, amount }, { luck }) =>
      call(escrowManager, 'releaseAt', insider, {
        taskId,
        provider: payee(luck),
        agreedAmount: luck.pick([0n, amount / 3n, amount, amount + 1n]),
      }),
    ),
  ],
  [
    0.3,
    moveOf(ownIn(EscrowStatus.Held, EscrowStatus.Disputed), ({ taskId }, { luck }) =>
      call(escrowManager, 'splitPayment', insider, {
        taskId,
        provider: payee(luck),
        providerShareBps: luck.pick([0n, 5_000n, 9_800n, 9_801n]),
      }),
    ),
  ],
  [0.5, moveOf(ownIn(EscrowStatus.Disputed), settle)],
]

/** Nobody, now and then. */
function payee(luck: World['luck']): Hex {
  return luck.is(0.9) ? luck.pick(providers) : zeroAddress
}

function payer({ luck }: World): Hex {
  return luck.is(0.9) ? luck.pick(buyers) : zeroAddress
}

function ownIn(...statuses: EscrowStatus[]) {
  return ({ state, luck }: World): readonly EscrowState[] => {
    // Now and then a real one, whose task then cannot end as it should.
    const any = luck.is(0.03)
    return [...state.escrows.values()].filter(
      (one) => statuses.includes(one.status) && (any || BigInt(one.taskId) < INVENTED),
    )
  }
}

function bond(taskId: Hex, currency: Hex, amount: bigint) {
  return call(escrowManager, 'depositBond', insider, { taskId, amount }, currency === zeroAddress ? amount : 0n)
}

function settle({ taskId, amount }: EscrowState, { luck }: World) {
  const parties = { provider: payee(luck), arbitrator: luck.pick([zeroAddress, insider]) }
  const terms = {
    outcome: luck.below(4),
    agreedAmount: luck.pick([amount, amount / 2n, 0n]),
    providerShareBps: luck.pick([0n, 1n, 9_800n]),
  }
  return call(escrowManager, 'settleDispute', insider, { taskId, ...terms, ...parties })
}
