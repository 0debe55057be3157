import { NodeStatus, parseEth, ResourceType, roles, TaskOutcome } from '@aiigo/core'
import { type MarketState, nodeIdOf } from '@aiigo/protocol'
import { type Hex, numberToHex } from 'viem'
import { buyers, hoarder, insider, providers, refusers, strangers } from './actors.ts'
import { type Block, type Call, contracts } from './call.ts'
import { raiseLevels, registerLevels } from './moves/levels.ts'
import { call } from './moves/move.ts'

const registry = 'nodeRegistry'

/** Two of them work of the most trusted kind, and two for somebody who takes no ETH. */
const workers = [...providers.slice(0, 10), ...refusers.slice(0, 2), insider]

/**
 * What chance alone would hardly ever get to: an account that holds every role, a role that is held in another order than
 * it was given in, an owner with as many nodes as one may have, nodes that are trusted, some just so, one that is full and
 * one that has failed too often.
 */
export function openingBlocks(state: MarketState, now: number): Block[] {
  const calls = [
    [...grants(state), ...guards(state)],
    hoard(65),
    [...workers.map(register), ...registerLevels(state)],
    raiseLevels(state),
    workers.flatMap((owner, i) => [...proof(state, owner), ...(i % 2 === 0 ? trust(state, owner) : [])]),
    [...fill(state, providers[1]!), ...fail(state, providers[3]!), retire(state, refusers[1]!)],
  ]
  return calls.map((calls, i) => ({ time: now + 1 + i, calls }))
}

function grants({ access }: MarketState): Call[] {
  return contracts.flatMap((contract) =>
    Object.values(roles).map((role) => call(contract, 'grantRole', access[contract].owner, { role, account: insider })),
  )
}

/** Of three guards the first leaves: the contracts move the last one into its place. */
function guards({ access }: MarketState): Call[] {
  const { owner } = access.escrowManager
  const named = strangers.slice(1).map((account) => ({ role: roles.pauser, account }))
  const grant = named.map((args) => call('escrowManager', 'grantRole', owner, args))
  return [...grant, call('escrowManager', 'revokeRole', owner, named[0]!)]
}

function hoard(count: number): Call[] {
  const args = { resourceType: ResourceType.IoT, metadataURI: 'ipfs://hoard' }
  return Array.from({ length: count }, () => call(registry, 'registerNode', hoarder, args, parseEth('6')))
}

function register(owner: Hex, i: number): Call {
  const args = { resourceType: i % 4 === 3 ? ResourceType.CPU : ResourceType.GPU, metadataURI: 'ipfs://node' }
  return call(registry, 'registerNode', owner, args, parseEth('7'))
}

/** The insider speaks for the verifier: the first challenges of the real one are left to chance. */
function proof({ deployment }: MarketState, owner: Hex): Call[] {
  const nodeId = nodeIdOf(deployment, owner, 0)
  const passed = call(registry, 'passChallenge', insider, { nodeId, power: 10n ** 21n })
  return Array.from({ length: 10 }, () => [call(registry, 'openChallenge', insider, { nodeId }), passed]).flat()
}

function trust({ deployment, access }: MarketState, owner: Hex): Call[] {
  const nodeId = nodeIdOf(deployment, owner, 0)
  return [
    call(registry, 'setPartnerSLA', access.nodeRegistry.owner, { nodeId, signed: true }),
    call(registry, 'depositInsuranceBond', owner, { nodeId }, parseEth('10')),
    call(registry, 'updateReputation', insider, { nodeId, delta: 5_000n }),
  ]
}

/** One task more than it may have. */
function fill({ deployment }: MarketState, operator: Hex): Call[] {
  const nodeId = nodeIdOf(deployment, operator, 0)
  const claim = { operator, buyer: buyers[0]!, resourceType: ResourceType.GPU, minTrustLevel: 0, requiredPower: 0n }
  const taskIds = Array.from({ length: 11 }, (_, i) => numberToHex(i + 1, { size: 32 }))
  return taskIds.map((taskId) => call(registry, 'openTask', insider, { nodeId, taskId, claim }))
}

function fail({ deployment }: MarketState, operator: Hex): Call[] {
  const nodeId = nodeIdOf(deployment, operator, 0)
  const claim = { operator, buyer: buyers[0]!, resourceType: ResourceType.CPU, minTrustLevel: 0, requiredPower: 0n }
  const end = { power: 0n, outcome: TaskOutcome.DisputeLost, earnings: 0n, earnsReputation: false }
  const lost = Array.from({ length: 5 }, (_, i) => numberToHex(i + 21, { size: 32 })).flatMap((taskId) => [
    call(registry, 'openTask', insider, { nodeId, taskId, claim }),
    call(registry, 'closeTask', insider, { nodeId, taskId, ...end }),
  ])
  const done = Array.from({ length: 5 }, () => call(registry, 'incrementTaskCount', insider, { nodeId }))
  return [...done, ...lost, call(registry, 'clearReview', strangers[0]!, { nodeId })]
}

/** Its stake comes back to somebody who does not take it. */
function retire({ deployment, access }: MarketState, owner: Hex): Call {
  const args = { nodeId: nodeIdOf(deployment, owner, 0), status: NodeStatus.Inactive }
  return call(registry, 'updateNodeStatus', access.nodeRegistry.owner, args)
}
