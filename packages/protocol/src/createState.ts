import { parameters as defaults, type Parameters } from '@aiigo/core'
import { ETH as NOBODY } from './hex.ts'
import type { AccessState, MarketDeployment, MarketState } from './state.ts'

/** Of a market whose log alone is read: ids are in the log, and only deciding computes new ones. */
const NOWHERE: MarketDeployment = {
  chainId: 0,
  nodeRegistry: NOBODY,
  proofOfWorkVerifier: NOBODY,
  escrowManager: NOBODY,
  taskMarketplace: NOBODY,
}

/**
 * The market before its first event.
 *
 * @param parameters those that it is deployed with; the events of a deployment say them too
 * @param deployment where its contracts are; {@link decide} needs it
 * @example const state = createState(defineParameters({ solutionsPerChallenge: 4n }))
 */
export function createState(parameters: Parameters = defaults, deployment: MarketDeployment = NOWHERE): MarketState {
  return {
    deployment,
    access: {
      nodeRegistry: nobodysAccess(),
      proofOfWorkVerifier: nobodysAccess(),
      escrowManager: nobodysAccess(),
      taskMarketplace: nobodysAccess(),
    },
    nodeCounts: new Map(),
    taskCounts: new Map(),
    balances: new Map(),
    parameters,
    nodes: new Map(),
    tasks: new Map(),
    challenges: new Map(),
    endedChallenges: new Map(),
    escrows: new Map(),
    auctions: new Map(),
    bannedOwners: new Set(),
    currencies: new Set(),
    credits: new Map(),
    fees: new Map(),
    registryCredits: new Map(),
    accrued: 0n,
    arbitrator: NOBODY,
    priceOracle: NOBODY,
    treasuries: { nodeRegistry: NOBODY, escrowManager: NOBODY },
    referencePrices: [0n, 0n, 0n, 0n, 0n],
  }
}

function nobodysAccess(): AccessState {
  return {
    owner: NOBODY,
    pendingOwner: undefined,
    pendingSince: 0,
    roles: new Map(),
    pausedUntil: 0,
    pausedByOwner: false,
  }
}
