import type { Deployment } from '@aiigo/clients'
import type { MarketState } from '@aiigo/protocol'
// Not from its main door: what the state is made by comes later, and a bundler moves whole files.
import { createState } from '@aiigo/protocol/state'
import { getAddress } from 'viem'
import type { Window } from './window.ts'

/** The market before its deployment. */
export function emptyWindow(deployment: Deployment): Window {
  const base = { number: deployment.block - 1n, hash: undefined, state: emptyState(deployment) }
  return { base, blocks: [], cursor: undefined, state: emptyState(deployment) }
}

function emptyState({ chainId, contracts }: Deployment): MarketState {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace } = contracts
  return createState(undefined, {
    chainId,
    nodeRegistry: getAddress(nodeRegistry),
    proofOfWorkVerifier: getAddress(proofOfWorkVerifier),
    escrowManager: getAddress(escrowManager),
    taskMarketplace: getAddress(taskMarketplace),
  })
}
