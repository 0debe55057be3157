import { roles } from '@aiigo/core'
import type { Hex } from 'viem'
import { actors, insider, strangers } from '../actors.ts'
import { contracts } from '../call.ts'
import type { World } from '../world.ts'
import { call, type Move, type Weighted } from './move.ts'

const allRoles: readonly Hex[] = Object.values(roles)

/** Who may do what, until when nothing may be done, and whose a contract is. */
export const governanceMoves: readonly Weighted[] = [
  [0.15, anyContract('pause', ({ luck }) => (luck.is(0.5) ? insider : undefined))],
  [1.5, unpause],
  [
    0.3,
    anyContract(
      'grantRole',
      () => undefined,
      ({ luck }) => ({ role: luck.pick(allRoles), account: luck.pick(actors) }),
    ),
  ],
  [0.5, revoke],
  [
    0.3,
    anyContract(
      'renounceRole',
      () => strangers[0],
      ({ luck }) => ({ role: luck.pick(allRoles), account: strangers[0] }),
    ),
  ],
  [
    0.1,
    anyContract(
      'beginDefaultAdminTransfer',
      () => undefined,
      ({ luck }) => ({ newAdmin: luck.pick(strangers) }),
    ),
  ],
  [
    0.1,
    anyContract(
      'transferOwnership',
      () => undefined,
      ({ luck }) => ({ newOwner: luck.pick(strangers) }),
    ),
  ],
  [0.1, anyContract('cancelDefaultAdminTransfer', () => undefined)],
  [0.8, acceptOwnership],
]

type Args = Readonly<Record<string, unknown>>

/** By somebody, or else by the owner. */
function anyContract(
  name: string,
  from: (world: World) => Hex | undefined,
  args: (world: World) => Args = () => ({}),
): Move {
  return (world) => {
    const contract = world.luck.pick(contracts)
    return call(contract, name, from(world) ?? world.state.access[contract].owner, args(world))
  }
}

function unpause({ luck, state, time }: World) {
  const paused = contracts.filter((contract) => state.access[contract].pausedUntil > time)
  const contract = luck.one(paused.length > 0 || luck.is(0.9) ? paused : contracts)
  return contract && call(contract, 'unpause', luck.is(0.8) ? state.access[contract].owner : insider)
}

/** What the contracts hold of each other is left to them, or nothing would go on; the rest may be lost, and given again. */
function revoke({ luck, state }: World) {
  const contract = luck.pick(contracts)
  const held = [...state.access[contract].roles].flatMap(([role, accounts]) =>
    [...accounts].map((account) => ({ role, account })),
  )
  const theirs = new Set<string>([insider, ...Object.values(state.deployment).map(String)])
  const one = luck.one(held.filter(({ account }) => !theirs.has(account)))
  return one && call(contract, 'revokeRole', state.access[contract].owner, one)
}

function acceptOwnership({ luck, state }: World) {
  const contract = luck.pick(contracts)
  const heir = state.access[contract].pendingOwner
  return heir && call(contract, 'acceptDefaultAdminTransfer', heir)
}
