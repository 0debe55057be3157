import { type GovernedParameters, parameterBounds, parseEth, roles } from '@aiigo/core'
import type { EventContract } from '@aiigo/protocol'
import { type Hex, zeroAddress } from 'viem'
import { actors, insider, refusers, strangers } from '../actors.ts'
import { contracts, functionOf } from '../call.ts'
import type { World } from '../world.ts'
import { call, type Move, moveOf, type Weighted } from './move.ts'

const ETH: Hex = zeroAddress
const allRoles: readonly Hex[] = Object.values(roles)

export const governanceMoves: readonly Weighted[] = [
  [1, setParameters],
  [
    0.3,
    byOwner('nodeRegistry', 'updateMinStake', ({ luck }) => ({
      minimumStake: luck.pick([parseEth('0.1'), parseEth('0.5'), parseEth('1')]),
    })),
  ],
  [
    0.3,
    byOwner('escrowManager', 'updatePlatformFee', ({ luck }) => ({
      newFeeBps: luck.pick([0n, 1n, 333n, 800n, 1_000n]),
    })),
  ],
  [
    0.3,
    byOwner('taskMarketplace', 'setReferencePrice', ({ luck }) => ({
      resourceType: luck.below(5),
      price: BigInt(luck.below(1_000_000)),
    })),
  ],
  [
    0.2,
    byOwner('taskMarketplace', 'setArbitrator', ({ luck }) => ({
      newArbitrator: luck.pick([...strangers, ...actors]),
    })),
  ],
  [0.2, byOwner('taskMarketplace', 'setPriceOracle', ({ oracle }) => ({ newPriceOracle: oracle }))],
  [0.2, byOwner('escrowManager', 'setCurrency', ({ usdc, luck }) => ({ currency: usdc, accepted: luck.is(0.3) }))],
  [0.5, byOwner('escrowManager', 'setCurrency', ({ usdc }) => ({ currency: usdc, accepted: true }))],
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
  ...[1, 2].map(
    (tier): Weighted => [
      0.2,
      moveOf(
        ({ nodes }) => nodes,
        ({ nodeId }, { state }) =>
          call('nodeRegistry', 'setNodeTier', state.access.nodeRegistry.owner, { nodeId, tier }),
      ),
    ],
  ),
  [
    0.1,
    moveOf(
      ({ nodes }) => nodes,
      ({ nodeId }, { state }) => call('nodeRegistry', 'addTrustedNode', state.access.nodeRegistry.owner, { nodeId }),
    ),
  ],
  [
    0.3,
    moveOf(
      ({ nodes }) => nodes,
      ({ nodeId }, { state, luck }) =>
        call('nodeRegistry', 'setPartnerSLA', state.access.nodeRegistry.owner, { nodeId, signed: luck.is(0.8) }),
    ),
  ],
  [
    0.6,
    moveOf(
      ({ nodes }) => nodes,
      ({ nodeId }, { state, luck }) =>
        call('nodeRegistry', 'updateNodeStatus', state.access.nodeRegistry.owner, { nodeId, status: luck.below(6) }),
    ),
  ],
  [
    0.3,
    moveOf(
      ({ nodes }) => nodes,
      ({ nodeId, stakedAmount }, { state, luck }) =>
        call('nodeRegistry', 'slashNode', state.access.nodeRegistry.owner, {
          nodeId,
          amount: luck.pick([0n, 1n, stakedAmount / 2n, stakedAmount / 2n + 1n]),
        }),
    ),
  ],
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
    0.1,
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
  [0.3, acceptOwnership],
]

type Args = Readonly<Record<string, unknown>>

function byOwner(contract: EventContract, name: string, args: (world: World) => Args): Move {
  return (world) => call(contract, name, world.state.access[contract].owner, args(world))
}

function payoutMove(move: (contract: 'nodeRegistry' | 'escrowManager') => Move): Move {
  return (world) => move(world.luck.pick(['nodeRegistry', 'escrowManager']))(world)
}

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

function feesIn(contract: 'nodeRegistry' | 'escrowManager', usdc: Hex, state: World['state'], inUsdc: boolean): Hex {
  return contract === 'escrowManager' && inUsdc && (state.fees.get(usdc) ?? 0n) > 0n ? usdc : ETH
}

function setParameters({ luck, state }: World) {
  const contract = luck.pick(['nodeRegistry', 'proofOfWorkVerifier', 'taskMarketplace'] as const)
  const input = functionOf({ contract, name: 'setParameters' }).inputs[0] as unknown as {
    components: { name: string }[]
  }
  const names = input.components.map(({ name }) => name as keyof GovernedParameters)
  const newParameters = Object.fromEntries(names.map((name) => [name, state.parameters[name]]))
  const changed = luck.pick(names)
  newParameters[changed] =
    changed === 'initialDifficulty' ? [1n, 1n, 2n, 4n, BigInt(1 + luck.below(8))] : otherValue(changed, luck)
  return call(contract, 'setParameters', state.access[contract].owner, { newParameters })
}

/** Small ones keep a history going: the largest only now and then, and what is out of bounds too. */
function otherValue(name: keyof GovernedParameters, luck: World['luck']): bigint {
  const { min: minimum, max: maximum } = parameterBounds[name]
  if (name === 'solutionsPerChallenge') return luck.pick([1n, 2n, 3n, 0n, 129n])
  if (name === 'challengeInterval') return luck.pick([0n, 0n, 60n, maximum + 1n])
  const sixteenth = (maximum - minimum) / 16n
  return luck.pick(
    [minimum, minimum + 1n, minimum + sixteenth, minimum + sixteenth, maximum, maximum + 1n, minimum - 1n].filter(
      (one) => one >= 0n,
    ),
  )
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
