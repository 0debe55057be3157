import { parameters as defaults, type Parameters } from '@aiigo/core'
import { ETH as NOBODY } from './hex.ts'
import type { MarketState } from './state.ts'

/**
 * The market before its first event.
 *
 * @param parameters those that it is deployed with; the events of a deployment say them too
 * @example const state = createState(defineParameters({ solutionsPerChallenge: 4n }))
 */
export function createState(parameters: Parameters = defaults): MarketState {
  return {
    parameters,
    nodes: new Map(),
    tasks: new Map(),
    challenges: new Map(),
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
