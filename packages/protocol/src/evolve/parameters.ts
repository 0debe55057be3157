import type { PerResourceType } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import type { Handlers } from '../fit.ts'
import type { MarketState } from '../state.ts'

type ParameterEvents =
  | 'NodeRegistryParametersUpdated'
  | 'ProofOfWorkVerifierParametersUpdated'
  | 'TaskMarketplaceParametersUpdated'
  | 'PlatformFeeUpdated'
  | 'ArbitratorUpdated'
  | 'PriceOracleUpdated'
  | 'ReferencePriceUpdated'

/** What governance decides, and what a deployment begins with. */
export const parameterEvents: Handlers<ParameterEvents> = {
  NodeRegistryParametersUpdated: replace,
  ProofOfWorkVerifierParametersUpdated: replace,
  TaskMarketplaceParametersUpdated: replace,

  PlatformFeeUpdated(state, event) {
    state.parameters = { ...state.parameters, platformFeeBps: event.args.newFeeBps }
  },

  ArbitratorUpdated(state, event) {
    state.arbitrator = event.args.newArbitrator
  },

  PriceOracleUpdated(state, event) {
    state.priceOracle = event.args.newOracle
  },

  ReferencePriceUpdated(state, event) {
    const { resourceType, price } = event.args
    state.referencePrices = state.referencePrices.with(resourceType, price) as unknown as PerResourceType
  },
}

function replace(state: MarketState, event: MarketEvent<Extract<ParameterEvents, `${string}ParametersUpdated`>>): void {
  state.parameters = { ...state.parameters, ...event.args.parameters }
}
