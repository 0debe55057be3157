import { BPS, parameters, TaskOutcome } from '@aiigo/core'
import { type MarketState, nodeIdOf } from '@aiigo/protocol'
import { type Hex, numberToHex } from 'viem'
import { buyers, insider, providers } from '../actors.ts'
import type { Call } from '../call.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

// Nodes that have just what a trust level asks for, and what takes one from them or gives it back: where a sign too many
// in a comparison with a level's demand shows.

const registry = 'nodeRegistry'
const { stakeLevel2, stakeLevel3, stakeLevel4, level2Reputation, level3Reputation } = parameters
const { maxReputation, timeoutSlashBps } = parameters
const demands = { stakes: [stakeLevel2, stakeLevel3, stakeLevel4], reputations: [level2Reputation, level3Reputation] }

/** Whose nodes have just what levels 1, 2, 3 and 4 ask for. */
const [first, second, third, fourth] = providers.slice(-4) as [Hex, Hex, Hex, Hex]

export function registerLevels({ parameters: { minimumStake, registrationFee } }: MarketState): Call[] {
  const stakes = [minimumStake, stakeLevel2, stakeLevel3, stakeLevel4]
  return [first, second, third, fourth].map((owner, i) => {
    const args = { resourceType: 0, metadataURI: 'ipfs://level' }
    return call(registry, 'registerNode', owner, args, registrationFee + stakes[i]!)
  })
}

/** Of the third the tasks are 114 of 120, which is 95 %: a failure costs a part of the stake, which is filled up again. */
export function raiseLevels(state: MarketState): Call[] {
  const id = (owner: Hex) => nodeIdOf(state.deployment, owner, 0)
  const { owner } = state.access.nodeRegistry
  return [
    ...passed(id(first), 1),
    ...passed(id(second), Number(parameters.level2Challenges)),
    ...passed(id(third), 1),
    ...Array.from({ length: 114 }, () => call(registry, 'incrementTaskCount', insider, { nodeId: id(third) })),
    ...Array.from({ length: FAILURES }, (_, i) => failed(id(third), third, i)).flat(),
    call(registry, 'addStake', third, { nodeId: id(third) }, stakeLevel3 - slashed(stakeLevel3)),
    ...reputed(id(third)),
    ...passed(id(fourth), 1),
    call(registry, 'setPartnerSLA', owner, { nodeId: id(fourth), signed: true }),
    call(registry, 'depositInsuranceBond', fourth, { nodeId: id(fourth) }, state.parameters.insuranceBond),
    ...reputed(id(fourth)),
  ]
}

const FAILURES = 6

function passed(nodeId: Hex, times: number): Call[] {
  const power = 10n ** 21n
  return Array.from({ length: times }, () => [
    call(registry, 'openChallenge', insider, { nodeId }),
    call(registry, 'passChallenge', insider, { nodeId, power }),
  ]).flat()
}

function failed(nodeId: Hex, operator: Hex, i: number): Call[] {
  const taskId = numberToHex(101 + i, { size: 32 })
  const claim = { operator, buyer: buyers[0]!, resourceType: 0, minTrustLevel: 0, requiredPower: 0n }
  const end = { power: 0n, outcome: TaskOutcome.Abandoned, earnings: 0n, earnsReputation: false }
  return [
    call(registry, 'openTask', insider, { nodeId, taskId, claim }),
    call(registry, 'closeTask', insider, { nodeId, taskId, ...end }),
  ]
}

function slashed(stake: bigint): bigint {
  let left = stake
  for (let i = 0; i < FAILURES; i++) left -= (left * timeoutSlashBps) / BPS
  return left
}

/** Up to the highest, and down to just what is asked for. */
function reputed(nodeId: Hex): Call[] {
  return [maxReputation, level3Reputation - maxReputation].map((delta) =>
    call(registry, 'updateReputation', insider, { nodeId, delta }),
  )
}

const levelled = ({ nodes }: World) => nodes.filter(({ owner }) => [second, third, fourth].includes(owner))

/** To what a level asks for, or one below. */
export const levelMoves: readonly Weighted[] = [
  [
    0.4,
    moveOf(levelled, ({ nodeId, reputation }, { luck }) => {
      const delta = luck.pick(demands.reputations) - BigInt(reputation) - luck.pick([0n, 1n])
      return call(registry, 'updateReputation', insider, { nodeId, delta })
    }),
  ],
  [
    0.4,
    moveOf(levelled, ({ nodeId, owner, stakedAmount }, { luck }) => {
      const missing = luck.pick(demands.stakes) - stakedAmount - luck.pick([0n, 1n])
      return missing > 0n ? call(registry, 'addStake', owner, { nodeId }, missing) : undefined
    }),
  ],
  [0.2, moveOf(levelled, ({ nodeId }) => call(registry, 'slashStake', insider, { nodeId, amount: 1n }))],
]
