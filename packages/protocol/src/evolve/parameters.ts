import type { MarketEvent } from '../events.ts'
import type { Handlers } from '../fit.ts'
import type { MarketState } from '../state.ts'

type ParameterEvents =
  | 'NodeRegistryParametersUpdated'
  | 'ProofOfWorkVerifierParametersUpdated'
  | 'TaskMarketplaceParametersUpdated'
  | 'PlatformFeeUpdated'

/** What governance decides, and what a deployment begins with. */
export const parameterEvents: Handlers<ParameterEvents> = {
  NodeRegistryParametersUpdated: replace,
  ProofOfWorkVerifierParametersUpdated: replace,
  TaskMarketplaceParametersUpdated: replace,

  PlatformFeeUpdated(state, event) {
    state.parameters = { ...state.parameters, platformFeeBps: event.args.newFeeBps }
  },
}

function replace(state: MarketState, event: MarketEvent<Exclude<ParameterEvents, 'PlatformFeeUpdated'>>): void {
  state.parameters = { ...state.parameters, ...event.args.parameters }
}
