import { parseEth, roles } from '@aiigo/core'
import { type MarketState, nodeIdOf } from '@aiigo/protocol'
import { hoarder, insider, providers, refusers } from './actors.ts'
import { type Block, type Call, contracts } from './call.ts'
import { call } from './moves/move.ts'

/**
 * What chance alone would hardly ever get to: an account that holds every role, an owner with as many nodes as one may
 * have, and nodes that are trusted most.
 */
export function openingBlocks(state: MarketState, now: number): Block[] {
  const trusted = [...providers.slice(0, 3), refusers[0]!]
  return [
    grants(state),
    hoard(65),
    trusted.map(register),
    trusted.flatMap((owner) => [...proof(state, owner), ...trust(state, owner)]),
  ].map((calls, i) => ({ time: now + 1 + i, calls }))
}

function grants(state: MarketState): Call[] {
  return contracts.flatMap((contract) =>
    Object.values(roles).map((role) =>
      call(contract, 'grantRole', state.access[contract].owner, { role, account: insider }),
    ),
  )
}

function hoard(count: number): Call[] {
  return Array.from({ length: count }, () =>
    call('nodeRegistry', 'registerNode', hoarder, { resourceType: 4, metadataURI: 'ipfs://hoard' }, parseEth('6')),
  )
}

function register(owner: `0x${string}`): Call {
  return call('nodeRegistry', 'registerNode', owner, { resourceType: 0, metadataURI: 'ipfs://node' }, parseEth('7'))
}

/** The insider speaks for the verifier: the first challenges of the real one are left to chance. */
function proof({ deployment }: MarketState, owner: `0x${string}`): Call[] {
  const nodeId = nodeIdOf(deployment, owner, 0)
  const passed = call('nodeRegistry', 'passChallenge', insider, { nodeId, power: 10n ** 21n })
  return Array.from({ length: 10 }, () => [call('nodeRegistry', 'openChallenge', insider, { nodeId }), passed]).flat()
}

function trust({ deployment, access }: MarketState, owner: `0x${string}`): Call[] {
  const nodeId = nodeIdOf(deployment, owner, 0)
  return [
    call('nodeRegistry', 'setPartnerSLA', access.nodeRegistry.owner, { nodeId, signed: true }),
    call('nodeRegistry', 'depositInsuranceBond', owner, { nodeId }, parseEth('10')),
    call('nodeRegistry', 'updateReputation', insider, { nodeId, delta: 5_000n }),
  ]
}
